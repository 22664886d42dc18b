"""What the members of a list of numbers tell each other: the measure word, the bound, and what is named for each in its place.

How one number is read on its own belongs to `claims` and `fields`; lists that rise to others, to `rises`; lists of schools' names, to
`name_lists`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingestion.extraction import levels, metrics
from ingestion.extraction.decision import Decision
from ingestion.extraction.draft import PERIOD, Draft
from ingestion.extraction.gazetteer import Mention
from ingestion.extraction.numbers import Quantity
from ingestion.extraction.periods import whole_year
from ingestion.extraction.sentences import item_of
from ingestion.extraction.terms import metric_terms

LIST_JOINT = re.compile(r"^(?:、|,|，|和|及|与|以及|;|；)$")
RANGE = re.compile(r"((?:19|20)[0-9]{2})年?[-—–~～至到]+((?:19|20)[0-9]{2})年")
# 2019、2020年和2021年, not years that are told here and there
_LISTED_YEARS = re.compile(r"(?:(?:19|20)[0-9]{2}年?(?:、|和|与|以?及)){1,30}(?:19|20)[0-9]{2}年")
_LEVELLED_LISTS = re.compile(r"分别|依次")
_NAMED = re.compile("[、和及与]")
_PLACES_WITHIN = 12  # characters between the first and the last district of a list


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
            is_bare = found[index].kind == "bare" and not found[index].has_multiplier and not last.has_multiplier
            if is_bare or (found[index].word == "个" and last.kind == "points"):  # 分别提高3个、2个百分点
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
        if all(member.quantity.kind == "percent" for member in members):
            _zip_rates(left, members)
        if _LEVELLED_LISTS.search(left[-40:]):
            item = item_of(text, sentence, first.quantity.start)[0]
            _zip_places([place for place in places if item <= place.start < place.end <= first.quantity.start], members)
            _zip_levels(left, members)
            _zip_years(left, members)


def _zip_rates(left: str, members: list[Draft]) -> None:
    """入学率、巩固率分别为99.9%、98.2%; 分别提高8.2%、3.1%: all of them rose."""
    named = [metric for _, _, metric, _ in metric_terms("percent", left) if metric in metrics.RATE_METRICS]
    unit = "percentage_point" if members[0].decision.unit == "percentage_point" else "percent"
    if wanted := _last_distinct(named, len(members)):
        for member, metric in zip(members, wanted, strict=True):
            member.decision = Decision("enrolment_capacity", metric, unit, metric, "list zipped to the metrics named before")
    elif unit == "percentage_point":
        for member in members:
            if member.decision.metric in metrics.RATE_METRICS:
                member.decision = replace(member.decision, unit=unit)


def _zip_places(named: list[Mention], members: list[Draft]) -> None:
    """甲区、乙区分别新建2所、3所: the districts of one list, as many as there are figures."""
    near = [place for place in named if place.region.level != "nation"]
    if len(near) == len(members) and near[-1].start - near[0].end <= _PLACES_WITHIN:
        for member, place in zip(members, near, strict=True):
            member.region = place.region


def _zip_levels(left: str, members: list[Draft]) -> None:
    """小学、初中入学率分别为99.9%、98.2%. A rate's own name (学龄儿童入学率) tells no level here, and 中学 tells that there is none."""
    left = levels.outside_brackets(left)  # not of 学校1487所（不含高校）
    own = left.rpartition("，")[2]
    if len(_NAMED.split(own)) == len(members) and levels.mentions(own):
        left = own  # 强化职业教育，高中入学率和高考升学率分别提高…: not of what was told before
    named = levels.mentions(left)
    told = [(left[start:end], level) for start, end, level in named]
    # 在校（园）学生 is of no level in its place
    kinds = [levels.known(level) for word, level in told if not word.endswith("率") and (level != levels.MIXED or word == "中学")]
    if wanted := _last_distinct(kinds, len(members)):
        for member, level in zip(members, wanted, strict=True):
            member.fields["level"] = level


def _zip_years(left: str, members: list[Draft]) -> None:
    """2021、2022年分别新建3所、5所; also of a range that has as many years as there are figures."""
    listed = _LISTED_YEARS.findall(left)
    years = re.findall("[0-9]{4}", listed[-1]) if listed else []
    if span := RANGE.search(left):
        years = [str(year) for year in range(int(span[1]), int(span[2]) + 1)]
    if len(years) == len(members):
        for member, year in zip(members, years, strict=True):
            member.fields |= dict(zip(PERIOD, (*whole_year(int(year)), f"{year}年", "list"), strict=True))


def _last_distinct(items: list[str], count: int) -> list[str] | None:
    tail = items[-count:]
    return tail if len(tail) == count and len(set(tail)) == count else None
