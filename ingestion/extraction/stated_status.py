"""What the sentence of a figure states of its status: by its cues, by what kind of figure it is, by what is told next, or by the figure
whose status it shares.

Each rule below is told the verdict of those before it, and gives its own or none; `_RULES` says in which order they come, and for which
figures. Which cue speaks for a figure is for `status`, what a time or the text around makes of a figure of which nothing is stated for
`claim_status`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from ingestion.extraction import actions
from ingestion.extraction.draft import PERIOD, Draft
from ingestion.extraction.governing_time import APART
from ingestion.extraction.progress import DUE, OTHER_SCHOOLS, due, is_done, is_set_against_done, is_unfinished
from ingestion.extraction.rumours import is_hearsay
from ingestion.extraction.sentences import item_of
from ingestion.extraction.shared_times import figure_before, list_of, told_before, total_before
from ingestion.extraction.stages import DONE
from ingestion.extraction.status import stated_at
from ingestion.extraction.status_cues import StatusCue
from ingestion.extraction.story import Story
from ingestion.extraction.subjects import DESCRIBED, DESIGN, project_of, subject_school
from ingestion.extraction.verdict import Verdict, sure

CONTINUED = sure("ongoing", "continued project")
HEARSAY = Verdict("disputed", "hearsay in a rebuttal")

Rule = Callable[[Story, Draft, Verdict], Verdict | None]

_REPORTED = "截至"  # the cue that only says of which day a text reports
_COUNTS = frozenset(("facility_count",))
_LIMITED = _COUNTS | {"class_size", "class_count", "site_area_m2", "floor_area_m2"}
_PER_PUPIL = frozenset(("per_student_standard",))
_HEADLINE = 60  # characters of the longest sentence that may be a headline
# cues that tell of an event
_OF_EVENT = ("本次", "此次")
_FINISHED = (*actions.DONE, "建成", "投用", "投入使用", "交付", "启用")
_IN_USE = re.compile(rf"{DONE}|使用|开学|开园|招生|开办")
# cues that tell of a design: laid out, planned, once it is done; in an earlier clause also those that say when that is due
_LAID_OUT, _PLANNED = "规划", ("计划", "预计")
_OF_DESIGN = (_LAID_OUT, *_PLANNED, "建成后", "投用后", "完工后")
_WHEN = frozenset(("计划", "预计", "将", "力争", "争取", "确保"))
# 计划9月投用，可提供学位900个: said of the day, not of the size
_SAYS_WHEN = re.compile(rf"(?:计划|预计|将|力争|争取|确保)[^，。；]{{0,16}}(?:{DONE}|开学|招生)[^，。；]{{0,6}}[，,][^。；]{{0,20}}$")
# right up to a figure: 计划总投资, 预计建筑面积, 计划设置
_PLANNED_SIZE = re.compile(
    r"(?:计划|预计)(?:总|可)?(?:投资|投入|造价|概算|建筑|建设|占地|用地|面积|设置?|开设|容纳|提供|规模)[^，。；]{0,8}$"
)
_OF_THE_YEAR = re.compile("(?:当年|年度|今年|全年|本年)计划")  # 续建项目2个，当年计划投资4065万元: of the year, not of the project
# 2021年，开发区计划总投资2.4亿元，
_PLANNED_SUM = re.compile(r"[^。；]{0,24}(?:计划|预计|拟)总?(?:投资|投入)[^，。；]{2,16}[，,]")
_DONE_SINCE = re.compile(r"已|目前|完成了|均|截[至止]|其中")
_SPED_UP = re.compile(r"[^，。；0-9将要]{0,12}(?:加快|加紧|抓紧)(?:推进)?(?:建设|施工|(?:工程|建设|施工)?进度)(?:$|[，。；])")
# 提高到800元, 生均支出为1.2万元，比上年增长5%: what is given or spent, and no norm
_IS_STATE = re.compile(r"(?:增加|提高|降低|达到?|增至|提高到|支出)[^，。；]{0,4}$")
_AGAINST_BEFORE = re.compile(r"[，,]?(?:比|较)(?:上年|去年|20[0-9]{2}年)|[，,]?同比")
_AS_DEMANDED = re.compile(r"的?标准(?!化)|的(?:要求|规定)")
_BOUND, _NO_BOUND = ("不", "至少", "最多"), ("不到", "不足")  # 占地不到5亩: how small it is
_AIM = re.compile(r"力争|争取|确保|目标|到(?:20[0-9]{2}|今|本|明)?年|今年|明年|将|计划")
# what schools are measured by on average is a norm even where a plan tells it: 使新建学校生均用地不少于20平方米
_AIM_OF_AVERAGE = re.compile(r"力争|争取|目标|到(?:20[0-9]{2}|今|本|明)?年|达到?")
# 每1万人口设幼儿园1所, 2—3万人口左右设置1所初中
_PER_PEOPLE = re.compile(r"万(?:名|常住|户籍|城镇)?(?:人口?|居民)[^，。；0-9]{0,8}(?:设|配?建)")
# 目前完工2所，预计年底前全部交付; 竣工14个；下半年计划竣工22个: done already
_DONE_BEFORE = re.compile(rf"(?:{DONE})了?$")
_IS_FOR = re.compile(r"(?:下达|拨付|拨出|拨款|获批|批复|划拨)[^。]{0,160}用于[^，。；]{0,40}$")
_WORKS = re.compile(r"[^，。；0-9]{0,16}(?:建设|改造|维修|新建|扩建|工程|项目)(?!完成|已)")


def stated_status(story: Story, draft: Draft, drafts: list[Draft]) -> Verdict:
    """What the sentence of a figure, one of those in `drafts`, states of its status.

    A figure of which nothing is stated shares the status and the period of another one of the text where it goes on with that; else what is
    told next may say what becomes of it. These two set its period too, where it is told.
    """
    metric = draft.decision.metric
    said = _by_cues(story, draft)
    for rule in _rules_of(metric):
        said = rule(story, draft, said) or said
    if said.status is not None:
        return said
    if (shared := _shared(story, draft, drafts)) is not None:
        told, why = shared
        draft.fields |= told.period | draft.fields  # what it has already it keeps
        rule = draft.decision.action_rule
        if told.fields["status"] == "ongoing" and rule is not None and rule.is_verb(*_FINISHED):
            return sure("actual", "a part that is done")  # 建设项目27个，其中完工19个、在建8个
        return sure(told.fields["status"], why)
    for rule in _OF_WHAT_IS_TOLD_NEXT.get(metric, ()):
        said = rule(story, draft, said) or said
    return said


def _by_cues(story: Story, draft: Draft) -> Verdict:
    """What the cues of a figure's sentence say; in a headline those of its own part alone: 甲县将改造9所小学 已竣工4000平方米."""
    cues, position = story.status_cues(draft.sentence), draft.quantity.core_start
    if cues and _is_in_headline(story, draft):
        cues = [cue for cue in cues if not _is_of_another_part(story.text, cue, position)]
    section = story.layout.section(draft.sentence[0])
    reviews = story.genre == "review" or (section is not None and section.mood == "actual")
    return stated_at(story.text, cues, story.clauses(draft.sentence), position, reviews)


