"""What is done to the schools of a count, as those around it tell: the sum before a part, the parts behind a sum, an earlier clause.

What the clause itself says is for `actions`; a count of which nothing is said becomes an indicator here.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from ingestion.extraction import actions
from ingestion.extraction.counts import NO_SCHOOLS, PROGRAMMES
from ingestion.extraction.decision import CARRIED, Decision
from ingestion.extraction.draft import Draft
from ingestion.extraction.inherited import SHARE_OF
from ingestion.extraction.numbers import Quantity
from ingestion.extraction.sentences import item_of
from ingestion.extraction.story import Story
from ingestion.extraction.window import Window

_NEAR_COUNT = 600  # characters behind a count of schools in which another needs no word for them
_NEAR_SUM = 120  # characters from a count to what it is made up of
# the rule of a count of schools of which no building is told
TAKING_PART = "schools taking part"
# the same, of schools without even a word of what they do
SAID_ELSE = "schools that something else is said of"
_NOTHING_DONE = (TAKING_PART, SAID_ELSE, *(f"schools; action: {said}" for said in ("a bare count", "verb 新增", "verb 增加")))
# 30个建设项目，其中新建12个、改扩建18个: how they are built is told of the parts
_DONE_TO_PROJECTS = (*actions.WAYS_TO_BUILD, "continued", "started", "renovated", "relocated")
_ONLY_WORKS = ("verb 建设", "verb 项目建设", "verb 工程建设", actions.WORKS, "works of which nothing more is said")
# 为16所高中更新设备: those who get something
_FOR_SCHOOLS = re.compile(r"(?:[为对给向使让]|帮助|支持|扶持|资助|奖励|奖补|补助|惠及|受益|走访|涉及)[^，。；、]{0,10}$")
# 六所学校顺利完工，如期开学
_THEN_OPENED = re.compile(r"(?:并|均|已|将|如期|全部|正式|陆续|按时|顺利|全面|同步)*(?:建成)?(?:投入使用|投用|启用|开学|开园|招生|交付)")
_JUST_BUILT = re.compile(r"(?:建成|建起|建好|修建|设立|成立|新设)了?$")  # 获批建成2所本科高校
# 36所2018年9月开学, 41所学校将于秋季开学
_OPENS_AT = re.compile(
    r"(?:新|公办|民办)*(?:学校|[中小]学|中小学|幼儿园)?(?:将|已|计划|预计|拟|于|在|[0-9]{1,4}[年月日]|[今明后]年|[今明]?[春秋]季?(?:学期)?|新学期|如期|正式|同时|顺利|按时){1,6}"
    r"(?:开学|开园|招生)(?!典礼|[季前第率])"
)
_LIST_OF_PLACES = re.compile(r"[、和及][\u4e00-\u9fa5]{0,8}")
# what was done to something else that is counted between says nothing of the schools: 建成服务中心20个；提升100所学校周边环境
_ANOTHER_COUNT = re.compile("[；;]|[0-9][余多]?(?:个|处|项|家|座|套|团队)")
_CONSISTS = re.compile(r"[，,（(]?(?:其中)?(?:包括|包含|含|分别(?:是|为)|即)")
_ITS_WORKS = re.compile("^[，,；;]?建设(?:项目|工程)(?:共|共计)?$")
_NEAR_WHOLE = 30
_OF_THOSE = re.compile(r"([^，。；]{2,20}(?:学校|幼儿园|[中小]学|校园))(?:里面|当中|之中|中|里)[，,]?有$")
# 实施建设项目153个, 6个基建项目
_WORKS = re.compile(
    r"(?:建设|重点|大小|教育类?|基础设施|工程|基建|校建|重建|补短板|修缮)项目|(?:校安|改薄|薄改|危改|校舍|土建|基建|校建)工程|建设任务"
)
# 其中，按照统一要求，有75所位于城郊; but not 新增3所（其中公办2所），总数达60所
_PART_OF_SCHOOLS = re.compile(r"其中(?:(?!总数|共有|现有|拥有)[^。]){0,60}$")
SAME_LIST = re.compile(r"[\u4e00-\u9fa5]{0,10}(?:、|和|及|与)$")


@cache
def _works_reach() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{actions.strong_actions().pattern}|建设)(?:工程|项目|任务)[^。；0-9]{{0,24}}(?:涉及|覆盖|惠及)(?:全[省市县区])?(?:[\u4e00-\u9fa5]{{0,6}}(?:学校|中小学|幼儿园))?$"
    )


def sum_of_district(story: Story, sentence: tuple[int, int], quantity: Quantity, window: Window, drafts: list[Draft]) -> Draft | None:
    """The count of schools of which a bare 3所 after a district's name is a part: in its sentence, or in the one before a 其中."""
    if quantity.kind != "school" or window.head or not SHARE_OF.search(window.local):
        return None
    counts = [draft for draft in drafts if draft.decision.metric == "facility_count"]
    return (counts[-1].whole or counts[-1]) if counts else story.counts_before(sentence[0])


