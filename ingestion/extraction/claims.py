"""Claims: the numbers of a sentence that count something in education.

The order of decisions for one number belongs here: its surroundings, what it counts, what it takes from the number before it. What it
counts is decided by `metrics` and `actions`, its fields by `fields`, what lists and totals add by `lists`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingestion.extraction import actions, levels, metrics
from ingestion.extraction.counts import NO_SCHOOLS
from ingestion.extraction.decision import CARRIED, Decision, Rejection
from ingestion.extraction.draft import Draft
from ingestion.extraction.fields import set_fields
from ingestion.extraction.gazetteer import Region, is_within, named_regions
from ingestion.extraction.lists import FROM_TO, LIST_JOINT, PART, groups, rises_of_lists, share_units, split_rises, zip_lists
from ingestion.extraction.numbers import Quantity
from ingestion.extraction.sentences import clause_ends, education
from ingestion.extraction.story import Story
from ingestion.extraction.window import Window, window_of

_FLOOR = re.compile(r"(?:至少|不少于|最少)(?:要|应|应当)?[\u4e00-\u9fa5]{1,8}$")
_CEILING = re.compile(r"(?:最高|至多|最多)[\u4e00-\u9fa5]{0,8}(?:为|是|达|至|到)?$")
# a member of a list by district or by kind of school: 赤坎区3505个、霞山区3705个; 小学48个、初中36个
_SHARE_OF = re.compile(
    r"(?:^|[，,、；;：:（(]|里|中)(?:其中|包括)?[，,：:]?(?:[\u4e00-\u9fa5]{1,7}(?:[市县区镇乡旗州]|街道|校区)"
    r"|公办|民办|(?:公办|民办|普惠性?|普通|城区|农村|新)?(?:小学|初中|高中|幼儿园|中学|中职|完全中学|九年一贯制学校|学前教育|学前|特殊教育|专门学校|职高)[部段]?)(?:各|有|为)?$"
)
# 招生2.1万人，在校生6.4万人: says by itself what it counts
_SAYS_ITSELF = re.compile(r"学位|托位|园位|教学班|班级|在[校园籍读学册]|毕业|离[园校]|招[收生]|入[园学]|录取|教师|教职工")
_SCALE = re.compile(r"规模|规划|设计|容纳|可提供")
# 新增小学学位1000个、初中学位500个
_MORE_SEATS = re.compile(r"[，、；,;和及][\u4e00-\u9fa5]{0,6}(?:学位|托位|园位)(?:各)?")
# 在校生2.1万人，义务教育段少数民族学生6200人、随迁子女3100人
_SOME_PUPILS = re.compile(r"[，,、；;]?(?:其中)?[，,：:]?[^，。；、0-9]{0,12}(?:学生|子女|子弟|留守儿童|寄宿生|[男女]生)")
_SHARED = {
    "generic": ("seats_added", "seats_total", "class_count", "facility_count"),
    "person": ("enrolment", "intake", "seats_total"),
    "money": ("allocation", "investment", "aid_amount", "expenditure", "per_student_standard"),
}
_NEXT_CLAUSE = 60  # characters of the clauses beside a figure's own that may say what it is of
_NEXT_NUMBER = re.compile(r"[；;。0-9]")
_ANOTHER_SUM = re.compile(r"医|路|水利|农业|产业|住房|扶贫")
_ONLY_SUMS = re.compile(r"(?:[、和及][0-9.万亿余多]+元)*[，,]?")
_REACHES = re.compile(r"[，,]?(?:涉及|覆盖)[^，。；]{0,30}$")
# 总投资41亿元, 年度计划投资35亿元, 涉及23县共52个项目
_OF_THE_SAME = re.compile(
    r"[，,]?(?:(?:项目|工程)?(?:概算|估算|计划|预计|年度)*(?:总投资|完成投资|投资(?=[约近达为]?$))|占(?:年度)?计划的|总?(?:建筑|占地|建设)面积)"
)
_NEAR_COUNT = 240  # characters behind a count of schools in which another needs no word for them
_NEAR_SUM = 120  # characters from a count to what it is made up of
_OF_SCHOOLS = ("facilities", "enrolment_capacity")
# opens a sentence that goes on with the figures of the one before
GOES_ON = re.compile(r"[\s\u3000]*(?:其中|其余|包括|目前|截至|分别|这些|上述|总投资|总建筑面积|总占地)")
# the rule of a count of schools of which no building is told
TAKING_PART = "schools taking part"
# the same, of schools without even a word of what they do
SAID_ELSE = "schools that something else is said of"
_NOTHING_DONE = (SAID_ELSE, "schools; action: a bare count")
# 为16所高中更新设备: those who get something
_FOR_SCHOOLS = re.compile(r"(?:[为对给向使让]|帮助|支持|扶持|资助|奖励|奖补|补助|惠及|受益|走访|涉及)[^，。；、]{0,10}$")
# 六所学校顺利完工，如期开学
_THEN_OPENED = re.compile(r"(?:并|均|已|将|如期|全部|正式|陆续|按时|顺利|全面|同步)*(?:建成)?(?:投入使用|投用|启用|开学|开园|招生|交付)")
_WORKS_REACH = re.compile(
    rf"(?:{actions.strong_actions().pattern})(?:工程|项目|任务)[^。；0-9]{{0,24}}(?:涉及|覆盖|惠及)(?:全[省市县区])?(?:[\u4e00-\u9fa5]{{0,6}}(?:学校|中小学|幼儿园))?$"
)
# 36所2018年9月开学, 41所学校将于秋季开学
_OPENS_AT = re.compile(
    r"(?:新|公办|民办)*(?:学校|[中小]学|中小学|幼儿园)?(?:将|已|计划|预计|拟|于|在|[0-9年月日]|[今明后]年|[今明]?[春秋]季?(?:学期)?|新学期|如期|正式|同时|顺利|按时){1,6}"
    r"(?:开学|开园|招生)(?!典礼|[季前第率])"
)
# 实施建设项目153个, 6个基建项目
_WORKS = re.compile(r"(?:建设|教育类?|基础设施|工程|基建|校建|重建|补短板|修缮)项目|(?:校安|改薄|薄改|危改|校舍|土建|基建|校建)工程")
_PART_OF_SUM = re.compile(r"其中|包括")
# 其中，按照统一要求，有75所位于城郊; but not 新增3所（其中公办2所），总数达60所
_PART_OF_SCHOOLS = re.compile(r"其中(?:(?!总数|共有|现有|拥有)[^。]){0,60}$")
_ROSE = re.compile(r"[，,、；（(](?:(?:比|较|同比)[^，。；]{0,12})?(?:提高|增长|增加|上升|提升|下降|降低|减少|高出?|增|降)了?")
_HAVE_SHARES = ("facility_count", "seats_added", "seats_total", "enrolment", "intake", "class_count")
_OF_THEM = re.compile(r"(?:学位|学校|学生)?[，,。；](?:其中|有)?[，,]?(?:有|近|约)?")
_LIES = re.compile(r"(?:的?(?:学校|学位|学生|幼儿园))?(?:位于|集中|分布|布局|落户|落在|来自|属于|投向|建在|安排在|在)")
# 12个班规模学校不低于2900平方米，18个班规模学校不低于4300平方米
_NEXT_SIZE = re.compile(r"[，,；;、](?:规模为?)?[0-9]+(?:个?(?:教学)?班|所|轨)[\u4e00-\u9fa5]{0,8}")
# 福田区2所、3630个学位
_BESIDE_COUNT = re.compile(r"[、，,]")
_SAME_LIST = re.compile(r"[\u4e00-\u9fa5]{0,10}(?:、|和|及|与)$")


def _is_share(story: Story, quantity: Quantity, window: Window, drafts: list[Draft]) -> bool:
    """Whether a bare count is a part, by district or kind of school, of the seats or classes counted before it."""
    by_place = bool(_SHARE_OF.search(window.local)) or levels.ends_with_level(window.local) or _district(story, window.local)
    return (
        bool(drafts)
        and not window.head
        and drafts[-1].decision.metric in _SHARED.get(quantity.kind, ())
        and not _SAYS_ITSELF.search(window.local)
        and not actions.strong_actions().search(window.local)
        and bool(by_place)
    )


def _district(story: Story, local: str) -> Region | None:
    """The district of the story's own place whose short name is all that stands before a number: 天河10个，白云8个."""
    if len(local) > 5 or story.home is None:
        return None
    named = named_regions()[0].get(local.lstrip("，,、；;"), ())
    return next((region for region in named if is_within(region, story.home)), None)