def _is_in_headline(story: Story, draft: Draft) -> bool:
    """Whether a figure stands in the headline of its story, or in a sentence as short that repeats it."""
    start, end = draft.sentence
    return end - start < _HEADLINE and story.text[draft.quantity.start : draft.quantity.end] in (story.title or "")


def _is_of_another_part(text: str, cue: StatusCue, position: int) -> bool:
    """Whether a cue stands in another part of a headline than a figure."""
    return APART.search(text, min(cue.end - 1, position), max(cue.start + 1, position)) is not None


def _not_of_what_is_done(story: Story, draft: Draft, said: Verdict) -> Verdict | None:
    """What has been done in an earlier clause says nothing of the size of a school that is not built yet (已确定校名，占地30亩), nor has a
    sum been spent on what an event only begins (此次集中开工学校7所，总投资2亿元).

    It takes back what a cue says, and so comes first: the state of the project may speak then.
    """
    if said.status != "actual" or not said.is_earlier or _IN_USE.search(draft.window.before):
        return None
    is_apart = draft.decision.metric in DESIGN or said.cue.startswith(_OF_EVENT)
    return Verdict(None, "no cue of its own") if is_apart else None


def _as_laid_out(story: Story, draft: Draft, said: Verdict) -> Verdict | None:
    """What a project is laid out for is in the state of the project, not yet to come: 已投用，规划班级10个; 正在施工，建成后可容纳900人;
    已开工，计划投资8000万元.

    It takes back what a cue says too, and so stands before the rules that add to that.
    """
    if said.status != "target":
        return None
    if _OF_THE_YEAR.search(draft.window.local):
        return None
    is_when = said.is_earlier and said.cue in _WHEN
    if not (is_when or said.cue.startswith(_OF_DESIGN)):
        return None
    state = project_of(story, draft)[0]
    if state == "ongoing" and not is_when and said.cue.startswith(_PLANNED):
        is_so = _PLANNED_SIZE.search(draft.window.local) and subject_school(story, draft) is not None
    elif state == "ongoing":
        is_so = story.is_about_one_project and not (is_when and not _SAYS_WHEN.search(draft.window.before))
    else:
        is_so = state == "actual" and draft.decision.metric in DESIGN and said.cue.startswith(_LAID_OUT)
        is_so = is_so and (story.is_about_one_project or subject_school(story, draft) is not None)
    return Verdict(None, "as laid out") if is_so else None