def are_schools(story: Story, sentence: tuple[int, int], window: Window, drafts: list[Draft]) -> bool:
    """Whether a bare 3所 can only be schools: those were counted in its sentence, or shortly before it."""
    if NO_SCHOOLS.search(window.before + window.clause + window.head):
        return False  # 派出所12所
    counts = [draft for draft in drafts if draft.decision.metric == "facility_count"] or story.last_counts
    return bool(counts) and counts[-1].quantity.unit == "school" and sentence[0] - counts[-1].quantity.end <= _NEAR_COUNT


def take_from_list(text: str, drafts: list[Draft]) -> None:
    """Let the first members of a list of counts take what is done from the last: 金东区3所、婺城区2所学校9月投用."""
    for draft, following in zip(reversed(drafts[:-1]), reversed(drafts[1:]), strict=True):
        between = text[draft.quantity.end : following.quantity.start]
        if draft.decision.rule == SAID_ELSE and following.decision.metric == "facility_count" and _LIST_OF_PLACES.fullmatch(between):
            rule = f"schools; action: that of the list's last; {CARRIED}"
            draft.decision = replace(following.decision, subject=draft.decision.subject, rule=rule)


def take_from_parts(drafts: list[Draft]) -> None:
    """Let a count of schools of which nothing is done, but which is the sum of the counts right behind it, take what is done to those:
    涉及幼儿园29所，其中新建3所、改扩建26所."""
    for first, draft in enumerate(drafts):
        counted, total = draft.decision, draft.quantity.value_max
        is_works = counted.metric == "facility_count" and counted.rule.partition("action: ")[2].startswith(_ONLY_WORKS)
        if not total or not (is_works or counted.rule == PROGRAMMES or (draft.quantity.unit == "school" and counted.rule in _NOTHING_DONE)):
            continue
        parts: list[Draft] = []
        done = _DONE_TO_PROJECTS if counted.rule == PROGRAMMES else actions.WAYS_TO_BUILD
        for part in drafts[first + 1 :]:
            if part.decision.action not in done or part.quantity.value_max is None:
                break
            parts.append(part)
            if (told := sum(found.quantity.value_max or 0 for found in parts)) >= total:
                if told == total and len(parts) > 1:
                    ways = {found.decision.action for found in parts}
                    is_built = ways.issubset(actions.WAYS_TO_BUILD)
                    action = ways.pop() if len(ways) == 1 else "built_or_expanded" if is_built else "other"
                    rule = f"schools; action: that of the parts behind it; {CARRIED}"
                    unit = counted.unit if is_works else parts[0].decision.unit
                    draft.decision = Decision("facilities", "facility_count", unit, counted.subject, rule, action)
                break


def _sum_before(story: Story, quantity: Quantity) -> Draft | None:
    """The last sentence's count of schools that something is done to, of which a bare count in its paragraph can be a part."""
    if not story.last_counts:
        return None
    last = story.last_counts[0]
    if quantity.start - last.quantity.end > _NEAR_SUM or "\n" in story.text[last.quantity.end : quantity.start].strip():
        return None
    is_done = last.decision.action not in (None, "existing", "other")
    return last if is_done and (last.quantity.value_min or 0) > (quantity.value_min or 0) else None


