"""The time that its own sentence names for a figure: which of several governs it, and which are those of another figure.

Where time expressions stand is for `time_cues`, what is told around the sentence for `nearby_times`, what a figure without a time of its
own takes from there for `inherited_time`.
"""

from __future__ import annotations

import re

from ingestion.extraction.draft import Draft
from ingestion.extraction.nearby_times import is_of_works_before, plan_announced, plan_named, plan_of_paragraph
from ingestion.extraction.numbers import Quantity
from ingestion.extraction.periods import STORY
from ingestion.extraction.sentences import item_of
from ingestion.extraction.story import Story
from ingestion.extraction.subjects import DESCRIBED, STOCK
from ingestion.extraction.time_cues import TimeCue, begins, is_founding
from ingestion.extraction.time_words import WILL
from ingestion.extraction.timeline import aside_until

# 近日，财政部下达; but 近日，记者获悉: when it was told
LATELY = re.compile(r"(?:近日|日前|前不久|不久前)(?!，?(?:记者|从)|[^，。；\n]{0,20}(?:获悉|了解|公布|发布|印发|出台|通报|召开|披露|宣布))")
# 除今年新建的5所外，还将新建2所: the time is that of what is left out
EXCEPT = re.compile(r"除了?(?!夕)[^。；\n]{2,40}?(?:之|以)?外(?![语国])")
# 是该县2019年为民办实事项目之一: what a project is called
_OF_A_LABEL = re.compile(
    r"[^，。；0-9]{0,14}(?:项目|工程|实事|任务)(?:之一|——)|[^，。；0-9]{0,24}的[^，。；0-9]{0,8}(?:项目|工程|实事)(?=[，,。；])"
)
# 是今年省为民办实事项目，
_CALLED = re.compile(r"(?:是|系|为|属于?|作为|列[为入]|纳入)[^，。；0-9]{0,6}\Z")
_LABEL = re.compile(r"度?[^，。；0-9]{1,16}(?:项目|工程|实事|任务)(?=[，,。；])")
# 改善了200所，今年将改造60所: what comes next has a time of its own
_GOES_FURTHER = re.compile(rf"[，,]?[^，。；0-9]{{0,6}}(?:{WILL}|要|还|继续|再)")
_THIS_TIME = re.compile(r"[本此][次轮批]|当天|当日|同日")
# 共126所（含2008年续建18所）
_OF_PART = re.compile(r"其中|[（(](?:含|包括|包含)[^）)\n]*$")
_PLANNED_ITEM = re.compile(f"[；;][^；;]*(?:{WILL}|预计|确保|剩余|其余|尚有|还有)")
# 现状为18班，拟扩建为30班
_PLANNED_NEXT = re.compile("，[^，]{0,4}(?:[拟将]|计划|规划|新[建增]|扩建|改建)")
_ASIDE_FIGURE = re.compile(r"[^)）0-9\n]{0,20}[0-9]")
_LISTED_PART = re.compile(r"[0-9][0-9.]*[万余多]*[个所人名亿元]{1,2}(?:([、])|[，；])")
_THEN_DONE = re.compile(r"(?:截至)?(?:目前|现在|如今)，?已?经?(?:全部|均|都)|[到至][0-9]{4}年[底末]?前?[将可]?(?:全部|全面|均|都)")
_OF_NEXT_FIGURE = re.compile(r"[^，。；\n0-9]{0,20}?(?:[0-9]|[一二两三四五六七八九十百千]+[余多]?[万亿]*[余多]?[元所个名人座处])")
# up to a time of something else: its parts', or the next part's of a headline (完成投资12亿元 部分学校8月底投用)
APART = re.compile(r"其中|[\u4e00-\u9fa5][ \u3000]+[\u4e00-\u9fa5]")
_WHOLE_SUM = re.compile(r"总(?:投资|造价|概算)[^，。；]{0,6}$")


