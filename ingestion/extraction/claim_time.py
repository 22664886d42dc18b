"""The status and period of one claim: its own words, the time that governs it, what it leans on, and what its document says by default.

Time expressions are found by `time_cues` (and resolved by `periods`), status cues by `status`; which of them governs a figure is decided
here.

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
from dataclasses import replace
from datetime import date

from ingestion.extraction import actions, signs
from ingestion.extraction.draft import Draft
from ingestion.extraction.inherited_time import EXCEPT, LATELY, OF_PROJECT, STOCK, inherited
from ingestion.extraction.nearby_times import is_of_works_before, plan_announced, plan_of_paragraph, reached_in_paragraph, time_due
from ingestion.extraction.numbers import Quantity
from ingestion.extraction.numerals import value_of
from ingestion.extraction.periods import STORY, whole_year
from ingestion.extraction.sentences import item_of
from ingestion.extraction.story import OPENS, Story
from ingestion.extraction.subjects import DESCRIBED, DESIGN, OF_WHOLE, is_not_begun, project_of
from ingestion.extraction.time_cues import TimeCue, begins, counts_up_to, is_founding
from ingestion.extraction.timeline import aside_until

_HANDED_DOWN = re.compile(r"下达|拨付|发放|到位")
# 是该县2019年为民办实事项目之一: what a project is called
_OF_A_LABEL = re.compile(
    r"[^，。；0-9]{0,14}(?:项目|工程|实事|任务)(?:之一|——)|[^，。；0-9]{0,24}的[^，。；0-9]{0,8}(?:项目|工程|实事)(?=[，,。；])"
)
# 是今年省为民办实事项目，
_CALLED = re.compile(r"(?:是|系|为|属于?|作为|列[为入]|纳入)[^，。；0-9]{0,6}\Z")
_LABEL = re.compile(r"度?[^，。；0-9]{1,16}(?:项目|工程|实事|任务)(?=[，,。；])")
# the plan or notice that the sentence before has named: 根据《通知》，…
_BY_PLAN = re.compile(r"[ \t]*(?:根据|按照?|依据|依照)?(?:该|此|上述)?[《“]?(?:通知|规划|计划|方案|意见|纲要)[》”]?")
# what a project costs, and not what somebody has put into something
_COSTS = re.compile(r"(?:(?<!完成)(?:投资|造价|投资额|投资估算|概算)|^总?投入)(?:总额)?[约近超过逾达到为共计合估算]{0,4}[:：]?$")
# 改善了200所，今年将改造60所: what comes next has a time of its own
_GOES_FURTHER = re.compile(r"[，,]?[^，。；0-9]{0,6}(?:将|计划|拟|力争|要|还|继续|再)")
_THIS_TIME = re.compile(r"[本此][次轮批]|当天|当日|同日")
# 共126所（含2008年续建18所）
_OF_PART = re.compile(r"其中|[（(](?:含|包括|包含)[^）)\n]*$")
_PLANNED_ITEM = re.compile("[；;][^；;]*(?:计划|[将拟]|力争|预计|确保|剩余|其余|尚有|还有)")
# 现状为18班，拟扩建为30班
_PLANNED_NEXT = re.compile("，[^，]{0,4}(?:[拟将]|计划|规划|新[建增]|扩建|改建)")
_ASIDE_FIGURE = re.compile(r"[^)）0-9\n]{0,20}[0-9]")
_LISTED_PART = re.compile(r"[0-9][0-9.]*[万余多]*[个所人名亿元]{1,2}(?:([、])|[，；])")
_DEADLINE = re.compile("[底末]前?$")
_THEN_DONE = re.compile(r"(?:截至)?(?:目前|现在|如今)，?已?经?(?:全部|均|都)|[到至][0-9]{4}年[底末]?前?[将可]?(?:全部|全面|均|都)")
_OF_NEXT_FIGURE = re.compile(r"[^，。；\n0-9]{0,20}[0-9]")
# 到2020年已经超过90%
_HAS_REACHED = re.compile(r"[，,]?[^，。；0-9]{0,12}已")
# up to a time of something else: its parts', or the next part's of a headline (完成投资12亿元 部分学校8月底投用)
APART = re.compile(r"其中|[\u4e00-\u9fa5][ \u3000]+[\u4e00-\u9fa5]")
_WHOLE_SUM = re.compile(r"总(?:投资|造价|概算)[^，。；]{0,6}$")
# up to the figure: what was before, of which nobody says when
_FORMERLY = re.compile(r"原有|原先|原来|过去|以往|从前|此前")

# 从2011年起分三年建设
_YEARS_LONG = re.compile(r"(?:分|用|利用|连续|通过|历时)([二两三四五六七八九十0-9]{1,2})年(?!级|制|前|后|来)")


def _end_of_years(text: str, since: TimeCue, quantity: Quantity) -> date | None:
    """The last day of so many years from the start of a time without an end: 从2011年起分三年建设1200所."""
    if since.period_start is None:
        return None
    years = _YEARS_LONG.search(text, since.end, min(quantity.start, since.end + 30))
    count = value_of(years[1]) if years else None
    return whole_year(since.period_start.year + int(count[1]) - 1)[1] if count else None


def _open_ends(story: Story, draft: Draft, time: TimeCue, mood: str) -> tuple[date | None, date | None]:
    """The first and last day of a figure whose time is open on one side."""
    start, end = time.period_start, time.period_end or _end_of_years(story.text, time, draft.quantity)
    is_sum = draft.decision.metric not in STOCK and draft.decision.metric != "per_student_standard"
    if mood == "actual" and end is None and (start is None or (is_sum and start.year < (story.anchor.year or 0))):
        end = story.anchor.day  # 从1979年起，共投资597万元; 用三年时间新建30所, which nobody says when: up to now
    is_done = is_sum and mood != "target" and draft.decision.action != "existing" and story.text[draft.quantity.start - 1] not in "到至达"
    # 2018年计划建设61所。截至10月底，已建成56所
    return (time.since if is_done and start is None else start), end


def set_time(story: Story, draft: Draft, stated: str | None, why: str, is_figure: bool = True) -> None:
    text, quantity = story.text, draft.quantity
    sentence, clause = draft.sentence, draft.clause
    set_ = draft.fields
    if draft.whole is not None and stated is None and (draft.whole.sentence == sentence or not story.cues(sentence[0], quantity.start)):
        set_["status"] = draft.whole.fields["status"]
        set_ |= draft.whole.period | set_  # what it has already it keeps
        draft.rules += ["status: as the total", "period: as the total"]
        return
    cues = [cue for cue in story.cues(*sentence) if cue.is_until or not story.in_title_marks(cue.start)]
    if (left_out := EXCEPT.search(text, sentence[0], quantity.start)) is not None:
        cues = [cue for cue in cues if not left_out.start() < cue.start < left_out.end()]
    if draft.decision.metric in STOCK:
        cues = [cue for cue in cues if not is_founding(text, cue)]
    if draft.decision.metric in DESCRIBED:
        # 2022年5月开工建设: when the work began, not what the figure is about
        cues = [cue for cue in cues if not begins(text, cue) and not is_founding(text, cue) and not _is_label(text, cue)]
    chosen = _governing(story, cues, draft)
    if (
        story.is_about_start
        and (chosen is None or not chosen.is_whole_year)
        and stated == "target"
        and draft.decision.metric == "investment"
        and _WHOLE_SUM.search(draft.window.local)
    ):
        # 7个项目今天开工，计划总投资5.2亿元: of when they are done, not of when they began
        chosen = chosen if chosen is not None and chosen.start >= clause[0] else None
    if chosen is None and stated is None and "》" in draft.window.before:
        chosen = plan_announced(story, sentence, quantity)
    mood = stated
    # 开园当天，…，该园可提供学位450个: what there is, not what was done that day
    is_no_deed = draft.decision.metric == "seats_total" or (story.is_about_start and _is_of_design(story, draft))
    if stated == "target" and (chosen is None or story.time.is_over(chosen)):
        # 按照《三年行动计划（2022—2024年）》，将…
        since = story.sentences.of(sentence[0] - 1)[0] if sentence[0] and _BY_PLAN.match(text, sentence[0]) else sentence[0]
        plan = (cue for cue in story.cues(since, quantity.start) if cue.is_of_years and story.in_title_marks(cue.start))
        chosen = next(plan, chosen) or plan_of_paragraph(story, sentence[0])
    elif chosen is None and not is_no_deed and _THIS_TIME.search(text, sentence[0], quantity.start):
        chosen = story.time.day_of_event(quantity.start)
    if stated == "target" and why.startswith("cue 预计"):
        # 截至2019年底，…入园率预计达84.27%: not yet counted, and no plan
        lean = story.time.lean(sentence[0], None) if chosen is None else None
        told = chosen or (lean and lean.cue)
        is_known = story.anchor.is_exact or draft.decision.metric not in DESIGN  # 预计秋季投用, in a text of which only the year is known
        if (
            is_known
            and told is not None
            and told.period_end
            and story.anchor.day
            and told.period_end < story.anchor.day <= _soon_after(told.period_end)
        ):
            mood = stated = "actual"
            why = "expected of a time that is over"
    is_now = chosen is not None and chosen.basis == "until_publication" and ("earlier" in why or _is_at(text, chosen, quantity))
    if is_now and mood == "target":
        mood, why = "actual", f"time {chosen.text}"
    if mood == "actual" and chosen is not None and _is_to_come_here(story, chosen, clause, why):
        mood, why = "target", f"time {chosen.text}"  # 已投用6所，2024年秋季投用2所
    is_design = story.genre != "norm" and _is_of_design(story, draft)
    if is_design and (chosen is None or OPENS.match(text, chosen.end)):
        project, opening = project_of(story, draft)
        # a review's words of plans are of plans done
        is_told = (chosen is None and story.genre in ("news", "plan")) or project == "ongoing"
        is_told = is_told or (chosen is None and project == "target" and is_not_begun(story, draft))
        if project is not None and mood is None and is_told:
            mood, why = project, OF_PROJECT
        if chosen is None and project in ("target", "ongoing") and mood in ("target", "ongoing"):
            # the day of opening is the end of a period
            is_day = opening is not None and opening.period_start == opening.period_end
            chosen = replace(opening, period_start=None) if is_day else opening
    if chosen is not None and mood is None and draft.decision.metric == "per_student_standard" and chosen.period_end is None:
        mood, why = "standard", "an amount per pupil from some time on"
    is_against_past = chosen is not None and _is_set_against_past(story, cues, chosen)
    if chosen is not None and mood is None:
        mood = "actual" if is_against_past else story.time.mood_of(chosen, sentence)
        why = f"time {chosen.text}"
        if chosen.period_end is None and (end := _end_of_years(text, chosen, quantity)) and story.anchor.day and end > story.anchor.day:
            mood, why = "target", "years to come"
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
        and not _HAS_REACHED.match(text, chosen.end)
        and not is_against_past
    ):
        mood, why = "target", f"until {chosen.text}"
    if mood is None or (mood != "disputed" and story.genre == "norm" and stated != "actual"):
        default = story.time.default_mood(quantity.start)
        if mood is None or default == "standard":
            lean = story.time.lean(sentence[0], None) if chosen is None else None
            if lean is not None and lean.mood == "target" and story.genre == "news" and not story.time.goes_on(lean, sentence[0]):
                lean = None  # what one paragraph plans says nothing of the next one, unless it counts up what was announced
            if chosen is None and lean is None and story.genre == "news":
                lean = story.time.listing(sentence[0])
            mood = lean.mood if lean is not None and default != "standard" else default
            why = f"leans on {lean.cue.text}" if lean is not None and default != "standard" else f"{story.genre} by default"
            is_of_then = why == "news by default" or (mood == "actual" and lean is not None and story.time.is_current(lean.cue))
            if why == "news by default" and text[quantity.start] in "≥≤":
                mood, why = "standard", "written as a limit"
            if mood == "target" and chosen is None and (reached := reached_in_paragraph(story, sentence[0])) is not None:
                # 今年计划开工30所。截至8月底，已开工12所。完成投资3亿元
                mood, why, chosen = "actual", "counted up as the sentence before", reached
            if is_of_then and draft.decision.metric in DESCRIBED and story.time.headline_plans:
                mood, why = "target", "design of what the headline plans"
    if mood == "actual" and draft.decision.metric == "per_student_standard" and "标准" in draft.window.clause:
        mood, why = "standard", "an amount as a norm"  # 补助标准由每生每年400元提高到500元
    # 正在施工，计划9月投用, in a plan: of that one school
    is_sure = why == OF_PROJECT and story.genre == "plan"
    is_sure = is_sure or (mood == "target" and chosen is not None and story.time.is_to_come(chosen))
    if is_figure and story.is_prose and not is_sure:
        # that works go on is told anywhere in a story, where no sign of the figure's own tells of it
        is_whole = draft.decision.metric in DESIGN or OF_WHOLE.search(draft.window.local)
        is_far = why == OF_PROJECT and is_whole
        mood, why = signs.weigh(story, draft, mood, why, signs.FAR_RULE_VOTE if is_far else signs.RULE_VOTE)
    set_["status"] = mood
    draft.rules.append(f"status: {why}")
    if "period_end" in set_:
        return
    if chosen is not None and mood == "target" and story.time.is_over(chosen):
        chosen = None
    if chosen is not None:
        period, basis, words = (chosen.period_start, chosen.period_end), chosen.basis, chosen.text
    elif _FORMERLY.search(text, clause[0], quantity.start) and not actions.is_grown_to(text[clause[0] : quantity.start]):
        period, basis, words = (None, None), None, None
    else:
        period, basis, words = inherited(story, draft, mood)
    start, end = period
    if mood == "ongoing" and chosen is not None and chosen.end <= quantity.start and (due := time_due(story, draft)) is not None:
        start, end, basis, words = None, due.period_end, due.basis, due.text  # 今年新建30所，其余12所正在建设，预计明年投用
    elif chosen is not None and (start is None or end is None):
        start, end = _open_ends(story, draft, chosen, mood)
    if is_design and start and start == end and mood in ("target", "ongoing") and chosen is not None and OPENS.match(text, chosen.end):
        start = None  # 2021年8月1日投用: the day by which it will be so
    opened = chosen is not None and chosen.start >= quantity.end and OPENS.match(text, chosen.end) and not _DEADLINE.search(chosen.text)
    if (
        mood == "actual"
        and opened
        and not _is_of_year_before(story, chosen)
        and story.genre == "news"
        and draft.decision.metric in DESCRIBED - {"seats_added"}
    ):
        # 占地30亩，今年9月开始招生: what the school is, not what was done in September
        start, end, basis = None, story.anchor.day, "publication"
    if (
        (draft.decision.metric in STOCK or draft.decision.action == "existing")
        and draft.decision.unit != "percentage_point"
        and mood == "actual"
        and start
        and (end is None or (end - start).days > 366)
    ):
        # a state at the end of a plan period or of the years since one (九五以来，入学率达98%), not a sum over it
        start = None
    set_["period_start"], set_["period_end"], set_["period_text"], set_["period_basis"] = start, end, words, basis
    draft.rules.append(f"period: {basis or 'none'} {words or ''}".rstrip())


def _governing(story: Story, cues: list[TimeCue], draft: Draft) -> TimeCue | None:
    """The time of a figure's sentence that governs it."""
    text, quantity, clause = story.text, draft.quantity, draft.clause
    left = [cue for cue in cues if cue.end <= quantity.core_start and not _of_another(text, cue, quantity)]
    # 共126所（含2008年续建18所），总投资23亿元: of the time told before, not in passing
    told = [cue for cue in left if (aside_until(text, draft.sentence[0], cue) or quantity.start) >= quantity.start]
    # 毛入园率92.5%（2021年为91.3%），巩固率98.1%: the aside's time is that of its own figure
    left = told or [cue for cue in left if not _ASIDE_FIGURE.match(text, cue.end)]
    # 截至6月底，已有43所开工；计划投入使用的146所…: what was reached by then is the one item's alone
    left = [cue for cue in left if cue.reach or cue.is_until or cue.period_start or not _is_of_item_before(text, cue, quantity)]
    item = item_of(text, draft.sentence, quantity.start)
    if left and left[0].start < item[0]:
        left = [cue for cue in left if cue.start >= item[0] or not _is_of_other_item(text, cue, draft.sentence)]
    if len(left) > 1:
        left = [cue for cue in left if not _is_of_listed_part(text, cue, quantity)] or left
    if draft.decision.metric in DESCRIBED and story.names(item[0], quantity.start):
        # …8月竣工；第五中学用地8公顷: another school's time
        left = [cue for cue in left if cue.start >= item[0]]
    right = [
        cue
        for cue in cues
        if quantity.core_end <= cue.start < clause[1]
        and not _OF_PART.search(text, quantity.core_end, cue.start)
        and not APART.search(text, quantity.core_end - 1, cue.start + 1)
        and not _is_aside_of_another(text, draft.sentence[0], cue, quantity)
    ]
    in_clause = [cue for cue in left if cue.start >= clause[0]]
    if in_clause:
        return in_clause[-1]
    if right and (not left or not right[0].is_until):
        return right[0]
    if left or LATELY.search(text, draft.sentence[0], quantity.start):
        return left[-1] if left else None
    # 新建改扩建中小学24所，今年写进了政府工作报告
    # 共援建学校411所，目前已全部竣工; but 共有学校411所，2022年新增9所
    later = (cue for cue in cues if clause[1] <= cue.start < item[1] and (cue.reach == STORY or _THEN_DONE.match(text, cue.start)))
    later = (cue for cue in later if not _GOES_FURTHER.match(text, cue.end) and not _OF_NEXT_FIGURE.match(text, cue.end))
    return next((cue for cue in later if text[cue.start - 1] not in "由从"), None)


