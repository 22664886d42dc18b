"""The lexicon: word lists and gazetteers loaded from `ingestion/lexicon`, once per process and only when first asked for.

Only loading and matching of listed words belongs here. What a word means in a sentence is decided by the modules that use it.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "lexicon"


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of `lexicon/<name>.csv` as dictionaries of strings, in file order. Raises ValueError with the file and line of a broken row."""
    path = FOLDER / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle, strict=True)
        rows = []
        for row in reader:
            if None in row or None in row.values():
                raise ValueError(
                    f"{path}:{reader.line_num}: expected {len(reader.fieldnames or ())} columns; quote cells that hold a comma"
                )
            rows.append(row)
    return tuple(rows)


@cache
def words(name: str) -> tuple[str, ...]:
    """Entries of `lexicon/<name>.txt`, one per line; blank lines and lines that open with `#` are left out."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def alternatives(entries) -> str:
    """A regular-expression alternation of literal words, longest first so that the longest entry wins."""
    return "|".join(re.escape(word) for word in sorted(set(entries), key=lambda word: (-len(word), word)))


def any_of(entries) -> re.Pattern[str]:
    """A compiled pattern that finds the longest of the listed words."""
    return re.compile(alternatives(entries))


@cache
def mapping(name: str, key: str, value: str) -> dict[str, str]:
    """One column of a table keyed by another."""
    return {row[key]: row[value] for row in table(name)}