def times_of_sentence(story: Story, draft: Draft) -> list[TimeCue]:
    """The times that a figure's sentence names and that may be its own, in order.

    Not so: the years in a document's title (根据《2023年工作要点》，…), but for one that something is to reach; the time of what is left
    out (除今年新建的5所外，…); for pupils and seats that there are, when their school was founded; for the design of a school, also when
    work on it began (2022年5月开工建设，占地30亩) and the year by which its project is called.
    """
    text, start, metric = story.text, draft.sentence[0], draft.decision.metric
    cues = [cue for cue in story.cues(*draft.sentence) if cue.is_until or not story.in_title_marks(cue.start)]
    if cues and (left_out := EXCEPT.search(text, start, draft.quantity.start)) is not None:
        cues = [cue for cue in cues if not left_out.start() < cue.start < left_out.end()]
    if metric in DESCRIBED:
        return [cue for cue in cues if not begins(text, cue) and not _is_label(text, cue)]
    return [cue for cue in cues if not is_founding(text, cue)] if metric in STOCK else cues


def governing_time(story: Story, draft: Draft, cues: list[TimeCue], stated: str | None, is_of_design: bool) -> TimeCue | None:
    """The time that governs a figure whose sentence may mean one of `cues` and states that status.

    What is to come lies in no time that is over, but in the years of the plan that has been named (按照《三年行动计划（2022—2024年）》，
    将…). A figure without a time, or of what 此次 did and a time to come will see done (此次开工6个，计划明年投用), is of the plan that its
    sentence announces, or of the day that 此次 or 当天 speak of, unless it says what there is then: 开园当天，…，该园可提供学位450个.
    """
    time = _of_sentence(story, draft, cues) if cues else None
    if time is not None and stated == "target" and _is_of_beginning(story, draft, time):
        time = None
    if time is None and stated is None and "》" in draft.window.before:
        time = plan_announced(story, draft.sentence, draft.quantity)
    if stated == "target" and (time is None or story.time.is_over(time)):
        return plan_named(story, draft.sentence, draft.quantity) or time or plan_of_paragraph(story, draft.sentence[0])
    is_of_event = _THIS_TIME.search(story.text, draft.sentence[0], draft.quantity.start) is not None
    if not is_of_event or (time is not None and not (stated == "actual" and story.time.is_to_come(time))):
        return time
    is_no_deed = draft.decision.metric == "seats_total" or (story.is_about_start and is_of_design)
    return None if is_no_deed else story.time.day_of_event(draft.quantity.start)


def _of_sentence(story: Story, draft: Draft, cues: list[TimeCue]) -> TimeCue | None:
    """The time of its sentence that governs a figure: the last one before it in its clause, one behind it there, the last one before that
    clause, one of a later clause of its item."""
    item = item_of(story.text, draft.sentence, draft.quantity.start)
    before = _before(story, draft, cues, item[0])
    if before and before[-1].start >= draft.clause[0]:
        return before[-1]
    behind = _behind(story.text, draft, cues)
    if behind is not None and not (before and behind.is_until):
        return behind
    if before:
        return before[-1]
    is_lately = LATELY.search(story.text, draft.sentence[0], draft.quantity.start)
    return None if is_lately else _in_later_clause(story.text, draft, cues, item[1])


def _before(story: Story, draft: Draft, cues: list[TimeCue], item: int) -> list[TimeCue]:
    """The times before a figure that may govern it, in order. `item` is where its item of the sentence begins."""
    text, quantity = story.text, draft.quantity
    left = [cue for cue in cues if cue.end <= quantity.core_start and not _is_of_first_figure(text, cue, quantity)]
    if not left:
        return left
    # 共126所（含2008年续建18所），总投资23亿元: of the time told before, not in passing
    told = [cue for cue in left if (aside_until(text, draft.sentence[0], cue) or quantity.start) >= quantity.start]
    # 毛入园率92.5%（2021年为91.3%），巩固率98.1%: the aside's time is that of its own figure
    left = told or [cue for cue in left if not _ASIDE_FIGURE.match(text, cue.end)]
    # 截至6月底，已有43所开工；计划投入使用的146所…: what was reached by then is the one item's alone
    left = [cue for cue in left if cue.reach or cue.is_until or cue.period_start or not _is_of_item_before(text, cue, quantity)]
    if left and left[0].start < item:
        left = [cue for cue in left if cue.start >= item or not _is_of_other_item(text, cue, draft.sentence)]
    if len(left) > 1:
        left = [cue for cue in left if not _is_of_listed_part(text, cue, quantity)] or left
    if draft.decision.metric in DESCRIBED and story.names(item, quantity.start):
        # …8月竣工；第五中学用地8公顷: another school's time
        left = [cue for cue in left if cue.start >= item]
    return left