def _is_of_item_before(text: str, cue: TimeCue, quantity: Quantity) -> bool:
    """Whether the time up to which a sentence tells things is that of an item before a figure's: 目前完工5所；乙县新建4所.

    What opens with 截至 holds for the next items too, unless they are planned.
    """
    if not re.search(r"[；;]", text[cue.end : quantity.start]):
        return cue.text == "现状" and bool(_PLANNED_NEXT.search(text, cue.end, quantity.start))
    return not counts_up_to(text, cue) or bool(_PLANNED_ITEM.search(text, cue.end, quantity.start))


def _is_of_year_before(story: Story, cue: TimeCue) -> bool:
    """Whether a time ended before the year of the article: a school that opened then is told of as it was then."""
    return cue.period_end is not None and cue.period_end.year < (story.anchor.year or 0)


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


def _is_to_come_here(story: Story, cue: TimeCue, clause: tuple[int, int], why: str) -> bool:
    """Whether a time lies ahead that knows better than a cue: 已投用6所，2024年秋季投用2所; 今年9月，共有15所学校开学."""
    is_nearer = why == "cue 共有" or (cue.start >= clause[0] and why.endswith("earlier clause"))
    return is_nearer and story.time.is_to_come(cue)


def _is_label(text: str, cue: TimeCue) -> bool:
    """Whether a time is a part of what a project is called: 是该县2019年为民办实事项目之一."""
    called = _OF_A_LABEL.match(text, cue.end)
    return bool(called or (_LABEL.match(text, cue.end) and _CALLED.search(text, max(0, cue.start - 10), cue.start)))


