"""What a count of people, seats or classes counts: pupils who are there, who come, who get something; places for them; staff.

Only what the words around the number itself say belongs here: what it takes over from the figure before it is for `inherited`. Which words
count people is data (`measure_words.csv`).
"""

from __future__ import annotations

import re

from ingestion.extraction import levels
from ingestion.extraction.decision import Decision, Rejection, indicator
from ingestion.extraction.numbers import Quantity
from ingestion.extraction.terms import nearest_term
from ingestion.extraction.window import Window

_DEGREE = re.compile(
    r"博士|硕士|学士|研究生学位|授予|攻读|论文|学位[点证]|双学位|学位授权|学位论文|学位教育|专业学位|学位条例|获得?[^，。]{0,4}学位"
)
_GRADUATES = re.compile("(?:学士|硕士|博士)(?:专业|学术)?学位(?!授权|点|论文|研究生|教育)")
_STATE = re.compile(r"(?:有|达|达到|共|共计|合计|总计|现有|拥有|为|至|已达?|达到了|超|超过|突破)$")
_STOCK = re.compile(r"(?:在校|在园|在籍|在读|在学|就读|住校|寄宿|住宿)")
_ONLY_PUPILS = re.compile(
    r"[，,、；;]?(?:全[省市县区镇乡旗校园]|[\u4e00-\u9fa5]{1,4}[省市县区旗])?(?:现有|共有|有)?(?:[\u4e00-\u9fa5]{2,6}(?:阶段|段))?(?:在校|在园)?"
    r"(?:学生|幼儿|中小学生)(?:总?人?数)?(?:共|达|为|[：:]|(?:增加|发展|减少|增|减)[到至为])?"
    # 普通本科生4万人
    r"|[，,、；;]?(?:其中)?(?:全日制|普通)?(?:硕士、博士)?(?:本科生|专科生|本专科生|研究生|硕士生|博士生|留学生)(?:培养规模|规模)?"
    # 义务教育段少数民族学生6200人
    r"|[，,、；;]?(?:[\u4e00-\u9fa5]{2,8}段)?(?:少数民族|民族|寄宿|随班就读|[男女]|(?:视力|听力|言语|肢体|智力|精神|多重|其[他它])?(?:残疾|残障))(?:学生|生)|[，,、；;]?(?:[\u4e00-\u9fa5]{2,8}段)?(?:进城务工人员)?随迁子女(?:学生)?"
)
_TO_SCHOOL = re.compile(
    r"[\u4e00-\u9fa5]{0,14}(?:开学|返校|离校|到校|报到|(?:[走搬迁]进|搬入|迁入|进入)了?[^，。；、]{0,8}(?:校舍|校园|教室|新校|新园|学堂)|重返课堂|入驻|入读|就读|就近入学|按时入学|入园)"
    r"|[\u4e00-\u9fa5]{0,8}在[^，。；]{1,16}(?:就读|上学|入学)"
)
_KINDS_OF_SEATS = "(?:公办|民办|优质|普惠性?|小学|初中|高中|幼儿园?|中小学|学前|义务教育|普通高中|教育)*学位"
_ADDING = (
    "新增|补齐|新提供|再提供|再添|[增新]添|增补|扩容|扩招|扩大|增加|增设|扩充|扩增|净增|多出|多了|又多|添了|腾出|带来|释放|补充"
    f"|新建(?={_KINDS_OF_SEATS})"
)
_SEATS_ADDED = re.compile(rf"(?:{_ADDING}|增)[^，。；、]{{0,10}}$|(?:{_ADDING})[^，。；]{{0,14}}(?:学位|托位|园位)")
_ADDED_LIST = re.compile(rf"(?:{_ADDING})[^，。；]{{0,14}}[、和]$")
_ADDED_BEFORE = re.compile(rf"(?:{_ADDING})[^，。；]{{0,14}}(?:[个班所间栋处张]|平方米)(?:的?规模)?[，、]?$")
# 新增公办园150所、公办学位3万个: the verb is told once
_NEXT_SEATS = re.compile(f"[、和]?{_KINDS_OF_SEATS}")
# 新增2200个中小学学位，包括1200个义务教育学位、1000个高中学位; 公办小学增加58所、19.19万个学位
_ADDED_PARTS = re.compile(
    rf"(?:{_ADDING})[^，。；、]{{0,24}}(?:学位|托位|园位)[^，。；、]{{0,8}}[，,（(](?:其中|包括|含|分别为?)[^。；]{{0,30}}$|(?:{_ADDING})[^，。；、]{{0,10}}[所个班][，、]$"
)
_SEATS_TO = re.compile(r"(?:增至|增加到|增加至|达到|扩大到)[约近]?$")
_LACKING = re.compile(r"(?:缺口|短缺|紧缺|[尚仍还]缺|欠缺|缺少|不足)[^，。；、]{0,6}$")
SEATS_BEFORE = re.compile(r"(?:学位|学额|托位|园位)(?:数|总数)?(?:达到?|有|共)?$")
# 2500人规模的初级中学, 按照360名幼儿规模建设
_OF_SIZE = re.compile(r"(?:学生|幼儿|师生)?(?:的)?(?:办学|办园)?规模(?!以上|[^，。；]{0,2}(?:竞赛|比赛))")
# 有343名高中毕业生被录取在各类大专院校
_ADMITTED_ELSEWHERE = re.compile(r"[\u4e00-\u9fa5]{0,6}(?:毕业生|考生|学子)[^，。；]{0,4}(?:被[^，。；]{0,8}录取|考[入取上])")
_OF_GRADES = re.compile(r"招收[^，。；、0-9]{0,16}年级(?:的?学生|新生)?$")  # 招收一至五年级学生199人
# 小班（3-4岁），25人
_AGE_GROUP = re.compile(r"[大中小托混合]班(?:[（(][^（）()]*[)）])?[，,:：]?$")
_OF_STAFF = {"teachers", "teachers_trained", "teachers_recruited", "teachers_honoured"}
_PUPILS = re.compile(
    r"中小学生|学生|本科生|专科生|研究生|在校生|幼儿|儿童|小学生|初中生|高中生|中学生|新生|学子|孩子|随迁子女|(?:务工人员|建设者|民工)子女"
)
_COUNTED_PUPILS = re.compile(rf"(?:{_PUPILS.pattern})\|$|\|[^，。；、]{{0,6}}(?:{_PUPILS.pattern})")
_WITH_WHOM = re.compile("[在由随跟]")  # 333名幼儿在家长带领下入园
_STAFF = re.compile(r"教师|教职工|校长|园长|班主任|名师|教练|辅导员|专家|志愿者|骨干|讲师|家长|志愿|干部|党员|工作人员|保安|医师|人才")
# 在园幼儿数由2011年的2153万增加到2015年的2789万
PUPILS_FROM_TO = re.compile(r"(?:在校生|在校学生|在园幼儿|学生|幼儿)(?:人?数|总数|规模)[，,]?(?:由|从)[^，。；元]{0,30}$")
# pupils to whom something is done, who are no stock of a school
_FOR_THEM = re.compile(r"(?:^|[，,；;、])(?:将|可|已|拟|累计|共|免费|继续)*[为给向对让使](?:全[省市县区](?:的)?)?$")
# 容纳1500人的体育馆, 可容纳800人同时就餐
_NO_SEATS = re.compile(
    r"(?:师生|学生)?(?:的(?:大型|多功能|室内)?(?:体育馆|礼堂|报告厅|会议[室厅]|食堂|餐厅|剧场|看台|运动场|图书馆|演播厅)|(?:同时)?(?:就餐|用餐|住宿|观看|观赛|集会))"
)
# 在校生：小学3.1万人，初中1.6万人
_HEADS_LIST = re.compile(r"(?:在校(?:学?生)?|在园幼儿)(?:人?数)?[：:][^，。；、0-9]{2,8}$")
_ROOM_GROWS = re.compile(r"(?:扩容|增容|扩充)(?:了|约|近)*$")
# 360名贫困生每人得到2000元资助
_GIVEN = re.compile(r"[^，。；、0-9]{0,12}(?:每人|各|共)*(?:得到|获得|获|领到|领取|收到)")
_MORE_PUPILS = re.compile(r"(?:在校生|在园幼儿|学生|幼儿)(?:人?数)?(?:新增|增加|净增|减少)(?:了|约|近)?$")
_SERVED = re.compile(
    r"资助|受益|惠及|测评|培训|辍学|失学|复学|升入|补助|体检|参加|参与|获奖|免除|营养|发放|享受|贷款|救助|捐赠|入围|入选|晋级|参赛|胜出|夺得|荣获"
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
_EACH_CLASS = re.compile(r"(?:每班|班额|班均|班级(?:规模|学生数|人数))[^，。；]{0,12}$")
_LARGE_CLASS = re.compile(r"的?超?大?班(?:额|级)")  # 66人以上超大班额
_TRAINING = re.compile(r"技能培训|职业培训")
_HIRED = re.compile(r"招聘|教师|岗")
_ENDS_IN_PUPILS = re.compile(r"(?:学生|幼儿|生)[^，。；、]{0,6}$")
CHANGE = re.compile(r"(?:比|较)[^，。；]{0,8}(?:多|少|增|减|缩减|增加|减少|增长)[了约近]?$")


def _is_kind_of_pupils(local: str) -> bool:
    """Whether a list names pupils by their kind of school alone: 普高学生20925人，中职学生4026人."""
    if local[-1:] != "生":
        return False
    pupils = local[:-1].lstrip("，,、；;：:（( ")
    kinds = (pupils, pupils.removesuffix("学"))
    return any(found[:2] == (0, len(kind)) for kind in kinds for found in levels.mentions(kind))


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
        or (
            _NEXT_SEATS.fullmatch(window.local)
            and _ADDED_BEFORE.search(window.before + window.clause.removesuffix(window.local.lstrip("、")))
        )
        or _ADDED_PARTS.search(window.before + window.clause)
    ):
        metric = "seats_added"
    else:
        metric = "seats_total"
    return Decision("enrolment_capacity", metric, "seat", "学位", "seats")