def _behind(text: str, draft: Draft, cues: list[TimeCue]) -> TimeCue | None:
    """The time behind a figure in its clause: 新建的12所学校2024年投用."""
    first, last = draft.quantity.core_end, draft.clause[1]
    for cue in cues:
        if (
            first <= cue.start < last
            and not _OF_PART.search(text, first, cue.start)
            and not APART.search(text, first - 1, cue.start + 1)
            and not _is_aside_of_another(text, draft.sentence[0], cue, draft.quantity)
        ):
            return cue
    return None


def _in_later_clause(text: str, draft: Draft, cues: list[TimeCue], item_end: int) -> TimeCue | None:
    """The time in a later clause of a figure's item that goes on about it: 新建改扩建中小学24所，今年写进了政府工作报告; 共援建学校411所，
    目前已全部竣工; but not 共有学校411所，2022年新增9所."""
    later = (cue for cue in cues if draft.clause[1] <= cue.start < item_end and (cue.reach == STORY or _THEN_DONE.match(text, cue.start)))
    later = (cue for cue in later if not _GOES_FURTHER.match(text, cue.end) and not _OF_NEXT_FIGURE.match(text, cue.end))
    return next((cue for cue in later if text[cue.start - 1] not in "由从"), None)


def _is_of_beginning(story: Story, draft: Draft, time: TimeCue) -> bool:
    """Whether a time before the clause of what works will cost is that at which they begin: 7个项目今天开工，计划总投资5.2亿元."""
    return (
        draft.decision.metric == "investment"
        and time.start < draft.clause[0]
        and not time.is_whole_year
        and story.is_about_start
        and _WHOLE_SUM.search(draft.window.local) is not None
    )


def _is_of_first_figure(text: str, cue: TimeCue, quantity: Quantity) -> bool:
    """Whether a time is that of the figure from which something has come: 由2010年的41.5%提高到86.3%."""
    if cue.period_end is None or (cue.period_start and (cue.period_end - cue.period_start).days > 366):
        return False  # 从今年秋季学期起, 从1986年至1991年
    return text[cue.start - 1 : cue.start] in ("由", "从") and bool(re.search(r"[0-9]", text[cue.end : quantity.core_start]))


def _is_of_item_before(text: str, cue: TimeCue, quantity: Quantity) -> bool:
    """Whether the time up to which a sentence tells things is that of an item before a figure's: 目前完工5所；乙县新建4所.

    What opens with 截至 holds for the next items too, unless they are planned.
    """
    if not re.search(r"[；;]", text[cue.end : quantity.start]):
        return cue.text == "现状" and bool(_PLANNED_NEXT.search(text, cue.end, quantity.start))
    return not cue.counts_up or bool(_PLANNED_ITEM.search(text, cue.end, quantity.start))


def _is_of_other_item(text: str, cue: TimeCue, sentence: tuple[int, int]) -> bool:
    """Whether a time is when the works that its own item counts are done: 续建3所，预计8月交付；改造运动场18个."""
    return not _OF_NEXT_FIGURE.match(text, cue.end) and is_of_works_before(text, sentence, cue)


def _is_of_listed_part(text: str, cue: TimeCue, quantity: Quantity) -> bool:
    """Whether a time is that of one of several counts before a figure: 2019年8所、2020年14所，新增学位8370个."""
    listed = _LISTED_PART.match(text, cue.end, quantity.start)
    return listed is not None and (listed[1] == "、" or text[cue.start - 1] == "、")


def _is_aside_of_another(text: str, floor: int, cue: TimeCue, quantity: Quantity) -> bool:
    """Whether a time behind a figure stands in brackets that tell of another: of one in them, or of the one right before them.

    毛入园率92.5%（去年为91.3%）; 普通高中4所、民办学校1所（今年已停止招生）.
    """
    closing = aside_until(text, floor, cue)
    return closing is not None and bool(re.search("[0-9]", text[quantity.core_end : cue.start] + text[cue.end : closing]))


def _is_label(text: str, cue: TimeCue) -> bool:
    """Whether a time is a part of what a project is called: 是该县2019年为民办实事项目之一."""
    called = _OF_A_LABEL.match(text, cue.end)
    return bool(called or (_LABEL.match(text, cue.end) and _CALLED.search(text, max(0, cue.start - 10), cue.start)))
