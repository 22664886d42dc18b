"""The fields of one claim once it is known what it counts: what it is per, level, status, period, region, action.

Level, status and time have modules of their own (`claim_level`, `stated_status`, `claim_time`); here they are brought together with the
rest.
"""

from __future__ import annotations

import re

from ingestion.extraction import actions, metrics
from ingestion.extraction.claim_level import level_of
from ingestion.extraction.claim_time import set_time
from ingestion.extraction.draft import Draft
from ingestion.extraction.gazetteer import Region, is_within
from ingestion.extraction.name_lists import listed_names
from ingestion.extraction.places import describes
from ingestion.extraction.sites import district_of, of_heading
from ingestion.extraction.stated_status import stated_status
from ingestion.extraction.story import Story
from ingestion.extraction.subjects import DESCRIBED, subject_school

_DISTRIBUTED_OVER = ("township", "county", "class")  # 每个乡镇配备教师3名
_MEASURED_PER_ONE = ("facilities", "enrolment_capacity")  # families whose figures may be those of each pupil, class or school
_TOLD_OF_PLACES = ("clause", "clause after it", "sentence")  # where the sentence itself names a figure's district

# 生均建筑面积小学不低于8平方米，初中不低于9平方米
_GOES_ON = re.compile(r"[，、；]?(?:(?!面积|占地|用地|建筑)[\u4e00-\u9fa5]){2,5}")


def set_fields(story: Story, draft: Draft, drafts: list[Draft]) -> None:
    """Set the fields of a claim, the names listed with it, and the rules that said so. `drafts`: the claims of its sentence."""
    draft.names = listed_names(story.text, draft.sentence, draft.clause, draft.quantity, draft.decision.metric)
    draft.fields["per"] = _per(draft, drafts)
    if "level" not in draft.fields:
        draft.fields["level"], why = level_of(story, draft, drafts)
        draft.rules.append(f"level: {why}")
    said = stated_status(story, draft, drafts)
    draft.is_stated = said.status is not None
    set_time(story, draft, said)
    _set_region(story, draft, drafts)
    draft.fields["action"] = _action(story, draft, drafts) if draft.decision.family == "facilities" else None


def _per(draft: Draft, drafts: list[Draft]) -> str | None:
    """What a figure is counted for each of: each pupil, each class, each township."""
    decision = draft.decision
    if decision.metric == "class_size":
        return "class"
    per = metrics.per_of(draft.quantity, draft.window)
    if decision.metric == "per_student_standard":
        # 小学每生每年720元，初中940元
        last = next((other for other in reversed(drafts) if other is not draft), None) if decision.is_part else None
        return per or (last.fields.get("per") if last else None) or "student"
    if per is None and decision.unit == "m2" and drafts[0] is not draft and _GOES_ON.fullmatch(draft.window.local):
        before = draft.figure_before(drafts)
        return before.fields.get("per") if before and before.decision.metric == decision.metric else None
    return per if per in _DISTRIBUTED_OVER or decision.family in _MEASURED_PER_ONE else None


def _set_region(story: Story, draft: Draft, drafts: list[Draft]) -> None:
    """Set the district that a figure is of, and what says so."""
    if draft.region:
        region, basis = draft.region, "list"
    else:
        after = draft.clause[1] if draft.decision.family == "funding" else 0
        region, basis = story.places.of_figure(draft.quantity.start, draft.sentence, draft.clause[0], after)
    if basis not in _TOLD_OF_PLACES:
        region, basis = _by_school(story, draft, drafts, region, basis)
    draft.fields["region_code"], draft.fields["region_name"] = describes(region)
    draft.fields["region_basis"] = basis


def _by_school(story: Story, draft: Draft, drafts: list[Draft], region: Region | None, basis: str) -> tuple[Region | None, str]:
    """The district of the school that a figure is of, or that heads its passage, where it lies inside the one that was found; else that."""
    if draft.decision.metric in DESCRIBED and story.genre == "news" and not _is_of_many(draft, drafts):
        subject = subject_school(story, draft)
        own = district_of(story, subject) if subject else None
        if own is not None and (region is None or (own.key != region.key and is_within(own, region))):
            return own, "school"
    if basis == story.home_basis and story.layout.school_headings and (headed := of_heading(story, draft.quantity.start)) is not None:
        return headed, "heading"
    return region, basis


def _is_of_many(draft: Draft, drafts: list[Draft]) -> bool:
    """改扩建6个项目已完工5个，投入资金237万元: whether a sum is of the projects counted before it, not of a school named earlier."""
    return draft.decision.metric == "investment" and any(
        other.decision.metric == "facility_count" and other.quantity.kind != "building" and other.quantity.end <= draft.quantity.start
        for other in drafts
    )


def _action(story: Story, draft: Draft, drafts: list[Draft]) -> str:
    """What is done to the schools or works that a figure counts or measures, as far as its status allows it."""
    action = draft.decision.action or _action_of_size(story.text, draft, drafts)
    if action == "existing" and draft.fields["status"] == "target" and "建有" in draft.window.local:
        return "built"  # 到2015年，各乡镇均建有1所
    if draft.fields["status"] == "standard" and action in actions.COME_TO_BE:
        return "planned"  # 每个乡镇至少建设一所公办幼儿园: a norm builds nothing
    return action


def _action_of_size(text: str, draft: Draft, drafts: list[Draft]) -> str:
    """The action of a figure that has no verb of its own: that of the last strong verb of its clause before it, or of the figure before."""
    near = [found.action for found in actions.actions(text, draft.clause[0], draft.quantity.start) if found.strength >= 2]
    if near:
        return near[-1]
    earlier = [other.fields["action"] for other in drafts if other.quantity.start < draft.quantity.start and other.fields.get("action")]
    return earlier[-1] if earlier else "other"
