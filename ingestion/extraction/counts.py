"""What a count counts: schools, projects and buildings, things. People and places for them are for `pupils`.

Whether the number is a claim at all, and what money, shares and areas mean, is decided in `metrics`; the vocabulary is data.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from ingestion.extraction.actions import is_grown_to, is_growth, strong_actions
from ingestion.extraction.decision import Decision, Rejection, indicator
from ingestion.extraction.numbers import Quantity
from ingestion.extraction.pupils import CHANGE, SEATS_BEFORE, persons, seats
from ingestion.extraction.stages import BEGUN, DONE
from ingestion.extraction.terms import nearest_term
from ingestion.extraction.window import Window
from ingestion.wordlists import alternatives, any_of, words

_BUILDING = re.compile(
    r"^(?:校舍|学校|中小学|学位|教育|重点|重大|基本|省级|市级|县级|区级|全面改薄|改薄)*(?:建设|基建|校建|土建)项目|前期|复工|竣工|完工|施工|封顶|开工|新建|扩建|主体|投用|重建|加固|建设完成|建成|投入使用|交付|建设进度"
)
_WORKS_BEFORE = re.compile(
    r"(?:重建|加固|[新扩迁改]建|建设|基建|校建|土建|维修|改造|修缮|改薄|校安|重点|大小|能力提升|改善提升|补短板|增位|施工|封顶|装修)”?项目(?:工程)?[^，。；、]{0,4}$"
    r"|(?:校安|改薄|危改|校舍|校园安全|土建|基建|校建|薄改|扩容|维修|改造|[新扩迁改]建|建设)(?:工程|任务)(?:共计?)?$"
)
# 共81所，其中已竣工22所，办理手续11所: the rest of the sum has nothing but its measure word
_PLACES_BEFORE = re.compile(r"[0-9零〇一二三四五六七八九十百千万两][余多]?所(?=[，,、（(]|$)")
NO_SCHOOLS = re.compile(r"医院|医疗|研究|派出|事务|福利|敬老|看守|戒毒|监狱|疾控|卫生")
_CHILDREN = re.compile(r"(?:学生|孩子|娃娃|娃(?!娃)|小朋友|幼儿(?![园班])|儿童|新生|学子)(?!家庭|家长|作品|活动)")
# 5个学校投入使用, 2家幼儿园; 新建幼儿园4个, 扩建中学1个
_SCHOOL_KIND = (
    r"(?:[省市县区][直属]|公办|民办|公益性?|普惠性?|小规模|义务教育|新|中心|农村|贫困村|村办|社区|乡镇?|镇|村级|小学附属|附属|配套|城区|[大中小]型|省级|市级|标准化|规范(?:化|性)?|示范性?)*"
    r"(?:学校|中学|小学|初中|高中|中小学|幼儿园|高校|教学点|学前教育机构|(?:公益|普惠|公办|民办)园(?![区地长林]))"
)
# 9个幼儿园班
_CLASSES = re.compile(r"(?:教学|小学|初中|高中|中学|幼儿园?|托|托育|普高|职高|特教|学前|(?:港澳)?子弟|起始年级)?班(?!主任|子|级管理|车|次)")
# 东校区有教学班31个; 设置教学班小学36个; 规划班级数为33个
_CLASSES_TOLD = re.compile(
    r"(?:教学)?班(?:额|级?数?)(?:幼儿园|小学|初中|高中)?部?(?:为|共|共有|约|由|从|已?达到?|增至|增加到|减至|减少到)?$"
)
_CHANGES = ("增", "减", "扩", "调整", "压缩")  # 由36个增至54个
_SCHOOLS_IN_GE = re.compile(
    rf"(?:新建|改扩建|扩建|改建|迁建|在建|续建)?(?:的)?{_SCHOOL_KIND}(?!生|教|校长|课|项目|班|阶段|集团|联盟|联合|共同|开展|的)"
)
_SCHOOLS_ALONE = re.compile(_SCHOOL_KIND)
# 中小学、幼儿园50处: how Shandong counts schools
_SCHOOLS_IN_CHU = re.compile(rf"{_SCHOOL_KIND}(?:[、和及]?{_SCHOOL_KIND})*(?:共计?|各|总计)?$")
# 已竣工9个，正在施工2个; 9个正在推进
_STAGE = re.compile(
    r"(?:正在|正|抓紧|加快|有序)(?:抓紧|加紧|加快|有序|全力)?(?:建设|施工|推进|实施)|主体(?:施工|封顶|完工)|完成主体(?:工程|结构|施工|建设)?|收尾|扫尾|待建|未开工|在建"
    # 12个项目中，5个已完工，4个正在室内装修，2个处于招投标阶段
    rf"|(?:已经?|全部|均已?)+(?:{BEGUN}|{DONE}|封顶|完成)(?:投用|使用)?"
    r"|(?:正在|正)(?:进行|办理|开展)?[^，。；、0-9]{0,8}(?:施工|装修|招标|招投标|手续|设计)"
    r"|(?:处于|进入)[^，。；、0-9]{0,10}(?:阶段|施工|装修)|(?:基础|室内|内部|外墙|主体)(?:施工|装修|结构施工)"
)
# 进入招投标程序项目2个, 手续正在办理的项目4个
_PREPARED = re.compile(r"招投?标|(?:施工图|图纸|方案|规划)?设计|预算|征地|拆迁|手续|立项|审批|评审|可研|选址|跑办|建设计划")
# 102所D级危房
_UNSAFE = re.compile("[A-D]级危[房校]|危房改造")
# 10个已完成竣工验收的幼儿园
_SAID_OF_SCHOOLS = re.compile(rf"(?:已|正|在|未|拟|将|计划)[^，。；、0-9]{{0,14}}的{_SCHOOL_KIND}")
_STAGE_BEFORE = re.compile(rf"(?:{_STAGE.pattern})$")
# the rule of projects that nothing is built of, as far as is told
PROGRAMMES = "projects that no building is told of"
_PROJECT = re.compile(r"项目(?!县|区县|市县|乡)")  # 27个项目县 are counties
_GROWS_FROM = re.compile(
    rf"(?:教学点|办园点|办学点|幼教点|校点|{_SCHOOL_KIND})(?:总?数量?)?[由从](?:(?:原来?|原有|当初|去年|(?:19|20)[0-9]{{2}}年)的?)?$"
)
_ACTING = re.compile(r"(?:建设|建成|建立|创办|开办|举办|增设|设立)(?:了|起)?$")
OTHER_PROJECTS = re.compile(
    r"(?:民生|社会事业|基础设施|产业|工业|农业|水利|交通|医疗|医院|(?:公共)?卫生|体育|文化|旅游|文旅|民政|养老|环保|市政)(?:类|重点|实事|工程|建设|补短板)*项目"
)
_OF_OTHERS = re.compile(rf"(?<!教育){OTHER_PROJECTS.pattern}")
_BUILDINGS = re.compile(
    r"[^，。；、]{0,12}?(?:教学|宿舍|综合|实验|办公|公寓|学生|图书|体艺)?(?:楼|校舍|餐厅|食堂|图书馆|体育馆|公寓|建筑)"
    # 一座总投资220万元、建筑面积3700平方米的教学楼
    r"|[^。；]{0,36}的[^，。；、]{0,6}(?:教学|宿舍|综合|实验)[^，。；、]{0,4}楼"
)
_HOMES = re.compile(r"住宅|住房|居民|安置|商品|小区|周转|社区|厂房|医院|病房")
# 新建学校食堂22个, 1座体育馆、11个塑胶操场: what schools build, in whatever it is counted
_BUILT_PARTS = (
    r"(?:食堂|餐厅|伙房|厨房|教学楼|宿舍楼|综合楼|实验楼|实训楼|办公楼|公寓楼|体育馆|图书馆|操场|运动场|校舍)(?:[（(][^（）()]{1,8}[)）])?"
)
_PARTS_BEFORE = re.compile(rf"{_BUILT_PARTS}$")
_PARTS_AFTER = re.compile(rf"[^的，。；、0-9]{{0,6}}?{_BUILT_PARTS}(?:新建|建设|改造|维修|修缮|项目|工程)*")
_BUILDS = re.compile(r"建[设成]|修建")
# 进行了71个面积不等的危房改造
_REPAIRS = re.compile(r"[^，。；、0-9]{0,8}(?:危房改造|危改|校舍改造|校舍维修|校安)(?:工程|项目)?(?![^，。；]{0,4}(?:专家|培训|会))")
# 市一中、二小等12个重点工程建成投用
_SCHOOL_WORKS = re.compile(r"(?:重点|重大|民生|教育|校建|实事|建设|改造|危改|加固|维修|续建|基建|省级|市级|县级)*工程")
# 新增班级24个学位1080个: what follows has a number of its own
_NEXT_SEATS = re.compile(r"(?:学位|托位|园位)[0-9]")
# 14处中心幼儿园标准化建设, 24处村级幼儿园建成, 24处村级幼儿园、1处社区幼儿园建设任务
_SCHOOLS_WORKED_ON = re.compile(
    rf"{_SCHOOL_KIND}(?:[、和及][0-9]{{1,4}}[所处个]{_SCHOOL_KIND}){{0,4}}(?:标准化)?(?:已|全部|均)*(?:建设|改造|新建|扩建|{DONE})"
)
_NEAR_SCHOOLS = 12  # characters before a clause in which schools are spoken of
_CAMPUSES = re.compile(r"教学点|办园点|办学点|幼教点|校点|校区|校舍|分校|分园|园区")
# 2.1万个学位, 学位共2.1万个, 学位供给：幼儿园2.1万个
_SEATS_BEHIND = re.compile(r".{0,6}(?:学位|托位|园位)|.{0,2}座位")
_SEATS_AHEAD = re.compile(r"(?:学位|托位|园位)[^，。；、]{0,12}$")
_SEATS_LISTED = re.compile(r"(?:学位|托位|园位)[^，。；]{0,6}[：:]$")
_ADMITTED = re.compile("招生|录取|招收")
_SCHOOLS_NAMED = re.compile("学校|中学|小学|中小学|幼儿园|校舍|教学楼|宿舍楼|教育|学位|高中|校区")
_SCHOOLS_JUST_NAMED = re.compile(r"(?:学校|中学|小学|幼儿园|教育|高中|校舍|学院|大学|[一二三四五六七八九十]中)[^，。；]{0,8}(?:等)?$")
_PROJECTS_BEFORE = re.compile(r"项目[^，。；、]{0,8}$")
_PROGRAMME = re.compile("培训|课程|课题|科研|合作|比赛|竞赛|研学|课后|活动|品牌|书记项目|服务|社团|特色|奖|世界|高新技术")
_CAMPUSES_BEFORE = re.compile(r"(?:教学点|办园点|办学点|幼教点|校点|校区|分校|分园)[^，。；、]{0,8}$")
_ENDS_THERE = re.compile(r"[\s)）、，,。；;]|$")
_BUILDINGS_BEFORE = re.compile("校舍|危房|宿舍|(?<!教师)公寓|餐厅|食堂|图书馆|体育馆|楼|建筑")
# measure words of deeds, and of what comes in kinds
_OF_KINDS = frozenset(("件", "种", "类", "场", "期", "门"))
# 整治“散乱污”企业，依法取缔351家
_OTHERS_ACTED_ON = re.compile(
    r"(?:企业|作坊|商户|商铺|摊点|门店|网吧|诊所|药店|工地|窝点|培训机构)(?:[”』》]|\x22)?(?:[，,][^，。；0-9]{0,6}|[^，。；0-9]{0,4})$"
)
# measure words of what can be carried or driven
_OF_MOVABLES = frozenset(("台", "件", "份", "册", "辆"))


@cache
def _acted_on() -> re.Pattern[str]:
    return re.compile(rf"{strong_actions().pattern}|正在[^，。；、]{{0,4}}建设|建设中")


@cache
def _acted_list() -> re.Pattern[str]:
    return re.compile(rf"[^，。；]{{0,24}}(?:{strong_actions().pattern}|建设)[，。；]?$")


@cache
def _acted_schools() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{strong_actions().pattern}|增设|设立|举办|建成)[)）]?{_SCHOOL_KIND}(?:[、和（(]{_SCHOOL_KIND}[)）]?)*(?:共|各|总计)?$"
    )


@cache
def _acted_count() -> re.Pattern[str]:
    """A verb right before a count: 续建(17个), 新建项目17个; not 撤销老旧专业804个."""
    nouns = "项目|工程|任务|(?:教育|学校)?用地|地块|学校|[校园]舍?|类"
    return re.compile(rf"(?:{strong_actions().pattern})(?:的|了|{nouns}|共|计|总计|[:：(（ ])*$")


@cache
def _school_words() -> re.Pattern[str]:
    return any_of(words("school_words"))


def _strong_end(local: str) -> bool:
    """Whether the words before a number end with a verb of building: 新建 (5个幼儿园)."""
    return any(match.end() == len(local) for match in strong_actions().finditer(local))


@cache
def _slogan_head() -> re.Pattern[str]:
    return re.compile(rf"(?:大|个)?(?:{alternatives(words('slogan_heads'))})")


def schools(quantity: Quantity, window: Window) -> Decision | Rejection:
    school = _school_words()
    of_others = NO_SCHOOLS.search(window.before)
    # 中小学恢复重建，去年开工建设171所
    is_of_schools = window.is_education or school.search(window.before[-_NEAR_SCHOOLS:])
    acting = is_of_schools and not of_others and (strong_actions().search(window.clause) or strong_actions().match(window.head))
    if not (
        acting
        or _UNSAFE.search(window.head)
        or school.search(window.head or window.right[:20])
        or school.search(re.split(r"[，,。；;：:\n]", window.right[:24])[0])
        or school.search(window.local)
        or school.search(window.clause)
        or (window.is_education and (school.search(window.before[-40:]) or (not of_others and _PLACES_BEFORE.search(window.before))))
    ):
        return Rejection("not_a_school")
    if NO_SCHOOLS.search(window.head):
        return Rejection("other_subject")
    if CHANGE.search(window.local):
        return indicator("other", quantity, window, "a change, no stock")
    return Decision("facilities", "facility_count", "school", window.head or window.local[-12:], "schools")


def things(quantity: Quantity, window: Window) -> Decision | Rejection:
    """What is counted with a measure word of all things (个, 处, 项): pupils, seats, projects, schools, buildings, or anything else."""
    if quantity.word in _OF_MOVABLES and _CAMPUSES.match(window.head.removeprefix("新")):
        return Rejection("place_name")  # 三台新校区
    head = "" if _NEXT_SEATS.match(window.right) and not SEATS_BEFORE.search(window.local) else window.head
    decided = _pupils_or_seats(quantity, window, head) or _projects(quantity, window, head) or _schools_in_ge(quantity, window, head)
    if decided is not None:
        return decided
    if not head and (stage := _STAGE.match(window.right)):
        head = stage[0]  # 9个正在推进: no noun stands between
    return _under_heading(quantity, window, head) or _buildings(quantity, window, head) or _others(quantity, window, head)


def _pupils_or_seats(quantity: Quantity, window: Window, head: str) -> Decision | Rejection | None:
    """400多个孩子, 新增2.1万个, 招生名额300个."""
    if quantity.word == "个" and _CHILDREN.match(head):
        return persons(replace(quantity, kind="person", unit="person"), window)
    if _SEATS_BEHIND.match(head) or _SEATS_AHEAD.search(window.local):
        return seats(quantity, window)
    if not head and _SEATS_LISTED.search(window.before):
        return seats(quantity, window)
    if head.startswith("名额") and _ADMITTED.search(window.clause + window.before[-40:]):
        return Decision("enrolment_capacity", "intake", "person", head, "places to be admitted to")
    return None


def _projects(quantity: Quantity, window: Window, head: str) -> Decision | Rejection | None:
    """Projects and works, of schools as far as is told: 27个重点项目, 校安工程155个."""
    local = window.local
    is_of_projects = _PROJECT.search(head[:14]) or (head == "" and _PROJECTS_BEFORE.search(local))
    if quantity.word not in _OF_KINDS and is_of_projects:
        if _OF_OTHERS.match(head) or (head == "" and _OF_OTHERS.search(local)):
            return Rejection("other_subject")
        is_of_schools = _SCHOOLS_NAMED.search(head) or _SCHOOLS_JUST_NAMED.search(local)
        if not (is_of_schools or (window.is_education and (window.in_clause or _is_building(window, head)))):
            return Rejection("no_education_context") if not window.is_education else indicator("other", quantity, window, PROGRAMMES)
        if _PROGRAMME.search(head + local[-10:]):
            return indicator("other", quantity, window, "programmes")
        return Decision("facilities", "facility_count", "project", head or local[-12:], "projects")
    if not head and _WORKS_BEFORE.search(local) and (window.is_education or window.in_clause) and not _OF_OTHERS.search(local):
        return Decision("facilities", "facility_count", "project", local[-12:], "works")
    return None


def _is_building(window: Window, head: str) -> bool:
    """Whether building is spoken of around a count of projects."""
    return bool(
        strong_actions().search(window.clause)
        or strong_actions().search(head)
        or _BUILDING.search(head + window.right[:20])
        or _WORKS_BEFORE.search(window.local)
        or _PREPARED.search(window.clause)
    )


def _schools_in_ge(quantity: Quantity, window: Window, head: str) -> Decision | None:
    """Schools, their classes and campuses: 幼儿园50处, 教学点由210个减少到86个, 教学班31个."""
    local = window.local
    if (
        (not head and _acted_schools().search(local[-20:]))
        or (quantity.word in ("处", "个") and _SCHOOLS_WORKED_ON.match(window.right))
        or (not head and quantity.word == "处" and _SCHOOLS_IN_CHU.search(local))
        or (not head and window.is_education and _SAID_OF_SCHOOLS.match(window.right))
        or (_SCHOOLS_ALONE.fullmatch(head) and (_ACTING.search(local) or _strong_end(local)))
        or (_SCHOOLS_IN_GE.match(head) and (local.endswith("有") or _acted_on().search(window.right.partition("、")[0])))
    ):
        return Decision("facilities", "facility_count", "school", head or local[-12:], "schools")
    if _GROWS_FROM.search(local) and is_growth(head):
        return Decision("facilities", "facility_count", "school", local[-12:], "schools")
    if is_grown_to(window.clause) and _school_words().search(window.clause):
        return Decision("facilities", "facility_count", "school", local[-12:], "schools")  # 由54所整合为43个
    if (not head or head.startswith(_CHANGES)) and _CLASSES_TOLD.search(local):
        return Decision("enrolment_capacity", "class_count", "class", local[-12:], "classes")
    if _CAMPUSES.search(head) or (not head and _CAMPUSES_BEFORE.search(local)):
        return Decision("facilities", "facility_count", "school", head or local[-12:], "campuses")
    return None


def _under_heading(quantity: Quantity, window: Window, head: str) -> Decision | None:
    """What a heading only counts, by the stage of its works: 续建(17个), 17个续建、13个新启动."""
    if not window.is_education or quantity.word not in ("个", "项", "处", "家"):
        return None
    local = window.local
    is_staged = _STAGE.fullmatch(head) or strong_actions().match(head)
    if not (is_staged or _STAGE_BEFORE.search(local) or _acted_count().search(local)) or (head and not is_staged):
        return None
    if _OTHERS_ACTED_ON.search(window.before[-_NEAR_SCHOOLS * 2 :] + window.clause) or not _ENDS_THERE.match(window.right, len(head)):
        return None
    return Decision("facilities", "facility_count", "project", head or local[-12:], "counted under a heading")


def _buildings(quantity: Quantity, window: Window, head: str) -> Decision | None:
    """What schools have built: 宿舍楼3栋, 1座体育馆."""
    local = window.local
    if (
        quantity.kind == "building"
        and (_BUILDINGS.match(window.right) or _BUILDINGS_BEFORE.search(local[-8:]))
        and (window.in_clause or (window.is_education and not _HOMES.search(head + local[-8:])))
    ):
        return Decision("facilities", "facility_count", "item", head or local[-12:], "buildings")
    if (
        quantity.word in ("个", "处", "间", "座")
        and (_PARTS_BEFORE.search(local) if not head else _PARTS_AFTER.fullmatch(head))
        and (strong_actions().search(window.clause) or _BUILDS.search(local) or _acted_list().match(window.right))
    ):
        return Decision("facilities", "facility_count", "item", head or local[-12:], "buildings")
    return None


def _others(quantity: Quantity, window: Window, head: str) -> Decision | Rejection:
    """Classes, works and repairs by their own nouns; else an indicator, where something is counted at all."""
    local = window.local
    if _CLASSES.match(head):
        return Decision("enrolment_capacity", "class_count", "class", head, "classes")
    if not window.in_clause and not window.is_education:
        return Rejection("no_education_context")
    if _SCHOOL_WORKS.match(head) and local.endswith("等") and _school_words().search(local) and strong_actions().search(window.right):
        return Decision("facilities", "facility_count", "project", head, "works on the schools named")
    if _REPAIRS.match(head):
        return Decision("facilities", "facility_count", "project", head, "repairs of school buildings")
    if _slogan_head().match(head) and not re.search(r"[0-9]", head):
        return Rejection("slogan")
    if not head and not window.near and not (window.is_education and len(local) >= 2):
        return Rejection("no_subject")
    # what stands after the measure word is what is counted; the words before it name the thing only where nothing does
    return indicator(nearest_term("generic", *([head] if head else [local, window.clause])), quantity, window, "other counts")