# 37.8万名流动务工人员随迁子女接受义务教育
_MIGRANTS = re.compile(r"随迁(?:子女|子弟|儿童)$|(?:务工|流动)[^，。；]{0,6}(?:子女|子弟)")
_TAUGHT = re.compile(r"(?:接受|享受)[^，。；]{0,8}教育|[在入][^，。；]{0,10}就读")
# 二十四个教学班以下的生均用地面积: of which schools a norm is
_SIZED = re.compile(r"(?:规模)?的(?:学校|小学|初中|高中|中学|幼儿园)?，?(?:学生|在校生)?(?:生均|每生)")


def classes(quantity: Quantity, window: Window) -> Decision | Rejection:
    if quantity.word == "班" and window.clause.endswith("年级"):
        return Rejection("ordinal")  # 九年级5班
    if window.right.startswith(("倒", "制")):
        return Rejection("not_a_count")  # 三班倒, 两班制
    if _SIZED.match(window.right):
        return Rejection("rate_base")
    if re.search(r"培训|冠名|订单|研修|兴趣|社团|轮训|辅导|补习|先锋|夜校|年级", f"{window.local[-8:]}{window.head[:4]}") or re.match(
        r"(?:主任|子|会|车|次|线|长|费|的学生|学生|同学)|[0-9]{1,4}[名个]学生[^，。；]{0,8}(?:培训|补课|辅导)", window.right
    ):
        return indicator("other", quantity, window, "other classes")
    return Decision("enrolment_capacity", "class_count", "class", "班", "classes")


