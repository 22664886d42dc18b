"""The fields of one claim once it is known what it counts: level, status, period, region, action, basis.

Level and time have modules of their own (`claim_level`, `claim_time`); here they are brought together with the rest.
"""

from __future__ import annotations

import re

from ingestion.extraction import actions, metrics, status
from ingestion.extraction.claim_level import level_of
from ingestion.extraction.claim_time import APART, set_time
from ingestion.extraction.draft import PERIOD, Draft
from ingestion.extraction.gazetteer import Region, is_within
from ingestion.extraction.lists import PART, listed_names
from ingestion.extraction.places import describes
from ingestion.extraction.progress import DUE, OTHER_SCHOOLS, due, is_done, is_unfinished
from ingestion.extraction.rumours import is_hearsay
from ingestion.extraction.sentences import item_of
from ingestion.extraction.shared_times import figure_before, list_of, told_before, total_before
from ingestion.extraction.sites import district_of, of_heading
from ingestion.extraction.story import Story
from ingestion.extraction.subjects import DESCRIBED, DESIGN, project_of, subject_school

_LIMITED = {"class_size", "class_count", "site_area_m2", "floor_area_m2", "facility_count"}
_OF_WORKS = DESCRIBED | {"facility_count"}
# 提高到800元, 生均支出为1.2万元，比上年增长5%: what is given or spent, and no norm
_IS_STATE = re.compile(r"(?:增加|提高|降低|达到?|增至|提高到|支出)[^，。；]{0,4}$")
_AGAINST_BEFORE = re.compile(r"[，,]?(?:比|较)(?:上年|去年|20[0-9]{2}年)|[，,]?同比")
_AS_DEMANDED = re.compile(r"的?标准(?!化)|的(?:要求|规定)")  # 按每月400元的标准, 50%的要求
_AS_DESIGNED = re.compile(
    r"cue (?:(?P<laid_out>规划)|(?:建成|投用|竣工|完工)(?:之|以)?后|设计|(?P<planned>计划|预计)(?! in)"
    r"|(?P<due>计划|预计|将|力争|争取|确保) in)"
)
# 计划9月投用，可提供学位900个: said of the day, not of the size
_WHEN_DUE = re.compile(
    r"(?:计划|预计|将|力争|争取|确保)[^，。；]{0,16}(?:投用|投入使用|建成|竣工|完工|交付|启用|开学|招生)[^，。；]{0,6}[，,][^。；]{0,20}$"
)
# 本次集中开工的项目有…，总投资2亿元: what is done is another thing
_OF_EVENT = re.compile(r"cue [本此]次")
# right up to a figure: 计划总投资, 预计建筑面积, 计划设置
_LAID_OUT = re.compile(r"(?:计划|预计)(?:总|可)?(?:投资|投入|造价|概算|建筑|建设|占地|用地|面积|设置?|开设|容纳|提供|规模)[^，。；]{0,8}$")
# 下达资金300万元，用于12所农村小学校舍维修改造
# 21所幼儿园加快建设
_SPED_UP = re.compile(r"[^，。；0-9将要]{0,12}(?:加快|加紧|抓紧)(?:推进)?建设(?:$|[，。；])")
_IS_FOR = re.compile(r"(?:下达|拨付|拨出|拨款|获批|批复|划拨)[^。]{0,160}用于[^，。；]{0,40}$")
_WORKS = re.compile(r"[^，。；0-9]{0,16}(?:建设|改造|维修|新建|扩建|工程|项目)(?!完成|已)")
_IN_USE = re.compile(r"投用|使用|启用|建成|竣工|完工|交付|开学|开园|招生|开办")
_AIM = re.compile(r"力争|争取|确保|目标|到(?:20[0-9]{2}|今|本|明)?年|今年|明年|将|计划")
# what schools are measured by on average is a norm even where a plan tells it: 使新建学校生均用地不少于20平方米
_AIM_OF_AVERAGE = re.compile(r"力争|争取|目标|到(?:20[0-9]{2}|今|本|明)?年|达到?")
# 每1万人口设幼儿园1所, 2—3万人口左右设置1所初中
_PER_PEOPLE = re.compile(r"万(?:名|常住|户籍|城镇)?(?:人口?|居民)[^，。；0-9]{0,8}(?:设|配?建)")
# 目前完工2所，预计年底前全部交付: done already
_DONE_BEFORE = re.compile(r"(?:完工|竣工|建成|投用|投入使用|交付|启用)了?$")
_DISTRIBUTED_OVER = ("township", "county", "class")  # 每个乡镇配备教师3名


