"""The same sentences through other projects' tools, each in an environment of its own, and through ours.

An environment stands under `$WAREHOUSE_HOME/bench-envs/`, with exactly the packages of `peers/<name>.txt` (`tests/environments.py`). A tool
that can't be installed or run is reported with the reason.
"""

from __future__ import annotations

import json
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
from tests.environments import Unavailable, call, interpreter

PEER_FOLDER = Path(__file__).parent / "peers"
ROUNDS = 5
SENTENCES = 120
ROUND_SECONDS = 0.2


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


def measure(corpus: Corpus, environments: Path, say: Callable[[str], None]) -> dict[str, Any]:
    """`peers`: by name the speed as a share of the yardstick's, or `unavailable` with the reason; `ours_on_the_same_sentences` likewise."""
    sample = sentences(corpus.texts)
    report: dict[str, Any] = {"sentences": len(sample), **_ours(sample), "peers": {}}
    for peer in PEERS:
        say(f"comparing with {peer.name}")
        try:
            result = _run(peer, interpreter(PEER_FOLDER / f"{peer.name}.txt", environments), sample)
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
        call([str(python), str(PEER_FOLDER / "worker.py"), peer.name, str(job), str(result)], f"{peer.name} failed", place)
        return json.loads(result.read_text(encoding="utf-8"))