def class_size(quantity: Quantity, window: Window) -> Decision | Rejection:
    return Decision("enrolment_capacity", "class_size", "person", "班额", "class size")


def persons(quantity: Quantity, window: Window) -> Decision | Rejection:
    """What a count of people counts. First what is no count of the pupils of schools, or says outright of what it is one; then whether they
    are places, pupils who are there or pupils who come; else they are people of whom something else is told."""
    head, local = window.head, window.local
    if (told := _told_outright(quantity, window)) is not None:
        return told
    joint = not local.strip(" 、，,：:(（和及达到增至为")
    metric = nearest_term("person", local, head) or (nearest_term("person", window.clause, window.before[-60:]) if joint else None)
    is_served = _is_served(window)
    if joint and metric in ("seats_total", "intake", "enrolment") and not _STAFF.search(head) and not is_served:
        return _capacity(metric, head or window.clause[-12:], "pupils of the list before")
    if (told := _told_by_words_beside(quantity, window, metric)) is not None:
        return told
    if (told := _of_pupils(window, metric, is_served)) is not None:
        return told
    if not (window.is_education or window.in_clause):
        return Rejection("no_education_context")
    metric = metric or nearest_term("person", window.clause)
    if metric in _OF_STAFF and _COUNTED_PUPILS.search(f"{local}|{head}"):
        metric = None  # 教师家访79名学生, 教师走访学生79名
    return indicator(metric or "people", quantity, window, "people")


def _capacity(metric: str, subject: str, rule: str) -> Decision:
    return Decision("enrolment_capacity", metric, "person", subject, rule)


def _told_outright(quantity: Quantity, window: Window) -> Decision | Rejection | None:
    """People whose noun or clause leaves no doubt: degrees (授予3120名学士学位), pupils of grades taken in, the size of a school, graduates
    whom others admit."""
    head, local = window.head, window.local
    if _GRADUATES.match(head) or (_GRADUATES.search(local) and not head):
        return Rejection("academic_degree")
    if _OF_GRADES.search(window.clause):
        return _capacity("intake", local[-12:], "pupils taken in of some grades")
    following = head + window.right[len(head) :]
    if _OF_SIZE.match(following) and not _STAFF.search(head):
        return _capacity("seats_total", head or local[-12:], "the size of a school")
    if _ADMITTED_ELSEWHERE.match(following):
        return indicator("people", quantity, window, "graduates whom others admit")
    return None


