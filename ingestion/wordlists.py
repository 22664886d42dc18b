"""Word lists and tables of `ingestion/lexicon`: loaded once per process and only when first asked for.

Only loading listed words and making patterns of them belongs here. What a word means in a text is decided by the modules that use it.
"""

from __future__ import annotations

import csv
import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from ingestion import lexicon_rules

# how much of a text is searched at once, and how much of the next stretch with it: more than the longest word has
_STRETCH, _OVERLAP = 500_000, 40
FOLDER = Path(__file__).parent / "lexicon"


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of `lexicon/<name>.csv` as dictionaries of strings, in file order. Raises ValueError with the file, the line and, where one cell
    is at fault, the column of a row that is none."""
    path = FOLDER / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle, strict=True)
        rows = []
        try:
            for row in reader:
                if None in row or None in row.values():
                    columns = len(reader.fieldnames or ())
                    raise ValueError(f"{path}:{reader.line_num}: expected {columns} columns; quote cells that hold a comma")
                if fault := lexicon_rules.fault(name, row):
                    raise ValueError(f"{path}:{reader.line_num}: {fault}")
                rows.append(row)
        except csv.Error as error:
            raise ValueError(f"{path}:{reader.reader.line_num}: {error}; quote cells that hold a comma or a quote") from error
        except UnicodeDecodeError as error:
            raise ValueError(f"{path}: {error}; save it as UTF-8") from error
    return tuple(rows)


def check(names: Iterable[str] | None = None) -> None:
    """Load tables, all of them unless some are named, so that a broken row is told before anything is done by it. Raises as `table`.

    towns.csv, which a program makes, is left out: so many rows are never loaded as objects of their own (`extraction/towns.py`).
    """
    for name in names or sorted({path.stem for path in FOLDER.glob("*.csv")} - {"towns"}):
        table(name)


@cache
def words(name: str) -> tuple[str, ...]:
    """Entries of `lexicon/<name>.txt`, one per line; blank lines and lines that open with `#` are left out."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def terms(name: str, kind: str) -> tuple[str, ...]:
    """The terms of one kind in a table with the columns `kind` and `term`, longest first. Raises KeyError for an unknown kind."""
    found = tuple(row["term"] for row in table(name) if row["kind"] == kind)
    if not found:
        raise KeyError(f"lexicon/{name}.csv has no terms of the kind {kind!r}")
    return tuple(sorted(found, key=_longest_first))


@cache
def mapping(name: str, key: str, value: str) -> dict[str, str]:
    """One column of a table keyed by another."""
    return {row[key]: row[value] for row in table(name)}


def alternatives(entries: Iterable[str]) -> str:
    """A regular-expression alternation of literal words, longest first so that the longest entry wins."""
    return "|".join(map(re.escape, sorted(set(entries), key=_longest_first)))


def any_of(entries: Iterable[str]) -> re.Pattern[str]:
    """A compiled pattern that finds the longest of the listed words."""
    return re.compile(alternatives(entries))


def automaton_of(entries: Iterable[str]) -> AhoCorasick:
    """An automaton that finds the longest of the listed words at each place, by their number in the list.

    It keeps a full table of transitions: half the time of the default for thousands of names, and 15 MB for those of the gazetteer.
    """
    return AhoCorasick(list(entries), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA)


def spots_of(automaton: AhoCorasick, text: str) -> array[int]:
    """Where the words of an automaton stand in a text, in order: one pass over the whole of it."""
    return array("I", [start for _, start, _ in occurrences(automaton, text)])


def stands_in(spots: Sequence[int], start: int, end: int) -> bool:
    """Whether one of the places begins in a stretch."""
    return bisect_left(spots, start) < bisect_left(spots, end)


def occurrences(automaton: AhoCorasick, text: str) -> Iterable[tuple[int, int, int]]:
    """(index of the word, start, end) of every match of an automaton in a text, in order."""
    return automaton.find_matches_as_indexes(text) if len(text) <= _STRETCH else _in_stretches(automaton, text)


def _in_stretches(automaton: AhoCorasick, text: str) -> Iterator[tuple[int, int, int]]:
    """The matches in a huge text, which is searched a stretch at a time: the automaton keeps a place for each of its bytes."""
    past = 0  # the end of the last match: the next stretch may begin inside it
    for at in range(0, len(text), _STRETCH):
        for index, start, end in automaton.find_matches_as_indexes(text[at : at + _STRETCH + _OVERLAP]):
            if start < _STRETCH and at + start >= past:
                past = at + end
                yield index, at + start, past


def _longest_first(word: str) -> tuple[int, str]:
    return -len(word), word
