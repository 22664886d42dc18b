"""What neighbouring numbers tell each other: members of a list, ends of a rise, listed names, a figure told again.

How one number is read on its own belongs to `claims` and `fields`; which figures add up to another is for `totals`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

from ingestion.extraction import levels, metrics
from ingestion.extraction.decision import Decision
from ingestion.extraction.draft import Draft
from ingestion.extraction.facilities import NAME_JOINT, Name, names
from ingestion.extraction.gazetteer import Mention
from ingestion.extraction.numbers import Quantity
from ingestion.extraction.periods import whole_year
from ingestion.extraction.sentences import item_of
from ingestion.extraction.terms import metric_terms

# the rule of a figure that is a part of the total it points to
PART = "a part by district or kind"
LIST_JOINT = re.compile(r"^(?:、|,|，|和|及|与|以及|;|；)$")
FROM_TO = re.compile(
    # behind a comma no other subject may stand: 入学率99.8%，辍学率降到0.2%
    r"^(?:[，,](?:目前|现在?|如今|已经?|今年|去年|逐步|逐年|大幅|稳步|迅速|进一步|又|再|将|拟|计划|力争|分别|全部|均|都|可)*|[\u4e00-\u9fa5]{0,4})(?:提高|增加|上升|提升|增长|发展|下降|降低|减少|扩大|压减|压缩|扩充|扩容|扩建|整合|优化|[上下]调|调整?|增|减|升|降)(?:到|至|为)(?:了)?"
    r"(?:(?:19|20)[0-9]{2}年的?)?(?:每[生人月年天日]|每学[期年])*$"
)
# up to the earlier state of a rise
_FROM = re.compile(r"[由从](?:原来?的?|原有的?|现有?的?|目前的?)?$")
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
_OPENS_LIST = re.compile(r"(?:(?![0-9]所)[^。；]){1,80}?(?:包括|分别是|分别为)[：:]?")
_LIST_OPENING = re.compile(r"[\u4e00-\u9fa5]{0,16}\s*[，,:：(（]?\s*(?:包括|即|那?就是|分别(?:是|为)|有|为|名单如下)?")
_ITEM = re.compile(
    r"[ \t]*(?:[0-9]{1,2}[.、．)）]|[(（][0-9一二三四五六七八九十]{1,2}[)）]|[-*•·])[ \t]*(?P<name>[^\n，。；]{3,30})(?:\n|$)"
)
_FIVE_YEARS = re.compile('[五5]年|五[”"]?(?:期间|时期|以来)?$')
_RANGE = re.compile(r"((?:19|20)[0-9]{2})年?[-—–~～至到]+((?:19|20)[0-9]{2})年")
_THIS_TIME = re.compile(r"[本此]次")
_LEVELLED_LISTS = re.compile(r"分别|依次")


def groups(text: str, found: list[Quantity]) -> list[list[int]]:
    """Runs of quantities that only 、 or 和 separates: the members of a distributive list."""
    runs: list[list[int]] = []
    for index in range(1, len(found)):
        if found[index].kind != "time" and LIST_JOINT.match(text[found[index - 1].end : found[index].start]):
            if runs and runs[-1][-1] == index - 1:
                runs[-1].append(index)
            else:
                runs.append([index - 1, index])
    return runs


def share_units(found: list[Quantity], runs: list[list[int]]) -> list[Quantity]:
    """Bare members of a list take the measure word of its last member: 提高16、33、19个百分点."""
    found = list(found)
    for run in runs:
        last = found[run[-1]]
        if last.unit is None:
            continue
        for index in run[:-1]:
            # 1.2、1.5和2.1亿元: whether the others are hundred millions too, no span of theirs says
            if found[index].kind == "bare" and not found[index].has_multiplier and not last.has_multiplier:
                found[index] = _with_unit(found[index], last)
    return found


def share_bounds(found: list[Quantity], runs: list[list[int]]) -> list[Quantity]:
    """The bound before a list holds for all of its members that have none of their own: 分别不低于93%、85%和50%."""
    found = list(found)
    for run in runs:
        first = found[run[0]]
        if first.start == first.core_start or (first.value_min is None) == (first.value_max is None):
            continue
        side = "value_max" if first.value_max is None else "value_min"
        for index in run[1:]:
            if found[index].kind == first.kind and not found[index].is_bound and found[index].value_min == found[index].value_max:
                found[index] = replace(found[index], **{side: None})
    return found


def _with_unit(quantity: Quantity, model: Quantity) -> Quantity:
    return replace(quantity, word=model.word, kind=model.kind, unit=model.unit)


def zip_lists(text: str, sentence: tuple[int, int], runs: list[list[int]], by_index: dict[int, Draft], places: list[Mention]) -> None:
    """三项分别为91.3%、90.42%、59.8%: give each member of a list the metric, level, year or district named in its place.

    `places` are the districts named in the sentence, in order.
    """
    for run in runs:
        members = [by_index.get(index) for index in run]
        if any(member is None for member in members) or len(members) < 2:
            continue
        first = members[0]
        left = text[sentence[0] : first.quantity.start]
        count = len(members)
        if all(member.quantity.kind == "percent" for member in members):
            terms = [hit for hit in metric_terms("percent", left) if hit[2] in metrics.RATE_METRICS]
            wanted = _last_distinct([hit[2] for hit in terms], count)
            unit = "percentage_point" if first.decision.unit == "percentage_point" else "percent"  # 分别提高8.2%、3.1%: all of them rose
            if wanted:
                for member, metric in zip(members, wanted, strict=True):
                    member.decision = Decision("enrolment_capacity", metric, unit, metric, "list zipped to the metrics named before")
            elif unit == "percentage_point":
                for member in members:
                    if member.decision.metric in metrics.RATE_METRICS:
                        member.decision = replace(member.decision, unit=unit)
        if _LEVELLED_LISTS.search(left[-40:]):
            named = levels.mentions(levels.outside_brackets(left))  # not of 学校1487所（不含高校）
            item = item_of(text, sentence, first.quantity.start)[0]
            near = [place for place in places if item <= place.start < place.end <= first.quantity.start and place.region.level != "nation"]
            if len(near) == count and near[-1].start - near[0].end <= 12:
                for member, place in zip(members, near, strict=True):
                    member.region = place.region
            # 小学和初中学龄儿童入学率: that children of school age are pupils of primary schools is told where no school is
            told = [(left[start:end], level) for start, end, level in named]
            # 中学、小学分别: schools of a kind that has no level; 在校（园）学生 is of none
            rates = [levels.known(level) for word, level in told if not word.endswith("率") and (level != levels.MIXED or word == "中学")]
            wanted = _last_distinct(rates, count)
            if wanted:
                for member, level in zip(members, wanted, strict=True):
                    member.fields["level"] = level
            years = re.findall(r"((?:19|20)[0-9]{2})年?(?=[、和至年])", left)
            if span := _RANGE.search(left):
                years = [str(year) for year in range(int(span[1]), int(span[2]) + 1)]
            if len(years) == count:
                for member, year in zip(members, years, strict=True):
                    member.fields["period_start"], member.fields["period_end"] = whole_year(int(year))
                    member.fields["period_text"], member.fields["period_basis"] = f"{year}年", "list"


def _last_distinct(items: list[str], count: int) -> list[str] | None:
    tail = items[-count:]
    return tail if len(tail) == count and len(set(tail)) == count else None


def rises_of_lists(text: str, runs: list[list[int]], by_index: dict[int, Draft]) -> list[tuple[list[Draft], list[Draft]]]:
    """Lists whose members rise to those of the next: 分别由2012年的66%、91%提升至90%、96%. They share the time of the first member, and
    each has the metric and level of the one in its place."""
    found = []
    for before, after in pairwise(runs):
        members = [[by_index[index] for index in run if index in by_index] for run in (before, after)]
        earlier, later = members
        if len(earlier) != len(before) or len(later) != len(before) or len(after) != len(before):
            continue
        if FROM_TO.match(text[earlier[-1].quantity.end : later[0].quantity.start]):
            found.append((earlier, later))
            for low, high in zip(earlier, later, strict=True):
                high.decision = replace(low.decision, rule="later state of a rise")
                high.fields["level"] = low.fields.get("level")
                for name in ("status", "period_start", "period_end", "period_text", "period_basis"):
                    low.fields[name] = earlier[0].fields.get(name)
    return found


def split_rises(text: str, drafts: list[Draft], listed: list[tuple[list[Draft], list[Draft]]]) -> None:
    """由56%提高到62.4%: the first figure is the earlier state, a year before the second where nothing else is said. `listed`: lists that
    rise to lists, whose neighbours are no such pair."""
    apart = {(id(earlier[-1]), id(later[0])) for earlier, later in listed}
    for earlier, later in pairwise(drafts):
        if (id(earlier), id(later)) in apart:
            continue
        if earlier.sentence != later.sentence or earlier.quantity.kind != later.quantity.kind:
            continue
        if FROM_TO.match(text[earlier.quantity.end : later.quantity.start]):
            if earlier.decision.metric in metrics.RATE_METRICS:
                later.decision = replace(earlier.decision, rule="later state of a rise")
                later.fields["level"] = earlier.fields.get("level")
            start, end = later.fields.get("period_start"), later.fields.get("period_end")
            if start and end is None and earlier.fields.get("period_start") == start:
                # 11月起由每天3元提高到4元: the first figure held until then
                earlier.fields["period_start"], earlier.fields["period_end"] = None, start - timedelta(days=1)
            if earlier.fields["status"] in ("target", "ongoing") and _FROM.search(text, earlier.clause[0], earlier.quantity.start):
                earlier.fields["status"] = "actual"  # 由原36个班扩大到72个班, as is planned
            own = earlier.fields.get("period_text")
            dated = own and re.search(rf"[由从]{re.escape(own)}", text[earlier.clause[0] : earlier.quantity.start])
            if dated:
                earlier.fields["status"] = "actual"
            elif start and end and start.year < end.year and _same_range(earlier, later):
                # 从1978年到1986年，从65.6亿元增长到214.3亿元
                earlier.fields["period_start"], earlier.fields["period_end"] = whole_year(start.year)
                later.fields["period_start"], later.fields["period_end"] = whole_year(end.year)
            elif start and end and start.year == end.year and earlier.fields.get("period_end") == end:
                earlier.fields["period_start"], earlier.fields["period_end"] = whole_year(end.year - 1)
                if earlier.fields["status"] != "standard":
                    earlier.fields["status"] = "actual"  # the amount that was the norm was one before, too
            elif start is None and end and _FIVE_YEARS.search(own or "") and earlier.fields.get("period_end") == end:
                # “十四五”期间，由53%提高到63%: at the end of the plan before
                earlier.fields["period_end"], earlier.fields["status"] = whole_year(end.year - 5)[1], "actual"
            elif earlier.fields.get("period_basis") == "publication":
                earlier.fields["period_start"] = earlier.fields["period_end"] = None


def _same_range(earlier: Draft, later: Draft) -> bool:
    """Whether two figures are told of one range of years that the text writes out."""
    told = ("period_start", "period_end", "period_text")
    is_same = all(earlier.fields.get(name) == later.fields.get(name) for name in told)
    return is_same and bool(_RANGE.search(earlier.fields.get("period_text") or ""))


def listed_names(text: str, sentence: tuple[int, int], clause: tuple[int, int], quantity: Quantity, metric: str) -> list[Name]:
    """The names listed with a count: those joined by 、 up to 等N所, or those after 包括."""
    if metric != "facility_count":
        return []
    found = _with_plain_names(text, names(text, clause[0], quantity.start), quantity.start)
    kept: list[Name] = []
    stop = quantity.start
    for name in reversed(found):
        between = text[name.end : stop]
        if _BEFORE_COUNT.fullmatch(between):
            kept.insert(0, name)
            stop = name.start
        else:
            break
    if len(kept) == 1 and kept[0].end == quantity.start and quantity.value_max != 1:
        # 希望小学46所: the noun that is counted, not a school of that name
        return []
    if kept:
        return kept
    items = _numbered_items(text, quantity.end)
    if items:
        return items
    end = below.end() if (below := _LEADS_ON.match(text, quantity.end, sentence[1] + _LONGEST_LIST)) else sentence[1]
    if not re.search(r"包括|即|分别|：|:|为|就是|[(（]", text[quantity.end : min(end, quantity.end + 28)]):
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


def restate(rows: list[dict[str, Any]]) -> None:
    """Lend the period of a figure to the places of the same document that repeat the figure without one."""
    told: dict[tuple, dict[str, Any]] = {}

    def key(row: dict[str, Any]) -> tuple:
        return row["metric"], row["value_min"], row["value_max"], row["region_name"], row["status"], row["unit"]

    for row in rows:
        if row["period_end"] is not None and row["period_basis"] != "until_publication":
            told.setdefault(key(row), row)
    for row in rows:
        source = told.get(key(row))
        leans = row["period_basis"] == "carried" and _THIS_TIME.search(row["quote"])
        if source is not None and (leans or (row["period_start"] is None and row["period_end"] is None)):
            row["period_start"], row["period_end"] = source["period_start"], source["period_end"]
            row["period_text"], row["period_basis"] = source["period_text"], "restated"
