"""What a number takes from the claim right before it: the next member of a list, the end of a rise, a part after 其中, a share of those.

Asked before the number is read on its own (`metrics`). What figures tell each other once all of a sentence are read is for `lists` and
`rises`; what is done to schools counted one after the other, for `school_counts`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingestion.extraction import actions, levels, metrics
from ingestion.extraction.decision import PART, Decision
from ingestion.extraction.draft import Draft
from ingestion.extraction.gazetteer import Region, is_within, named_regions
from ingestion.extraction.lists import LIST_JOINT
from ingestion.extraction.numbers import Quantity
from ingestion.extraction.rises import FROM_TO
from ingestion.extraction.story import Story
from ingestion.extraction.window import Window

# a member of a list by district or by kind of school: 赤坎区3505个、霞山区3705个; 小学48个、初中36个
SHARE_OF = re.compile(
    r"(?:^|[，,、；;：:（(]|里|中)(?:其中|包括)?[，,：:]?(?:[\u4e00-\u9fa5]{1,7}(?:[市县区镇乡旗州]|街道|校区)"
    r"|公办|民办|(?:公办|民办|普惠性?|普通|城区|农村|新)?(?:小学|初中|高中|幼儿园|中学|中职|完全中学|九年一贯制学校|学前教育|学前|特殊教育|专门学校|职高)[部段]?)(?:各|有|为|达到?)?$"
)
# 招生2.1万人，在校生6.4万人: says by itself what it counts
_SAYS_ITSELF = re.compile(
    r"学位|托位|园位|教学班|班级|(?:学前|幼儿?|托|特教|预科|民族)班|在[校园籍读学册]|毕业|离[园校]|招[收生]|入[园学]|录取|教师|教职工"
)
_TAKEN_IN = re.compile("招|新生")
_SCALE = re.compile(r"规模|规划|设计|容纳|可提供")
# 新增小学学位1000个、初中学位500个
_MORE_SEATS = re.compile(r"[，、；,;和及][\u4e00-\u9fa5]{0,6}(?:学位|托位|园位)(?:各)?")
_LISTED = ("person", "money", "generic", "seat", "area")
# 在校生2.1万人，义务教育段少数民族学生6200人、随迁子女3100人
_SOME_PUPILS = re.compile(r"[，,、；;]?(?:其中)?[，,：:]?[^，。；、0-9]{0,12}(?:学生|子女|子弟|留守儿童|寄宿生|[男女]生)")
_OF_STAFF = re.compile(
    r"[，,、；;]?(?:其中)?[，,：:]?(?:有|含)?(?:全日制|在职)?(?:硕士|博士)?(?:研究生|本科生|硕士|博士|公费师范生|师范生)(?:以?及?以上)?"
)
_SHARED = {
    "generic": ("seats_added", "seats_total", "class_count", "facility_count"),
    "person": ("enrolment", "intake", "seats_total", "class_size"),
    "bare": ("enrolment", "intake", "teachers"),  # 在校生9.8万人，小学5.2万、初中2.9万
    "percent": ("enrolment_rate", "capacity_share", "inclusive_kindergarten_coverage", "public_kindergarten_share"),
    "money": ("allocation", "investment", "aid_amount", "expenditure", "per_student_standard"),
}
# 其中护理专业200人, 面向山东省110人, 市级统招计划2100人, 第一高中1500人; not 专任教师120人
_OF_INTAKE = re.compile(
    r"[，,、；;：:]?(?:其中)?[，,：:]?(?![^，。；]{0,14}(?:教师|老师|教职工|教工|员工|干部|招聘|毕业|离[校园]|在[校园读籍学]|家长|人口|报名|登记|录取|[比较增减]|共有|现有))[\u4e00-\u9fa5]{2,14}"
)
_NEAR_INTAKE = 60  # characters
# 其中2020年4200个; 计划新增学位1.5万个，实际新增1.82万个
_MORE_OF_SEATS = re.compile(r"[，,、；;（(]?(?:其中)?(?:(?:19|20)[0-9]{2}年|[\u4e00-\u9fa5]{0,6}新增)")
_FEWEST_SEATS = 90  # those of a kindergarten of three classes
_ROSE = re.compile(r"[，,、；（(](?:(?:比|较|同比)[^，。；]{0,12})?(?:提高|增长|增加|上升|提升|下降|降低|减少|高出?|增|降)了?")
_ROSE_BY = re.compile(r"(?:增加|减少|增长|下降|增|减)了?(?:约|近)?$")  # 比上年减少10.3万个，减少了28%
_HAVE_SHARES = ("facility_count", "seats_added", "seats_total", "enrolment", "intake", "class_count")
_OF_THEM = re.compile(r"(?:学位|学校|学生)?[，,。；](?:其中|有)?[，,]?(?:有|近|约)?")
_LIES = re.compile(r"(?:的?(?:学校|学位|学生|幼儿园))?(?:位于|集中|分布|布局|落户|落在|来自|属于|投向|建在|安排在|在)")
_NEXT_SIZE = re.compile(r"[，,；;、](?:规模为?)?[0-9]+(?:个?(?:教学)?班|所|轨)[\u4e00-\u9fa5]{0,8}")
# 明年，计划再新增1.1万个
_MORE_STILL = re.compile(
    r"(?:(?:仅|[去今明后]年|[上下]半年|[0-9]{4}年|一年|[，,]|截至目前|以来|期间)*[，,])?(?:预?计划?|将|可|就|又|再|还|已|共|累计|力争|拟|约|近|达|实际)*"
    r"(?:新增|增加|再增|又增|扩容)(?:了|约|近)?$"
)
_NEAR_SEATS = 80  # characters
# 福田区2所、3630个学位
_BESIDE_COUNT = re.compile(r"[、，,]")


def _is_share(story: Story, quantity: Quantity, window: Window, drafts: list[Draft]) -> bool:
    """Whether a bare count is a part, by district or kind of school, of the seats or classes counted before it."""
    if not drafts or window.head or drafts[-1].decision.metric not in _SHARED.get(quantity.kind, ()):
        return False
    if (
        _SAYS_ITSELF.search(window.local)
        or actions.strong_actions().search(window.local)
        or not _is_number_of_list(quantity, window, drafts[-1])
    ):
        return False
    return bool(
        SHARE_OF.search(window.local)
        or levels.ends_with_level(window.local)
        or district(story, window.local)
        or (quantity.kind == "person" and _is_of_school(story, quantity, window))
    )


def _is_of_school(story: Story, quantity: Quantity, window: Window) -> bool:
    """Whether a school's name stands right before a number: 招生5400人，其中第一高级中学1800人."""
    return any(name.end == quantity.start for name in story.names(quantity.start - len(window.local), quantity.start))


