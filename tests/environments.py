"""Environments for tools of others: one each, made by uv on demand with exactly the packages of a lock, each checked against its hash.

Nothing of them is ever imported here. Which tools there are, and what is asked of them, is for those who use this (`bench/`, `bi/`).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

LONGEST_SECONDS = 300
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


class Unavailable(Exception):
    """A tool can't be installed or run here; the message says why."""


def interpreter(requirements: Path, environments: Path) -> Path:
    """The Python of the environment for a lock, which is made below `environments` if it isn't there or if the lock has changed.

    Raises Unavailable when that can't be done.
    """
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    folder = environments / requirements.stem
    python, made = folder / "bin" / "python", folder / "requirements.sha256"
    if made.exists() and made.read_text() == wanted and python.exists():
        return python
    environments.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    uv = [sys.executable, "-m", "uv", *(["--system-certs"] if CERTIFICATES.exists() else [])]
    call([*uv, "venv", "--quiet", "--python", sys.executable, str(folder)], "its environment could not be made")
    index = _index()
    sync = ["pip", "sync", "--quiet", "--require-hashes", "--python", str(python), *(["--default-index", index] if index else [])]
    call([*uv, *sync, str(requirements)], "its packages could not be installed")
    made.write_text(wanted)
    return python


def call(command: list[str], complaint: str, folder: str | None = None) -> None:
    """Run a command to its end; raises Unavailable with the complaint and the command's last words when it fails or takes too long."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_SECONDS, cwd=folder)
    except subprocess.TimeoutExpired as error:
        raise Unavailable(f"{complaint}: not done after {LONGEST_SECONDS} s") from error
    if done.returncode:
        last = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        raise Unavailable(f"{complaint}: {last[-1][:300] if last else f'status {done.returncode}'}")


def _index() -> str | None:
    """Where pip is set up to look for packages, if anywhere else than by default."""
    told = os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("PIP_INDEX_URL")
    if told:
        return told
    asked = subprocess.run([sys.executable, "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True)
    return asked.stdout.strip() or None if asked.returncode == 0 else None