def set_fields(story: Story, draft: Draft, drafts: list[Draft]) -> None:
    text, quantity = story.text, draft.quantity
    sentence, clause, window = draft.sentence, draft.clause, draft.window
    set_ = draft.fields
    metric = draft.decision.metric
    action = draft.decision.action
    draft.names = listed_names(text, sentence, clause, quantity, metric)
    set_["per"] = metrics.per_of(quantity, window)
    if metric == "class_size":
        set_["per"] = "class"
    if (
        set_["per"] not in _DISTRIBUTED_OVER
        and metric != "per_student_standard"
        and draft.decision.family not in ("facilities", "enrolment_capacity")
    ):
        set_["per"] = None
    if metric == "per_student_standard" and set_["per"] is None:
        # 小学每生每年720元，初中940元
        last = next((other for other in reversed(drafts) if other is not draft), None)
        set_["per"] = (last.fields.get("per") if last and draft.decision.rule == PART else None) or "student"
    if "level" not in set_:
        set_["level"], why = level_of(story, draft, drafts)
        draft.rules.append(f"level: {why}")
    section = story.layout.section(sentence[0])
    reviews = story.genre == "review" or (section is not None and section.mood == "actual")
    in_headline = story.title and text[quantity.start : quantity.end] in story.title and sentence[1] - sentence[0] < 60
    cues = story.status_cues(sentence)
    if in_headline and cues:
        cues = _of_its_part(text, cues, quantity.core_start)
    stated, why = status.explicit(text, cues, story.clauses(sentence), quantity.core_start, reviews)
    if stated == "actual" and why.endswith("in an earlier clause") and _is_apart(metric, why) and not _IN_USE.search(window.before):
        # 已确定校名，占地30亩: what has happened to a school that is not built yet
        stated, why = None, "no cue of its own"
    if metric in DESCRIBED and stated == "target" and (planned := _AS_DESIGNED.match(why)):
        # 已投用，规划班级10个; 正在施工，建成后可容纳900人; 已开工，计划投资8000万元: what a project is laid out for is in its state
        state = project_of(story, draft)[0]
        if planned["planned"]:
            is_so = state == "ongoing" and bool(_LAID_OUT.search(window.local)) and subject_school(story, draft) is not None
        else:
            is_so = state == "ongoing" and story.is_about_one_project and (not planned["due"] or bool(_WHEN_DUE.search(window.before)))
        is_of_school = story.is_about_one_project or subject_school(story, draft) is not None
        if is_so or (state == "actual" and metric in DESIGN and planned["laid_out"] and is_of_school):
            stated, why = None, "as laid out"
    if (action == "continued" or (metric == "facility_count" and _SPED_UP.match(window.right))) and stated != "disputed":
        stated, why = "ongoing", "continued project"
    if (
        metric == "per_student_standard"
        and stated not in ("standard", "disputed")
        and not _IS_STATE.search(window.local)
        and not _AGAINST_BEFORE.match(text, quantity.end)
    ):
        stated, why = "standard", "an amount per pupil"
    if metric in _LIMITED and stated in (None, "target", "actual") and _is_norm(text, draft):
        stated, why = "standard", "a limit of size"
    if stated != "disputed" and draft.decision.family != "facilities" and _AS_DEMANDED.match(window.right):
        stated, why = "standard", "an amount as a norm"
    if (
        stated is None
        and metric == "facility_count"
        and action in actions.WAYS_TO_BUILD
        and status.is_set_against_done(text, quantity.end, sentence[1])
    ):
        stated, why = "target", "what is done of it is told next"
    may_go_on = metric == "facility_count" and stated in (None, "actual")
    if may_go_on and is_unfinished(text, window.local, quantity.end, quantity.value_min or 0):
        stated, why = "ongoing", "some of them are done, others not"
    if story.genre == "rebuttal" and (in_headline or is_hearsay(text, sentence, quantity.start)):
        stated, why = "disputed", "hearsay in a rebuttal"
    if metric in _OF_WORKS and stated in (None, "target") and is_done(text, sentence[1]):
        stated, why = "actual", "done as is told next"
    if stated is None:
        if (told := figure_before(story.text, draft, drafts)) is not None:
            why = "as the figure before it"
        elif (told := total_before(story, draft, drafts)) is not None:
            why = "as the total it is a part of"
        elif (told := told_before(story, draft)) is not None:
            why = "as it was told before"
        elif (told := list_of(story.text, draft, drafts)) is not None:
            why = "as the schools it is a list of"
        elif (
            metric == "facility_count"
            and action in actions.WAYS_TO_BUILD
            and not window.local.endswith(("竣工", "完工"))  # 竣工14个；下半年计划竣工22个
            and (mood := _due_next(story, draft)) is not None
        ):
            stated, why = mood, "due as is told next"
        elif metric == "facility_count" and _IS_FOR.search(text, sentence[0], quantity.start) and _WORKS.match(text, quantity.end):
            stated, why = "target", "works that money is handed down for"
        elif metric in DESCRIBED and DUE.search(text, quantity.end, sentence[1]) and (mood := _due_below(story, draft)) is not None:
            stated, why = mood, "due as is told next"
        if told is not None:
            stated = told.fields["status"]
            set_ |= told.period | set_  # what it has already it keeps
    draft.is_stated = stated is not None
    set_time(story, draft, stated, why)
    after = clause[1] if draft.decision.family == "funding" else 0
    region, why = (draft.region, "list") if draft.region else story.places.of_figure(quantity.start, sentence, clause[0], after)
    if why not in ("clause", "clause after it", "sentence"):
        region, why = _by_school(story, draft, drafts, region, why)
    set_["region_code"], set_["region_name"] = describes(region)
    set_["region_basis"] = why
    if action is None and draft.decision.family == "facilities":
        near = [found for found in actions.actions(text, clause[0], quantity.start) if found.strength >= 2]
        earlier = [other for other in drafts if other is not draft and other.fields.get("action") and other.quantity.start < quantity.start]
        action = near[-1].action if near else (earlier[-1].fields["action"] if earlier else "other")
    if action == "existing" and set_["status"] == "target" and "建有" in window.local:
        action = "built"  # 到2015年，各乡镇均建有1所
    elif set_["status"] == "standard" and action in actions.COME_TO_BE:
        action = "planned"  # 每个乡镇至少建设一所公办幼儿园: a norm builds nothing
    set_["action"] = action if draft.decision.family == "facilities" else None


