"""The readers' word lists (`lexicon/furniture.csv`, `lexicon/bylines.csv`): read when first asked for, once per process."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "lexicon"
LISTS = ("furniture.csv", "bylines.csv")


@cache
def terms(file_name: str, kind: str) -> tuple[str, ...]:
    """The terms of one kind, longest first so that an alternation made of them prefers the longest. Raises KeyError for an unknown kind."""
    found = _by_kind(file_name)[kind]
    return tuple(sorted(found, key=lambda term: (-len(term), term)))


@cache
def any_of(file_name: str, kind: str) -> str:
    """A regular expression alternation of the terms of one kind."""
    return "|".join(map(re.escape, terms(file_name, kind)))


@cache
def _by_kind(file_name: str) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    with (FOLDER / file_name).open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle, strict=True):
            kinds.setdefault(row["kind"], []).append(row["term"])
    return kinds
