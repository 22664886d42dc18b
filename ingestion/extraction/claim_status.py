"""The status of one claim: what its sentence states of it, set against the time that governs it, else what the text around it says.

Which words of a sentence state a status is for `status`, which time governs a figure for `governing_time`, how all signs of a figure are
weighed for `signs`. Each rule below finds the case as the rules before it have left it; `find_status` says in which order they come.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from ingestion.extraction import signs
from ingestion.extraction.draft import Draft
from ingestion.extraction.governing_time import governing_time, times_of_sentence
from ingestion.extraction.nearby_times import ONCE_BUILT, end_of_years, reached_in_paragraph
from ingestion.extraction.periods import Basis
from ingestion.extraction.story import OPENS, Story
from ingestion.extraction.subjects import DESCRIBED, DESIGN, OF_WHOLE, is_not_begun, project_of
from ingestion.extraction.time_cues import TimeCue
from ingestion.extraction.timeline import Lean
from ingestion.extraction.verdict import Verdict, sure

_ONCE_BUILT = re.compile(ONCE_BUILT)
_CONGRESSES_UNTIL = 3  # the month
_HANDED_DOWN = re.compile(r"下达|拨付|发放|到位")
# what a project costs, and not what somebody has put into something
_COSTS = re.compile(r"(?:(?<!完成)(?:投资|造价|投资额|投资估算|概算)|^总?投入)(?:总额)?[约近超过逾达到为共计合估算]{0,4}[:：]?$")
# 到2020年已经超过90%
_HAS_REACHED = re.compile(r"[，,]?[^，。；0-9]{0,12}已")


@dataclass(slots=True)
class Case:
    """What is known of one figure's status and time, as rule after rule looks at it.

    `stated` is the status that its sentence states, `said` what has been said of it so far; `times` are those of its sentence that may be
    its own, `time` the one that governs it.
    """

    story: Story
    draft: Draft
    stated: str | None
    said: Verdict
    is_of_design: bool
    times: list[TimeCue]
    time: TimeCue | None

    @property
    def opens_then(self) -> bool:
        """Whether the governing time is when something opens: 9月投用."""
        return self.time is not None and OPENS.match(self.story.text, self.time.end) is not None


def case_of(story: Story, draft: Draft, said: Verdict) -> Case:
    """The case of a figure, as its sentence alone puts it."""
    is_of_design = story.genre != "norm" and _is_of_design(story, draft)
    times = times_of_sentence(story, draft)
    time = governing_time(story, draft, times, said.status, is_of_design)
    return Case(story, draft, said.status, said, is_of_design, times, time)


def find_status(case: Case, is_figure: bool) -> None:
    """The status of a case, rule by rule; the last one that has something to say holds.

    First come the rules that correct what the sentence states by its time, then those that say something where it states nothing: nearest
    comes first, from the project described over the time that governs to what the text says by default. In prose all signs of a figure
    together can outvote them.
    """
    _expected_of_what_is_over(case)
    _planned_before_now(case)
    _planned_of_time_over(case)
    _done_in_time_to_come(case)
    _state_of_project(case)
    _amount_from_some_time_on(case)
    _mood_of_its_time(case)
    _until_time_to_come(case)
    _demanded_by_norm(case)
    _told_before(case)
    _amount_as_norm(case)
    if is_figure and case.story.is_prose:
        _signs_against(case)


def _expected_of_what_is_over(case: Case) -> None:
    """What is expected of a time that is over has not been counted yet, and is no plan: 截至2019年底，…入园率预计达84%, told in January.

    It comes first, since it corrects what the sentence states.
    """
    if case.stated != "target" or not case.said.cue.startswith("预计") or _ONCE_BUILT.search(case.draft.window.local):
        return
    story, time, day = case.story, case.time, case.story.anchor.day
    if time is None and (lean := story.time.lean(case.draft.sentence[0], None)) is not None:
        time = lean.cue
    # 预计秋季投用, in a text of which only the year is known
    is_known = story.anchor.is_exact or case.draft.decision.metric not in DESIGN
    if is_known and time is not None and time.period_end and day and time.period_end < day <= _soon_after(time.period_end):
        case.stated, case.said = "actual", sure("actual", "expected of a time that is over")


def _planned_before_now(case: Case) -> None:
    """What is so by now is not what an earlier clause plans, nor what it is to become: 计划建设30所，目前完成20所; 由目前的44%提高到50%.

    It asks of the sentence's own time alone, so it stands before the rule that may put the opening of a project in its place.
    """
    if case.said.status != "target" or case.time is None or case.time.basis != Basis.UNTIL_PUBLICATION:
        return
    if case.said.is_earlier or _is_at(case.story.text, case.time, case.draft):
        case.said = Verdict("actual", f"time {case.time.text}")


def _planned_of_time_over(case: Case) -> None:
    """A time that is over in the figure's own clause knows better than the plan of an earlier one: 甲市将新建12所；乙市去年改扩建5所."""
    if case.said.status != "target" or not case.said.is_earlier or case.time is None:
        return
    time, day = case.time, case.story.anchor.day
    ends = [cue.period_end for cue in case.times if cue.start < time.start and cue.period_end]
    # a plan of that year itself may still be told of when the year is over
    is_of_later = time.period_end and day and time.period_end < min(day, max(ends, default=time.period_end))
    if time.start >= case.draft.clause[0] and (is_of_later or case.story.time.is_over(time)):
        case.said = Verdict("actual", f"time {case.time.text}")


