"""Count how often each source of a field is right on labelled documents, and show what a claim's confidence is worth.

`make calibrate` writes `ingestion/lexicon/reliability.csv` from all labelled documents there are: the samples, the labelled texts of the
tests, and the labelled real documents where they lie beside the checkout. The table it prints is cross-validated: each document's
claims are judged by the counts of the other documents.
"""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from ingestion import quality
from ingestion.cleaning import clean
from ingestion.extraction import claims_of_reading
from ingestion.extraction.confidence import FIELDS, PRIOR_RIGHT, PRIOR_SEEN, sources
from ingestion.extraction.lexicon import FOLDER
from tests.extracted import SHARED, read_folders

HERE = Path(__file__).parent
SETS = (
    (HERE.parent / "ingestion" / "samples", HERE.parent / "ingestion" / "samples", "labels.jsonl"),
    (HERE / "labelled" / "documents", HERE / "labelled", "labels.jsonl"),
    (SHARED / "corpus" / "seeds", SHARED / "gold", "*.claims.jsonl"),
    (SHARED / "corpus" / "real", SHARED / "gold", "*.claims.jsonl"),
)
Sighting = tuple[str, dict[str, str], dict[str, bool], bool]


def sightings() -> list[Sighting]:
    """(document, sources, which fields are right, whether all are) of every claim of the core families in the labelled documents."""
    seen: list[Sighting] = []
    for folder, label_folder, pattern in SETS:
        if not folder.is_dir():
            continue
        lines = (line for file in sorted(label_folder.glob(pattern)) for line in file.read_text("utf-8").splitlines())
        labelled = [json.loads(line) for line in lines if line]
        for document in clean(read_folders(folder)).iter_rows(named=True):
            of_document = [label for label in labelled if label["doc"] == document["file_name"]]
            if of_document:
                seen += _of_document(document, of_document)
    return seen


def _of_document(document: dict[str, Any], labelled: list[dict[str, Any]]) -> list[Sighting]:
    rows = [(row | {"span": document["text"][row["char_start"] : row["char_end"]]}, draft) for row, draft in claims_of_reading(document)]
    is_html = document["file_name"].endswith((".html", ".htm"))
    pairs = quality.pairs(labelled, [row for row, _ in rows], is_html)
    found: list[Sighting] = []
    for row, draft in rows:
        if row["family"] not in quality.CORE or row["claim_id"] in pairs.unsure:
            continue
        label = pairs.label_of.get(row["claim_id"])
        right = {name: label is not None and quality.is_right(name, label, row) for name in FIELDS}
        found.append((document["file_name"], sources(draft), right, label is not None and all(right.values())))
    return found


def reliability(seen: list[Sighting]) -> dict[tuple[str, str], tuple[int, int]]:
    """(seen, right) by field and source."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for _, source, right, _ in seen:
        for name in FIELDS:
            counts[name, source[name]][0] += 1
            counts[name, source[name]][1] += right[name]
    return {key: (total, good) for key, (total, good) in counts.items()}


def cross_validated(seen: list[Sighting]) -> list[tuple[float, bool]]:
    """(confidence, right) of every claim, judged by the counts of the other documents."""
    whole = reliability(seen)
    of_document: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in seen:
        of_document[sighting[0]].append(sighting)
    judged = []
    for own in of_document.values():
        mine = reliability(own)
        for _, source, _, right in own:
            value = 1.0
            for name in FIELDS:
                total, good = whole[name, source[name]]
                without = mine[name, source[name]]
                value *= (good - without[1] + PRIOR_RIGHT) / (total - without[0] + PRIOR_SEEN)
            judged.append((value, right))
    return judged


def main() -> None:
    seen = sightings()
    counts = reliability(seen)
    with (FOLDER / "reliability.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["field", "source", "seen", "right"])
        writer.writerows([*key, *counts[key]] for key in sorted(counts))
    documents = Counter(document for document, *_ in seen)
    print(f"{len(seen)} claims of the core families in {len(documents)} labelled documents; {len(counts)} sources in reliability.csv")
    print("confidence   claims   right   (each document judged by the others)")
    judged = cross_validated(seen)
    for low, high in ((0.95, 1.01), (0.9, 0.95), (0.8, 0.9), (0.7, 0.8), (0.5, 0.7), (0.0, 0.5)):
        band = [right for value, right in judged if low <= value < high]
        right = f"{sum(band) / len(band):.3f}" if band else ""
        print(f"{low:.2f}–{min(high, 1):.2f}   {len(band):6}   {right}")


if __name__ == "__main__":
    main()
