"""Functional zones that are on no list: told by their names alone, they lie in the city that the text speaks for.

Listed zones, and zones that a text names by their kind alone (高新区), are for `regions`.
"""

from __future__ import annotations

import re

from ingestion.extraction.gazetteer import Mention, Region, find_names, lineage

_UNLISTED_ZONE = re.compile(
    r"(?:(?<![\u4e00-\u9fa50-9])|(?<=[，。；、在于])|(?<=其中))((?:(?![在位于仅为])[\u4e00-\u9fa5]){2,4}?(?:新区|经开区|高新区|开发区|度假区|文旅区|旅游区|工业园区?|产业园区?|风景区|名胜区|集聚区|管理区|合作区|工区))(?=[，、（(0-9]|新建|改扩?建|规划|计划|拟|将|共有|现有)"
)
# words that such a name is no name with: 城市新区, 省级高新区
_NO_STEM = re.compile(
    r"(?:[省市县国州各该本全两三四五六几多]|国家|城[市乡东西南北区]|[老新主]城|高铁|产业|工业|开发|建设|在|位于|以及|部分|其[他余它]|包括|全部|所有)"
)


def unlisted_zones(text: str, start: int, end: int, home: Region | None) -> list[Mention]:
    """Zones of the home city that are on no list, where a clause opens with one or something lies in it: 群力新区规划建设学校22所."""
    place = next((above for above in lineage(home) if above.level == "prefecture"), None) if home is not None else None
    if place is None:
        return []
    found = []
    for match in _UNLISTED_ZONE.finditer(text, start, end):
        name = match[1]
        if not find_names(name) and not _NO_STEM.match(name):
            region = Region(place.code, name, name, "zone", place.code, place.name, place.province_name)
            found.append(Mention(match.start(1), match.end(1), name, region))
    return found
