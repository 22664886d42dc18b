"""The county that a text's towns lie in: 冶父山镇 stands in one county only, and tells which 全县 is meant where no district is named.

The list of towns is data (`lexicon/towns.csv`). What a county told so is good for is decided in `regions`.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from ingestion.extraction.gazetteer import Region, all_regions
from ingestion.wordlists import table

_TOWN = re.compile(r"(?:[\u4e00-\u9fa5]{1,8}族乡|镇|乡|街道)(?!镇|村|土|亲|企|情)")
_LONGEST_STEM = 6


@cache
def _towns() -> dict[str, tuple[str, ...]]:
    return {row["town"]: tuple(row["region_codes"].split("|")) for row in table("towns")}


@cache
def _by_code() -> dict[str, Region]:
    """Regions by code: of several rows of one code the division of today."""
    return {region.code: region for region in sorted(all_regions(), key=lambda region: (not region.valid_to, region.level == "county"))}


def county_of_towns(text: str) -> Region | None:
    """The one county that has most of the towns named in a text; None where no other is left far behind.

    A town whose name several counties have bears witness for each of them in part.
    """
    stems = set()
    for match in _TOWN.finditer(text):
        place = match.start()
        for length in range(_LONGEST_STEM, 1, -1):
            stem = text[place - length : place] if place >= length else ""
            if stem in _towns():
                stems.add(stem)
                break
    weights: Counter[str] = Counter()
    for stem in stems:
        for code in _towns()[stem]:
            weights[code] += 1 / len(_towns()[stem])
    best = weights.most_common(2)
    if not best or best[0][1] < 1 or (len(best) > 1 and best[1][1] > best[0][1] / 2):
        return None
    return _by_code().get(best[0][0])