def _is_of_education_nearby(text: str, sentence: tuple[int, int], clause: tuple[int, int], quantity: Quantity, window: Window) -> bool:
    """Whether a figure of a text about other things belongs to the clause beside its own, which speaks of education: what a sum at a
    clause's end is for (安排30亿元，实施校舍改造), what the schools just named cost and cover (…中小学改扩建，总投资41亿元)."""
    if quantity.kind == "money" and _ONLY_SUMS.fullmatch(window.right):
        ahead = _NEXT_NUMBER.split(text[clause[1] : min(sentence[1], clause[1] + _NEXT_CLAUSE)], maxsplit=1)[0]
        if education().search(ahead) and not _ANOTHER_SUM.search(ahead):
            return True
    goes_on = _OF_THE_SAME.match(window.local) or _REACHES.match(window.clause)
    return bool(goes_on) and bool(education().search(window.before[-_NEXT_CLAUSE:]))


def _inherited(story: Story, quantity: Quantity, window: Window, drafts: list[Draft]) -> Decision | None:
    """What a number takes from the claim right before it: the next member of a list, the end of a rise, a part after 其中."""
    if not drafts:
        return None
    text = story.text
    last = drafts[-1]
    between = text[last.quantity.end : quantity.start]
    is_alike = quantity.word == last.quantity.word and quantity.kind in ("person", "money", "generic", "seat", "area") and not window.head
    if is_alike and (LIST_JOINT.match(between) or FROM_TO.match(between)):
        return replace(last.decision, rule=f"as the number before it; {last.decision.rule}")
    if (
        quantity.kind == "person"
        and last.decision.metric == "class_count"
        and not window.local.strip("，,、 （(")
        and window.head in ("", "学生", "幼儿")
    ):
        # 6个班，270人: those who are to fill the classes
        said = text[last.clause[0] : quantity.start]
        metric = "intake" if re.search(r"招|新生", said) else "seats_total" if _SCALE.search(said) else "enrolment"
        return Decision("enrolment_capacity", metric, "person", "学生", "pupils of the classes before")
    if (
        last.decision.metric in ("enrolment", "intake")
        and quantity.kind == "person"
        and not window.head
        and _SOME_PUPILS.fullmatch(window.local)
    ):
        return replace(last.decision, rule="pupils of a kind beside all pupils")
    if (
        last.decision.metric == "seats_added"
        and (quantity.kind in ("seat", "generic") or quantity.word == "座")
        and _MORE_SEATS.fullmatch(between)
    ):
        return replace(last.decision, rule="seats of the list before")
    is_of_seats = quantity.kind == "seat" and _BESIDE_COUNT.fullmatch(between) and last.decision.metric == "facility_count"
    if is_of_seats and _SHARE_OF.search(last.window.local) and (quantity.value_min or 0) < story.most_seats_added:
        return Decision("enrolment_capacity", "seats_added", "seat", "学位", "seats added, by district")
    if quantity.word == "个" and not between and not window.head and last.decision.metric == "facility_count":
        # 新增学位1.05万个，分别为小学4所5400个、初中3所5100个
        seats = next((draft for draft in reversed(drafts) if draft.decision.unit == "seat"), None)
        return replace(seats.decision, rule="seats of the schools before") if seats else None
    if (
        quantity.kind == "points"
        and last.decision.metric in metrics.RATE_METRICS
        and last.decision.unit == "percent"
        and _ROSE.fullmatch(between)
    ):
        # 学位占比达71%，比上年增加3个百分点
        return replace(last.decision, unit="percentage_point", rule="rise of the rate before it")
    if (
        quantity.kind in ("percent", "tenths")
        and last.decision.metric in _HAVE_SHARES
        and _OF_THEM.fullmatch(between)
        and _LIES.match(text, quantity.end)
    ):
        # 新增学位5.7万个，65%以上位于郊区
        return Decision("enrolment_capacity", "capacity_share", "percent", last.decision.subject, "share of those before")
    sized = next((draft for draft in drafts[-2:] if draft.quantity.kind == "area"), None) if quantity.kind == "area" else None
    if sized is not None and _NEXT_SIZE.fullmatch(text[sized.quantity.end : quantity.start]):
        return replace(sized.decision, rule=f"as the number before it; {sized.decision.rule}")
    if _is_share(story, quantity, window, drafts):
        return replace((last.whole or last).decision, rule=PART)
    return None


