"""The period of a figure whose own sentence names no time: what it takes from the text around it, its heading and its document.

The time that a sentence itself names is for `governing_time`. What comes nearest is asked first: what the passage tells of such figures,
the last time told before, the heading and the kind of the document.
"""

from __future__ import annotations

import re
from datetime import date

from ingestion.extraction.claim_status import Case
from ingestion.extraction.draft import Period
from ingestion.extraction.governing_time import EXCEPT, LATELY
from ingestion.extraction.nearby_times import ONCE_BUILT, is_of_other_school, now_before, reached_in_paragraph, time_due, time_then
from ingestion.extraction.periods import Basis, whole_year
from ingestion.extraction.sentences import is_right_behind
from ingestion.extraction.story import OPENS, Story
from ingestion.extraction.subjects import DESCRIBED, DESIGN, STOCK, opened_at
from ingestion.extraction.time_cues import TimeCue, begins, is_founding
from ingestion.extraction.timeline import Lean

_JUST_NOW = re.compile(r"正在|正[加抓]紧|正处于|(?:建设|施工|改造|装修)(?:之)?中(?![小学心])")
_ACHIEVED = re.compile(r"实际|超额|提前完成")
_WHEN_BUILT = re.compile(rf"{ONCE_BUILT}|总投资")
_AS_IT_IS = re.compile("现有|现共有|现在共?有")
_STATE_WITHIN = 1000  # characters within which figures go on with how things stand
_SOON = re.compile(r"即将|不日|不久将")
_TO_COME = ("target", "ongoing")


def inherited(case: Case) -> Period:
    """The period of a figure whose sentence names no time."""
    return _told_nearby(case) or _carried(case) or _of_document(case) or Period(None, None)


def _told_nearby(case: Case) -> Period | None:
    """The period that the passage tells for a figure of such a status; None where it tells none.

    It is asked before the last time told, which may be of something else.
    """
    story, draft, mood = case.story, case.draft, case.said.status
    if mood == "standard" and (story.genre == "norm" or story.in_force):
        return Period(*story.in_force, Basis.IN_FORCE) if story.in_force else Period(None, None)
    if story.text.startswith("其中", draft.sentence[0]):
        # 截至10月15日，…5980万元。其中，甲市1440万元
        total = story.last_figure.get(draft.decision.family)
        if total is not None and total.fields["status"] == mood and is_right_behind(story.text, total.sentence, draft.sentence[0]):
            return Period(total.fields["period_start"], total.fields["period_end"], Basis.CARRIED, total.fields["period_text"])
    if mood == "actual":
        return _of_what_is_done(case)
    if mood == "ongoing":
        return _of_what_goes_on(case)
    return _of_what_is_to_come(case) if mood == "target" else None


def _of_what_is_done(case: Case) -> Period | None:
    """What has just happened is of the day of publication (近日，财政厅下达300万元), a state of the time up to which the sentence, or the
    one before it, tells how things stand (截至目前，幼儿园共190所。在园幼儿2.5万人); what a school is like that a story tells to open is of
    the day on which it does."""
    story, draft = case.story, case.draft
    if story.genre == "news" and story.anchor.day and LATELY.search(story.text, draft.sentence[0], draft.quantity.start):
        return Period(None, story.anchor.day, Basis.PUBLICATION)
    opened = opened_at(story) if draft.decision.metric in DESIGN and case.said.is_of_project else None
    if opened is not None and not is_of_other_school(story, draft, opened):
        return Period(opened.period_start, opened.period_end, Basis.CARRIED, opened.text)
    is_stock = _is_stock(case)
    if not is_stock and draft.decision.metric not in DESCRIBED:
        return None
    now = now_before(story, draft.sentence, draft.quantity.start, is_stock)
    return Period(None, now.period_end, Basis.CARRIED, now.text) if now is not None else None


def _of_what_goes_on(case: Case) -> Period | None:
    """Works under way are of the time when they are due (在建5所，预计明年8月投用); what goes on just now of the day of publication."""
    story, draft = case.story, case.draft
    if (due := time_due(story, draft)) is not None:
        return Period(None, due.period_end, due.basis, due.text)
    is_now = story.genre == "news" and story.anchor.day and _JUST_NOW.search(story.text, *draft.clause)
    return Period(None, story.anchor.day, Basis.PUBLICATION) if is_now else None


def _of_what_is_to_come(case: Case) -> Period | None:
    """A plan beside what is left out of it has no time that is told (除今年新建的5所外，还将新建2所); one that was outdone has the year in
    which it was (年初计划20所，到2022年底实际建成23所); what comes then (届时) has the time to come told before."""
    story, draft = case.story, case.draft
    start, end = draft.sentence[0], draft.quantity.start
    if (left_out := EXCEPT.search(story.text, start, end)) is not None and story.cues(*left_out.span()):
        return Period(None, None)
    if _ACHIEVED.search(story.text, draft.quantity.end, draft.sentence[1]):
        done = story.time.lean(start, None)
        time = next(iter(story.cues(draft.quantity.end, draft.sentence[1])), done and done.cue)
        if time is not None and time.period_end:
            return Period(*whole_year(time.period_end.year), Basis.CARRIED, time.text)
    if (then := time_then(story, draft.sentence, draft.quantity)) is not None:
        return Period(date(then.year, 1, 1) if then.year == story.anchor.year else None, then, Basis.CARRIED)
    return None


def _carried(case: Case) -> Period | None:
    """The last time that was told before with such a status, where it holds for the figure too: 2023年新建小学3所。改建2所."""
    lean = case.story.time.lean(case.draft.sentence[0], case.said.status)
    if lean is None or not _holds(case, lean):
        return None
    if lean.cue.is_term and case.said.status == "actual":
        return Period(*whole_year(lean.cue.period_end.year), Basis.CARRIED, lean.cue.text)
    return Period(lean.cue.period_start, lean.cue.period_end, Basis.CARRIED, lean.cue.text)


