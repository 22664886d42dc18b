"""Divisions that ended before the lists of `gazetteer` begin: an old paper's 长乐县 or 信阳地区, known by the name that it writes alone.

What such a name is, and where it stands in a text, belongs here; they have no code and lie in nothing that is known.
"""

from __future__ import annotations

import re

from ingestion.extraction.gazetteer import Mention, Region, ambiguous, find_names, named_regions

LISTED_SINCE = "2010"
_KINDS = {"县": "county", "市": "county", "地区": "prefecture"}


def former_names(text: str, title: str | None, day: str) -> dict[str, Region]:
    """Names that are made of a known region's and another word for its kind, in a text of a day (ISO) before the lists begin."""
    if not day or day >= LISTED_SINCE:
        return {}
    whole = f"{title or ''}\n{text}"
    known, _, ordered = named_regions()
    # 长乐市 is listed, 长乐县 was before it
    stems = {ordered[index] for index, _, _ in find_names(whole)} | _before_kinds(whole)
    stems = {stem for stem in stems if stem in known and stem[-1] not in "市县区旗盟" and stem not in ambiguous()}
    stems = {stem for stem in stems if all(region.level in ("county", "prefecture") for region in known[stem])}
    made = {stem + kind: level for stem in stems for kind, level in _KINDS.items()}
    return {
        name: Region("", name, name, level, "", "", "") for name, level in made.items() if name not in known and former_places(whole, name)
    }


def _before_kinds(text: str) -> set[str]:
    """What stands before 县, 市 and 地区, as names of two and three characters: `find_names` leaves out short names that a kind follows."""
    found = set()
    for kind in _KINDS:
        place = text.find(kind)
        while place >= 0:
            found |= {text[place - 2 : place], text[place - 3 : place]}
            place = text.find(kind, place + 1)
    return found - {""}


def former_places(text: str, name: str) -> list[int]:
    """Where a name stands in a text; 长乐市场 and 长乐县级 are none."""
    return [found.start() for found in re.finditer(rf"{name}(?![场民级直容面中])", text)]


def former_mentions(text: str, names: dict[str, Region]) -> list[Mention]:
    """Where the names stand in a text, in order."""
    found = [Mention(place, place + len(name), name, region) for name, region in names.items() for place in former_places(text, name)]
    return sorted(found, key=lambda mention: mention.start)