def read_sentence(
    story: Story, sentence: tuple[int, int], found: list[Quantity], is_education: bool
) -> tuple[list[Draft], list[tuple[Quantity, str]]]:
    """The drafts of one sentence's claims, and its numbers that are none with the reason."""
    text = story.text
    runs = groups(text, found)
    found = share_units(found, runs)
    drafts: list[Draft] = []
    rejected: list[tuple[Quantity, str]] = []
    by_index: dict[int, Draft] = {}
    ends = clause_ends(text, *sentence)
    pointed: Draft | None = None
    for index, quantity in enumerate(found):
        if story.in_title_marks(quantity.start):
            rejected.append((quantity, "inside_title"))
            continue
        if quantity.kind in metrics.IGNORED_KINDS:
            rejected.append((quantity, metrics.IGNORED_KINDS[quantity.kind]))
            continue
        clause, window = window_of(text, sentence, ends, found, index, is_education)
        if not is_education and _is_of_education_nearby(text, sentence, clause, quantity, window):
            window.is_education = True
        if (floor := _FLOOR.search(window.local)) and quantity.value_min == quantity.value_max and floor.end() == len(window.local):
            # 至少引进10家, 至少建设一所公办幼儿园、一所公办小学: the bound stands before the verb
            quantity = replace(quantity, value_max=None)
        elif (
            drafts
            and drafts[-1].window.clause
            and _FLOOR.search(drafts[-1].window.local)
            and clause == drafts[-1].clause
            and _SAME_LIST.match(window.local)
        ):
            quantity = replace(quantity, value_max=None)
            window = window.with_local(drafts[-1].window.local)
        elif _CEILING.search(window.local) and quantity.value_min == quantity.value_max:
            quantity = replace(quantity, value_min=None)
        decision = _inherited(story, quantity, window, drafts) or metrics.decide(quantity, window)
        whole: Draft | None = None
        if isinstance(decision, Rejection):
            if decision.reason == "anaphora":
                pointed = story.told.get((quantity.unit, quantity.value_min, quantity.value_max)) or pointed
                if text[quantity.start - 1 : quantity.end] in (story.title or ""):
                    # a headline's 这4所新学校 points forward: it states the figure
                    decision = metrics.decide(quantity, window.with_local(window.local.rstrip("这")))
            elif (whole := _listed_schools(story, sentence, quantity, window, drafts)) is not None:
                decision = replace(whole.decision, rule=PART)
            elif decision.reason == "not_a_school" and is_education and _is_of_schools_before(story, sentence, window, drafts):
                decision = Decision("facilities", "facility_count", "school", window.head or window.local[-12:], "schools told of before")
            if isinstance(decision, Rejection):
                rejected.append((quantity, decision.reason))
                continue
        if decision.metric == "facility_count" and decision.rule != PART:
            decision = _facility_action(story, quantity, clause, window, decision, drafts, pointed)
        if decision.family == "funding":
            if decision.metric == "other_amount" and story.last_funding and _PART_OF_SUM.search(text, sentence[0], quantity.start):
                decision = replace(decision, metric=story.last_funding, rule="a part of the sum before")
            story.last_funding = decision.metric
        if decision.rule == "pupils of the classes before" and story.is_about_admission:
            decision = replace(decision, metric="intake")
        draft = Draft(quantity, decision, sentence, clause, window)
        if decision.rule == PART:
            draft.whole = whole or drafts[-1].whole or drafts[-1]
            draft.region = _district(story, window.local)
        elif (told := story.told.get((decision.unit, quantity.value_min, quantity.value_max))) and _tells_less(decision, told.decision):
            # 3.2万个学位里: the seats that were said to be added
            draft.decision, draft.whole = replace(told.decision, rule="as told before"), told
        by_index[index] = draft
        drafts.append(draft)
        # …16所，总投资8亿元: what a sentence goes on to tell of its schools needs no word for them
        is_education = is_education or decision.family in _OF_SCHOOLS
    if len(drafts) > 2:
        _built_in_parts(drafts)
    zip_lists(text, sentence, runs, by_index, story.places.between(*sentence) if runs else [])
    for draft in drafts:
        set_fields(story, draft, drafts)
    split_rises(text, drafts, rises_of_lists(text, runs, by_index) if len(runs) > 1 else [])
    story.last_figure |= {draft.decision.family: draft for draft in drafts}
    added = [draft.quantity.value_min or 0 for draft in drafts if draft.decision.metric == "seats_added"]
    story.most_seats_added = max(added, default=story.most_seats_added)
    story.last_counts = [draft for draft in drafts if draft.decision.metric == "facility_count"] or story.last_counts
    for draft in drafts:
        story.told.setdefault((draft.decision.unit, draft.quantity.value_min, draft.quantity.value_max), draft)
    return drafts, rejected


