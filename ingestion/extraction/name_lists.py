"""The schools that a text lists with a count of them, before it (甲小学、乙小学等2所), behind it (包括甲小学、乙小学) or on the lines
below, and whether they are as many as the count says.

Finding single names is for `facilities`; what is done to the schools listed, for `projects`.
"""

from __future__ import annotations

import re

from ingestion.extraction.draft import Draft
from ingestion.extraction.facilities import NAME_JOINT, Name, names
from ingestion.extraction.numbers import Quantity

_NAME_JOINT = re.compile(NAME_JOINT)
_BEFORE_COUNT = re.compile(r"(?:[（(][^（）()]{1,12}[)）])?(?:、|和|与|及|以及)?等?(?:共|共计|分别)?")
_PLAIN_NAME = re.compile(
    r"(?:[\u4e00-\u9fa5]{1,6}|第?[0-9]{1,3})(?:中学|小学|学校|幼儿园|高中|初中)|(?:[一二三四五六七八九十○〇]{1,3}|[0-9]{1,3})[中小](?![\u4e00-\u9fa5])"
)
_PLAIN_NAMES = re.compile(rf"(?:、{_PLAIN_NAME.pattern}){{1,9}}(?:、|和|及|与)")
_PLAIN_BEHIND = re.compile(
    r"[、和及]([\u4e00-\u9fa5]{1,5}?(?:中学|小学|学校|幼儿园|高中|初中)|第?[0-9]{1,3}(?:中学?|小学?)|[一二三四五六七八九十○〇]{1,3}[中小])(?=[、和及]|等|$)"
)
_LONGEST_LIST = 400
# 8个正在装修的幼儿园是： / 甲幼儿园、乙幼儿园; the next line's own count has its own list
_LEADS_ON = re.compile(r"[^。！？：:\n]{0,24}[：:][ \t]*\n\s*(?![^\n]{0,24}[0-9一二三四五六七八九十][所个])[^\n。]+")
_THESE_ARE = re.compile(
    r"[^。]{0,40}[。；]\s*[^。\n]{0,40}这(?P<count>[0-9一二三四五六七八九十]{1,3}[所个])[\u4e00-\u9fa5]{0,6}?(?:是|为|包括)[：:]?"
)
_OPENS = re.compile(r"包括|即|分别|：|:|为|就是|[(（]")
_OPENS_LIST = re.compile(r"(?:(?![0-9]所)[^。；]){1,80}?(?:包括|分别是|分别为)[：:]?")
_LIST_OPENING = re.compile(r"[\u4e00-\u9fa5]{0,16}\s*[，,:：(（]?\s*(?:包括|即|那?就是|分别(?:是|为)|有|为|名单如下)?")
_ITEM = re.compile(
    r"[ \t]*(?:[0-9]{1,2}[.、．)）]|[(（][0-9一二三四五六七八九十]{1,2}[)）]|[-*•·])[ \t]*(?P<name>[^\n，。；]{3,30})(?:\n|$)"
)


def listed_names(text: str, sentence: tuple[int, int], clause: tuple[int, int], quantity: Quantity, metric: str) -> list[Name]:
    """The names listed with a count: those joined by 、 up to 等N所, or those after 包括."""
    if metric != "facility_count":
        return []
    kept = _named_before(text, clause[0], quantity.start)
    if len(kept) == 1 and kept[0].end == quantity.start and quantity.value_max != 1:
        # 希望小学46所: the noun that is counted, not a school of that name
        return []
    return kept or _numbered_items(text, quantity.end) or _named_behind(text, sentence, quantity)


def _named_before(text: str, start: int, stop: int) -> list[Name]:
    """The names listed right before a count: 甲小学、乙小学等2所."""
    kept: list[Name] = []
    for name in reversed(_with_plain_names(text, names(text, start, stop), stop)):
        if not _BEFORE_COUNT.fullmatch(text, name.end, stop):
            break
        kept.insert(0, name)
        stop = name.start
    return kept


