"""Which code is running, for the ledger."""

from __future__ import annotations

import hashlib
import subprocess
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("ingestion", "dbt_project", "expectations", "warehouse", "orchestration")
SOURCES = {".py", ".sql", ".yml", ".csv", ".txt", ".html", ".css"}


@cache
def code_version() -> str:
    """What `git describe` says of the checkout, or, without git, the project's version and a hash over its source files."""
    try:
        said = subprocess.run(
            ["git", "-C", str(ROOT), "describe", "--always", "--tags", "--dirty"], capture_output=True, text=True, timeout=10, check=True
        )
        return said.stdout.strip()
    except (OSError, subprocess.SubprocessError):
        version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
        return f"{version}+{_hash()}"


def _hash() -> str:
    digest = hashlib.sha256()
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*")):
            relative = path.relative_to(ROOT)
            if path.suffix in SOURCES and path.is_file() and not {"target", "data", "samples", "__pycache__"} & set(relative.parts):
                digest.update(str(relative).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:8]
