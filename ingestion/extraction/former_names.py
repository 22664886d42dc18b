"""Divisions that ended before the regions of `gazetteer` begin: the 长乐县 and 信阳地区 of an old paper, by name alone.

Which of them a paper's day knew, and where it names them, belongs here. They carry no code and lie in nothing that is known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from ingestion.extraction.gazetteer import Mention, Region
from ingestion.wordlists import occurrences, table

LISTED_SINCE = 2010  # the year from which the gazetteer knows what began and ended
# some papers go on with a name for a while
_YEARS_AFTER = 1
# 长乐县城, 沅江市场 are none; nor is a short name inside a word (园林县)
_NO_NAME = re.compile("[场民级直容面中]")
_IN_A_WORD = re.compile(r"(?![省区市州盟的在与和及到])[\u4e00-\u9fa5]")


@cache
def _divisions() -> dict[str, list[tuple[int, int, str]]]:
    """(first year, last year, level) by name."""
    found = defaultdict(list)
    for row in table("former_divisions"):
        found[row["region_name"]].append((int(row["first_year"]), int(row["last_year"]), row["region_level"]))
    return found


@cache
def _names() -> tuple[AhoCorasick, list[str]]:
    names = sorted(_divisions())
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest), names


def former(name: str, year: int) -> Region | None:
    """The division that bore a name in a year before the gazetteer begins, or shortly before; None where none is listed."""
    if not 0 < year < LISTED_SINCE:
        return None
    for first, last, level in _divisions().get(name, ()):
        if first <= year <= last + _YEARS_AFTER:
            return Region("", name, name, level, "", "", "")
    return None


def former_mentions(text: str, year: int) -> list[Mention]:
    """The former divisions that a text of a year names, in order; none in a text of a year that the gazetteer knows."""
    if not 0 < year < LISTED_SINCE:
        return []
    automaton, names = _names()
    found = []
    for index, start, end in occurrences(automaton, text):
        if _NO_NAME.match(text, end) or (end - start == 2 and start and _IN_A_WORD.match(text, start - 1)):
            continue
        if (region := former(names[index], year)) is not None:
            found.append(Mention(start, end, names[index], region))
    return found
