"""The district that the name of a document's file or of its page's host tells in letters: www.pingjiang.gov.cn, hunan_pingjiang_2023.txt.

A last resort, for texts that say 全县 and name none (`home`). How districts are spelled is data (`lexicon/region_spellings.csv`).
"""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

from ingestion.extraction.gazetteer import Region, ambiguous, by_name, is_within
from ingestion.wordlists import table

_WORD = re.compile("[a-z]{3,}")
_KIND = re.compile("(?<=[a-z]{4})(?:xian|shi|qu|sheng|county|city|district|province)$")
_SHORT = 5  # letters; so short a spelling is many a word's, too


def address_of(file_name: str, url: str | None) -> str:
    """What a document is called: its file's name and the host of its page."""
    return f"{file_name} {urlsplit(url).netloc if url else ''}"


@cache
def _spelled() -> dict[str, tuple[Region, ...]]:
    """The districts of today by their spelling; those that ended where there is none of today."""
    found = {}
    for row in table("region_spellings"):
        regions = [region for name in row["region_names"].split("|") for region in by_name().get(name, ()) if region.level != "zone"]
        found[row["spelling"]] = tuple([region for region in regions if not region.valid_to] or regions)
    return found


def district_spelled(address: str) -> Region | None:
    """The innermost district that an address spells from its first to its last word; None where it spells none, or may mean several."""
    found: Region | None = None
    for word in _WORD.findall(address.lower()):
        named = _spelled().get(word) or _spelled().get(_KIND.sub("", word), ())
        inside = [region for region in named if _may_be_meant(region, word, found)]
        provinces = [region for region in inside if region.level == "province"]
        widest = provinces or [region for region in inside if not any(other != region and is_within(region, other) for other in inside)]
        if len(widest) == 1:
            found = widest[0]
    return found


def _may_be_meant(region: Region, word: str, found: Region | None) -> bool:
    """Whether a spelling can mean a district: one inside the district spelled before it, or by itself one whose name is no common word."""
    if found is not None:
        return region.key != found.key and is_within(region, found)
    return region.level == "province" or (len(word) > _SHORT and region.stem not in ambiguous())