def _named_behind(text: str, sentence: tuple[int, int], quantity: Quantity) -> list[Name]:
    """The names listed behind a count that opens their list, on the line below too: 新建2所，包括甲小学、乙小学."""
    end = below.end() if (below := _LEADS_ON.match(text, quantity.end, sentence[1] + _LONGEST_LIST)) else sentence[1]
    if not _OPENS.search(text, quantity.end, min(end, quantity.end + 28)):
        return _named_later(text, sentence, quantity)
    following = names(text, quantity.end, min(end, quantity.end + _LONGEST_LIST))
    listed = following[:1]
    for name in following[1:]:
        joint = text[listed[-1].end : name.start]
        # a comma joins names only until there are as many as the count says
        if _NAME_JOINT.fullmatch(joint) and (len(listed) < (quantity.value_min or 0) or joint[-1] not in "，,"):
            listed.append(name)
        else:
            break
    opening = _LIST_OPENING.match(text, quantity.end, end)
    return listed if len(listed) >= 2 or (listed and opening and opening.end() >= listed[0].start - 2) else []


def _named_later(text: str, sentence: tuple[int, int], quantity: Quantity) -> list[Name]:
    """The schools that a sentence comes to name after it has told more of them: 7所新园将投用，新增学位2880个，包括…. They must be as many
    as were counted."""
    if (told := _THESE_ARE.match(text, quantity.end, quantity.end + 140)) is not None:
        return _told_next(text, quantity, told)
    opening = _OPENS_LIST.match(text, quantity.end, sentence[1])
    if opening is None or not (quantity.value_max or 0) > 1:
        return []
    following = names(text, opening.end(), min(sentence[1], opening.end() + _LONGEST_LIST))
    stop = opening.end()
    for index, name in enumerate(following):
        if not (name.start == stop if index == 0 else _NAME_JOINT.fullmatch(text, stop, name.start)):
            return []
        stop = name.end
    return following if len(following) == quantity.value_max else []


def _told_next(text: str, quantity: Quantity, opening: re.Match[str]) -> list[Name]:
    """The schools that the next sentence tells the count to be, district by district: 11所今秋招生。这11所是：甲区3所，分别是…. They must
    be as many."""
    if opening["count"] != text[quantity.start : quantity.end]:
        return []
    end = text.find("\n", opening.end())
    following = names(text, opening.end(), min(opening.end() + 2 * _LONGEST_LIST, len(text) if end < 0 else end))
    return following if len(following) == quantity.value_max else []


def _with_plain_names(text: str, found: list[Name], end: int) -> list[Name]:
    """Names with the plain ones between and behind them, which name a school only in such a list: 兰陵一中、实验中学、实验小学、卞庄二中,
    and 向阳小学、一中等3所."""
    listed = found[:1]
    for name in found[1:]:
        between = text[listed[-1].end : name.start]
        if _PLAIN_NAMES.fullmatch(between):
            listed += [Name(listed[-1].end + item.start(), listed[-1].end + item.end(), item[0]) for item in _PLAIN_NAME.finditer(between)]
        listed.append(name)
    while listed and (further := _PLAIN_BEHIND.match(text, listed[-1].end, end)):
        listed.append(Name(further.start(1), further.end(1), further[1]))
    return listed


def _numbered_items(text: str, position: int) -> list[Name]:
    """Names that stand one a line, numbered, right below the line of a count: 新开(5个) / 1. 镇兴路中学 / 2. …"""
    line_end = text.find("\n", position)
    if line_end < 0 or line_end - position > 12:
        return []
    listed: list[Name] = []
    position = line_end + 1
    while match := _ITEM.match(text, position):
        found = names(text, match.start("name"), match.end("name"))
        if len(found) != 1:
            break
        listed.append(found[0])
        position = match.end()
    return listed


def list_check(text: str, draft: Draft) -> str | None:
    """`complete`, `partial` or `conflict` for a count with listed names; None where none are listed or the count is a bound."""
    if not draft.names or draft.quantity.is_bound or draft.quantity.value_min != draft.quantity.value_max:
        return None
    stated = int(draft.quantity.value_min or 0)
    if len(draft.names) == stated:
        return "complete"
    abridged = (
        "部分" in text[draft.quantity.end : draft.quantity.end + 4]
        or "等" in text[draft.names[-1].end : max(draft.quantity.start, draft.names[-1].end + 2)]
    )
    return "partial" if len(draft.names) < stated and abridged else "conflict"