def _is_number_of_list(quantity: Quantity, window: Window, last: Draft) -> bool:
    """Whether a share names no rate of its own where the one before it is a rate (入学率小学99.9%、初中98.2%), and a number without a
    measure word is one of thousands (在校生9.8万人，小学5.2万)."""
    if quantity.kind == "percent":
        return last.decision.unit == "percent" and metrics.nearest_term("percent", window.local, window.head) is None
    return quantity.kind != "bare" or quantity.has_multiplier


def district(story: Story, local: str) -> Region | None:
    """The district of the story's own place whose short name is all that stands before a number: 天河10个，白云8个."""
    if len(local) > 5 or story.home is None:
        return None
    named = named_regions()[0].get(local.lstrip("，,、；;"), ())
    return next((region for region in named if is_within(region, story.home)), None)


def inherited(story: Story, quantity: Quantity, window: Window, drafts: list[Draft]) -> Decision | None:
    """What a number takes from the claim right before it: the next member of a list, the end of a rise, a part after 其中."""
    if quantity.word == "个" and not window.head:
        if _is_of_seats_added(story, quantity, window):
            return Decision("enrolment_capacity", "seats_added", "seat", "学位", "seats added, by school")
        if (decision := _more_seats(story, quantity, window)) is not None:
            return decision
    if not drafts:
        return _of_last_intake(story, quantity, window) if quantity.kind == "person" and not window.head else None
    last = drafts[-1]
    between = story.text[last.quantity.end : quantity.start]
    if _is_next_of_list(quantity, window, last, between):
        return replace(last.decision, rule=f"as the number before it; {last.decision.rule}")
    if (of_kind := _OF_KIND.get(quantity.kind)) and (decision := of_kind(story, quantity, window, drafts, between)) is not None:
        return decision
    return (last.whole or last).decision.taken_over(PART) if _is_share(story, quantity, window, drafts) else None


