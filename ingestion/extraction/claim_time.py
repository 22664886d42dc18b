"""The status and period of one claim: its own words, the time that governs it, what it leans on, and what its document says by default.

Time expressions are found by `time_cues` (and resolved by `time_meanings`), status cues by `status_cues`. Which time of its sentence
governs a figure is for `governing_time`, its status for `claim_status`, what it takes from the text around it for `inherited_time`; here
these are brought together, and the period is made of them.

The period, the first that there is: the time in the figure's clause; the one after it there; the last one before it in the sentence; of a
design figure, the time when the school opens; of works under way, the time when they are due; the last time told before in the paragraph,
or what the article is about; the heading's year; the document's. A state that names no time is that of the day of publication, and so is
what goes on just now (正在) or has just happened (近日). What is to come lies in no time that is over, what was before (原有) in none that
is told; what comes when works are done (建成后) or soon (即将) in none but the one in which they will be (届时).
The status, the first that there is: the words of the sentence; of a design figure, the state of its project; whether the governing time is
over or to come; the mood of the sentence that set the time it leans on; the section's, the document's kind. In prose, all signs of a figure
together can outvote what these say (`signs`); its period is then that of what it is taken for.
"""

from __future__ import annotations

import re
from datetime import date

from ingestion.extraction import actions
from ingestion.extraction.claim_status import Case, case_of, find_status
from ingestion.extraction.draft import Draft, Period
from ingestion.extraction.inherited_time import inherited
from ingestion.extraction.nearby_times import end_of_years, time_due
from ingestion.extraction.periods import Basis
from ingestion.extraction.story import Story
from ingestion.extraction.subjects import DESCRIBED, STOCK
from ingestion.extraction.verdict import Verdict

_DEADLINE = re.compile("[底末]前?$")
_SAID_BEFORE = "此前"
# up to the figure: what was before, of which nobody says when
_FORMERLY = re.compile(r"原有|原先|原来|过去|以往|从前|此前")


def set_time(story: Story, draft: Draft, said: Verdict, is_figure: bool = True) -> None:
    """Set the status of a figure and its period. `said` is what its sentence states of the status; `is_figure` says that it is a number of
    the text, whose signs count, and no school that is only named."""
    if said.status is None and draft.whole is not None and _is_told_with_its_total(story, draft):
        _take_from_total(draft)
        return
    case = case_of(story, draft, said)
    find_status(case, is_figure)
    draft.fields["status"], draft.cue = case.said.status, case.said.cue
    draft.rules.append(f"status: {case.said.why}")
    if "period_end" not in draft.fields:  # what it has already it keeps
        _set_period(case)


def _is_told_with_its_total(story: Story, draft: Draft) -> bool:
    """Whether a part is told in the sentence of its total, or in one that names no time before it: 新建小学12所。其中甲县5所."""
    return draft.whole.sentence == draft.sentence or not story.cues(draft.sentence[0], draft.quantity.start)


def _take_from_total(draft: Draft) -> None:
    """Give a part the status and the period of its total."""
    draft.fields["status"] = draft.whole.fields["status"]
    draft.fields |= draft.whole.period | draft.fields  # what it has already it keeps
    draft.rules += ["status: as the total", "period: as the total"]


def _set_period(case: Case) -> None:
    """Set the period of a figure whose status is known: that of the time that governs it, unless it is to come and that is over; else what
    the text around it tells."""
    if case.time is not None and case.said.status == "target" and case.story.time.is_over(case.time):
        case.time = None
    period = _of_its_time(case) if case.time is not None else _of_the_text(case)
    start = None if case.said.status == "actual" and _is_state_at_end(case, period) else period.start
    set_, words = case.draft.fields, period.words
    set_["period_start"], set_["period_end"], set_["period_text"], set_["period_basis"] = start, period.end, words, period.basis
    case.draft.rules.append(f"period: {period.basis or 'none'} {words or ''}".rstrip())


def _of_the_text(case: Case) -> Period:
    """The period that the text around it gives a figure without a time: none where it was before (原有), of which nobody says when; but one
    that has grown from what was before is of the time at which it has. What was said before (此前，…表示，计划投资…) is of none either."""
    text, start, end = case.story.text, case.draft.clause[0], case.draft.quantity.start
    if text.startswith(_SAID_BEFORE, case.draft.sentence[0]):
        return Period(None, None)
    if _FORMERLY.search(text, start, end) is not None and not actions.is_grown_to(text[start:end]):
        return Period(None, None)
    return inherited(case)


def _of_its_time(case: Case) -> Period:
    """The period that the governing time gives a figure.

    A school that has opened is told of as it is (占地30亩，今年9月开始招生); works under way are of when they are due (今年新建30所，其余
    12所正在建设，预计明年投用); the day on which something is to open is that by which it will have (2021年8月1日投用).
    """
    story, draft, time = case.story, case.draft, case.time
    if case.said.status == "actual" and _is_as_opened(case):
        return Period(None, story.anchor.day, Basis.PUBLICATION, time.text)
    if case.said.status == "ongoing" and time.end <= draft.quantity.start and (due := time_due(story, draft)) is not None:
        return Period(None, due.period_end, due.basis, due.text)
    start, end = time.period_start, time.period_end
    if start is None or end is None:
        start, end = _open_ends(case)
    if start and start == end and case.is_of_design and case.said.status in ("target", "ongoing") and case.opens_then:
        start = None
    return Period(start, end, time.basis, time.text)


def _open_ends(case: Case) -> tuple[date | None, date | None]:
    """The first and last day of a figure whose governing time is open on one side."""
    story, draft, time = case.story, case.draft, case.time
    start, end = time.period_start, time.period_end or end_of_years(story.text, time, draft.quantity)
    is_sum = draft.decision.metric not in STOCK and draft.decision.metric != "per_student_standard"
    if case.said.status == "actual" and end is None and (start is None or (is_sum and start.year < (story.anchor.year or 0))):
        end = story.anchor.day  # 从1979年起，共投资597万元; 用三年时间新建30所, which nobody says when: up to now
    return start, end


def _is_as_opened(case: Case) -> bool:
    """Whether a figure of a design says in news what the school is that the time behind it opens, and not what was done then. A school that
    opened in a year before the article's is told of as it was then."""
    if case.story.genre != "news" or case.draft.decision.metric not in DESCRIBED or case.draft.decision.metric == "seats_added":
        return False
    if case.time.start < case.draft.quantity.end or not case.opens_then or _DEADLINE.search(case.time.text):
        return False
    return case.time.period_end is None or case.time.period_end.year >= (case.story.anchor.year or 0)


def _is_state_at_end(case: Case, period: Period) -> bool:
    """Whether a figure is how things stood at the end of a plan's years, or of those since one (九五以来，入学率达98%), no sum over
    them. What is so since the year began (从今年春季学期起，受益学生占40%) has that start."""
    decision = case.draft.decision
    if (decision.metric not in STOCK and decision.action != "existing") or period.start is None or decision.unit == "percentage_point":
        return False
    if period.end is None:
        return case.story.anchor.day is None or period.start.year != case.story.anchor.year
    return (period.end - period.start).days > 366