def _listed_schools(story: Story, sentence: tuple[int, int], quantity: Quantity, window: Window, drafts: list[Draft]) -> Draft | None:
    """The count of schools of which a bare 3所 after a district's name is a part: in its sentence, or in the one before a 其中."""
    if quantity.kind != "school" or window.head or not _SHARE_OF.search(window.local):
        return None
    counts = [draft for draft in drafts if draft.decision.metric == "facility_count"]
    return (counts[-1].whole or counts[-1]) if counts else story.counts_before(sentence[0])


def _is_of_schools_before(story: Story, sentence: tuple[int, int], window: Window, drafts: list[Draft]) -> bool:
    """Whether a bare 3所 can only be schools: those were counted in its sentence, or shortly before it."""
    if NO_SCHOOLS.search(window.before + window.clause + window.head):
        return False  # 派出所12所
    counts = [draft for draft in drafts if draft.decision.metric == "facility_count"] or story.last_counts
    return bool(counts) and counts[-1].quantity.unit == "school" and sentence[0] - counts[-1].quantity.end <= _NEAR_COUNT


def _built_in_parts(drafts: list[Draft]) -> None:
    """Let a count of schools of which nothing is done, but which is the sum of the counts right behind it, take what is done to those:
    涉及幼儿园29所，其中新建3所、改扩建26所."""
    for first, draft in enumerate(drafts):
        counted, total = draft.decision, draft.quantity.value_max
        if not total or draft.quantity.unit != "school" or not (counted.rule == TAKING_PART or counted.rule in _NOTHING_DONE):
            continue
        parts: list[Draft] = []
        for part in drafts[first + 1 :]:
            if part.decision.action not in actions.WAYS_TO_BUILD or part.quantity.value_max is None:
                break
            parts.append(part)
            if (told := sum(found.quantity.value_max or 0 for found in parts)) >= total:
                if told == total and len(parts) > 1:
                    ways = {found.decision.action for found in parts}
                    action = ways.pop() if len(ways) == 1 else "built_or_expanded"
                    rule = f"schools; action: that of the parts behind it; {CARRIED}"
                    draft.decision = Decision("facilities", "facility_count", "school", counted.subject, rule, action)
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