def _is_of_seats_added(story: Story, quantity: Quantity, window: Window) -> bool:
    """Whether a number behind a school's name is its share of the seats that the story says are added: 新增学位5400个: 青口小学1620个、溪东
    小学1080个."""
    is_many = (quantity.value_min or 0) >= _FEWEST_SEATS and bool(story.most_seats_added)
    return is_many and _is_of_school(story, quantity, window)


def _more_seats(story: Story, quantity: Quantity, window: Window) -> Decision | None:
    """Seats whose word the sentence before tells: 累计新增学位3.2万个。明年，计划再新增1.1万个."""
    seats = story.last_figure.get("enrolment_capacity")
    if seats is None or seats.decision.metric != "seats_added":
        return None
    is_near = quantity.start - seats.quantity.end <= _NEAR_SEATS
    return replace(seats.decision, rule="seats told of before") if is_near and _MORE_STILL.fullmatch(window.local) else None


def _of_last_intake(story: Story, quantity: Quantity, window: Window) -> Decision | None:
    """The first people of a sentence that shares out the pupils to be taken in which the one before counts: 计划招生9860人。其中，第一高中
    1500人."""
    whole = story.last_figure.get("enrolment_capacity")
    is_near = whole and whole.decision.metric == "intake" and quantity.start - whole.quantity.end <= _NEAR_INTAKE
    is_part = is_near and (window.before + window.local).startswith("其中") and _OF_INTAKE.fullmatch(window.local)
    return replace(whole.decision, rule="a part of the intake before") if is_part else None


def _is_next_of_list(quantity: Quantity, window: Window, last: Draft, between: str) -> bool:
    """Whether a number without a noun is the next of its list, or what the one before rises to: 2.1万人、1.4万人; 800元提高到1000元."""
    if window.head:
        return False
    is_alike = quantity.word == last.quantity.word and (quantity.kind in _LISTED or last.decision.metric == "growth_rate")
    # 分别新增学位4.68万和7000个: the word is told once
    shares_word = quantity.word == "个" and last.quantity.kind == "bare" and last.decision.unit == "seat"
    return (is_alike or shares_word) and bool(LIST_JOINT.match(between) or FROM_TO.match(between))


def _people(story: Story, quantity: Quantity, window: Window, drafts: list[Draft], between: str) -> Decision | None:
    """People beside classes or pupils: those who are to fill the classes (6个班，270人), or some of the pupils."""
    last = drafts[-1]
    metric = last.decision.metric
    if metric == "class_count" and not window.local.strip("，,、 （(") and window.head in ("", "学生", "幼儿"):
        said = story.text[last.clause[0] : quantity.start]
        is_intake = story.is_about_admission or _TAKEN_IN.search(said)
        filled = "intake" if is_intake else "seats_total" if _SCALE.search(said) else "enrolment"
        return Decision("enrolment_capacity", filled, "person", "学生", "pupils of the classes before")
    if metric.startswith("teachers") and _OF_STAFF.fullmatch(window.local):
        return replace(last.decision, rule="teachers of a kind beside all of them")  # 招引教师86名，其中研究生41名
    if window.head:
        return None
    if metric in ("enrolment", "intake") and _SOME_PUPILS.fullmatch(window.local):
        return replace(last.decision, rule="pupils of a kind beside all pupils")
    if metric == "intake" and _OF_INTAKE.fullmatch(window.local):
        return replace(last.decision, rule="a part of the intake before")
    return None


