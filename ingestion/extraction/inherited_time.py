"""The period of a figure whose own sentence names no time: what it takes from the text around it, its heading and its document.

The time that a sentence itself names, and which time governs a figure, are for `claim_time`.
"""

from __future__ import annotations

import re
from datetime import date

from ingestion.extraction.draft import Draft
from ingestion.extraction.nearby_times import is_of_other_school, now_before, reached_in_paragraph, time_due, time_then
from ingestion.extraction.periods import whole_year
from ingestion.extraction.sentences import is_right_behind
from ingestion.extraction.story import OPENS, Story
from ingestion.extraction.subjects import DESCRIBED, DESIGN
from ingestion.extraction.time_cues import TimeCue, begins, is_founding

Period = tuple[date | None, date | None]

OF_PROJECT = "state of the project described"  # why a design figure has its status
STOCK = {"enrolment", "enrolment_rate", "inclusive_kindergarten_coverage", "public_kindergarten_share", "capacity_share", "seats_total"}
# 近日，财政部下达; but 近日，记者获悉: when it was told
LATELY = re.compile(r"(?:近日|日前|前不久|不久前)(?!，?(?:记者|从)|[^，。；\n]{0,20}(?:获悉|了解|公布|发布|印发|出台|通报|召开|披露|宣布))")
# 除今年新建的5所外，还将新建2所: the time is that of what is left out
EXCEPT = re.compile(r"除了?(?!夕)[^。；\n]{2,40}?(?:之|以)?外(?![语国])")
_JUST_NOW = re.compile(r"正在|正[加抓]紧|正处于|(?:建设|施工|改造|装修)(?:之)?中(?![小学心])")
_ACHIEVED = re.compile(r"实际|超额|提前完成")
ONCE_BUILT = r"(?:建成|投用|投入使用|启用|完工|竣工|完成|交付|招生)(?:投用|投入使用|使用|启用|招生)?(?:之|以)?后"
_WHEN_BUILT = re.compile(rf"{ONCE_BUILT}|总投资")
_AS_IT_IS = re.compile("现有|现共有|现在共?有")
_STATE_WITHIN = 1000  # characters within which figures go on with how things stand
_SOON = re.compile(r"即将|不日|不久将")


def _is_before_now(story: Story, cue: TimeCue, position: int) -> bool:
    """Whether a text has come from a time to how things stand (现有), up to a position: 2002年通过评估。…全县现有小学312所；初中32所."""
    told = list(_AS_IT_IS.finditer(story.text, max(cue.end, position - _STATE_WITHIN), position))
    return bool(told) and story.sentences.of(told[-1].start())[0] > cue.start