def _by_school(story: Story, draft: Draft, drafts: list[Draft], region: Region | None, why: str) -> tuple[Region | None, str]:
    """The district of the school that a figure is of, or that heads its passage, where it lies inside the one that was found; else that."""
    if draft.decision.metric in DESCRIBED and story.genre == "news" and not _is_of_many(draft, drafts):
        subject = subject_school(story, draft)
        own = district_of(story, subject) if subject else None
        if own is not None and (region is None or (own.key != region.key and is_within(own, region))):
            return own, "school"
    if why == story.home_basis and story.layout.school_headings and (headed := of_heading(story, draft.quantity.start)) is not None:
        return headed, "heading"
    return region, why


def _is_of_many(draft: Draft, drafts: list[Draft]) -> bool:
    """改扩建6个项目已完工5个，投入资金237万元: whether a sum is of the projects counted before it, not of a school named earlier."""
    return draft.decision.metric == "investment" and any(
        other.decision.metric == "facility_count" and other.quantity.kind != "building" and other.quantity.end <= draft.quantity.start
        for other in drafts
    )


def _due_next(story: Story, draft: Draft) -> str | None:
    """The status of works that the rest of their sentence, or the next one of their paragraph, says are to be done some day. Sets their
    period where the day is told."""
    end = draft.sentence[1]
    if end < story.end and story.text[end - 1] != "\n" and story.text[end] != "\n":
        end = story.sentences.of(end)[1]
    if _DONE_BEFORE.search(draft.window.local):
        return None
    found = due(story.text, draft.quantity.end, draft.sentence[1], end)
    if found is None:
        return None
    mood, first, last = found
    if draft.quantity.kind == "building" and project_of(story, draft)[0] == "ongoing":
        mood = "ongoing"  # 基础已浇筑，建宿舍楼1栋，预计明年3月完工
    for cue in story.cues(first, last):
        start = cue.period_start if mood == "target" else None
        draft.fields |= dict(zip(PERIOD, (start, cue.period_end, cue.text, cue.basis), strict=True))
    return mood


def _is_apart(metric: str, why: str) -> bool:
    """Whether what an earlier clause tells as done says nothing of a figure: of a design, or of what works cost that have just begun."""
    return metric in DESIGN or (metric == "investment" and bool(_OF_EVENT.match(why)))


def _due_below(story: Story, draft: Draft) -> str | None:
    """The status of a design whose sentence goes on to say when it is to be done: 新建第四中学，建筑面积3万平方米，预计年底竣工."""
    if story.genre not in ("news", "review"):
        return None
    end = item_of(story.text, draft.sentence, draft.quantity.start)[1]
    found = due(story.text, draft.quantity.end, end, end, OTHER_SCHOOLS)
    if found is None or _LAID_OUT.search(draft.window.local):
        return None
    return "ongoing" if project_of(story, draft)[0] == "ongoing" else found[0]


def _of_its_part(text: str, cues: list[status.Cue], position: int) -> list[status.Cue]:
    """The status cues of a headline's part that holds a position: 甲县将改造9所小学 已竣工4000平方米."""
    edges = [(cue, min(cue.end - 1, position), max(cue.start + 1, position)) for cue in cues]
    return [cue for cue, start, end in edges if not APART.search(text, start, end)]


def _is_norm(text: str, draft: Draft) -> bool:
    """每班不超过45人, 不得少于2700平方米, 每万人口设1所: a limit on the size of schools and classes, or how many schools there must be,
    unless it is an aim for some time."""
    bound = text[draft.quantity.start : draft.quantity.core_start]
    if draft.decision.metric == "facility_count":
        return bool(_PER_PEOPLE.search(draft.window.clause)) and not _AIM.search(text, *draft.sentence)
    if not bound.startswith(("不", "至少", "最多")) or bound.startswith(("不到", "不足")):
        return False  # 占地不到5亩: how small it is
    is_average = "生均" in text[draft.sentence[0] : draft.quantity.start]
    return not (_AIM_OF_AVERAGE if is_average else _AIM).search(text, *draft.sentence)