def _done_in_time_to_come(case: Case) -> None:
    """A time ahead in the figure's own clause knows better than a cue before it: 已投用6所，2024年秋季投用2所; 今年9月，共有15所学校开学.

    As the rule before it, it asks of the sentence's own time.
    """
    if case.said.status != "actual" or case.time is None:
        return
    is_nearer = case.time.start >= case.draft.clause[0] if case.said.is_earlier else case.said.cue == "共有"
    if is_nearer and case.story.time.is_to_come(case.time):
        case.said = Verdict("target", f"time {case.time.text}")


def _state_of_project(case: Case) -> None:
    """A part of a design is in the state of its project, and has the time at which that opens: 第三小学正在建设，占地30亩，明年9月投用.

    It stands before all rules that ask of the time, which it may set; a time that is told with the figure, other than that of the opening,
    goes before the project's.
    """
    if not case.is_of_design or not (case.time is None or case.opens_then):
        return
    story, draft = case.story, case.draft
    project, opening = project_of(story, draft)
    if project is not None and case.said.status is None:
        # a review's words of plans are of plans done
        is_told = project == "ongoing" or (case.time is None and story.genre in ("news", "plan"))
        if is_told or (case.time is None and project == "target" and is_not_begun(story, draft)):
            case.said = Verdict(project, "state of the project described", is_of_project=True)
    if case.time is None and opening is not None and project in ("target", "ongoing") and case.said.status in ("target", "ongoing"):
        # the day of opening is the end of a period
        is_day = opening.period_start == opening.period_end
        case.time = replace(opening, period_start=None) if is_day else opening


def _amount_from_some_time_on(case: Case) -> None:
    """An amount per pupil from some time on is a norm: 从2016年春季学期起，小学每生每年600元.

    It stands before the mood of the time, which would make it a deed or a plan.
    """
    is_per_pupil = case.said.status is None and case.draft.decision.metric == "per_student_standard"
    if is_per_pupil and case.time is not None and case.time.period_end is None:
        case.said = Verdict("standard", "an amount per pupil from some time on")


def _mood_of_its_time(case: Case) -> None:
    """A figure without a word of its own is done where its time is over, planned where that is to come: 2023年新建小学3所.

    It stands behind the rules for what its sentence says in words. Money is handed down ahead of its year (下达2024年资金300万元).
    """
    time, story, draft = case.time, case.story, case.draft
    if time is None or case.said.status is not None:
        return
    mood = "actual" if _is_set_against_past(case) else story.time.mood_of(time, draft.sentence)
    case.said = Verdict(mood, f"time {time.text}")
    if time.period_end is None and (end := end_of_years(story.text, time, draft.quantity)) and story.anchor.day and end > story.anchor.day:
        case.said = sure("target", "years to come")
    if case.said.status == "target" and draft.decision.family == "funding" and _is_handed_down(story, draft):
        case.said = sure("actual", "money handed down ahead of its year")


def _until_time_to_come(case: Case) -> None:
    """What is to be reached by a time ahead is planned, whatever else is said: 到2025年，建成学校20所; but not 到2020年已经超过90%.

    It corrects both the words of the sentence and the mood of its time, and so stands behind them.
    """
    time, anchor = case.time, case.story.anchor
    if time is None or not time.is_until or case.said.status != "actual" or not anchor.year or not time.period_end:
        return
    is_ahead = time.period_end > anchor.day if anchor.day else time.period_end.year > anchor.year
    if is_ahead and not _HAS_REACHED.match(case.story.text, time.end) and not _is_set_against_past(case):
        case.said = Verdict("target", f"until {time.text}")


def _demanded_by_norm(case: Case) -> None:
    """In a norm everything is demanded that it doesn't tell as done: 小学每班45人.

    It comes after the times, since a norm names them too (到2025年，每班不超过45人).
    """
    if case.story.genre == "norm" and case.said.status != "disputed" and case.stated != "actual":
        case.said = Verdict("standard", "norm by default")