def _is_of_design(story: Story, draft: Draft) -> bool:
    """Whether a figure is a part of a project's design: its size, its buildings, what it costs."""
    if draft.decision.metric == "facility_count":
        return draft.quantity.kind == "building" and draft.decision.action != "existing" and story.is_about_one_project
    return draft.decision.metric in DESIGN or (draft.decision.metric == "investment" and bool(_COSTS.search(draft.window.local)))


def _is_set_against_past(story: Story, cues: list[TimeCue], until: TimeCue) -> bool:
    """Whether a sentence sets this very year against one that is over: 2012年，幼儿园仅3所；到2022年，增加到52所."""
    if not until.is_until or until.period_end is None or until.period_end.year != story.anchor.year:
        return False
    return any(
        cue.end <= until.start and cue.is_long and story.time.mood_of(cue, story.sentences.of(cue.start)) == "actual" for cue in cues
    )


def _soon_after(day: date) -> date:
    """Until when a figure of a day may still not have been counted: the end of the next year."""
    return date(day.year + 1, 12, 31)


def _is_at(text: str, cue: TimeCue, quantity: Quantity) -> bool:
    """Whether a time says when that very figure was: 由目前的44.6%."""
    return text[cue.end : quantity.start].strip("的约近为") == ""


def _of_another(text: str, cue: TimeCue, quantity: Quantity) -> bool:
    """由2010年的41.5%提高到86.3%: the time after 由 is the first figure's alone."""
    if cue.period_end is None or (cue.period_start and (cue.period_end - cue.period_start).days > 366):
        return False  # 从今年秋季学期起, 从1986年至1991年
    return text[cue.start - 1 : cue.start] in ("由", "从") and bool(re.search(r"[0-9]", text[cue.end : quantity.core_start]))