def _continued(story: Story, draft: Draft, said: Verdict) -> Verdict | None:
    """Projects that are continued, or sped up, are under way, whatever is planned for them: 计划续建学校3所; 21所幼儿园加快建设.

    It corrects what the cues say, all but a denial.
    """
    if said.status == "disputed" or not (draft.decision.action == "continued" or _SPED_UP.match(draft.window.right)):
        return None
    return CONTINUED


def _amount_per_pupil(story: Story, draft: Draft, said: Verdict) -> Verdict | None:
    """An amount per pupil is a norm, also one that is planned, unless it tells what was given or spent: 生均公用经费每生每年720元, but not
    生均支出为1.2万元，比上年增长5%."""
    if said.status in ("standard", "disputed") or _IS_STATE.search(draft.window.local):
        return None
    return None if _AGAINST_BEFORE.match(story.text, draft.quantity.end) else sure("standard", "an amount per pupil")


def _limit_of_size(story: Story, draft: Draft, said: Verdict) -> Verdict | None:
    """A limit on the size of schools and classes, or how many schools there must be, is a norm, unless it is an aim for some time:
    每班不超过45人, 每3万人左右的居民区配建小学1所.

    It comes after the rule for works that are continued, since it leaves alone what is under way.
    """
    if said.status not in (None, "target", "actual"):
        return None
    return sure("standard", "a limit of size") if _is_limit(story.text, draft) else None


def _is_limit(text: str, draft: Draft) -> bool:
    """Whether a bound, or a number of people, makes a norm of a size or a count."""
    if draft.decision.metric == "facility_count":
        return bool(_PER_PEOPLE.search(draft.window.clause)) and not _AIM.search(text, *draft.sentence)
    bound = text[draft.quantity.start : draft.quantity.core_start]
    if not bound.startswith(_BOUND) or bound.startswith(_NO_BOUND):
        return False
    is_average = "生均" in text[draft.sentence[0] : draft.quantity.start]
    return not (_AIM_OF_AVERAGE if is_average else _AIM).search(text, *draft.sentence)


def _as_demanded(story: Story, draft: Draft, said: Verdict) -> Verdict | None:
    """What a figure's own noun calls a norm is one, whatever but a denial is said of it: 将按每月400元的标准发放, 达到50%的要求."""
    if said.status == "disputed" or not _AS_DEMANDED.match(draft.window.right) or draft.decision.family == "facilities":
        return None
    return sure("standard", "an amount as a norm")


def _set_against_done(story: Story, draft: Draft, said: Verdict) -> Verdict | None:
    """Schools to be built of which it is told next how many are done were planned: 新建3所、改扩建2所，目前完工4所.

    It speaks only where nothing else has, or only a day of the report (截至4月), but goes before what would call them unfinished.
    """
    is_unsaid = said.status is None or (said.is_earlier and said.cue == _REPORTED)
    if not is_unsaid or draft.decision.action not in actions.WAYS_TO_BUILD:
        return None
    is_so = is_set_against_done(story.text, draft.quantity, draft.sentence[1])
    return Verdict("target", "what is done of it is told next") if is_so else None


def _of_planned_sum(story: Story, draft: Draft, said: Verdict) -> Verdict | None:
    """What a planned sum opens a sentence for is planned too: 计划总投资2.4亿元，新建学校1所，新增学位5040个.

    It speaks only where nothing else has.
    """
    if said.status is not None:
        return None
    planned = _PLANNED_SUM.match(story.text, draft.sentence[0], draft.clause[0])
    if planned is None or _DONE_SINCE.search(story.text, planned.end(), draft.quantity.end):
        return None
    return Verdict("target", "what a planned sum is for")


def _unfinished(story: Story, draft: Draft, said: Verdict) -> Verdict | None:
    """Projects of which some are done and others not are under way: 实施学校建设项目30个，已完工14个，在建16个.

    It corrects the done (已完工14个) that a cue may have said of all.
    """
    if said.status not in (None, "actual"):
        return None
    is_so = is_unfinished(story.text, draft.window.local, draft.quantity.end, draft.quantity.value_min or 0)
    return sure("ongoing", "some of them are done, others not") if is_so else None


def _hearsay(story: Story, draft: Draft, said: Verdict) -> Verdict | None:
    """What a rebuttal repeats of a rumour is disputed, whatever it says of itself: 网传甲县将关闭小学9所. So it comes after all rules for
    what is said."""
    if story.genre != "rebuttal":
        return None
    is_so = _is_in_headline(story, draft) or is_hearsay(story.text, draft.sentence, draft.quantity.start)
    return HEARSAY if is_so else None


