"""How well the extractor does on the labelled set that the project ships (`samples/labels.jsonl`): precision, recall, fields right.

Matching claims with labels and counting belongs here. Where the figures are kept, and what a drop means, is for the house and the
orchestration.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from ingestion import documents, landing
from ingestion.extraction import extract, extractor_version

FOLDER = Path(__file__).parent / "samples"
DOCUMENT_SET = "samples"
CORE = ("facilities", "funding", "enrolment_capacity")
FIELDS = ("unit", "metric", "status", "period", "region", "level", "action")
STRICT = ("metric", "status", "period", "region", "level", "action")


def measure(scratch: Path) -> list[dict[str, Any]]:
    """Read and extract the shipped samples anew and score them: one row each for the core families, `core` and `indicator`.

    `scratch` is an empty folder for the copies that landing makes. Columns: extractor_version, document_set, family, measured_at (UTC),
    precision, recall, f1, strict_f1 and <field>_accuracy, all between 0 and 1; NULL where nothing is counted.
    """
    now = datetime.now(UTC)
    landing.land(landing.sample_files(), scratch / "landing", scratch / "quarantine", now)
    read = documents.read(landing.landed(scratch / "landing"), scratch / "landing").documents
    return [
        {"extractor_version": extractor_version(), "document_set": DOCUMENT_SET, "family": family, "measured_at": now.isoformat(), **scores}
        for family, scores in score(labels(), read, extract(read).claims).items()
    ]


def labels() -> list[dict[str, Any]]:
    """The labelled figures of the samples."""
    return [json.loads(line) for line in (FOLDER / "labels.jsonl").read_text("utf-8").splitlines() if line.strip()]


def score(labelled: list[dict[str, Any]], read: pl.DataFrame, claims: pl.DataFrame) -> dict[str, dict[str, float | None]]:
    """Scores by family: found is a claim at the label's place with its family and values; strict needs the fields of `STRICT` as well."""
    texts = {row["document_id"]: (row["file_name"], row["text"]) for row in read.select("document_id", "file_name", "text").to_dicts()}
    by_file: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for claim in claims.sort("char_start").to_dicts():
        file_name, text = texts[claim["document_id"]]
        by_file[file_name].append(claim | {"span": text[claim["char_start"] : claim["char_end"]]})
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for file_name in {label["doc"] for label in labelled}:
        of_file = [label for label in labelled if label["doc"] == file_name]
        for family, outcome in _outcomes(of_file, by_file[file_name], is_html=file_name.endswith((".html", ".htm"))):
            counts[family][outcome] += 1
            if family in CORE:
                counts["core"][outcome] += 1
    return {family: _rates(counts[family]) for family in (*CORE, "core", "indicator")}


@dataclass(slots=True)
class Pairs:
    """Which claim answers which label of one document: by claim_id, the label it gets right in family and values; and the claims that
    only doubtful labels ask for, which count neither way."""

    label_of: dict[str, dict[str, Any]] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)


def pairs(labelled: list[dict[str, Any]], claims: list[dict[str, Any]], is_html: bool) -> Pairs:
    """Pair the labels of one document with its claims (which carry their `span`), each claim once."""
    found = Pairs()
    used: set[str] = set()
    for label in sorted(labelled, key=lambda label: (bool(label.get("maybe")), label["char_start"] or 0)):
        near = [claim for claim in claims if claim["claim_id"] not in used and _touches(label, claim, is_html)]
        near.sort(key=lambda claim: (claim["family"] != label["family"], not _same_value(label, claim)))
        if label.get("maybe"):
            doubtful = {claim["claim_id"] for claim in (near[:1] if is_html else near)}
            used |= doubtful
            found.unsure |= doubtful
        elif near:
            used.add(near[0]["claim_id"])
            if near[0]["family"] == label["family"] and _same_value(label, near[0]):
                found.label_of[near[0]["claim_id"]] = label
    return found


def _outcomes(labelled: list[dict[str, Any]], claims: list[dict[str, Any]], is_html: bool) -> Iterator[tuple[str, str]]:
    """(family, outcome) of every label and of every claim that no label asks for."""
    paired = pairs(labelled, claims, is_html)
    for label in labelled:
        if not label.get("maybe"):
            yield label["family"], "labelled"
    for claim in claims:
        label = paired.label_of.get(claim["claim_id"])
        if claim["claim_id"] in paired.unsure:
            continue
        if label is None:
            yield claim["family"], "spurious"
            continue
        yield claim["family"], "found"
        right = {name for name in FIELDS if is_right(name, label, claim)}
        for name in right:
            yield claim["family"], name
        if right.issuperset(STRICT):
            yield claim["family"], "strict"


def _rates(count: Counter[str]) -> dict[str, float | None]:
    def share(part: int, whole: int) -> float | None:
        return round(part / whole, 4) if whole else None

    def harmonic(part: int) -> float | None:
        return share(2 * part, count["found"] + count["spurious"] + count["labelled"])

    return {
        "precision": share(count["found"], count["found"] + count["spurious"]),
        "recall": share(count["found"], count["labelled"]),
        "f1": harmonic(count["found"]),
        "strict_f1": harmonic(count["strict"]),
        **{f"{name}_accuracy": share(count[name], count["found"]) for name in FIELDS},
    }


def _touches(label: dict[str, Any], claim: dict[str, Any], is_html: bool) -> bool:
    if is_html or label["char_start"] is None:
        wanted, found = "".join(label["number"].split()), "".join(claim["span"].split())
        return bool(found) and (wanted in found or found in wanted)
    return claim["char_start"] < label["char_end"] and label["char_start"] < claim["char_end"]


def _same_value(label: dict[str, Any], claim: dict[str, Any]) -> bool:
    def same(a: float | None, b: float | None) -> bool:
        return (a is None) == (b is None) and (a is None or abs(a - b) <= 1e-6 * max(1.0, abs(a)))

    return same(label["value_min"], claim["value_min"]) and same(label["value_max"], claim["value_max"])


def is_right(name: str, label: dict[str, Any], claim: dict[str, Any]) -> bool:
    """Whether a field of a claim is what its label says; a period is right when its years are."""
    if name == "period":
        return all(_year(label[side]) == _year(claim[side]) for side in ("period_start", "period_end"))
    if name == "region":
        return label["region"] == claim["region_name"]
    if name == "action":
        return label["metric"] != "facility_count" or label["action"] == claim["action"]
    if name == "metric" and label["family"] == "indicator":
        return True  # an indicator's metric is a name of the labeller's own
    return label.get(name) == claim[name]


def _year(day: Any) -> str | None:
    return None if day is None else str(day)[:4]
