"""The same sentences through other projects' tools, each in an environment of its own, and through ours.

An environment stands under `$WAREHOUSE_HOME/bench-envs/`, made by uv on demand with exactly the packages of `peers/<name>.txt`, each
checked against its hash; nothing of it is ever imported here. A tool that can't be installed or run is reported with the reason.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingestion.extraction import extract
from tests.bench import anchor
from tests.bench.corpus import Corpus
from tests.bench.extraction import SENTENCE, documents_of
from tests.bench.measure import Ratio, anchor_seconds, seconds

PEER_FOLDER = Path(__file__).parent / "peers"
ROUNDS = 5
SENTENCES = 120
ROUND_SECONDS = 0.2
LONGEST_SECONDS = 300
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


@dataclass(frozen=True)
class Peer:
    """A tool to compare with, and what it finds of what a claim holds."""

    name: str
    finds: str


PEERS = (
    Peer("jionlp", "amounts of money and times, with values"),
    Peer("recognizers-text-suite", "numbers, percentages and amounts of money, with values"),
    Peer("chinese2digits", "numbers, with values"),
    Peer("cn2an", "numbers rewritten in place"),
)


class Unavailable(Exception):
    """A peer can't be installed or run here; the message says why."""


def measure(corpus: Corpus, environments: Path, say: Callable[[str], None]) -> dict[str, Any]:
    """`peers`: by name the speed as a share of the yardstick's, or `unavailable` with the reason; `ours_on_the_same_sentences` likewise."""
    sample = sentences(corpus.texts)
    report: dict[str, Any] = {"sentences": len(sample), **_ours(sample), "peers": {}}
    for peer in PEERS:
        say(f"comparing with {peer.name}")
        try:
            result = _run(peer, _environment(peer, environments), sample)
        except Unavailable as reason:
            report["peers"][peer.name] = {"finds": peer.finds, "unavailable": str(reason)}
        else:
            speeds = Ratio.of(result["ratios"]).entries("mb_per_s_over_re")
            report["peers"][peer.name] = {"finds": peer.finds, **speeds, "found": result["found"], "failed_sentences": result["failed"]}
    return report


def sentences(texts: list[str]) -> list[str]:
    """Sentences with a quantity, from all over the corpus, each once, none longer than 200 characters; always the same ones."""
    pieces = (piece.strip() for text in texts for piece in SENTENCE.findall(text) if anchor.pattern().search(piece))
    found = dict.fromkeys(pieces)
    chosen = [piece for piece in found if 10 <= len(piece) <= 200]
    return chosen[:: max(1, len(chosen) // SENTENCES)][:SENTENCES]


def _ours(sample: list[str]) -> dict[str, Any]:
    """Extraction of one document whose lines are the sentences: every claim with all its fields."""
    frame = documents_of(["\n".join(sample)])
    claims = extract(frame).claims.height
    rounds = []
    for _ in range(ROUNDS):
        before = anchor_seconds(sample)
        took = min(seconds(lambda: extract(frame)) for _ in range(3))
        rounds.append((before + anchor_seconds(sample)) / 2 / took)
    return Ratio.of(rounds).entries("ours_on_the_same_sentences") | {"ours_found": claims}


def _run(peer: Peer, python: Path, sample: list[str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as place:
        job, result = Path(place) / "job.json", Path(place) / "result.json"
        work = {"pattern": anchor.pattern().pattern, "sentences": sample, "rounds": ROUNDS, "at_least": ROUND_SECONDS}
        job.write_text(json.dumps(work), encoding="utf-8")
        _call([str(python), str(PEER_FOLDER / "worker.py"), peer.name, str(job), str(result)], f"{peer.name} failed", place)
        return json.loads(result.read_text(encoding="utf-8"))


def _environment(peer: Peer, environments: Path) -> Path:
    """The interpreter of the peer's environment, which is made if it isn't there or if its requirements have changed."""
    requirements = PEER_FOLDER / f"{peer.name}.txt"
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    folder = environments / peer.name
    python, made = folder / "bin" / "python", folder / "requirements.sha256"
    if made.exists() and made.read_text() == wanted and python.exists():
        return python
    environments.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    uv = [sys.executable, "-m", "uv", *(["--system-certs"] if CERTIFICATES.exists() else [])]
    _call([*uv, "venv", "--quiet", "--python", sys.executable, str(folder)], "its environment could not be made")
    index = _index()
    sync = ["pip", "sync", "--quiet", "--require-hashes", "--python", str(python), *(["--default-index", index] if index else [])]
    _call([*uv, *sync, str(requirements)], "its packages could not be installed")
    made.write_text(wanted)
    return python


def _index() -> str | None:
    """Where pip is set up to look for packages, if anywhere else than by default."""
    told = os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("PIP_INDEX_URL")
    if told:
        return told
    asked = subprocess.run([sys.executable, "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True)
    return asked.stdout.strip() or None if asked.returncode == 0 else None


def _call(command: list[str], complaint: str, folder: str | None = None) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_SECONDS, cwd=folder)
    except subprocess.TimeoutExpired as error:
        raise Unavailable(f"{complaint}: not done after {LONGEST_SECONDS} s") from error
    if done.returncode:
        last = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        raise Unavailable(f"{complaint}: {last[-1][:300] if last else f'status {done.returncode}'}")