def _done_as_told_next(story: Story, draft: Draft, said: Verdict) -> Verdict | None:
    """Works that the next sentence says are done are done, whatever was planned: 计划改造校舍6栋。工程现已完工.

    It looks beyond the figure's sentence, and so comes last, and leaves alone what that says is under way, a norm or a rumour.
    """
    if said.status not in (None, "target"):
        return None
    return sure("actual", "done as is told next") if is_done(story.text, draft.sentence[1]) else None


# metrics that a rule is for, None for all, in the order in which the rules come
_RULES: tuple[tuple[Rule, frozenset[str] | set[str] | None], ...] = (
    (_not_of_what_is_done, DESCRIBED),
    (_as_laid_out, DESCRIBED),
    (_continued, _COUNTS),
    (_amount_per_pupil, _PER_PUPIL),
    (_limit_of_size, _LIMITED),
    (_as_demanded, None),
    (_set_against_done, _COUNTS),
    (_of_planned_sum, _COUNTS | {"seats_added", "seats_total"}),
    (_unfinished, _COUNTS),
    (_hearsay, None),
    (_done_as_told_next, DESCRIBED | _COUNTS),
)


@cache
def _rules_of(metric: str) -> tuple[Rule, ...]:
    """The rules for figures of a metric, in order."""
    return tuple(rule for rule, metrics in _RULES if metrics is None or metric in metrics)


def _shared(story: Story, draft: Draft, drafts: list[Draft]) -> tuple[Draft, str] | None:
    """The figure whose status and period a figure shares of which nothing is stated, the nearest kind first, and the rule that says so."""
    if (told := figure_before(story.text, draft, drafts)) is not None:
        return told, "as the figure before it"
    if (told := total_before(story, draft, drafts)) is not None:
        return told, "as the total it is a part of"
    if (told := told_before(story, draft)) is not None:
        return told, "as it was told before"
    if (told := list_of(story.text, draft, drafts)) is not None:
        return told, "as the schools it is a list of"
    return None


def _schools_due(story: Story, draft: Draft, said: Verdict) -> Verdict | None:
    """Schools that the rest of their sentence, or the next one of their paragraph, says are to be done some day are planned, or under way:
    新建小学3所。工程计划年底前全部竣工. Sets their period where the day is told."""
    text, end = story.text, draft.sentence[1]
    if draft.decision.action not in actions.WAYS_TO_BUILD or _DONE_BEFORE.search(draft.window.local):
        return None
    if end < story.end and text[end - 1] != "\n" and text[end] != "\n":
        end = story.sentences.of(end)[1]
    found = due(text, draft.quantity.end, draft.sentence[1], end)
    if found is None:
        return None
    mood, first, last = found
    if draft.quantity.kind == "building" and project_of(story, draft)[0] == "ongoing":
        mood = "ongoing"  # 基础已浇筑，建宿舍楼1栋，预计明年3月完工
    for cue in story.cues(first, last):
        start = cue.period_start if mood == "target" else None
        draft.fields |= dict(zip(PERIOD, (start, cue.period_end, cue.text, cue.basis), strict=True))
    return sure(mood, "due as is told next")


def _works_paid_for(story: Story, draft: Draft, said: Verdict) -> Verdict | None:
    """Works that money is handed down for are yet to come: 下达资金300万元，用于12所农村小学校舍维修改造. What is told of them next knows
    better."""
    if said.status is not None or not _IS_FOR.search(story.text, draft.sentence[0], draft.quantity.start):
        return None
    return Verdict("target", "works that money is handed down for") if _WORKS.match(story.text, draft.quantity.end) else None


def _design_due(story: Story, draft: Draft, said: Verdict) -> Verdict | None:
    """A design whose sentence goes on to say when it is to be done is planned, or under way: 新建第四中学，建筑面积3万平方米，
    预计年底竣工."""
    text, position = story.text, draft.quantity.end
    if not DUE.search(text, position, draft.sentence[1]) or story.genre not in ("news", "review"):
        return None
    end = item_of(text, draft.sentence, draft.quantity.start)[1]
    found = due(text, position, end, end, OTHER_SCHOOLS)
    if found is None or _PLANNED_SIZE.search(draft.window.local):
        return None
    return sure("ongoing" if project_of(story, draft)[0] == "ongoing" else found[0], "due as is told next")


# by metric, the rules for figures that share no other's status either
_OF_WHAT_IS_TOLD_NEXT: dict[str, tuple[Rule, ...]] = {
    "facility_count": (_schools_due, _works_paid_for),
    **dict.fromkeys(DESCRIBED, (_design_due,)),
}
