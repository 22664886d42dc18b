"""Where a named school lies: the district that opens its name, or that its story says it lies in.

Which school a figure belongs to is for `subjects`.
"""

from __future__ import annotations

import re

from ingestion.extraction.facilities import Name
from ingestion.extraction.gazetteer import Region, is_within
from ingestion.extraction.story import Story

_LIES = re.compile(r"(?:位于|坐落于|坐落在|坐落|地处|选址于|选址在|选址|建在|设在|落户)[^，。；]{0,6}?$")
# also behind the last of two: 荷园路小学和复兴街小学（长安区）
_IN_BRACKETS = re.compile(r"(?:[和与及][\u4e00-\u9fa5]{3,20}?)?[（(][^（）()，。；、]{2,12}[)）]")
# 北京师范大学某某附属学校 lies anywhere
_UNIVERSITY = re.compile(r"[\u4e00-\u9fa5]{0,4}?(?:大学|学院|师范)")
# so in the sentence after the one that names the school
_THE_SCHOOL_LIES = re.compile(rf"(?:学校|该校|新校|校区|项目|工程|该园|幼儿园)[^，。；]{{0,6}}{_LIES.pattern}")


def district_of(story: Story, school: Name) -> Region | None:
    """The district inside the story's home that a school lies in; None where the story tells none, or several."""
    if school.text not in story.districts:
        found = {region.key: region for region in _told(story, school)}
        story.districts[school.text] = found.popitem()[1] if len(found) == 1 else None
    return story.districts[school.text]


def of_heading(story: Story, position: int) -> Region | None:
    """The district in the name of the school under whose heading a position stands: 开封市第五中学 in a list of a province's schools."""
    headed = story.layout.school_heading(position)
    if headed is None:
        return None
    named = [mention for mention in story.places.between(headed[0].start, headed[0].end) if not _UNIVERSITY.match(story.text, mention.end)]
    inner = _innermost([mention.region for mention in named]) if named else None
    # 北京市第一七一中学 in a text of one of its districts
    return None if inner is None or (story.home is not None and is_within(story.home, inner)) else inner


def _told(story: Story, school: Name) -> list[Region]:
    text, own = story.text, school.text
    # 周口实验高中（郸城一高周口校区): whose campus it is, not where it lies
    opening = _inner(story, school.start, school.start + len(re.split("[（(]", own)[0]))
    if opening:
        return [_innermost(opening)]
    found: list[Region] = []
    place = text.find(own, story.start, story.end)
    while place >= 0:
        # 盛世小学(桥西区)
        bracket = _IN_BRACKETS.match(text, place + len(own))
        if bracket:
            found += _inner(story, bracket.start(), bracket.end())
        # 解放区龙源路小学, where it is 龙源路小学 elsewhere
        found += _inner(story, max(story.start, place - 12), place, until=place)
        start, end = story.sentences.of(place)
        following = story.sentences.of(end) if end < story.end else (end, end)
        for (first, last), lies in (((start, end), _LIES), (following, _THE_SCHOOL_LIES)):
            for mention in story.places.between(first, last):
                if _is_inner(story, mention.region) and lies.search(text, first, mention.start):
                    found.append(mention.region)
        place = text.find(own, place + len(own), story.end)
    return found


def _innermost(named: list[Region]) -> Region:
    """The first of the districts that a name holds, or one after it that lies in it: 濮阳市范县第一初级中学."""
    inner = named[0]
    for region in named[1:]:
        inner = region if is_within(region, inner) else inner
    return inner


def _is_inner(story: Story, region: Region) -> bool:
    return story.home is not None and region.key != story.home.key and is_within(region, story.home)


def _inner(story: Story, start: int, end: int, until: int | None = None) -> list[Region]:
    """The districts inside the story's home that a stretch names, in order; with `until`, those whose name ends there."""
    named = story.places.between(start, end)
    return [mention.region for mention in named if _is_inner(story, mention.region) and (until is None or mention.end == until)]