def _tells_less(decision: Decision, told: Decision) -> bool:
    """Whether a figure told again says less of what it counts than the first time: seats, which were seats added."""
    if decision.rule == SAID_ELSE:
        return told.metric == "facility_count"  # 13所学校包括…
    return decision.metric == "seats_total" and told.metric == "seats_added"


def _facility_action(
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
    before = [draft for draft in drafts if draft.decision.metric == "facility_count"]
    counted = before[-1].decision.action if before else None
    if {draft.decision.action for draft in before} == {"built", "expanded"}:
        counted = "built_or_expanded"  # 新建78所、改扩建48所；其中幼儿园42所
    if not before and rule == "a bare count" and (whole := _sum_before(story, quantity)) is not None:
        counted = whole.decision.action  # 新建10所学校。小学8所，…；初中2所
    is_part = rule == "a bare count" or (rule == "states how many there are" and "其中" in window.local)
    if (is_part and counted not in (None, "existing")) or (
        rule.startswith(actions.DONE) and counted in ("expanded", "built_or_expanded", "renovated", "relocated") and not window.head
    ):
        # 新投用学校105所，其中幼儿园48所、小学37所; 改扩建52所，已完工41所
        action, rule = counted, CARRIED
    elif rule.startswith(actions.DONE) and action == "built" and _THEN_OPENED.match(text, clause[1]):
        action = "opened"
    is_works = decision.unit == "project" and bool(_WORKS.search(window.local[-12:] + window.head))
    if is_works is False and (works := _WORKS_REACH.search(window.before[-60:] + window.local)) is not None:
        # 新建和改扩建工程覆盖全市，涉及学校56所
        return replace(decision, rule=f"{decision.rule}; action: {CARRIED}", action=actions.actions(works[0], 0, len(works[0]))[0].action)
    taking_part = (not is_works and actions.is_taking_part(window.local, window.head, window.right)) or (
        strength < 2 and bool(drafts) and drafts[-1].decision.rule == TAKING_PART and _SAME_LIST.match(window.local)
    )
    if taking_part and strength < 3:
        title = re.search(r"创建|命名|评为|认定|获评|入选|示范|特色|试点|授予", window.local + window.head)
        return Decision("indicator", "model_schools_created" if title else "schools_taking_part", "school", decision.subject, TAKING_PART)
    if action is None and not (window.head and _FOR_SCHOOLS.search(window.local)):
        earlier = [found for found in actions.actions(text, story.sentences.of(quantity.start)[0], clause[0]) if found.strength >= 2]
        if before and counted and not (earlier and earlier[-1].strength >= 3 and earlier[-1].start > before[-1].quantity.end):
            action, rule = before[-1].decision.action, CARRIED
        elif earlier:
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
        if _OPENS_AT.match(text, quantity.end):
            action = "opened"  # 其中41所将于9月开学
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
    if action is None:
        if taking_part:
            return Decision("indicator", "schools_taking_part", "school", decision.subject, TAKING_PART)
        if quantity.kind == "generic":
            return Decision("indicator", "other", quantity.unit, decision.subject, "projects or sites without an action")
        return Decision("indicator", "schools_taking_part", "school", decision.subject, SAID_ELSE)
    return replace(decision, rule=f"{decision.rule}; action: {rule}", action=action)
