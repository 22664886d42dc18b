"""The status and period of one claim: its own words, the time that governs it, what it leans on, and what its document says by default.

Time expressions are found and resolved by `periods`, status cues by `status`; which of them governs a figure is decided here.
"""

from __future__ import annotations

import re
from datetime import date

from ingestion.extraction.draft import Draft
from ingestion.extraction.numbers import Quantity
from ingestion.extraction.periods import STORY, TIME, TimeCue, whole_year
from ingestion.extraction.story import Story
from ingestion.extraction.subjects import DESCRIBED, DESIGN, project_of

_STOCK = {"enrolment", "enrolment_rate", "inclusive_kindergarten_coverage", "public_kindergarten_share", "capacity_share", "seats_total"}
_HANDED_DOWN = re.compile(r"下达|拨付|发放|到位")
_WHEN_BUILT = re.compile(r"建成后|投用后|完工后|总投资")
_BEGINS = re.compile(r"[^，。；]{0,4}(?:开工|动工|奠基|破土)")


def set_time(story: Story, draft: Draft, stated: str | None, why: str) -> None:
    text, quantity = story.text, draft.quantity
    sentence, clause = draft.sentence, draft.clause
    set_ = draft.fields
    if draft.whole is not None and stated is None:
        whole = draft.whole.fields
        set_["status"] = whole["status"]
        for name in ("period_start", "period_end", "period_text", "period_basis"):
            set_.setdefault(name, whole[name])
        draft.rules += ["status: as the total", "period: as the total"]
        return
    cues = [cue for cue in story.cues(*sentence) if cue.is_until or not story.in_title_marks(cue.start)]
    left = [cue for cue in cues if cue.end <= quantity.core_start and not _of_another(text, cue, quantity)]
    # 截至6月底，已有43所开工；计划投入使用的146所…: what was reached by then is the one item's alone
    left = [cue for cue in left if cue.reach or cue.is_until or cue.period_start or not re.search(r"[；;]", text[cue.end : quantity.start])]
    right = [cue for cue in cues if quantity.core_end <= cue.start < clause[1] and "其中" not in text[quantity.core_end : cue.start]]
    in_clause = [cue for cue in left if cue.start >= clause[0]]
    if draft.decision.metric in DESCRIBED:
        # 2022年5月开工建设: when the work began, not what the figure is about
        left, right, in_clause = ([cue for cue in cues if not _begins(text, cue)] for cues in (left, right, in_clause))
    chosen = in_clause[-1] if in_clause else (right[0] if right and not left else (left[-1] if left else None))
    if right and left and not in_clause and not right[0].is_until:
        chosen = right[0]
    if chosen is None and (
        later := [cue for cue in cues if cue.start >= clause[1] and cue.reach == STORY and text[cue.start - 1] not in "由从"]
    ):
        # 新建改扩建中小学24所，今年写进了政府工作报告
        chosen = later[0]
    mood = stated
    if chosen is not None and chosen.basis == "until_publication" and mood == "target" and "earlier" in why:
        mood, why = "actual", f"time {chosen.text}"
    is_design = story.genre == "news" and (
        draft.decision.metric in DESIGN
        or (draft.decision.metric == "investment" and not _HANDED_DOWN.search(text, clause[0], quantity.start))
    )
    if is_design and chosen is None:
        project, opening = project_of(story, draft)
        if project is not None and mood is None:
            mood, why = project, "state of the project described"
        if project in ("target", "ongoing") and mood in ("target", "ongoing"):
            chosen = opening
    if chosen is not None and mood is None:
        mood = story.mood_of(chosen, sentence)
        why = f"time {chosen.text}"
        handed_down = _HANDED_DOWN.search(text, sentence[0], quantity.start) or _HANDED_DOWN.search(story.title or "")
        if mood == "target" and draft.decision.family == "funding" and handed_down:
            mood, why = "actual", "money handed down ahead of its year"
    if (
        chosen is not None
        and chosen.is_until
        and story.anchor.year
        and chosen.period_end
        and (chosen.period_end > story.anchor.day if story.anchor.day else chosen.period_end.year > story.anchor.year)
        and mood in (None, "actual")
    ):
        mood, why = "target", f"until {chosen.text}"
    if mood is None or (mood != "disputed" and story.genre == "norm" and stated != "actual"):
        default = story.default_mood(quantity.start)
        if mood is None or default == "standard":
            lean = story.lean(sentence[0], None) if chosen is None else None
            if lean is not None and lean.mood == "target" and story.genre == "news" and not story.same_paragraph(lean, sentence[0]):
                lean = None  # what one paragraph plans says nothing of the next one
            mood = lean.mood if lean is not None and default != "standard" else default
            why = f"leans on {lean.cue.text}" if lean is not None and default != "standard" else f"{story.genre} by default"
    set_["status"] = mood
    draft.rules.append(f"status: {why}")
    if "period_end" in set_:
        return
    period: tuple[date | None, date | None] = (None, None)
    basis, words = None, None
    if chosen is not None:
        period, basis, words = (chosen.period_start, chosen.period_end), chosen.basis, chosen.text
    elif story.genre == "norm" and mood == "standard":
        period, basis = (story.in_force, None), "in_force" if story.in_force else None
    else:
        lean = story.lean(sentence[0], mood)
        is_state = draft.decision.metric in DESIGN | _STOCK or draft.decision.action == "existing"
        if lean is not None and is_state and mood == "actual" and not lean.cue.is_long:
            # an event's month says nothing about the state that a later sentence describes
            lean = None
        if lean is not None and lean.mood == "actual" and mood == "target" and _WHEN_BUILT.search(text, clause[0], quantity.start):
            # 总投资, 建成后: the figure is of when the project is done, not of the year in which something else was
            lean = None
        if lean is not None and story.genre == "plan" and not lean.cue.is_long:
            # one project's month is not the plan's year
            lean = None
        section = story.layout.section(quantity.start)
        if lean is not None and not (mood == "target" and lean.mood == "actual" and not story.is_current(lean.cue)):
            period, basis, words = (lean.cue.period_start, lean.cue.period_end), "carried", lean.cue.text
        elif section is not None and section.period and section.mood == ("actual" if mood == "actual" else "target"):
            period, basis, words = section.period, "section", section.heading
        elif story.construction and mood in ("target", "ongoing"):
            period, basis = story.construction, "construction"
        elif story.genre == "plan" and story.anchor.plan and mood in ("target", "ongoing"):
            period, basis = (date(story.anchor.plan[0], 1, 1), date(story.anchor.plan[1], 12, 31)), "plan"
        elif story.genre in ("plan", "report") and story.anchor.year and mood in ("target", "ongoing"):
            period, basis = whole_year(story.anchor.year), "document"
        elif section is not None and section.period and mood in ("actual", "ongoing"):
            period, basis, words = section.period, "section", section.heading
        elif story.genre == "report" and mood == "actual" and story.anchor.year:
            period, basis = whole_year(story.anchor.year - 1), "document"
        elif story.genre == "plan" and mood == "standard" and story.anchor.year:
            period, basis = whole_year(story.anchor.year), "document"
        elif story.genre not in ("norm", "report") and mood == "actual" and story.anchor.day and story.anchor.is_exact:
            # a state that names no time is the state on the day of publication
            period, basis = (None, story.anchor.day), "publication"
    start, end = period
    if (
        draft.decision.metric in _STOCK
        and draft.decision.unit != "percentage_point"
        and mood == "actual"
        and start
        and end
        and (end - start).days > 366
    ):
        # a state at the end of a plan period, not a sum over it
        start = None
    set_["period_start"], set_["period_end"], set_["period_text"], set_["period_basis"] = start, end, words, basis
    draft.rules.append(f"period: {basis or 'none'} {words or ''}".rstrip())


