"""Count how often each source of a field is right on labelled documents, and what a claim's sources together are worth.

`make calibrate` writes `reliability.csv` and `confidence.csv` of the lexicon from all labelled documents there are: the samples, the
labelled texts of the tests, the labelled real documents where they lie beside the checkout, and those of the folders that are given
(`make calibrate LABELLED="folder …"`, each with documents in `docs/` and labels in `gold/`). The table it prints is cross-validated: each
document's claims are judged by the counts of the other documents.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ingestion import quality
from ingestion.extraction import claims_of_reading, extract, prepared
from ingestion.extraction.confidence import FIELDS, of_product, product, sources, worth
from ingestion.wordlists import FOLDER
from tests import labelled_tables
from tests.extracted import SHARED, read_folders

HERE = Path(__file__).parent
SETS = [
    (HERE.parent / "ingestion" / "samples", HERE.parent / "ingestion" / "samples", "labels.jsonl"),
    (HERE / "labelled" / "documents", HERE / "labelled", "labels.jsonl"),
    (SHARED / "corpus" / "seeds", SHARED / "gold", "*.claims.jsonl"),
    (SHARED / "corpus" / "real", SHARED / "gold", "*.claims.jsonl"),
]
# no step of the scale rests on fewer claims
STEP = 30
Sighting = tuple[str, dict[str, str], dict[str, bool], bool]


def sightings(sets: list[tuple[Path, Path, str]]) -> list[Sighting]:
    """(document, sources, which fields are right, whether all are) of every claim of the core families in the labelled documents."""
    seen: list[Sighting] = []
    for folder, label_folder, pattern in sets:
        if not folder.is_dir():
            continue
        lines = (line for file in sorted(label_folder.glob(pattern)) for line in file.read_text("utf-8").splitlines())
        labelled = [json.loads(line) for line in lines if line]
        for document in prepared(read_folders(folder)):
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


def of_tables() -> tuple[int, int]:
    """(figures, those read right in all fields) of the labelled tables: what the reading of headings is worth beside that of sentences."""
    claims = {name: extract(labelled_tables.table_document(name)).claims.to_dicts() for name in labelled_tables.names()}
    told = [labelled_tables.right_of(name, rows) for name, rows in claims.items()]
    return sum(seen for seen, _ in told), sum(right for _, right in told)


def counts_of(seen: list[Sighting]) -> dict[tuple[str, str], tuple[int, int]]:
    """(seen, right) by field and source."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for _, source, right, _ in seen:
        for field, told in source.items():
            counts[field, told][0] += 1
            counts[field, told][1] += right[field]
    return {key: (total, good) for key, (total, good) in counts.items()}


def cross_validated(seen: list[Sighting]) -> list[tuple[float, bool, str]]:
    """(product, right, document) of every claim: what its sources are worth by the other documents, multiplied."""
    whole = counts_of(seen)
    of_document: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in seen:
        of_document[sighting[0]].append(sighting)
    judged = []
    for document, own in of_document.items():
        mine = counts_of(own)
        others = {key: worth(whole[key][0] - total, whole[key][1] - good) for key, (total, good) in mine.items()}
        judged += [(product(source, others), right, document) for _, source, _, right in own]
    return judged


def scale(judged: list[tuple[float, bool, str]]) -> list[tuple[float, int, int]]:
    """Steps (product from which, claims, right), each of at least STEP claims, pooled until their share of right claims rises."""
    ordered = sorted(judged)
    steps = [
        [ordered[i][0], len(ordered[i : i + STEP]), sum(right for _, right, _ in ordered[i : i + STEP])]
        for i in range(0, len(ordered), STEP)
    ]
    pooled: list[list[float]] = []
    for step in steps:
        pooled.append(step)
        while len(pooled) > 1 and pooled[-2][2] * pooled[-1][1] >= pooled[-1][2] * pooled[-2][1]:
            _, claims, good = pooled.pop()
            pooled[-1][1] += claims
            pooled[-1][2] += good
    pooled[0][0] = 0.0
    return [(round(start, 4), int(claims), int(good)) for start, claims, good in pooled]


def write(name: str, header: tuple[str, ...], rows: Iterable[tuple]) -> None:
    with (FOLDER / name).open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    given = [(Path(folder) / "docs", Path(folder) / "gold", "*.claims.jsonl") for folder in sys.argv[1:]]
    seen = sightings(SETS + given)
    counts = counts_of(seen) | {("table", "headings"): of_tables()}
    judged = cross_validated(seen)
    steps = scale(judged)
    write("reliability.csv", ("field", "source", "seen", "right"), ((*key, *counts[key]) for key in sorted(counts)))
    write("confidence.csv", ("product_from", "claims", "right"), steps)
    documents = {document for document, *_ in seen}
    print(f"{len(seen)} claims of the core families in {len(documents)} labelled documents: {len(counts)} sources, {len(steps)} steps")
    gold = {file.name for folder in ("seeds", "real") for file in (SHARED / "corpus" / folder).glob("*")}
    print("confidence   claims   right   those in ../shared/gold   (each document judged by the others)")
    for low, high in ((0.9, 1.01), (0.8, 0.9), (0.7, 0.8), (0.5, 0.7), (0.0, 0.5)):
        band = [(right, name in gold) for value, right, name in judged if low <= of_product(value, steps) < high]
        print(
            f"{low:.2f}–{min(high, 1):.2f}   {_share([right for right, _ in band])}   {_share([right for right, inside in band if inside])}"
        )


def _share(rights: list[bool]) -> str:
    return f"{len(rights):6}   {sum(rights) / len(rights):.3f}" if rights else "     0        "


if __name__ == "__main__":
    main()