def _told_before(case: Case) -> None:
    """A figure with neither words nor a time of its own goes on with what was told before it, else it is what its text is by default:
    今年将新建3所。…改建2所.

    It is the last resort of the text; where it holds, the governing time can only be one up to which its paragraph counts things up
    (…截至8月底，已开工12所。完成投资3亿元).
    """
    if case.said.status is not None:
        return
    story, draft = case.story, case.draft
    if (lean := _lean(story, draft)) is not None:
        case.said = Verdict(lean.mood, f"leans on {lean.cue.text}")
        is_of_then = lean.mood == "actual" and story.time.is_current(lean.cue)
    else:
        case.said = Verdict(story.time.default_mood(draft.quantity.start), f"{story.genre} by default")
        is_of_then = story.genre == "news"
        if is_of_then and story.text[draft.quantity.start] in "≥≤":
            case.said = sure("standard", "written as a limit")
    if case.said.status == "target" and (reached := reached_in_paragraph(story, draft.sentence[0])) is not None:
        case.said, case.time = sure("actual", "counted up as the sentence before"), reached
    if is_of_then and draft.decision.metric in DESCRIBED and story.time.headline_plans:
        case.said = Verdict("target", "design of what the headline plans")


def _lean(story: Story, draft: Draft) -> Lean | None:
    """What a figure without words or a time of its own leans on: the last time told before, in news also what announced its list."""
    start = draft.sentence[0]
    lean = story.time.lean(start, None)
    if story.genre != "news":
        return lean
    if lean is not None and lean.mood == "target" and not story.time.goes_on(lean, start):
        lean = None  # what one paragraph plans says nothing of the next one, unless it counts up what was announced
    return lean or story.time.listing(start)


def _amount_as_norm(case: Case) -> None:
    """What a norm grants per pupil is no deed, whatever has raised it: 补助标准由每生每年400元提高到500元. So it comes after all that may
    call it done."""
    if case.said.status == "actual" and case.draft.decision.metric == "per_student_standard" and "标准" in case.draft.window.clause:
        case.said = sure("standard", "an amount as a norm")


def _signs_against(case: Case) -> None:
    """All signs of a figure together can outvote the rules, so they come last; but not what a plan says of one school (正在施工，计划9月
    投用) nor what a time ahead makes a plan."""
    story, draft, is_of_project = case.story, case.draft, case.said.is_of_project
    if is_of_project and story.genre == "plan":
        return
    if case.said.status == "target" and case.time is not None and (story.time.is_to_come(case.time) or _is_year_planned(case)):
        return
    # that works go on is told anywhere in a story, where no sign of the figure's own tells of it
    is_far = is_of_project and (draft.decision.metric in DESIGN or OF_WHOLE.search(draft.window.local))
    case.said = signs.weigh(story, draft, case.said, signs.FAR_RULE_VOTE if is_far else signs.RULE_VOTE)


def _is_year_planned(case: Case) -> bool:
    """Whether a figure's time is the year that a report opens: 今年，再改造8所, told to a congress in January."""
    day = case.story.anchor.day
    is_opening = case.story.genre == "report" and day is not None and day.month <= _CONGRESSES_UNTIL
    return is_opening and case.time.is_whole_year and case.time.period_start == date(day.year, 1, 1)


def _is_handed_down(story: Story, draft: Draft) -> bool:
    """Whether a sentence or the headline above it says that money is handed down."""
    in_sentence = _HANDED_DOWN.search(story.text, draft.sentence[0], draft.quantity.start)
    return bool(in_sentence or _HANDED_DOWN.search(story.title or ""))


def _is_of_design(story: Story, draft: Draft) -> bool:
    """Whether a figure is a part of a project's design: its size, its buildings, what it costs."""
    if draft.decision.metric == "facility_count":
        return draft.quantity.kind == "building" and draft.decision.action != "existing" and story.is_about_one_project
    return draft.decision.metric in DESIGN or (draft.decision.metric == "investment" and bool(_COSTS.search(draft.window.local)))


def _is_set_against_past(case: Case) -> bool:
    """Whether a sentence sets this very year against one that is over: 2012年，幼儿园仅3所；到2022年，增加到52所."""
    until, story = case.time, case.story
    if not until.is_until or until.period_end is None or until.period_end.year != story.anchor.year:
        return False
    return any(
        cue.end <= until.start and cue.is_long and story.time.mood_of(cue, story.sentences.of(cue.start)) == "actual" for cue in case.times
    )


def _soon_after(day: date) -> date:
    """Until when a figure of a day may still not have been counted: the end of the next year."""
    return date(day.year + 1, 12, 31)


def _is_at(text: str, cue: TimeCue, draft: Draft) -> bool:
    """Whether a time says when that very figure was: 由目前的44.6%."""
    return text[cue.end : draft.quantity.start].strip("的约近为") == ""
