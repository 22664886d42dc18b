"""How the two engines are started: each a process of its own, so that what one instruments or remembers does not touch the other.

atheris is no dependency of the project: its packages, with exactly the hashes of `atheris.txt`, are put into a folder of their own the
first time, and only the fuzzing process has that folder on its path. What an engine tries belongs to its own module.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from ingestion.landing import sample_files
from tests.fuzz.mutation import pack
from tests.fuzz.pieces import SUFFIXES

HERE = Path(__file__).parent
REQUIREMENTS = HERE / "atheris.txt"
LABELLED = HERE.parent / "labelled" / "documents"
LONGEST_INPUT = 2048  # bytes; a short input is soon tried, and says as much
LONGEST_SECONDS = 60  # for one input; libFuzzer then stops with the input that took longer

_GIST = re.compile(r"^FOUND |^hypothesis: |\bDONE\b|^Done ")  # faults, and how much was tried and reached


class Unavailable(Exception):
    """An engine can't be installed here; the message says why."""


def run_hypothesis(home: Path, found: Path, seconds: int) -> int:
    """Fuzz with hypothesis for so many seconds; what is wrong goes to `found`. Returns the exit status of its process."""
    return _run("hypothesis", [sys.executable, "-m", "tests.fuzz.hypothesis_run", str(found), str(seconds)], found)


def run_atheris(home: Path, found: Path, seconds: int) -> int:
    """Fuzz with atheris for so many seconds, going on from the inputs that earlier runs kept under `home`; what is wrong goes to `found`.

    Returns the exit status of its process. Raises Unavailable where atheris can't be installed.
    """
    packages = _packages(home / "packages")
    corpus = home / "corpus"
    _plant(corpus)
    options = {
        "max_total_time": seconds,
        "max_len": LONGEST_INPUT,
        "timeout": LONGEST_SECONDS,
        "rss_limit_mb": 6000,
        "artifact_prefix": f"{found}/",
    }
    command = [sys.executable, "-m", "tests.fuzz.atheris_target", str(found), str(corpus)]
    command += [f"-{name}={value}" for name, value in options.items()]
    return _run("atheris", command, found, {"PYTHONPATH": str(packages)})


def _run(name: str, command: list[str], found: Path, more: dict[str, str] | None = None) -> int:
    """One thread a process: a small document gains nothing by more. What the engine says goes to a log, of which the gist is shown."""
    log = found.with_name(f"{found.name}-{name}.log")
    with log.open("w", encoding="utf-8") as out:
        environment = os.environ | {"POLARS_MAX_THREADS": "1"} | (more or {})
        done = subprocess.run(command, env=environment, stdout=out, stderr=subprocess.STDOUT, check=False)
    lines = log.read_text("utf-8", "replace").splitlines()
    print("\n".join([line for line in lines if _GIST.search(line)] if not done.returncode else lines[-20:]), flush=True)
    return done.returncode


def _packages(folder: Path) -> Path:
    """The folder with atheris in it, made if it isn't there or if its requirements have changed."""
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    made = folder / "requirements.sha256"
    if made.exists() and made.read_text() == wanted:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    # pip by itself looks for packages where it is set up to
    install = ["pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
    command = [sys.executable, "-m", *install, "--only-binary", ":all:", "--target", str(folder), "-r", str(REQUIREMENTS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        last = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        raise Unavailable(f"atheris could not be installed: {last[-1][:300] if last else f'status {done.returncode}'}")
    made.write_text(wanted)
    return folder


def _plant(corpus: Path) -> None:
    """First inputs: the bundled samples, the labelled texts, their lines with figures, and every seed."""
    corpus.mkdir(parents=True, exist_ok=True)
    documents = [*(file.path for file in sample_files()), *LABELLED.iterdir(), *(HERE / "seeds").iterdir()]
    for path in sorted(path for path in documents if path.suffix in SUFFIXES):
        data = path.read_bytes()
        _keep(corpus, data[:LONGEST_INPUT], path.suffix)
        told = [line for line in data.splitlines() if any(48 <= byte <= 57 for byte in line)]
        for line in told[:6] if path.suffix != ".html" else []:
            _keep(corpus, line[:400], path.suffix)


def _keep(corpus: Path, data: bytes, suffix: str) -> None:
    packed = pack(data.decode("utf-8", "ignore").encode() if suffix != ".html" else data, suffix)
    (corpus / hashlib.sha1(packed).hexdigest()).write_bytes(packed)