def _begins(text: str, cue: TimeCue) -> bool:
    """Whether a time is that of a beginning: 2022年5月开工, 创办于2022年9月."""
    return bool(_BEGINS.match(text, cue.end)) or text.endswith(("创办于", "始建于", "建于", "成立于"), 0, cue.start)


def _of_another(text: str, cue: TimeCue, quantity: Quantity) -> bool:
    """由2010年的41.5%提高到86.3%: the time after 由 is the first figure's alone."""
    if cue.period_end is None or (cue.period_start and (cue.period_end - cue.period_start).days > 366):
        return False  # 从今年秋季学期起, 从1986年至1991年
    return text[cue.start - 1 : cue.start] in ("由", "从") and bool(re.search(r"[0-9]", text[cue.end : quantity.core_start]))


def figure_before(text: str, draft: Draft, drafts: list[Draft]) -> Draft | None:
    """The figure of schools that a figure of seats follows in one item: 建设了14所学校，新增学位1.36万个. They share their status."""
    is_part = draft.decision.rule.endswith("carried from the count before")
    if draft.decision.metric not in ("seats_added", "seats_total") and not is_part:
        return None
    earlier = [other for other in drafts if other.quantity.start < draft.quantity.start and other.decision.metric == "facility_count"]
    if not earlier:
        return None
    between = text[earlier[-1].quantity.end : draft.quantity.start]
    return earlier[-1] if len(between) <= 30 and not re.search(r"[；;]", between) and not TIME.search(between) else None
