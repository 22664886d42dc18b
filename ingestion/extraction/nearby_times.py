"""Times that the passage around a figure tells: the plan named before it, what is to come then, when works are due, another school's.

Each function here finds one such time; whether the figure has it is for `governing_time` and `inherited_time`, what figures share of time
for `shared_times`.
"""

from __future__ import annotations

import re
from datetime import date

from ingestion.extraction.draft import Draft
from ingestion.extraction.numbers import Quantity
from ingestion.extraction.numerals import value_of
from ingestion.extraction.periods import Basis, whole_year
from ingestion.extraction.sentences import item_of
from ingestion.extraction.stages import DONE
from ingestion.extraction.story import OPENS, Story
from ingestion.extraction.subjects import subject_school
from ingestion.extraction.time_cues import TimeCue

TOLD_WITHIN = 600  # characters within which a text comes back to a time or a figure
ONCE_BUILT = rf"(?:{DONE}|完成|招生)(?:投用|投入使用|使用|启用|招生)?(?:之|以)?后"
# 从2011年起分三年建设
_YEARS_LONG = re.compile(r"(?:分|用|利用|连续|通过|历时)([二两三四五六七八九十0-9]{1,2})年(?!级|制|前|后|来)")
# 正在装修，预计8月完工: when what is under way is to be done
_DONE_BY = re.compile(rf"(?:前|底|初|中旬|左右)?[将可能会全部都均正式]{{0,4}}(?:{DONE}|完成|开学|招生)")
_ANNOUNCES = re.compile(r"(?:制定|制订|出台|印发|发布|编制|公布|启动)(?:实施)?了?$")
_THEN = re.compile(r"届时|到时候|到那时")
# the plan or notice that the sentence before has named: 根据《通知》，…
_BY_PLAN = re.compile(r"[ \t]*(?:根据|按照?|依据|依照)?(?:该|此|上述)?[《“]?(?:通知|规划|计划|方案|意见|纲要)[》”]?")


def plan_named(story: Story, sentence: tuple[int, int], quantity: Quantity) -> TimeCue | None:
    """The years of the plan whose title a sentence names before a figure, or the sentence before it where that opens with 根据该规划:
    按照《三年行动计划（2022—2024年）》，将…."""
    since = story.sentences.of(sentence[0] - 1)[0] if sentence[0] and _BY_PLAN.match(story.text, sentence[0]) else sentence[0]
    return next((cue for cue in story.cues(since, quantity.start) if cue.is_of_years and story.in_title_marks(cue.start)), None)


def plan_of_paragraph(story: Story, position: int) -> TimeCue | None:
    """The years of the plan that a paragraph has named by its title, and no other time since: 公布《布局规划（2019—2035年）》。…此外，…."""
    floor = max(story.start, position - TOLD_WITHIN)
    told = story.cues(max(story.text.rfind("\n", floor, position) + 1, floor), position)
    return told[-1] if told and told[-1].is_of_years and story.in_title_marks(told[-1].start) else None


def plan_announced(story: Story, sentence: tuple[int, int], quantity: Quantity) -> TimeCue | None:
    """The years of the plan that a sentence announces before it tells what is in it: 制定《三年行动计划（2021—2023年）》，投资15亿元."""
    for cue in reversed(story.cues(sentence[0], quantity.start)):
        if cue.is_of_years and story.in_title_marks(cue.start):
            return cue if _ANNOUNCES.search(story.text, sentence[0], story.text.rfind("《", sentence[0], cue.start)) else None
    return None


def now_before(story: Story, sentence: tuple[int, int], position: int, is_stock: bool) -> TimeCue | None:
    """The time up to which the sentence tells how things stand before its last item, or the sentence right before it:
    截至目前，幼儿园共190所。在园幼儿2.5万人; 截至9月底，96%的学校已开学；参加率85%."""
    start, end = story.sentences.of(max(sentence[0] - 1, story.start))
    told = story.cues(sentence[0], position) or (story.cues(start, end) if end == sentence[0] else [])
    now = told[-1] if told and "\n" not in story.text[told[-1].end : position].strip() else None
    return now if now and (now.basis == Basis.UNTIL_PUBLICATION or (is_stock and now.is_up_to)) else None


def reached_in_paragraph(story: Story, position: int) -> TimeCue | None:
    """The time up to which a paragraph counts things up, where it has told no other since: 截至2017年底，学校751所。…。工读学校1所."""
    floor = max(story.start, position - TOLD_WITHIN)
    told = story.cues(max(story.text.rfind("\n", floor, position) + 1, floor), position)
    return told[-1] if told and told[-1].period_end and told[-1].counts_up else None


def time_then(story: Story, sentence: tuple[int, int], quantity: Quantity) -> date | None:
    """The last day of the time to come that the sentences before have told, where one takes it up: …年底前全部竣工。届时，…."""
    if not _THEN.search(story.text, sentence[0], quantity.start):
        return None
    told = story.cues(max(story.start, sentence[0] - TOLD_WITHIN), sentence[0])
    return next((cue.period_end for cue in reversed(told) if cue.period_end and OPENS.match(story.text, cue.end)), None)


def end_of_years(text: str, since: TimeCue, quantity: Quantity) -> date | None:
    """The last day of so many years from the start of a time without an end: 从2011年起分三年建设1200所."""
    if since.period_start is None:
        return None
    years = _YEARS_LONG.search(text, since.end, min(quantity.start, since.end + 30))
    count = value_of(years[1]) if years else None
    return whole_year(since.period_start.year + int(count[1]) - 1)[1] if count else None


def is_of_other_school(story: Story, draft: Draft, cue: TimeCue) -> bool:
    """Whether a time told before is that of another school than the one that a design figure describes: 第五小学9月投用。…第六小学占地…."""
    subject = subject_school(story, draft)
    if subject is None or subject.start < cue.start:
        return False
    told = {name.text for name in story.names(*item_of(story.text, story.sentences.of(cue.start), cue.start))}
    if not told and (headed := story.layout.school_heading(cue.start)) is not None:
        told = {headed[0].text}
    return len(told) == 1 and subject.text not in told


def is_of_works_before(text: str, sentence: tuple[int, int], cue: TimeCue) -> bool:
    """Whether a time says when the works are to be done that its item has counted: 续建3所，预计明年8月交付."""
    item = item_of(text, sentence, cue.start)
    return bool(OPENS.match(text, cue.end) and re.search("[0-9]", text[item[0] : cue.start]))


def time_due(story: Story, draft: Draft) -> TimeCue | None:
    """The time to come at which works that a figure counts are to be done, as the next clauses of its item say."""
    text, item = story.text, item_of(story.text, draft.sentence, draft.quantity.start)
    for cue in story.cues(draft.clause[1], item[1]):
        if re.search("[0-9]", text[draft.clause[1] : cue.start]):
            return None  # of another figure
        if story.time.is_to_come(cue) and _DONE_BY.match(text, cue.end):
            return cue
    return None
