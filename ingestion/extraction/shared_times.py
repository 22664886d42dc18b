"""Whose status and time a figure shares: those of the count that it follows, the total that it is a part of, the list that it stands in,
the same figure told before.

Which of these a figure takes, and when, is for `stated_status`; times that are no figure's are for `nearby_times`, figures that a text
tells twice, far apart, for `retold`.
"""

from __future__ import annotations

import re

from ingestion.extraction.actions import OF_WORKS
from ingestion.extraction.draft import Draft
from ingestion.extraction.nearby_times import ONCE_BUILT, TOLD_WITHIN
from ingestion.extraction.story import Story
from ingestion.extraction.subjects import DESCRIBED
from ingestion.extraction.time_cues import TIME

# the time between two figures, or the one after it when the projects of the first are done
_OWN_TIME = re.compile(rf"{ONCE_BUILT}|届时")
# between a count and a size: the size is planned, or that of one school; the count was told in passing
_OF_ANOTHER = re.compile(r"[)）]|规划|计划|设计|预计|拟|[中小]学|幼儿园|校区|(?<!总)(?:投资|投入)")
_LISTS = re.compile(r"分别[为是]?|[:：]|名单|如下")
_ITEM = 40  # characters in which counts are told one after the other
_LIST_WITHIN = 20  # characters from a count to what opens its list
_PARTS_WITHIN = 200  # characters from a total to its parts, or from one part to the other


def figure_before(text: str, draft: Draft, drafts: list[Draft]) -> Draft | None:
    """The figure of schools or seats that a figure of seats or of their size follows in one item: 建设了14所学校，新增学位1.36万个.

    They share their status and their time.
    """
    is_part = draft.decision.is_carried
    is_size = draft.decision.metric in ("floor_area_m2", "site_area_m2", "class_count", "investment")
    if draft.decision.metric not in ("seats_added", "seats_total") and not is_part and not is_size:
        return None
    alike = {"facility_count"} if is_size else {"facility_count", draft.decision.metric}
    earlier = [other for other in drafts if other.quantity.start < draft.quantity.start and other.decision.metric in alike]
    if not earlier:
        return None
    between = text[earlier[-1].quantity.end : draft.quantity.start]
    if not is_part and len({other.fields.get("status") for other in earlier if _is_beside(text, other, draft)}) > 1:
        return None  # 建成投用7所，即将完工3所，新增学位6200个: of which of them, nobody says
    if is_size and (_OF_ANOTHER.search(between) or earlier[-1].decision.action == "started"):
        return None  # of works that have begun, what they are to be
    is_apart = re.search(r"[；;]", between) or TIME.search(between) or _OWN_TIME.search(between)
    return earlier[-1] if len(between) <= 30 and not is_apart else None


def _is_beside(text: str, other: Draft, draft: Draft) -> bool:
    """Whether a figure stands in one item with another, so that both may share what comes next."""
    between = text[other.quantity.end : draft.quantity.start]
    return len(between) <= _ITEM and not re.search(r"[；;]", between)


def told_before(story: Story, draft: Draft) -> Draft | None:
    """The planned figure that a sentence without a time of its own comes back to: 今年将新建4所幼儿园。…新建4所，分别为…."""
    if story.genre != "news" or draft.window.local.endswith("的"):
        return None  # 新建的4所 have been built
    told = story.told.get((draft.decision.unit, draft.quantity.value_min, draft.quantity.value_max))
    if told is None or told is draft or told.fields.get("status") != "target" or told.decision.metric != draft.decision.metric:
        return None
    is_near = 0 < draft.quantity.start - told.quantity.end <= TOLD_WITHIN
    is_near = is_near and story.layout.section(told.quantity.start) is story.layout.section(draft.quantity.start)
    # 新改扩建16所。…16所学校建设项目涉及8个县: their works, whatever is done
    is_works = draft.decision.action_rule == OF_WORKS
    is_same = told.fields.get("action") == draft.decision.action or is_works
    return told if is_near and is_same and not story.cues(*draft.sentence) else None


def list_of(text: str, draft: Draft, drafts: list[Draft]) -> Draft | None:
    """The count of schools that a sentence goes on to list, with the design of each: 新建4所，分别为：第一小学，占地30亩；…."""
    first = drafts[0]
    if first is draft or first.decision.metric != "facility_count" or draft.decision.metric not in DESCRIBED:
        return None
    lists = _LISTS.search(text, first.quantity.end, min(first.quantity.end + _LIST_WITHIN, draft.quantity.start))
    is_planned = first.is_stated and first.fields.get("status") == "target"
    return first if lists and is_planned else None


def total_before(story: Story, draft: Draft, drafts: list[Draft]) -> Draft | None:
    """The total that a figure is said to be a part of (在建87所，其中新建31所), or makes up with the part before it (…。改扩建56所).

    Parts share its status and its time, unless a time of their own is told.
    """
    value = draft.quantity.value_min
    if value is None:
        return None
    whole = story.counts_before(draft.sentence[0])
    if whole is not None and draft.decision.metric in DESCRIBED | {"facility_count"} and not story.cues(*draft.sentence):
        if draft.decision.metric in DESCRIBED and whole.decision.action == "started":
            return None  # …6个项目集中开工。其中，幼儿园4所，占地96亩: of when they are done
        return whole  # …建设项目16个。其中，解放区新建3所，建筑面积3.7万平方米；…
    for other in reversed(drafts):
        if other.quantity.start >= draft.quantity.start:
            continue
        if draft.quantity.start - other.quantity.end > _PARTS_WITHIN:
            break
        if (other.decision.metric, other.decision.unit) != (draft.decision.metric, draft.decision.unit):
            continue
        between = story.text[other.quantity.end : draft.quantity.start]
        if "其中" in between and (other.quantity.value_min or 0) > value:
            if re.search(r"[；;]", between) or TIME.search(between):
                return None
            story.last_part = (other, draft)
            return other
    if story.last_part is None:
        return None
    total, part = story.last_part
    between = story.text[part.quantity.end : draft.quantity.start]
    is_rest = (total.decision.metric, total.decision.unit) == (draft.decision.metric, draft.decision.unit) and (
        total.quantity.value_min == (part.quantity.value_min or 0) + value
    )
    return total if is_rest and len(between) <= _PARTS_WITHIN and "\n" not in between and not TIME.search(between) else None
