"""The labelled tables: grids in the manner of bureaus' tables, and what a person who reads them takes each figure to say.

A table is `<name>.tsv`; `about.json` says under which title, date and lines it stands, and which cells are merged; `labels.tsv` has one row
for each figure. Their numbers calibrate what a claim out of a table is worth (`make calibrate`).
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from tests.gridded import grid_document, read_grid

FOLDER = Path(__file__).parent / "labelled" / "tables"
FIELDS = (
    "metric", "value_min", "value_max", "unit", "per", "status", "period_start", "period_end", "region_name", "level", "action",
    "facility_name",
)  # fmt: skip
COLUMNS = ("table", "cell", *FIELDS, "part_of")


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.tsv") if path.stem != "labels")


def table_document(name: str) -> pl.DataFrame:
    """The document with one labelled table."""
    about: dict[str, Any] = dict(_about()[name])
    merged = {tuple(map(int, place.split(","))): tuple(size) for place, size in about.pop("merged", {}).items()}
    about["published"] = date.fromisoformat(about["published"])
    return grid_document(read_grid(FOLDER / f"{name}.tsv"), merged=merged, name=f"{name}.csv", **about)


@cache
def _about() -> dict[str, dict[str, Any]]:
    return json.loads((FOLDER / "about.json").read_text("utf-8"))


@cache
def labels() -> list[dict[str, str]]:
    """Every labelled figure; a cell of words may have several."""
    with (FOLDER / "labels.tsv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t"))


def as_label(name: str, claim: dict[str, Any], claims: dict[str, dict[str, Any]]) -> dict[str, str]:
    """A claim in the form of a label. `claims` are those of its document, by claim_id."""
    whole = claims.get(claim["total_claim_id"] or "")
    told = {field: _written(claim[field]) for field in FIELDS}
    return {"table": name, "cell": claim["cell"], **told, "part_of": whole["cell"] if whole else ""}


def _written(value: Any) -> str:
    return "" if value is None else f"{value:.12g}" if isinstance(value, float) else str(value)


def right_of(name: str, claims: list[dict[str, Any]]) -> tuple[int, int]:
    """(figures labelled in a table or claimed out of it, those of them claimed just as labelled)."""
    by_id = {claim["claim_id"]: claim for claim in claims}
    told = Counter(tuple(as_label(name, claim, by_id)[column] for column in COLUMNS) for claim in claims)
    wanted = Counter(tuple(label[column] for column in COLUMNS) for label in labels() if label["table"] == name)
    return (wanted | told).total(), (wanted & told).total()