def _seats(story: Story, quantity: Quantity, window: Window, drafts: list[Draft], between: str) -> Decision | None:
    """Seats whose word is not told again: 新增学位1.9万个；其中2020年4200个, or that stand beside the schools that have them: 小学4所
    5400个."""
    last = drafts[-1]
    metric, is_bare = last.decision.metric, quantity.word == "个" and not window.head
    if metric == "seats_added" and is_bare and _MORE_OF_SEATS.fullmatch(window.local):
        return replace(last.decision, rule="seats of another year or place")
    if metric == "seats_added" and _MORE_SEATS.fullmatch(between) and (quantity.kind != "building" or quantity.word == "座"):
        return replace(last.decision, rule="seats of the list before")
    if metric != "facility_count":
        return None
    if quantity.kind == "seat" and _BESIDE_COUNT.fullmatch(between) and SHARE_OF.search(last.window.local):
        is_part = (quantity.value_min or 0) < story.most_seats_added
        return Decision("enrolment_capacity", "seats_added", "seat", "学位", "seats added, by district") if is_part else None
    if is_bare and not between:
        # 新增学位1.05万个，分别为小学4所5400个、初中3所5100个
        seats = next((draft for draft in reversed(drafts) if draft.decision.unit == "seat"), None)
        return replace(seats.decision, rule="seats of the schools before") if seats else None
    return None


def _percent(story: Story, quantity: Quantity, window: Window, drafts: list[Draft], between: str) -> Decision | None:
    """A share that says by how much the count before it rose (比上年减少10.3万个，减少了28%), or how many of those lie somewhere (新增学位
    5.7万个，65%以上位于郊区)."""
    last = drafts[-1]
    is_rise = quantity.kind == "percent" and last.quantity.kind in ("person", "generic", "school")
    if is_rise and _ROSE.fullmatch(between) and _ROSE_BY.search(last.window.local):
        return Decision("indicator", "growth_rate", "percent", last.decision.subject, "rise of the count before it")
    if last.decision.metric in _HAVE_SHARES and _OF_THEM.fullmatch(between) and _LIES.match(story.text, quantity.end):
        return Decision("enrolment_capacity", "capacity_share", "percent", last.decision.subject, "share of those before")
    return None


def _points(story: Story, quantity: Quantity, window: Window, drafts: list[Draft], between: str) -> Decision | None:
    """By how much the rate before rose: 学位占比达71%，比上年增加3个百分点."""
    decision = drafts[-1].decision
    if decision.metric in metrics.RATE_METRICS and decision.unit == "percent" and _ROSE.fullmatch(between):
        return replace(decision, unit="percentage_point", rule="rise of the rate before it")
    return None


def _area(story: Story, quantity: Quantity, window: Window, drafts: list[Draft], between: str) -> Decision | None:
    """The area of the next size of school: 12个班规模学校不低于2900平方米，18个班规模学校不低于4300平方米."""
    sized = next((draft for draft in drafts[-2:] if draft.quantity.kind == "area"), None)
    if sized is not None and _NEXT_SIZE.fullmatch(story.text[sized.quantity.end : quantity.start]):
        return replace(sized.decision, rule=f"as the number before it; {sized.decision.rule}")
    return None


_OF_KIND = {
    "person": _people,
    "seat": _seats,
    "generic": _seats,
    "building": _seats,
    "percent": _percent,
    "tenths": _percent,
    "points": _points,
    "area": _area,
}
