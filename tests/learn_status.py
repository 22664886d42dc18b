"""Learn from labelled documents what each sign of a figure's status is worth (`ingestion.extraction.signs`).

`make learn` writes `status_signs.csv` of the lexicon, from the same labelled documents as `make calibrate` (`LABELLED="folder …"` adds
more), and is to be run before it. What it prints is cross-validated: each document is judged by what the others taught. The rules' own
share of right statuses can't be had that way: they were written with the labelled documents in view.

The weights are those of a multinomial logistic regression with a quadratic penalty; documents with many figures count less for each.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from ingestion import quality
from ingestion.extraction import claim_rows, prepared, read_stories, signs
from tests.calibrate import SETS, write
from tests.extracted import read_folders

LEAST_DOCUMENTS = 6  # a sign that fewer documents show says nothing
PENALTY = 5.0
STEPS = 300
FOLDS = 10


@dataclass(slots=True)
class Sighting:
    """A figure as labelled: its document, its signs, the status that the rules gave it and the right one."""

    document: str
    signs: signs.Signs
    by_rules: str
    right: str


def sightings(sets: list[tuple[Path, Path, str]]) -> list[Sighting]:
    """The labelled figures of all families, where extraction finds them; a document that lies in several folders teaches once."""
    found: list[Sighting] = []
    known: set[str] = set()
    for folder, label_folder, pattern in sets:
        if not folder.is_dir():
            continue
        labelled: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for file in sorted(label_folder.glob(pattern)):
            for line in filter(None, file.read_text("utf-8").splitlines()):
                label = json.loads(line)
                labelled[label["doc"]].append(label)
        for document in prepared(read_folders(folder)):
            if document["file_name"] in labelled and document["file_name"] not in known:
                known.add(document["file_name"])
                found += _of_document(document, labelled[document["file_name"]])
    return found


def _of_document(document: dict[str, Any], labelled: list[dict[str, Any]]) -> list[Sighting]:
    rows, told = [], {}
    for reading in read_stories(document):
        for draft in reading.drafts:
            row = claim_rows.of_prose(reading.story, draft, document, "")
            rows.append(row | {"span": document["text"][row["char_start"] : row["char_end"]]})
            told[row["claim_id"]] = (signs.signs_of(reading.story, draft), row["status"])
    pairs = quality.pairs(labelled, rows, document["file_name"].endswith((".html", ".htm")))
    return [
        Sighting(document["file_name"], *told[claim], label["status"])
        for claim, label in sorted(pairs.label_of.items())
        if label["status"] in signs.STATUSES
    ]


def learn(seen: list[Sighting]) -> dict[str, list[float]]:
    """Of each sign, its weight for each status."""
    showing: dict[str, set[str]] = defaultdict(set)
    for sighting in seen:
        for sign in sighting.signs:
            showing[sign].add(sighting.document)
    known = sorted(sign for sign, documents in showing.items() if len(documents) >= LEAST_DOCUMENTS)
    column = {sign: number for number, sign in enumerate(known)}
    table = np.zeros((len(seen), len(known)))
    right = np.zeros((len(seen), len(signs.STATUSES)))
    figures = Counter(sighting.document for sighting in seen)
    for number, sighting in enumerate(seen):
        for sign, value in sighting.signs.items():
            if sign in column:
                table[number, column[sign]] = value
        right[number, signs.STATUSES.index(sighting.right)] = 1.0
    share = np.array([figures[sighting.document] ** -0.5 for sighting in seen])
    share *= len(seen) / share.sum()
    penalty = np.full((len(known), 1), PENALTY)
    penalty[column[signs.ALWAYS]] = 0.0
    weights = _fit(table, right, share[:, None], penalty)
    return {sign: [round(float(weight), 2) for weight in weights[number]] for sign, number in column.items()}


def _fit(table: np.ndarray, right: np.ndarray, share: np.ndarray, penalty: np.ndarray) -> np.ndarray:
    """The weights that make the right statuses likeliest, less their penalty."""
    shape = table.shape[1], right.shape[1]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(shape)
        votes = table @ weights
        votes -= votes.max(axis=1, keepdims=True)
        logs = votes - np.log(np.exp(votes).sum(axis=1, keepdims=True))
        missed = share * (np.exp(logs) - right)
        return (
            float(-(share * right * logs).sum() + (penalty * weights**2).sum() / 2),
            (table.T @ missed + penalty * weights).ravel(),
        )

    return minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x.reshape(shape)


def votes(weights: dict[str, list[float]], sighting: Sighting) -> list[float]:
    """What the signs of a figure say of each status."""
    told = [(value, weights[sign]) for sign, value in sighting.signs.items() if sign in weights]
    return [sum(value * row[index] for value, row in told) for index in range(len(signs.STATUSES))]


def _share(rights: list[bool]) -> str:
    return f"{sum(rights) / len(rights):.3f}" if rights else "–"


def main() -> None:
    given = [(Path(folder) / "docs", Path(folder) / "gold", "*.claims.jsonl") for folder in sys.argv[1:]]
    seen = sightings(SETS + given)
    documents = sorted({sighting.document for sighting in seen})
    fold = {document: number % FOLDS for number, document in enumerate(documents)}
    rights = []
    for number in range(FOLDS):
        weights = learn([sighting for sighting in seen if fold[sighting.document] != number])
        for sighting in seen:
            if fold[sighting.document] == number:
                told = votes(weights, sighting)
                rights.append(signs.STATUSES[told.index(max(told))] == sighting.right)
    weights = learn(seen)
    write("status_signs.csv", ("sign", *signs.STATUSES), ((sign, *row) for sign, row in weights.items() if any(row)))
    print(f"{len(seen)} figures in {len(documents)} labelled documents, {len(weights)} signs")
    print(f"status right by signs alone, each document judged by the others: {_share(rights)}")


if __name__ == "__main__":
    main()
