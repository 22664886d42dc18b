"""What a count counts: schools and projects, seats, classes, persons, things.

Whether the number is a claim at all, and what money, shares and areas mean, is decided in `metrics`; the vocabulary is data.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from ingestion.extraction import levels
from ingestion.extraction.actions import is_grown_to, strong_actions
from ingestion.extraction.decision import Decision, Rejection, indicator
from ingestion.extraction.numbers import Quantity
from ingestion.extraction.terms import nearest_term
from ingestion.extraction.window import Window
from ingestion.wordlists import alternatives, any_of, words

_DEGREE = re.compile(
    r"博士|硕士|学士|研究生学位|授予|攻读|论文|学位[点证]|双学位|学位授权|学位论文|学位教育|专业学位|学位条例|获得?[^，。]{0,4}学位"
)
_GRADUATES = re.compile("(?:学士|硕士|博士)(?:专业|学术)?学位(?!授权|点|论文|研究生|教育)")
_STATE = re.compile(r"(?:有|达|达到|共|共计|合计|总计|现有|拥有|为|至|已达?|达到了|超|超过|突破)$")
_STOCK = re.compile(r"(?:在校|在园|在籍|在读|在学|就读|住校|寄宿|住宿)")
_ONLY_PUPILS = re.compile(
    r"[，,、；;]?(?:现有|共有|有)?(?:在校|在园)?(?:学生|幼儿|中小学生)"
    # 义务教育段少数民族学生6200人
    r"|[，,、；;]?(?:[\u4e00-\u9fa5]{2,8}段)?(?:少数民族|民族|寄宿|随班就读|[男女])(?:学生|生)|[，,、；;]?(?:[\u4e00-\u9fa5]{2,8}段)?(?:进城务工人员)?随迁子女(?:学生)?"
)
_TO_SCHOOL = re.compile(
    r"[\u4e00-\u9fa5]{0,10}(?:开学|返校|离校|到校|报到|(?:[走搬迁]进|搬入|迁入|进入)了?[^，。；、]{0,8}(?:校舍|校园|教室|新校|新园|学堂)|重返课堂|入驻|入读|就读|就近入学|按时入学|入园)"
    r"|[\u4e00-\u9fa5]{0,8}在[^，。；]{1,16}(?:就读|上学|入学)"
)
_ADDING = "新增|增补|扩容|增加|增添|新添|增设|扩充|扩增|净增|多出|多了|又多|添了|腾出|带来|释放|补充"
_SEATS_ADDED = re.compile(rf"(?:{_ADDING}|增)[^，。；、]{{0,10}}$|(?:{_ADDING})[^，。；]{{0,14}}(?:学位|托位|园位)")
_ADDED_LIST = re.compile(rf"(?:{_ADDING})[^，。；]{{0,14}}[、和]$")
_ADDED_BEFORE = re.compile(rf"(?:{_ADDING})[^，。；]{{0,14}}[个班所](?:的?规模)?[，、]?$")
# 新增2200个中小学学位，包括1200个义务教育学位、1000个高中学位; 公办小学增加58所、19.19万个学位
_ADDED_PARTS = re.compile(
    rf"(?:{_ADDING})[^，。；、]{{0,24}}(?:学位|托位|园位)[^，。；、]{{0,8}}[，,（(](?:其中|包括|含|分别为?)[^。；]{{0,30}}$|(?:{_ADDING})[^，。；、]{{0,10}}[所个班][，、]$"
)
_SEATS_TO = re.compile(r"(?:增至|增加到|增加至|达到|扩大到)[约近]?$")
_LACKING = re.compile(r"(?:缺口|短缺|紧缺|[尚仍还]缺|欠缺|缺少|不足)[^，。；、]{0,6}$")
SEATS_BEFORE = re.compile(r"(?:学位|托位|园位)(?:数|总数)?(?:达到?|有|共)?$")
_BUILDING = re.compile(
    r"^(?:校舍|学校|中小学|学位|教育|重点|重大|基本|省级|市级|县级|区级)*(?:建设|基建|校建)项目|竣工|完工|施工|封顶|开工|新建|扩建|主体|投用|重建|加固"
)
_WORKS_BEFORE = re.compile(
    r"(?:重建|加固|[新扩迁改]建|建设|基建|校建|土建|维修|改造|修缮|改薄|校安|重点|大小)项目(?:工程)?[^，。；、]{0,4}$"
    r"|(?:校安|改薄|危改|校舍|校园安全|土建|基建|校建|薄改|扩容|维修|改造|[新扩迁改]建|建设)工程(?:共计?)?$"
)
# 小班（3-4岁），25人
_AGE_GROUP = re.compile(r"[大中小托混合]班(?:[（(][^（）()]*[)）])?[，,:：]?$")
_OF_STAFF = {"teachers", "teachers_trained", "teachers_recruited", "teachers_honoured"}
_PUPILS = re.compile(r"中小学生|学生|在校生|幼儿|儿童|小学生|初中生|高中生|中学生|新生|学子|孩子|随迁子女")
_COUNTED_PUPILS = re.compile(rf"(?:{_PUPILS.pattern})\|$|\|[^，。；、]{{0,6}}(?:{_PUPILS.pattern})")
# 共81所，其中已竣工22所，办理手续11所: the rest of the sum has nothing but its measure word
_PLACES_BEFORE = re.compile(r"[0-9零〇一二三四五六七八九十百千万两][余多]?所(?=[，,、（(]|$)")
NO_SCHOOLS = re.compile(r"医院|研究|派出|事务|福利|敬老|看守|戒毒|监狱|疾控|卫生")
_CHILDREN = re.compile(r"(?:学生|孩子|娃娃|娃(?!娃)|小朋友|幼儿(?!园)|儿童|新生|学子)(?!家庭|家长|作品|活动)")
_STAFF = re.compile(r"教师|教职工|校长|园长|班主任|名师|教练|辅导员|专家|志愿者|骨干|讲师|家长|志愿|干部|党员|工作人员|保安|医师|人才")
# 5个学校投入使用, 2家幼儿园; 新建幼儿园4个, 扩建中学1个
_SCHOOL_KIND = (
    r"(?:[省市县区][直属]|公办|民办|普惠性?|新|中心|农村|乡镇?|镇|村级|小学附属|附属|配套|城区|[大中小]型|省级|市级|标准化|规范(?:化|性)?|示范性?)*"
    r"(?:学校|中学|小学|初中|高中|中小学|幼儿园|高校|教学点|学前教育机构)"
)
# 9个幼儿园班
_CLASSES = re.compile(r"(?:教学|小学|初中|高中|中学|幼儿园?|托|托育|普高|职高|特教|起始年级)?班(?!主任|子|级管理|车|次)")
# 东校区有教学班31个; 设置教学班小学36个
_CLASSES_TOLD = re.compile(r"(?:教学)?班(?:级数?)?(?:幼儿园|小学|初中|高中)?部?$")
_SCHOOLS_IN_GE = re.compile(
    rf"(?:新建|改扩建|扩建|改建|迁建|在建|续建)?(?:的)?{_SCHOOL_KIND}(?!生|教|校长|课|项目|班|阶段|集团|联盟|联合|共同|开展|的)"
)
_SCHOOLS_ALONE = re.compile(_SCHOOL_KIND)
_ACTED_ON = re.compile(rf"{strong_actions().pattern}|正在[^，。；、]{{0,4}}建设|建设中")
# 中小学、幼儿园50处: how Shandong counts schools
_SCHOOLS_IN_CHU = re.compile(rf"{_SCHOOL_KIND}(?:[、和及]?{_SCHOOL_KIND})*(?:共计?|各|总计)?$")
_PROJECT = re.compile(r"项目(?!县|区县|市县|乡)")  # 27个项目县 are counties
_ACTING = re.compile(r"(?:建设|建成|建立|创办|开办|举办|增设|设立)(?:了|起)?$")
OTHER_PROJECTS = re.compile(
    r"(?:民生|社会事业|基础设施|产业|工业|农业|水利|交通|医疗|医院|(?:公共)?卫生|体育|文化|旅游|文旅|民政|养老|环保|市政)(?:类|重点|实事|工程|建设|补短板)*项目"
)
_OF_OTHERS = re.compile(rf"(?<!教育){OTHER_PROJECTS.pattern}")
_BUILDINGS = re.compile(r"[^，。；、]{0,12}?(?:教学|宿舍|综合|实验|办公|公寓|学生|图书|体艺)?(?:楼|校舍|餐厅|食堂|图书馆|体育馆|公寓|建筑)")
_HOMES = re.compile(r"住宅|住房|居民|安置|商品|小区|周转|社区|厂房|医院|病房")
# 新建学校食堂22个, 1座体育馆、11个塑胶操场: what schools build, in whatever it is counted
_BUILT_PARTS = (
    r"(?:食堂|餐厅|伙房|厨房|教学楼|宿舍楼|综合楼|实验楼|实训楼|办公楼|公寓楼|体育馆|图书馆|操场|运动场|校舍)(?:[（(][^（）()]{1,8}[)）])?"
)
_PARTS_BEFORE = re.compile(rf"{_BUILT_PARTS}$")
_PARTS_AFTER = re.compile(rf"[^的，。；、0-9]{{0,6}}?{_BUILT_PARTS}(?![\u4e00-\u9fa5]*(?:设备|用品|维护))")
# 新增班级24个学位1080个: what follows has a number of its own
_NEXT_SEATS = re.compile(r"(?:学位|托位|园位)[0-9]")
_ACTED_SCHOOLS = re.compile(rf"(?:{strong_actions().pattern}|增设|设立|举办)[)）]?{_SCHOOL_KIND}(?:共|各|总计)?$")
# 在园幼儿数由2011年的2153万增加到2015年的2789万
PUPILS_FROM_TO = re.compile(r"(?:在校生|在校学生|在园幼儿|学生|幼儿)(?:人?数|总数|规模)[，,]?(?:由|从)[^，。；元]{0,30}$")
# pupils to whom something is done, who are no stock of a school
_FOR_THEM = re.compile(r"(?:^|[，,；;、])(?:将|可|已|拟|累计|共|免费|继续)*[为给向对让使](?:全[省市县区](?:的)?)?$")
# 360名贫困生每人得到2000元资助
_GIVEN = re.compile(r"[^，。；、0-9]{0,12}(?:每人|各)?(?:得到|获得|获|领到|领取)")
_MORE_PUPILS = re.compile(r"(?:在校生|在园幼儿|学生|幼儿)(?:人?数)?(?:新增|增加|净增|减少)(?:了|约|近)?$")
_SERVED = re.compile(
    r"资助|受益|惠及|测评|培训|辍学|补助|体检|参加|参与|获奖|免除|营养|发放|享受|贷款|救助|捐赠|入围|入选|晋级|参赛|胜出|夺得|荣获"
)
_ITS_PUPILS = re.compile(r"(?:学校|小学|中学|幼儿园)(?:目前|现在|如今)?(?:的|里的|内的)$")
_PLANNED = re.compile(r"(?:规划|设计|办学规模|学校规模|园规模)(?!面积)[^。；]{0,24}$")
# 普惠性民办园有8555人
_THERE_IN_SCHOOLS = re.compile(
    r"(?:幼儿园|民办园|公办园|学校|小学|初中|高中|中学)(?:[（(][^（）()]*[）)])?(?:现?有|共有|共|达到?|人数(?:为|达到?|共有?)?)$"
)
_THERE = re.compile(r"现|已|共有|目前|拥有")
_MAY_COME = re.compile(r"(?:(?:满足|解决)了?|(?:能|可|够|可以)为?)(?:约|近)?$")
_COMING = re.compile(r"[^，。；、]{0,12}(?:入[园学]|就读|上学)")
CHANGE = re.compile(r"(?:比|较)[^，。；]{0,8}(?:多|少|增|减|缩减|增加|减少|增长)[了约近]?$")


@cache
def _school_words() -> re.Pattern[str]:
    return any_of(words("school_words"))


def _is_kind_of_pupils(local: str) -> bool:
    """Whether a list names pupils by their kind of school alone: 普高学生20925人，中职学生4026人."""
    if local[-1:] != "生":
        return False
    pupils = local[:-1].lstrip("，,、；;：:（( ")
    kinds = (pupils, pupils.removesuffix("学"))
    return any(found[:2] == (0, len(kind)) for kind in kinds for found in levels.mentions(kind))


def _strong_end(local: str) -> bool:
    """Whether the words before a number end with a verb of building: 新建 (5个幼儿园)."""
    return any(match.end() == len(local) for match in strong_actions().finditer(local))


@cache
def _slogan_head() -> re.Pattern[str]:
    return re.compile(rf"(?:大|个)?(?:{alternatives(words('slogan_heads'))})")


def schools(quantity: Quantity, window: Window) -> Decision | Rejection:
    school = _school_words()
    of_others = NO_SCHOOLS.search(window.before)
    acting = window.is_education and not of_others and (strong_actions().search(window.clause) or strong_actions().match(window.head))
    if not (
        acting
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
    head, local = window.head, window.local
    if _NEXT_SEATS.match(window.right) and not SEATS_BEFORE.search(local):
        head = ""
    if quantity.word == "个" and _CHILDREN.match(head):
        return persons(replace(quantity, kind="person", unit="person"), window)  # 400多个孩子
    if re.match(r".{0,6}(?:学位|托位|园位)|.{0,2}座位", head) or re.search(r"(?:学位|托位|园位)[^，。；、]{0,12}$", local):
        return seats(quantity, window)
    if not head and re.search(r"(?:学位|托位|园位)[^，。；]{0,6}[：:]$", window.before):
        return seats(quantity, window)  # 学位供给：幼儿园2.1万个
    school_context = re.search(r"学校|中学|小学|中小学|幼儿园|校舍|教学楼|宿舍楼|教育|学位|高中|校区", head) or re.search(
        r"(?:学校|中学|小学|幼儿园|教育|高中|校舍|学院|大学|[一二三四五六七八九十]中)[^，。；]{0,8}(?:等)?$", local
    )
    if head.startswith("名额") and re.search(r"招生|录取|招收", window.clause + window.before[-40:]):
        return Decision("enrolment_capacity", "intake", "person", head, "places to be admitted to")
    if (quantity.word != "件" and _PROJECT.search(head[:14])) or (head == "" and re.search(r"项目[^，。；、]{0,8}$", local)):
        if _OF_OTHERS.match(head) or (head == "" and _OF_OTHERS.search(local)):
            return Rejection("other_subject")
        building = strong_actions().search(window.clause) or _BUILDING.search(head + window.right[:20]) or _WORKS_BEFORE.search(local)
        if not (school_context or (window.is_education and (window.in_clause or building))):
            return Rejection("no_education_context") if not window.is_education else indicator("other", quantity, window, "programmes")
        if re.search(
            r"培训|课程|课题|科研|合作|比赛|竞赛|研学|课后|活动|品牌|书记项目|服务|社团|特色|奖|世界|高新技术", head + local[-10:]
        ):
            return indicator("other", quantity, window, "programmes")
        return Decision("facilities", "facility_count", "project", head or local[-12:], "projects")
    if not head and _WORKS_BEFORE.search(local) and window.is_education and not _OF_OTHERS.search(local):
        return Decision("facilities", "facility_count", "project", local[-12:], "works")  # 校安工程155个
    if (
        (not head and _ACTED_SCHOOLS.search(local[-20:]))
        or (not head and quantity.word == "处" and _SCHOOLS_IN_CHU.search(local))
        or (_SCHOOLS_ALONE.fullmatch(head) and (_ACTING.search(local) or _strong_end(local)))
        or (_SCHOOLS_IN_GE.match(head) and (local.endswith("有") or _ACTED_ON.search(window.right.partition("、")[0])))
    ):
        return Decision("facilities", "facility_count", "school", head or local[-12:], "schools")
    if is_grown_to(window.clause) and _school_words().search(window.clause):
        return Decision("facilities", "facility_count", "school", local[-12:], "schools")  # 由54所整合为43个
    if not head and _CLASSES_TOLD.search(local):
        return Decision("enrolment_capacity", "class_count", "class", local[-12:], "classes")
    if re.search(r"教学点|办园点|办学点|校区|校舍|分校|分园|园区", head) or (
        not head and re.search(r"(?:教学点|办园点|办学点|校区|分校|分园)[^，。；、]{0,8}$", local)
    ):
        return Decision("facilities", "facility_count", "school", head or local[-12:], "campuses")
    listed = strong_actions().match(head) or strong_actions().search(local.rstrip("(（ "), max(0, len(local.rstrip("(（ ")) - 6))
    if (
        window.is_education
        and listed
        and quantity.word in ("个", "项", "处", "家")
        and (not head or strong_actions().match(head))
        and re.match(r"[\s)）、，,。；]|$", window.right[len(head) :])
    ):
        # a heading that only counts: 续建(17个), 17个续建、13个新启动
        return Decision("facilities", "facility_count", "project", head or local[-12:], "counted under a heading")
    if (
        quantity.kind == "building"
        and (_BUILDINGS.match(window.right) or re.search(r"校舍|餐厅|食堂|图书馆|体育馆|楼|建筑", local[-8:]))
        and (window.in_clause or (window.is_education and not _HOMES.search(head + local[-8:])))
    ):
        return Decision("facilities", "facility_count", "item", head or local[-12:], "buildings")
    if (
        quantity.word in ("个", "处", "间", "座")
        and (_PARTS_BEFORE.search(local) if not head else _PARTS_AFTER.fullmatch(head))
        and strong_actions().search(window.clause)
    ):
        return Decision("facilities", "facility_count", "item", head or local[-12:], "buildings")
    if _CLASSES.match(head):
        return Decision("enrolment_capacity", "class_count", "class", head, "classes")
    if not window.in_clause and not window.is_education:
        return Rejection("no_education_context")
    if _slogan_head().match(head) and not re.search(r"[0-9]", head):
        return Rejection("slogan")
    if not head and not window.near and not (window.is_education and len(local) >= 2):
        return Rejection("no_subject")
    # what stands after the measure word is what is counted; the words before it name the thing only where nothing does
    return indicator(nearest_term("generic", *([head] if head else [local, window.clause])), quantity, window, "other counts")


def seats(quantity: Quantity, window: Window) -> Decision | Rejection:
    if _DEGREE.search(f"{window.clause}{window.head}|{window.right[:20]}"):
        return Rejection("academic_degree")
    if _LACKING.search(window.local):
        return indicator("other", quantity, window, "seats that are wanting")
    if _SEATS_TO.search(window.local):
        metric = "seats_total"
    elif (
        _SEATS_ADDED.search(window.local)
        or _ADDED_LIST.search(window.clause)
        or (_SEATS_ADDED.search(window.clause) and "学位" not in window.local)
        or re.search(rf"(?:{_ADDING})(?:学位|托位)[：:]$", window.before)
        or (window.local == "学位" and _ADDED_BEFORE.search(window.before + window.clause.removesuffix("学位")))
        or _ADDED_PARTS.search(window.before + window.clause)
    ):
        metric = "seats_added"
    else:
        metric = "seats_total"
    return Decision("enrolment_capacity", metric, "seat", "学位", "seats")


def classes(quantity: Quantity, window: Window) -> Decision | Rejection:
    if quantity.word == "班" and window.clause.endswith("年级"):
        return Rejection("ordinal")  # 九年级5班
    if re.search(r"培训|冠名|订单|研修|兴趣|社团|轮训|辅导|补习|先锋|夜校|年级", f"{window.local[-8:]}{window.head[:4]}") or re.match(
        r"(?:主任|子|会|车|次|线|长|费|的学生|学生|同学)", window.right
    ):
        return indicator("other", quantity, window, "other classes")
    return Decision("enrolment_capacity", "class_count", "class", "班", "classes")


def class_size(quantity: Quantity, window: Window) -> Decision | Rejection:
    return Decision("enrolment_capacity", "class_size", "person", "班额", "class size")


def persons(quantity: Quantity, window: Window) -> Decision | Rejection:
    head, local = window.head, window.local
    if _GRADUATES.match(head) or (_GRADUATES.search(local) and not head):
        return Rejection("academic_degree")  # 授予3120名学士学位
    joint = not local.strip(" 、，,：:(（和及达到增至为")
    metric = nearest_term("person", local, head) or (nearest_term("person", window.clause, window.before[-60:]) if joint else None)
    is_served = bool(
        _SERVED.search(local) or _SERVED.search(head + window.right[len(head) : len(head) + 6]) or _GIVEN.match(window.right)
    ) or (bool(_FOR_THEM.search(local)) and not _TO_SCHOOL.match(window.right))
    if joint and metric in ("seats_total", "intake", "enrolment") and not _STAFF.search(head) and not is_served:
        return Decision("enrolment_capacity", metric, "person", head or window.clause[-12:], "pupils of the list before")
    of_each_class = re.search(r"(?:每班|班额)[^，。；]{0,12}$", local) and not _STAFF.search(head)
    if of_each_class or _AGE_GROUP.search((window.before[-24:] + window.clause)[-24:]):
        return Decision("enrolment_capacity", "class_size", "person", "班额", "class size")
    if CHANGE.search(local) or _MORE_PUPILS.search(local):
        return indicator("people", quantity, window, "a change, no stock")
    if SEATS_BEFORE.search(local) and not head:
        return seats(quantity, window)  # 公办园学位10260人
    if quantity.kind == "person_time":
        if re.search(r"技能培训|职业培训", window.clause + head):
            return indicator("vocational_training", quantity, window, "vocational training")
        return indicator(
            metric if metric in ("teachers_trained", "students_aided") else "students_aided" if "资助" in window.clause else "people",
            quantity,
            window,
            "people",
        )
    if PUPILS_FROM_TO.search(window.before[-20:] + window.clause) and not _STAFF.search(head):
        return Decision("enrolment_capacity", "enrolment", "person", window.clause[-12:], "pupils from … to …")
    if not head and _THERE_IN_SCHOOLS.search(local):
        return Decision("enrolment_capacity", "enrolment", "person", local[-12:], "those in schools")
    staff = _STAFF.search(head) or (not _PUPILS.search(head) and _STAFF.search(local[-10:]))
    pupils = bool(_PUPILS.search(head) or (not staff and (_PUPILS.search(local[-14:]) or _STOCK.search(local[-10:]) or "学生" in local)))
    is_there = _STOCK.search(local) or _THERE.search(local) or _TO_SCHOOL.match(head + window.right[len(head) :])
    is_planned = pupils and not is_there and not is_served and bool(_PLANNED.search((window.before + window.clause)[-40:]))
    may_come = _MAY_COME.search(local) and _COMING.match(window.right)
    if not staff and (metric == "seats_total" or may_come or (is_planned and metric in (None, "enrolment"))):
        return Decision("enrolment_capacity", "seats_total", "person", head or local[-12:], "places for pupils")
    if (
        not staff
        and pupils
        and (
            _STOCK.search(head)
            or _TO_SCHOOL.match(window.right)
            or _STOCK.search(local[-16:])
            or metric == "enrolment"
            or _ITS_PUPILS.search(local)
            or (_STATE.search(local) and (_PUPILS.match(head) or re.search(r"(?:学生|幼儿|生)[^，。；、]{0,6}$", local)))
            or _ONLY_PUPILS.fullmatch(local)
            or _is_kind_of_pupils(local)
        )
        and not is_served
    ):
        return Decision("enrolment_capacity", "enrolment", "person", head or local[-12:], "enrolment")
    if metric == "intake" and not staff and not is_served and not re.search(r"招聘|教师|岗", local):
        return Decision("enrolment_capacity", "intake", "person", head or local[-12:], "intake")
    if not (window.is_education or window.in_clause):
        return Rejection("no_education_context")
    metric = metric or nearest_term("person", window.clause)
    if metric in _OF_STAFF and _COUNTED_PUPILS.search(f"{local}|{head}"):
        metric = None  # 教师家访79名学生, 教师走访学生79名
    return indicator(metric or "people", quantity, window, "people")
