"""Figures that a text tells twice: one that names no time has the time that is named where it is told again, and one of a heading the
status too.

All figures of a story have been read by then; what a figure shares with one that stands near it is for `shared_times`.
"""

from __future__ import annotations

import re
from typing import Any

from ingestion.extraction.draft import Draft
from ingestion.extraction.periods import Basis
from ingestion.extraction.stages import FINISHED
from ingestion.extraction.story import Story

# where the text itself names no time for a figure
_NOT_TOLD = (None, Basis.PUBLICATION, Basis.DOCUMENT)
# where its own sentence names the time of a figure
_NAMED = (Basis.EXPLICIT, Basis.RELATIVE, Basis.FIVE_YEAR_PLAN)
_THIS_TIME = re.compile(r"[本此]次")
_MANY = 3  # what a text tells twice from this number on is the same: 1所 here may be another than 1所 there
_LONGEST_HEADING = 60
_MANY_ROUNDED = 1000  # a heading rounds what is as great as this
# 济宁完成新改扩建幼儿园40所: a headline that says itself that it is done
_DONE = re.compile(rf"{FINISHED}|完成|办结|兑现|实现")


def _rounded(figure: tuple) -> tuple | None:
    """A figure by its first two digits, as a heading may give it; None of a small one and of a bound."""
    value, last, *kind = figure
    return (float(f"{value:.1e}"), *kind) if value is not None and value == last and value >= _MANY_ROUNDED else None


def restate_headings(story: Story, drafts: list[Draft]) -> None:
    """Lend a heading what it does not say of its figure itself from the text below: 4所学校启用 / 今年秋季，…4所."""
    told: dict[tuple, Draft] = {}  # from the end: where each figure is told next
    rounded: dict[tuple | None, Draft] = {}  # 将投资6512万元, where the heading has 6500万元
    for draft in reversed(drafts):
        figure = (draft.quantity.value_min, draft.quantity.value_max, draft.decision.unit, draft.decision.family)
        is_timeless = draft.fields.get("period_basis") in _NOT_TOLD
        in_short = _rounded(figure)
        below = told.get(figure) or (rounded.get(in_short) if in_short and in_short[0] == figure[0] else None)
        if draft.is_stated or not is_timeless:
            told[figure] = rounded[in_short] = draft
        if (draft.is_stated and not is_timeless) or below is None or not _is_heading(story.text, draft.quantity.start):
            continue
        if below.sentence == draft.sentence:
            continue
        if is_timeless:
            draft.fields |= below.period
            draft.rules.append("period: as told below the heading")
        is_done = draft.fields["status"] == "actual" and _DONE.search(story.text, draft.sentence[0], draft.quantity.start)
        if is_done or draft.cue:
            continue
        draft.fields["status"] = below.fields["status"]
        draft.rules.append("status: as told below the heading")


def _is_heading(text: str, position: int) -> bool:
    """Whether a position stands in a short line without a full stop."""
    floor = max(0, position - _LONGEST_HEADING)
    start, end = text.rfind("\n", floor, position) + 1, text.find("\n", position, position + _LONGEST_HEADING)
    is_whole = end >= 0 and (start > 0 or floor == 0)
    return is_whole and end - start <= _LONGEST_HEADING and not re.search(r"[。；;]", text[start:end])


def share_times(drafts: list[Draft]) -> None:
    """Lend a figure that names no time the one that is named where the text tells it again: 新建10所学校。…今年新建10所学校."""
    large = [draft for draft in drafts if (draft.quantity.value_max or _MANY) >= _MANY]
    timeless = [draft for draft in large if draft.fields.get("period_basis") in _NOT_TOLD]
    if not timeless:
        return
    told: dict[tuple, Draft] = {}
    for draft in large:
        if draft.fields.get("period_basis") in _NAMED:
            told.setdefault(_figure(draft), draft)
    for draft in timeless if told else ():
        if (other := told.get(_figure(draft))) is None or other.sentence == draft.sentence:
            continue
        draft.fields |= other.period
        draft.rules.append("period: as told elsewhere")


def _figure(draft: Draft) -> tuple:
    """What two mentions of one figure have in common."""
    quantity, set_ = draft.quantity, draft.fields
    action, status, region = set_.get("action"), set_.get("status"), set_.get("region_name")
    return quantity.value_min, quantity.value_max, draft.decision.metric, draft.decision.unit, action, status, region


def restate(rows: list[dict[str, Any]]) -> None:
    """Lend the period of a figure to the places of the same document that repeat the figure without one."""
    told: dict[tuple, dict[str, Any]] = {}

    def key(row: dict[str, Any]) -> tuple:
        return row["metric"], row["value_min"], row["value_max"], row["region_name"], row["status"], row["unit"]

    for row in rows:
        if row["period_end"] is not None and row["period_basis"] != Basis.UNTIL_PUBLICATION:
            told.setdefault(key(row), row)
    for row in rows:
        source = told.get(key(row))
        leans = row["period_basis"] == Basis.CARRIED and _THIS_TIME.search(row["quote"])
        if source is not None and (leans or (row["period_start"] is None and row["period_end"] is None)):
            row["period_start"], row["period_end"] = source["period_start"], source["period_end"]
            row["period_text"], row["period_basis"] = source["period_text"], Basis.RESTATED
