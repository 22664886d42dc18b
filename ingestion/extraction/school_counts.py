"""What is done to the schools of a count, as those around it tell: the sum before a part, the parts behind a sum, an earlier clause.

What the clause itself says is for `actions`; a count of which nothing is said becomes an indicator here.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from ingestion.extraction import actions
from ingestion.extraction.action_rules import ActionRule, By
from ingestion.extraction.counts import NO_SCHOOLS, PROGRAMMES
from ingestion.extraction.decision import Decision
from ingestion.extraction.draft import Draft
from ingestion.extraction.inherited import SHARE_OF
from ingestion.extraction.numbers import Quantity
from ingestion.extraction.sentences import item_of
from ingestion.extraction.stages import BEGUN, FINISHED
from ingestion.extraction.story import Story
from ingestion.extraction.window import Window

Said = tuple[str | None, ActionRule]  # an action, and what told it

_NEAR_COUNT = 600  # characters behind a count of schools in which another needs no word for them
_NEAR_SUM = 120  # characters from a count to what it is made up of
# the rule of a count of schools of which no building is told
TAKING_PART = "schools taking part"
# the same, of schools without even a word of what they do
SAID_ELSE = "schools that something else is said of"
# 30个建设项目，其中新建12个、改扩建18个: how they are built is told of the parts
_DONE_TO_PROJECTS = (*actions.WAYS_TO_BUILD, "continued", "started", "renovated", "relocated")
_ONLY_WORKS = ("建设", "项目建设", "工程建设")
_MORE_OF_THEM = (ActionRule(By.VERB, "新增"), ActionRule(By.VERB, "增加"), ActionRule(By.BARE_COUNT))
_CARRIED, _BUILDING = ActionRule(By.CARRIED), ActionRule(By.VERB, "建设")
_KINDS_OF_WORKS = ("expanded", "built_or_expanded", "renovated", "relocated")
_DONE_TO_SHARES = (*actions.WAYS_TO_BUILD, "opened", "relocated", "renovated")
# how many there are, with nothing done to them
_SAY_NOTHING = (By.BARE_COUNT, By.HOW_MANY, By.NO_VERB)
# 为16所高中更新设备: those who get something
_FOR_SCHOOLS = re.compile(r"(?:[为对给向使让]|帮助|支持|扶持|资助|奖励|奖补|补助|惠及|受益|走访|涉及)[^，。；、]{0,10}$")
# 六所学校顺利完工，如期开学
_THEN_OPENED = re.compile(
    r"(?:并|均|已|将|如期|全部|正式|陆续|按时|顺利|全面|同步)*(?:建成)?(?:投入使用|投用|启用|开学|开园|招生|交付)"
    r"(?![^，。；0-9]{0,8}[0-9])"  # 竣工3所，投入使用5所
)
_JUST_BUILT = re.compile(r"(?:建成|建起|建好|修建|设立|成立|新设)了?$")  # 获批建成2所本科高校
# 36所2018年9月开学, 41所学校将于秋季开学
_OPENS_AT = re.compile(
    r"(?:新|公办|民办)*(?:学校|[中小]学|中小学|幼儿园)?(?:(?:将|已|计划|预计|拟|于|在|[0-9]{1,4}[年月日]|[今明后]年|[今明]?[春秋]季?(?:学期)?|新学期|如期|正式|同时|顺利|按时){1,6}"
    r"(?:开学|开园|招生)(?!典礼|[季前第率])|(?:开学|开园)(?=[，。；、\n]|$))"
)
_LIST_OF_PLACES = re.compile(r"[、和及][\u4e00-\u9fa5]{0,8}")
# what was done to something else that is counted between says nothing of the schools: 建成服务中心20个；提升100所学校周边环境
_ANOTHER_COUNT = re.compile("[；;]|[0-9][余多]?(?:个|处|项|家|座|套|团队)")
_CONSISTS = re.compile(r"[，,（(]?(?:其中)?(?:包括|包含|含|分别(?:是|为)|即)")
_ITS_WORKS = re.compile("^[，,；;]?建设(?:项目|工程)(?:共|共计)?$")
_NEAR_WHOLE = 30
_BUILDINGS, _PROJECTS = ("栋", "幢", "座"), ("个", "项", "处")
# 兴建教学楼14栋，其中9栋已交付使用; 已开工148栋，竣工97栋
_SOME_OF_THEM = re.compile(rf"其中(?:有|已有)?$|(?:[，,已共]|累计)(?:{BEGUN}|{FINISHED}|封顶|加固|改造|重建|完成)$")
_REST_OF_THEM = re.compile(r"[，,；;]?(?:其余|剩余|剩下|余下|其他)的?$")
_UNDER_WAY = re.compile(r"[\u4e00-\u9fa5]{0,6}?(?:在建|正在|建设|施工|装修)")
_OF_THOSE = re.compile(r"([^，。；]{2,20}(?:学校|幼儿园|[中小]学|校园))(?:里面|当中|之中|中|里)[，,]?有$")
# 实施建设项目153个, 6个基建项目
_WORKS = re.compile(
    r"(?:建设|重点|大小|教育类?|基础设施|工程|基建|校建|重建|补短板|修缮)项目|(?:校安|改薄|薄改|危改|校舍|土建|基建|校建)工程|建设任务"
)
# 其中，按照统一要求，有75所位于城郊; but not 新增3所（其中公办2所），总数达60所
_PART_OF_SCHOOLS = re.compile(r"其中(?:(?!总数|共有|现有|拥有)[^。]){0,60}$")
_NEXT_PART = re.compile(r"[，,（(]?其中|、")
_TITLES = re.compile(r"创建|命名|评为|认定|获评|入选|示范|特色|试点|授予")
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


def projects_told_of(story: Story, sentence: tuple[int, int], quantity: Quantity, window: Window, drafts: list[Draft]) -> Draft | None:
    """The count of projects or buildings some of which a bare 3个 counts: 建设项目5个，2个已竣工。其余3个正在建设; 26个项目开工。其中，
    甲县5个; 兴建教学楼14栋，其中9栋已交付使用."""
    if window.head:
        return None
    if quantity.word in _BUILDINGS:
        is_some = _SOME_OF_THEM.search(window.local)
    else:
        is_share = "其中" in window.before + window.clause and SHARE_OF.search(window.local)
        is_some = quantity.word in _PROJECTS and (is_share or _REST_OF_THEM.search(window.local))
    if not is_some:
        return None
    counts = [draft for draft in drafts if draft.decision.metric == "facility_count"]
    whole = (counts[-1].whole or counts[-1]) if counts else story.sum_before(sentence[0])
    if whole is None or whole.quantity.word != quantity.word or (whole.quantity.value_min or 0) <= (quantity.value_min or 0):
        return None
    return whole


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
            told = replace(following.decision, subject=draft.decision.subject, rule="schools")
            draft.decision = replace(told, action_rule=ActionRule(By.OF_LAST))


def take_from_parts(drafts: list[Draft]) -> None:
    """Let a count of schools of which nothing is done, but which is the sum of the counts right behind it, take what is done to those:
    涉及幼儿园29所，其中新建3所、改扩建26所."""
    for first, draft in enumerate(drafts):
        counted, total = draft.decision, draft.quantity.value_max
        is_works = _is_only_of_works(counted)
        if not total or not (is_works or _is_nothing_done(counted, draft.quantity.unit)):
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
                    unit, rule = counted.unit if is_works else parts[0].decision.unit, ActionRule(By.OF_PARTS)
                    draft.decision = Decision("facilities", "facility_count", unit, counted.subject, "schools", action, rule)
                break


def _is_only_of_works(counted: Decision) -> bool:
    """Whether of what is counted no more is told than that there is building: 建设项目30个."""
    if counted.metric != "facility_count" or (rule := counted.action_rule) is None:
        return False
    return rule.by in (By.WORKS_BEHIND, By.ONLY_WORKS) or rule.is_verb(*_ONLY_WORKS)


def _is_nothing_done(counted: Decision, unit: str | None) -> bool:
    """Whether of the schools or projects counted no building is told: 涉及学校30所, 新增学校30所, 实施教育项目30个."""
    is_more = counted.rule == "schools" and counted.action_rule in _MORE_OF_THEM
    return counted.rule == PROGRAMMES or (unit == "school" and (is_more or counted.rule in (TAKING_PART, SAID_ELSE)))


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
    rule = draft.decision.action_rule
    return rule is not None and rule.by is By.VERB_AFTER and text.startswith(("(", "（"), draft.quantity.end)


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
    count = _Count(story, quantity, clause, window, decision, drafts)
    action, strength, rule = actions.of_count(story.text, clause, quantity.start, quantity.end, window)
    action, rule = count.beside_those_before(action, rule)
    if not count.is_works and (reach := _works_reach().search(window.before[-60:] + window.local)) is not None:
        # 新建和改扩建工程覆盖全市，涉及学校56所
        return replace(decision, action=actions.actions(reach[0], 0, len(reach[0]))[0].action, action_rule=_CARRIED)
    goes_on = bool(drafts) and drafts[-1].decision.rule == TAKING_PART
    if goes_on and rule.by in _SAY_NOTHING and _NEXT_PART.match(window.local):
        return replace(drafts[-1].decision, subject=decision.subject)  # 30所学校入选，其中小学16所、初中9所
    taking_part = not count.is_works and actions.is_taking_part(window.local, window.head, window.right)
    taking_part = taking_part or (strength < 2 and goes_on and bool(SAME_LIST.match(window.local)))
    if taking_part and strength < 3 and not (_JUST_BUILT.search(window.local) and not actions.is_taking_part("", window.head, "")):
        metric = "model_schools_created" if _TITLES.search(window.local + window.head) else "schools_taking_part"
        return Decision("indicator", metric, "school", decision.subject, TAKING_PART)
    action, rule = count.of_text_before(action, strength, rule)
    if count.opens_at_some_time(action, rule):
        action, rule = "opened", ActionRule(By.OPENS)
    if action == "existing" and decision.unit == "project":
        action = _of_headline(story)
    if action is None:
        action, rule = count.of_kind(taking_part, pointed, rule)
    if action is not None:
        return replace(decision, action=action, action_rule=rule)
    if quantity.kind == "generic" and not taking_part:
        return Decision("indicator", "other", quantity.unit, decision.subject, "projects or sites without an action")
    return Decision("indicator", "schools_taking_part", "school", decision.subject, TAKING_PART if taking_part else SAID_ELSE)


def _of_headline(story: Story) -> str:
    """What a story is about happens to the projects whose number it states: 第三季度教育项目共6个, under 一批项目开工."""
    headline = actions.actions(story.title, 0, len(story.title)) if story.title else []
    return next((found.action for found in headline if found.strength >= 3), "other")


class _Count:
    """A count of schools, with the counts of its sentence before it, as what is done to it is looked for."""

    def __init__(
        self, story: Story, quantity: Quantity, clause: tuple[int, int], window: Window, decision: Decision, drafts: list[Draft]
    ) -> None:
        self.story, self.text, self.quantity, self.clause, self.window = story, story.text, quantity, clause, window
        self.unit = decision.unit
        self.is_works = decision.unit == "project" and bool(_WORKS.search(window.local[-12:] + window.head))
        self.before = [draft for draft in drafts if draft.decision.metric == "facility_count" and not _is_remark(story.text, draft)]

    def beside_those_before(self, action: str | None, rule: ActionRule) -> Said:
        """What its own clause says, beside the counts before it: a part has the action of its sum (新投用学校105所，其中幼儿园48所), and
        what is done of works is those works (改扩建52所，已完工41所)."""
        is_done = rule.is_verb(*actions.DONE)
        if rule.by is By.SOME_OF and (told := self._told_of()) is not None:
            return told, ActionRule(By.TOLD_BEFORE)
        is_rest = _REST_OF_THEM.search(self.window.local) and _UNDER_WAY.match(self.text, self.quantity.end)
        if is_rest and action == "built" and (told := self._built_before()) is not None:
            return told, _CARRIED
        is_part = rule.by is By.BARE_COUNT or (rule.by is By.HOW_MANY and any(word in self.window.local for word in ("其中", "还有")))
        if not is_part and not is_done:
            return action, rule
        counted, is_mixed = self._done_to_those_before(is_done, rule)
        if is_part and counted not in (None, "existing"):
            return counted, _CARRIED
        if is_done and not is_mixed and counted in _KINDS_OF_WORKS and not self.window.head:
            return counted, _CARRIED
        if is_done and action == "built" and _THEN_OPENED.match(self.text, self.clause[1]):
            return "opened", rule
        return action, rule

    def _built_before(self) -> str | None:
        """How the schools come to be of which the rest are under way: 新建、改扩建幼儿园12所，已完工10所，其余2所在建."""
        counts = [*reversed(self.before), *(self.story.last_counts if not self.before else ())]
        near = (draft.decision.action for draft in counts if self.quantity.start - draft.quantity.end <= _NEAR_SUM)
        return next((action for action in near if action in actions.WAYS_TO_BUILD), None)

    def _told_of(self) -> str | None:
        """How the schools came to be of which the story has told as many: 新建学校9所。9所学校中，…."""
        told = self.story.told.get((self.unit, self.quantity.value_min, self.quantity.value_max))
        return told.decision.action if told is not None and told.decision.action in actions.WAYS_TO_BUILD else None

    def _done_to_those_before(self, is_done: bool, rule: ActionRule) -> tuple[str | None, bool]:
        """What is done to the counts before it, and whether that is both building and extending: 新建78所、改扩建48所；其中幼儿园42所."""
        counted = self.before[-1].decision.action if self.before else None
        if {draft.decision.action for draft in self.before[-2:]} == {"built", "expanded"}:
            return "built_or_expanded", True
        if counted == "started" and is_done:
            # 改造233所，开工233所，完工210所
            return next((draft.decision.action for draft in reversed(self.before) if draft.decision.action != "started"), counted), False
        if not self.before and rule.by is By.BARE_COUNT and (whole := _sum_before(self.story, self.quantity)) is not None:
            return whole.decision.action, False  # 新建10所学校。小学8所，…；初中2所
        return counted, False

    def of_text_before(self, action: str | None, strength: int, rule: ActionRule) -> Said:
        """What its own clause says, else what the text before it does."""
        if rule.by is By.HOW_MANY:
            action, rule = self._of_whole(action, rule)
        if action is None and not (self.window.head and _FOR_SCHOOLS.search(self.window.local)):
            action, rule = self._of_earlier_clause(rule)
        if action in (None, "existing") and (strength < 2 or rule.by is By.HOW_MANY):
            action, rule = self._of_sum(action, rule)
        if action == "existing" and not self.before and _CONSISTS.match(self.window.local):
            # 新投入使用的这批学校总投入7亿元，包括幼儿园9所、小学7所
            return self._or_done_since(self._sentence[0], action, rule)
        if rule == _BUILDING and _ITS_WORKS.search(self.window.local):
            # 校舍维修改造6914万元，建设项目481个
            return self._or_done_since(item_of(self.text, self._sentence, self.quantity.start)[0], action, rule)
        return action, rule

    def _or_done_since(self, start: int, action: str | None, rule: ActionRule) -> Said:
        """What a strong verb between a place and its clause says is done, where there is one."""
        done = _done_before(self.text, start, self.clause[0])
        return (done, _CARRIED) if done else (action, rule)

    @property
    def _sentence(self) -> tuple[int, int]:
        return self.story.sentences.of(self.quantity.start)

    def _of_whole(self, action: str | None, rule: ActionRule) -> Said:
        """What is said of those that it is a part of: 新开办的幼儿园和学校中，有13所…."""
        whole = _OF_THOSE.search((self.window.before + self.window.clause)[-_NEAR_WHOLE:])
        done = [found for found in actions.actions(whole[1], 0, len(whole[1])) if found.strength >= 2] if whole else []
        return (done[-1].action, _CARRIED) if done else (action, rule)

    def _of_earlier_clause(self, rule: ActionRule) -> Said:
        """What an earlier clause says, of the count before it or, where no other is counted between, of itself."""
        earlier = [found for found in actions.actions(self.text, self._sentence[0], self.clause[0]) if found.strength >= 2]
        last = self.before[-1] if self.before and self.before[-1].decision.action else None
        if last and not (earlier and earlier[-1].strength >= 3 and earlier[-1].start > last.quantity.end):
            return last.decision.action, _CARRIED
        if earlier and not _ANOTHER_COUNT.search(self.text, earlier[-1].end, self.clause[0]):
            return earlier[-1].action, ActionRule(By.EARLIER_CLAUSE)
        return None, rule

    def _of_sum(self, action: str | None, rule: ActionRule) -> Said:
        """What is done to the sum that 其中 shares out: 新改扩建学校12所。其中，41所学校…; 其中学前教育项目6个."""
        if _PART_OF_SCHOOLS.search(self.window.before + self.window.local):
            whole = self.before[0] if self.before else _sum_before(self.story, self.quantity)
            if whole is not None and whole.decision.action not in (None, "existing", "other"):
                return whole.decision.action, _CARRIED
        return action, rule

    def opens_at_some_time(self, action: str | None, rule: ActionRule) -> bool:
        """Whether schools told of before open on a day: 新改扩建37所，36所9月开学; 甲小学、乙小学2所学校将于9月开学."""
        if rule != _CARRIED and (action != "existing" or not self.story.names(self.clause[0], self.quantity.start)):
            return False
        return _OPENS_AT.match(self.text, self.quantity.end) is not None

    def of_kind(self, taking_part: bool, pointed: Draft | None, rule: ActionRule) -> Said:
        """What is done to things of which no verb says it, by what they are: works, buildings, those pointed at, a district's share
        (新建学校41所。分镇街看，南城街道4所)."""
        if self.is_works:
            return "other", ActionRule(By.ONLY_WORKS)
        if taking_part:
            return None, rule
        if self.quantity.kind == "building":
            return "built", ActionRule(By.ONLY_BUILDING)
        if pointed and pointed.decision.metric == "facility_count" and pointed.decision.action is not None:
            return pointed.decision.action, _CARRIED
        if not self.before and self.quantity.kind == "school" and SHARE_OF.search(self.window.local):
            near = next((draft for draft in self.story.last_counts if self.quantity.start - draft.quantity.end <= _NEAR_SUM), None)
            if near is not None and near.decision.action in _DONE_TO_SHARES:
                return near.decision.action, _CARRIED
        return None, rule
