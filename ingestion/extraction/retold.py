"""Figures that a text tells twice: one that names no time has the time that is named where it is told again."""

from __future__ import annotations

from ingestion.extraction.claim_time import NOT_TOLD, PERIOD
from ingestion.extraction.draft import Draft

# where its own sentence names the time of a figure
_NAMED = ("explicit", "relative", "five_year_plan")
_MANY = 3  # what a text tells twice from this number on is the same: 1所 here may be another than 1所 there


def share_times(drafts: list[Draft]) -> None:
    """Lend a figure that names no time the one that is named where the text tells it again: 新建10所学校。…今年新建10所学校."""
    large = [draft for draft in drafts if (draft.quantity.value_max or _MANY) >= _MANY]
    timeless = [draft for draft in large if draft.fields.get("period_basis") in NOT_TOLD]
    if not timeless:
        return
    told: dict[tuple, Draft] = {}
    for draft in large:
        if draft.fields.get("period_basis") in _NAMED:
            told.setdefault(_figure(draft), draft)
    for draft in timeless if told else ():
        if (other := told.get(_figure(draft))) is None or other.sentence == draft.sentence:
            continue
        for name in PERIOD:
            draft.fields[name] = other.fields[name]
        draft.rules.append("period: as told elsewhere")


def _figure(draft: Draft) -> tuple:
    """What two mentions of one figure have in common."""
    quantity, set_ = draft.quantity, draft.fields
    action, status, region = set_.get("action"), set_.get("status"), set_.get("region_name")
    return quantity.value_min, quantity.value_max, draft.decision.metric, draft.decision.unit, action, status, region
