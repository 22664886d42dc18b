"""The county that a text's towns lie in: 冶父山镇 stands in one county only, and tells which 全县 is meant where no district is named.

The list of towns is data (`lexicon/towns.csv`). What a county told so is good for is decided in `regions` and `home`.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache

from ingestion.extraction.gazetteer import Region, by_code
from ingestion.wordlists import FOLDER

# 城镇 and 乡镇 are words: 新建城镇学校 names no 建城镇
_TOWN = re.compile(r"(?<![城乡])(?:[镇乡]|街道)(?![镇村土亲企情])")
_LONGEST_STEM = 6


@cache
def _towns() -> dict[str, str]:
    """The codes of each town, as strings: so many rows as objects of their own would slow the garbage collector of every run."""
    with (FOLDER / "towns.csv").open(encoding="utf-8", newline="") as handle:
        return dict(csv.reader(handle))


def _stem(text: str, end: int) -> str | None:
    """The town's name that ends at a place, the longest there is; before the name of a people (三岔回族乡) if one stands there."""
    ends = [end, end - 2, end - 3, end - 4] if text[end - 1 : end] == "族" else [end]
    for stop in ends:
        for length in range(min(_LONGEST_STEM, stop), 1, -1):
            if text[stop - length : stop] in _towns():
                return text[stop - length : stop]
    return None


def is_in_town(text: str, start: int, end: int) -> bool:
    """Whether a stretch is a part of a town's name, which ends behind it: the 七家 of 七家镇."""
    town = _TOWN.search(text, end, end + _LONGEST_STEM)
    stem = _stem(text, town.start()) if town else None
    return bool(town and stem) and town.start() - len(stem) <= start


def county_of_towns(text: str) -> Region | None:
    """The one county that has most of the towns named in a text; None where no other is left far behind.

    A town whose name several counties have bears witness for each of them in part.
    """
    stems = {stem for match in _TOWN.finditer(text) if (stem := _stem(text, match.start())) is not None}
    weights: Counter[str] = Counter()
    for stem in stems:
        codes = _towns()[stem].split("|")
        for code in codes:
            weights[code] += 1 / len(codes)
    best = weights.most_common(2)
    if not best or best[0][1] < 1 or (len(best) > 1 and best[1][1] > best[0][1] / 2):
        return None
    return by_code().get(best[0][0])