def _is_served(window: Window) -> bool:
    """Whether something is done for the people counted, who are no stock of a school then: 资助学生300人, 360名贫困生每人得到2000元."""
    head, local = window.head, window.local
    beside = head + window.right[len(head) : len(head) + 6]
    if _SERVED.search(local) or _SERVED.search(beside) or _GIVEN.match(window.right):
        return True
    return _FOR_THEM.search(local) is not None and _TO_SCHOOL.match(window.right) is None


def _told_by_words_beside(quantity: Quantity, window: Window, metric: str | None) -> Decision | Rejection | None:
    """People whom the words beside the number place, whether or not a term of theirs is near: room in a hall or for more pupils, the size
    of a class, a change, seats, attendances, a stock that grows, those in schools."""
    head, local = window.head, window.local
    if _MIGRANTS.search(head) and _TAUGHT.search(window.right):
        return _capacity("enrolment", head, "children who are taught")
    if _NO_SEATS.match(window.right):
        return indicator("people", quantity, window, "room for people in a hall")
    if _ROOM_GROWS.search(local):
        return _capacity("seats_added", local[-12:], "room that is added")
    is_of_class = (_EACH_CLASS.search(local) and not _STAFF.search(head)) or _LARGE_CLASS.match(head)
    if is_of_class or _AGE_GROUP.search((window.before[-24:] + window.clause)[-24:]):
        return _capacity("class_size", "班额", "class size")
    if CHANGE.search(local) or _MORE_PUPILS.search(local):
        return indicator("people", quantity, window, "a change, no stock")
    if (SEATS_BEFORE.search(local) and not head) or head.endswith(("学位", "园位", "托位")):
        return seats(quantity, window)  # 公办园学位10260人, 新增1万名幼儿入园学位
    if quantity.kind == "person_time":
        return _attendances(quantity, window, metric)
    if PUPILS_FROM_TO.search(window.before[-20:] + window.clause) and not _STAFF.search(head):
        return _capacity("enrolment", window.clause[-12:], "pupils from … to …")
    if not head and (_THERE_IN_SCHOOLS.search(local) or _HEADS_LIST.search(window.before[-24:] + window.clause)):
        return _capacity("enrolment", local[-12:], "those in schools")
    return None


def _attendances(quantity: Quantity, window: Window, metric: str | None) -> Decision:
    """People counted as often as they come: 培训教师300人次, 资助学生5000人次."""
    if _TRAINING.search(window.clause + window.head):
        return indicator("vocational_training", quantity, window, "vocational training")
    if metric not in ("teachers_trained", "students_aided"):
        metric = "students_aided" if "资助" in window.clause else "people"
    return indicator(metric, quantity, window, "people")


def _of_pupils(window: Window, metric: str | None, is_served: bool) -> Decision | None:
    """Places for pupils (可容纳学生900人), pupils who are there (在校学生900人) or who come (招收900人); None where the people counted are
    none of these. `metric`: what the nearest term says."""
    head, local = window.head, window.local
    if _STAFF.search(_WITH_WHOM.split(head)[0]) or (not _PUPILS.search(head) and _STAFF.search(local[-10:])):
        return None
    pupils = _PUPILS.search(head) or _PUPILS.search(local[-14:]) or _STOCK.search(local[-10:]) or "学生" in local
    may_come = _MAY_COME.search(local) and _COMING.match(window.right)
    if metric == "seats_total" or may_come or (pupils and metric in (None, "enrolment") and not is_served and _are_planned(window)):
        return _capacity("seats_total", head or local[-12:], "places for pupils")
    if is_served:
        return None
    if pupils and _are_there(window, metric):
        return _capacity("enrolment", head or local[-12:], "enrolment")
    if metric == "intake" and not _HIRED.search(local):
        return _capacity("intake", head or local[-12:], "intake")
    return None


def _are_planned(window: Window) -> bool:
    """Whether a clause speaks of the size that a school is planned for, and not of who is there: 办学规模为学生900人."""
    following = window.head + window.right[len(window.head) :]
    if _STOCK.search(window.local) or _THERE.search(window.local) or _TO_SCHOOL.match(following):
        return False
    return _PLANNED.search((window.before + window.clause)[-40:]) is not None


def _are_there(window: Window, metric: str | None) -> bool:
    """Whether pupils are said to be in their schools, or to go to them: 在校学生900人, 900名学生返校."""
    head, local = window.head, window.local
    if metric == "enrolment" or _STOCK.search(head) or _STOCK.search(local[-16:]) or _TO_SCHOOL.match(window.right):
        return True
    if metric != "intake" and _STATE.search(local) and (_PUPILS.match(head) or _ENDS_IN_PUPILS.search(local)):
        return True
    return bool(_ITS_PUPILS.search(local) or _ONLY_PUPILS.fullmatch(local)) or _is_kind_of_pupils(local)