def _holds(case: Case, lean: Lean) -> bool:
    """Whether a time told before holds for a figure: not that of a school's founding (始建于1974年), nor for a design that at which work
    began or that of another school; in a plan none that is one project's month."""
    story, draft, cue = case.story, case.draft, lean.cue
    if is_founding(story.text, cue) or (story.genre == "plan" and not cue.is_long):
        return False
    if draft.decision.metric in DESCRIBED and (begins(story.text, cue) or is_of_other_school(story, draft, cue)):
        return False
    if case.said.status == "actual":
        return _holds_for_what_is(case, cue)
    if case.said.status not in _TO_COME:
        return True
    if case.said.status == "target" and lean.mood == "actual" and not story.time.is_current(cue):
        return False
    # the figure is of when the project is done, not of the year in which something else is
    is_of_other_time = lean.mood == "actual" or (story.genre == "news" and not OPENS.match(story.text, cue.end))
    return not (is_of_other_time and _is_of_project_done(case))


def _holds_for_what_is(case: Case, cue: TimeCue) -> bool:
    """Whether a time told before holds for a figure that says how things stand, as it does for one of what was done: not an event's month,
    nor what was before the text came to things as they are; what a school in use is like is not of the year in which something was done:
    今年两所幼儿园投入使用。…占地30亩."""
    metric = case.draft.decision.metric
    if metric in DESIGN and case.said.is_of_project and not cue.is_of_years:
        return False
    if metric not in DESCRIBED and not _is_stock(case):
        return True
    return cue.is_long and not _is_before_now(case.story, cue, case.draft.quantity.start)


def _is_stock(case: Case) -> bool:
    """Whether a figure counts what there is on some day."""
    return case.draft.decision.metric in STOCK or case.draft.decision.action == "existing"


def _is_before_now(story: Story, cue: TimeCue, position: int) -> bool:
    """Whether a text has come from a time to how things stand (现有), up to a position: 2002年通过评估。…全县现有小学312所；初中32所."""
    told = list(_AS_IT_IS.finditer(story.text, max(cue.end, position - _STATE_WITHIN), position))
    return bool(told) and story.sentences.of(told[-1].start())[0] > cue.start


def _is_of_project_done(case: Case) -> bool:
    """Whether a figure is of when a project is done: 总投资, 建成后, 即将; or of works that begin."""
    text, draft = case.story.text, case.draft
    return bool(_is_begun(case) or _WHEN_BUILT.search(text, draft.sentence[0], draft.quantity.start) or _SOON.search(text, *draft.clause))


def _is_begun(case: Case) -> bool:
    """Whether a figure describes a project whose works the story tells to begin."""
    return case.draft.decision.metric in DESCRIBED and case.story.is_about_start


def _of_document(case: Case) -> Period | None:
    """The period that a figure has by the heading above it and by its document, where the text tells no other."""
    if case.said.status == "actual":
        return _of_document_done(case)
    story, position = case.story, case.draft.quantity.start
    section, year = story.layout.section(position), story.anchor.year
    if section is not None and section.period and section.mood == "target":
        return Period(*section.period, Basis.SECTION, section.heading)
    if case.said.status in _TO_COME:
        if story.construction:
            return Period(*story.construction, Basis.CONSTRUCTION)
        if story.genre == "plan" and story.anchor.plan:
            return Period(whole_year(story.anchor.plan[0])[0], whole_year(story.anchor.plan[1])[1], Basis.PLAN)
        is_announced = story.genre == "news" and case.said.status == "target" and story.time.is_announced(position)
        if year and (story.genre in ("plan", "report") or is_announced):
            return Period(*whole_year(year), Basis.DOCUMENT)
        if section is not None and section.period and case.said.status == "ongoing":
            return Period(*section.period, Basis.SECTION, section.heading)
    headed = story.year_headed(case.said.status) if story.genre in ("news", "review") else None
    if headed is not None and not _is_of_project_done(case):
        return Period(*whole_year(headed), Basis.DOCUMENT)
    return _on_day_of_publication(story) if case.said.status == "ongoing" and not _is_begun(case) else None


def _of_document_done(case: Case) -> Period | None:
    """The same of what is done: in a report the year before, else up to when the text counts things up, or the year that a review sums
    up; a state that names no time is that of the day of publication."""
    story = case.story
    section = story.layout.section(case.draft.quantity.start)
    if section is not None and section.period:
        return Period(*section.period, Basis.SECTION, section.heading)
    if story.genre == "report" and story.anchor.year:
        return Period(*whole_year(story.anchor.year - 1), Basis.DOCUMENT)
    if not story.anchor.is_exact and (reached := story.time.reached_by_opening) is not None:
        return Period(None, reached.period_end, Basis.CARRIED, reached.text)
    if (until := reached_in_paragraph(story, case.draft.sentence[0])) is not None:
        return Period(None, until.period_end, Basis.CARRIED, until.text)
    is_deed = not _is_stock(case) and case.draft.decision.metric not in DESCRIBED and "累计" not in case.draft.window.clause
    if is_deed and story.sums_up_year:
        return Period(*whole_year(story.anchor.reviewed), Basis.DOCUMENT)
    return _on_day_of_publication(story)


def _on_day_of_publication(story: Story) -> Period | None:
    """How things are on the day of publication, in a text that tells of that day."""
    return Period(None, story.anchor.day, Basis.PUBLICATION) if story.anchor.day and story.genre not in ("norm", "report") else None