def _done_before(text: str, start: int, end: int) -> str | None:
    """What the last strong verb of a stretch says is done, unless something else than schools has been counted since."""
    strong = [found for found in actions.actions(text, start, end) if found.strength >= 3]
    return strong[-1].action if strong and not _ANOTHER_COUNT.search(text, strong[-1].end, end) else None


def _is_remark(text: str, draft: Draft) -> bool:
    """Whether what is done to the schools of a count is only remarked in brackets behind it, and so of no other: 1所（今年已停止招生）."""
    return draft.decision.rule.endswith("after it") and text.startswith(("(", "（"), draft.quantity.end)


_NEXT_PART = re.compile(r"[，,（(]?其中|、")
_SAY_NOTHING = ("a bare count", "states how many there are", "no verb")


def with_action(
    story: Story,
    quantity: Quantity,
    clause: tuple[int, int],
    window: Window,
    decision: Decision,
    drafts: list[Draft],
    pointed: Draft | None,
) -> Decision:
    """Keep a count of schools as a facility count only where something is done to them or their existence is stated.

    pointed: the figure that the sentence points back to (这30所学校包括…)."""
    text = story.text
    action, strength, rule = actions.of_count(text, clause, quantity.start, quantity.end, window)
    before = [draft for draft in drafts if draft.decision.metric == "facility_count" and not _is_remark(text, draft)]
    counted = before[-1].decision.action if before else None
    if counted == "started" and rule.startswith(actions.DONE):
        # 改造233所，开工233所，完工210所
        counted = next((draft.decision.action for draft in reversed(before) if draft.decision.action != "started"), counted)
    is_mixed = {draft.decision.action for draft in before[-2:]} == {"built", "expanded"}
    if is_mixed:
        counted = "built_or_expanded"  # 新建78所、改扩建48所；其中幼儿园42所
    if not before and rule == "a bare count" and (whole := _sum_before(story, quantity)) is not None:
        counted = whole.decision.action  # 新建10所学校。小学8所，…；初中2所
    if (
        rule == actions.SOME_OF
        and (told := story.told.get((decision.unit, quantity.value_min, quantity.value_max))) is not None
        and told.decision.action in actions.WAYS_TO_BUILD
    ):
        action, rule = told.decision.action, "as told before"  # 新建学校9所。9所学校中，…
    is_part = rule == "a bare count" or (rule == "states how many there are" and ("其中" in window.local or "还有" in window.local))
    if (is_part and counted not in (None, "existing")) or (
        rule.startswith(actions.DONE)
        and not is_mixed
        and counted in ("expanded", "built_or_expanded", "renovated", "relocated")
        and not window.head
    ):
        # 新投用学校105所，其中幼儿园48所、小学37所; 改扩建52所，已完工41所
        action, rule = counted, CARRIED
    elif rule.startswith(actions.DONE) and action == "built" and _THEN_OPENED.match(text, clause[1]):
        action = "opened"
    is_works = decision.unit == "project" and bool(_WORKS.search(window.local[-12:] + window.head))
    if is_works is False and (works := _works_reach().search(window.before[-60:] + window.local)) is not None:
        # 新建和改扩建工程覆盖全市，涉及学校56所
        return replace(decision, rule=f"{decision.rule}; action: {CARRIED}", action=actions.actions(works[0], 0, len(works[0]))[0].action)
    if drafts and drafts[-1].decision.rule == TAKING_PART and rule in _SAY_NOTHING and _NEXT_PART.match(window.local):
        return replace(drafts[-1].decision, subject=decision.subject)  # 30所学校入选，其中小学16所、初中9所
    taking_part = (not is_works and actions.is_taking_part(window.local, window.head, window.right)) or (
        strength < 2 and bool(drafts) and drafts[-1].decision.rule == TAKING_PART and SAME_LIST.match(window.local)
    )
    if taking_part and strength < 3 and not (_JUST_BUILT.search(window.local) and not actions.is_taking_part("", window.head, "")):
        title = re.search(r"创建|命名|评为|认定|获评|入选|示范|特色|试点|授予", window.local + window.head)
        return Decision("indicator", "model_schools_created" if title else "schools_taking_part", "school", decision.subject, TAKING_PART)
    if rule == "states how many there are" and (whole_told := _OF_THOSE.search((window.before + window.clause)[-_NEAR_WHOLE:])):
        done = [found for found in actions.actions(whole_told[1], 0, len(whole_told[1])) if found.strength >= 2]
        if done:
            action, rule = done[-1].action, CARRIED  # 新开办的幼儿园和学校中，有13所…
    if action is None and not (window.head and _FOR_SCHOOLS.search(window.local)):
        earlier = [found for found in actions.actions(text, story.sentences.of(quantity.start)[0], clause[0]) if found.strength >= 2]
        if before and counted and not (earlier and earlier[-1].strength >= 3 and earlier[-1].start > before[-1].quantity.end):
            action, rule = before[-1].decision.action, CARRIED
        elif earlier and not _ANOTHER_COUNT.search(text, earlier[-1].end, clause[0]):
            action, rule = earlier[-1].action, "carried from an earlier clause"
    if (
        action in (None, "existing")
        and (strength < 2 or rule == "states how many there are")
        and _PART_OF_SCHOOLS.search(window.before + window.local)
        and (whole := (before[0] if before else None) or _sum_before(story, quantity)) is not None
        and whole.decision.action not in (None, "existing", "other")
    ):
        # 新改扩建学校12所。其中，41所学校…; 其中学前教育项目6个
        action, rule = whole.decision.action, CARRIED
    if (
        action == "existing"
        and not before
        and _CONSISTS.match(window.local)
        and (carried := _done_before(text, story.sentences.of(quantity.start)[0], clause[0]))
    ):
        action, rule = carried, CARRIED  # 新投入使用的这批学校总投入7亿元，包括幼儿园9所、小学7所
    if (
        rule == "verb 建设"
        and _ITS_WORKS.search(window.local)
        and (carried := _done_before(text, item_of(text, story.sentences.of(quantity.start), quantity.start)[0], clause[0]))
    ):
        action, rule = carried, CARRIED  # 校舍维修改造6914万元，建设项目481个
    is_told_of = rule == CARRIED or (action == "existing" and story.names(clause[0], quantity.start))
    if is_told_of and _OPENS_AT.match(text, quantity.end):
        # 新改扩建37所，36所9月开学; 甲小学、乙小学2所学校将于9月开学
        action, rule = "opened", f"verb 开学 after it; {CARRIED}"
    if action == "existing" and decision.unit == "project":
        # 第三季度教育项目共6个: what the story is about happens to them
        headline = actions.actions(story.title, 0, len(story.title)) if story.title else []
        action = next((found.action for found in headline if found.strength >= 3), "other")
    if action is None and is_works:
        action, rule = "other", "works of which nothing more is said"
    if action is None and not taking_part and quantity.kind == "building":
        action, rule = "built", "a building of which nothing more is said"
    if action is None and not taking_part and pointed and pointed.decision.metric == "facility_count":
        action, rule = pointed.decision.action, CARRIED
    if action is None and not taking_part and not before and quantity.kind == "school" and SHARE_OF.search(window.local):
        near = next((draft for draft in story.last_counts if quantity.start - draft.quantity.end <= _NEAR_SUM), None)
        if near is not None and near.decision.action in (*actions.WAYS_TO_BUILD, "opened", "relocated", "renovated"):
            action, rule = near.decision.action, CARRIED  # 新建学校41所。分镇街看，南城街道4所
    if action is None:
        if taking_part:
            return Decision("indicator", "schools_taking_part", "school", decision.subject, TAKING_PART)
        if quantity.kind == "generic":
            return Decision("indicator", "other", quantity.unit, decision.subject, "projects or sites without an action")
        return Decision("indicator", "schools_taking_part", "school", decision.subject, SAID_ELSE)
    return replace(decision, rule=f"{decision.rule}; action: {rule}", action=action)