def inherited(story: Story, draft: Draft, mood: str) -> tuple[Period, str | None, str | None]:
    """The period of a figure whose sentence names no time, its basis and the words it was read from."""
    text, quantity, sentence = story.text, draft.quantity, draft.sentence
    if mood == "standard" and (story.genre == "norm" or story.in_force):
        return story.in_force or (None, None), "in_force" if story.in_force else None, None
    total = story.last_figure.get(draft.decision.family) if text.startswith("其中", sentence[0]) else None
    if total is not None and is_right_behind(text, total.sentence, sentence[0]) and total.fields["status"] == mood:
        # 截至10月15日，…5980万元。其中，敦化市1440万元
        return (total.fields["period_start"], total.fields["period_end"]), "carried", total.fields["period_text"]
    if mood == "ongoing" and (due := time_due(story, draft)) is not None:
        return (None, due.period_end), due.basis, due.text
    if mood == "actual" and LATELY.search(text, sentence[0], quantity.start) and story.genre == "news" and story.anchor.day:
        return (None, story.anchor.day), "publication", None
    if mood == "ongoing" and _JUST_NOW.search(text, *draft.clause) and story.genre == "news" and story.anchor.day:
        return (None, story.anchor.day), "publication", None
    is_stock = draft.decision.metric in STOCK or draft.decision.action == "existing"
    is_state = is_stock or draft.decision.metric in DESCRIBED
    if mood == "actual" and is_state and (now := now_before(story, sentence, quantity.start, is_stock)) is not None:
        return (None, now.period_end), "carried", now.text
    if (left_out := EXCEPT.search(text, sentence[0], quantity.start)) is not None and mood == "target" and story.cues(*left_out.span()):
        return (None, None), None, None
    lean = story.time.lean(sentence[0], mood)
    if mood == "target" and _ACHIEVED.search(text, quantity.end, sentence[1]):
        # 年初计划20所，到2022年底实际建成23所: the plan of the time in which it was outdone
        done = story.time.lean(sentence[0], None)
        time = next(iter(story.cues(quantity.end, sentence[1])), done and done.cue)
        if time is not None and time.period_end:
            return whole_year(time.period_end.year), "carried", time.text
    if lean is not None and is_state and mood == "actual" and not lean.cue.is_long:
        # an event's month says nothing about the state that a later sentence describes
        lean = None
    if lean is not None and is_state and mood == "actual" and _is_before_now(story, lean.cue, quantity.start):
        lean = None
    is_in_use = mood == "actual" and draft.decision.metric in DESIGN and draft.rules[-1].endswith(OF_PROJECT)
    if is_in_use and lean is not None and not lean.cue.is_of_years:
        lean = None  # 两所幼儿园投入使用。…占地30亩: what a school in use is like, not what was done in the year that was told of
    if lean is not None and is_founding(text, lean.cue):
        lean = None  # 始建于1974年: what the school has now is not of then
    if lean is not None and draft.decision.metric in DESCRIBED and (begins(text, lean.cue) or is_of_other_school(story, draft, lean.cue)):
        lean = None
    is_begun = story.is_about_start and draft.decision.metric in DESCRIBED
    is_of_project = is_begun or _WHEN_BUILT.search(text, sentence[0], quantity.start) or _SOON.search(text, *draft.clause)
    is_of_other_time = lean is not None and (lean.mood == "actual" or (story.genre == "news" and not OPENS.match(text, lean.cue.end)))
    if mood in ("target", "ongoing") and is_of_project and is_of_other_time:
        # 总投资, 建成后, 占地: the figure is of when the project is done, not of the year in which something else is
        lean = None
    if mood == "target" and (then := time_then(story, sentence, quantity)) is not None:
        return (date(then.year, 1, 1) if then.year == story.anchor.year else None, then), "carried", None
    if lean is not None and story.genre == "plan" and not lean.cue.is_long:
        # one project's month is not the plan's year
        lean = None
    section = story.layout.section(quantity.start)
    if lean is not None and not (mood == "target" and lean.mood == "actual" and not story.time.is_current(lean.cue)):
        if lean.cue.is_term and mood == "actual":
            return whole_year(lean.cue.period_end.year), "carried", lean.cue.text
        return (lean.cue.period_start, lean.cue.period_end), "carried", lean.cue.text
    if section is not None and section.period and section.mood == ("actual" if mood == "actual" else "target"):
        return section.period, "section", section.heading
    if story.construction and mood in ("target", "ongoing"):
        return story.construction, "construction", None
    if story.genre == "plan" and story.anchor.plan and mood in ("target", "ongoing"):
        return (date(story.anchor.plan[0], 1, 1), date(story.anchor.plan[1], 12, 31)), "plan", None
    if story.genre in ("plan", "report") and story.anchor.year and mood in ("target", "ongoing"):
        return whole_year(story.anchor.year), "document", None
    if story.genre == "news" and mood == "target" and story.anchor.year and story.time.is_announced(quantity.start):
        return whole_year(story.anchor.year), "document", None
    if section is not None and section.period and mood in ("actual", "ongoing"):
        return section.period, "section", section.heading
    if story.genre == "report" and mood == "actual" and story.anchor.year:
        return whole_year(story.anchor.year - 1), "document", None
    if story.genre == "plan" and mood == "standard" and story.anchor.year:
        return whole_year(story.anchor.year), "document", None
    if mood == "actual" and not story.anchor.is_exact and (reached := story.time.reached_by_opening) is not None:
        return (None, reached.period_end), "carried", reached.text
    is_now = mood == "actual" or (mood == "ongoing" and not is_begun)
    if mood != "actual" and not is_of_project and story.genre in ("news", "review") and (year := story.headline_year) is not None:
        return whole_year(year), "document", None
    if mood == "actual" and (until := reached_in_paragraph(story, sentence[0])) is not None:
        return (None, until.period_end), "carried", until.text
    if story.genre not in ("norm", "report") and is_now and story.anchor.day:
        # a state that names no time is the state on the day of publication
        return (None, story.anchor.day), "publication", None
    return (None, None), None, None
