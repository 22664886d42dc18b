"""What a number counts: family and metric, or the reason why it is no claim.

The grammar of money, shares and areas belongs here, and what makes a number no claim; that of counts is in `counts` and `pupils`; the
vocabulary is data (`metric_terms.csv` and the word lists). Status, period, region and level are decided elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from ingestion.extraction.actions import strong_actions
from ingestion.extraction.counts import OTHER_PROJECTS, schools, things
from ingestion.extraction.decision import Decision, Rejection, indicator
from ingestion.extraction.numbers import Quantity
from ingestion.extraction.pupils import CHANGE, PUPILS_FROM_TO, SEATS_BEFORE, class_size, classes, persons, seats
from ingestion.extraction.sentences import education
from ingestion.extraction.terms import families, metric_terms, nearest_term
from ingestion.extraction.window import Window
from ingestion.wordlists import any_of, words

IGNORED_KINDS = {
    "time": "time",
    "ordinal": "ordinal",
    "score": "score",
    "repeat": "repetition",
    "batch": "batch",
    "other_measure": "other_measure",
    "foreign_money": "foreign_money",
}
_COUNTED = {"school", "person", "generic", "class", "seat", "person_time", "building"}
# 三元区, 五元桥
_PLACE = re.compile("[区县桥村]")
RATE_METRICS = {"enrolment_rate", "inclusive_kindergarten_coverage", "public_kindergarten_share", "capacity_share"}
# 800米自由泳, 200米环形跑道: a race or a track by its length, and no length of anything
_NAMED_BY_LENGTH = re.compile(
    r"(?:[男女]子|个人|混合|标准|环形|半圆形?|直线|塑胶|人工|室外|室内)*(?:自由泳|蛙泳|仰泳|蝶泳|混合泳|泳道|(?:游?泳池)|接力|短跑|中?长跑|赛跑|跑(?!步)|竞走"
    r"|[跨中高低]?栏|障碍赛|速滑|皮?划艇|赛艇|气?[步手]枪|移动靶|跳[板台]|田径场|运动场|操场)"
)
_IS_ONE = re.compile(r"是(?![^，。；]{0,3}所)[^，。；]{2,60}的$")  # 第一中学是我县新建的一所高中
_ANAPHORA = re.compile(r"(?:这|那|此|该|上述|以上|其他|另外?|哪|任何|(?<!合)同)$")
_AMONG_FIRST = re.compile(r"(?:全[国省市县区州校]|[位列居进入得])前$")  # 进入全市前3名
_OF_LAND = ("亩", "公顷")  # no building is measured in them: 规划面积21.5亩
_AVERAGE = re.compile(r"平均|班额|每班|生均")
_EACH = re.compile(r"每(?:年|个|所|名|位|家|生)?$")
_RISE = re.compile(r"(?:提高|增长|增加|上升|提升|下降|降低|减少|增幅|降幅|增|涨|高出|高于[^，。、]{0,8}平均水平?)(?:了|约|近|超过?|达)?$")
_PUPILS_BEFORE = re.compile(r"(?:在校生|在校学生|在园幼儿|学生|幼儿|儿童|学生数|人数)(?:总数)?(?:达到?|有|共|已达?)?$")
_PUPILS_AFTER = re.compile(
    r"(?:名|多名)?(?:[\u4e00-\u9fa5]{0,6}(?:随迁|务工)[\u4e00-\u9fa5]{0,4}(?:子女|子弟)|在校生|学生|幼儿|小学生|中学生|中小学生|大学生|考生|新生"
    r"|学子|儿童|教师)"
)
_PUBLIC_COUNTED = re.compile(
    r"公办(?:幼儿)?园(?:[（(][^（）()]*[)）])?(?:[0-9]+所|(?:在园)?(?:幼儿|人)数?[^，。；、0-9]{0,3}[0-9.]+万?[人名]?)[，,；;]?$"
)
_HEADS_TOLD = re.compile(r"(?:学生|在校生|幼儿|园|学校|入学|入园|招生)(?:总)?人数(?:为|达到?|共计?|共有)$")
_OTHERS_WORKS = re.compile(rf"[0-9](?:个|项)(?:重点|重大|实事)*{OTHER_PROJECTS.pattern}|[0-9]个(?:重点|重大)项目")
_STAFF_COUNTED = re.compile(r"(?:教师|教职工|园长|校长)[^，。；、]{0,6}[0-9][0-9.]*[万余多]*[名人][，,（(]占(?:比|总数的?)?(?:达到?|为)?$")
# 占这些学校教师数的86.2%
_OF_STAFF = re.compile(r"占[^，。；、0-9]{0,10}(?:教师|教职工|教职员工)(?:总?数|总?人数|总量|队伍)?的$")
# 农业大学, 税务局, 农业银行: whose name speaks of other things
_GIVERS = re.compile(r"[\u4e00-\u9fa5]{1,6}?(?:大学|学院|学校|银行|公司|集团|局|厂|协会|基金会)")
_NAMES_REACH = 24  # characters
_INCOME_OF_SCHOOLS = re.compile(
    r"(?:教师|工资|学费|事业|财政拨款|教育经费|勤工俭学|校办|办学)[^，。；]{0,8}收入|教育(?:税?费)?附加|农业职业教育|农业[^，。；]{0,2}学校"
)
# 乡村教师生活补助2.38亿元, 教师每人每年补助3000元
_TO_STAFF = re.compile(r"(?:教师|教职工|班主任|校长|园长|支教(?:人员|教师)?)(?!子女|家庭)(?:[^，。；、0-9生]|工?资性|生活){0,12}$")
_MONTHLY = re.compile(r"每月[^，。；、0-9]{0,6}$")  # 每人每月增发200元津补贴, 按每月400元的标准给予补助
_FREE_OF = re.compile(r"(?:免收|免去|免除|减免|减收)[^，。；、0-9]{0,10}(?:费|费用)$")  # 为贫困生免收学杂费23万元
_FIXED_ASSETS = re.compile(r"固定资产投资(?:总?额)?[^，。；、0-9]{0,6}$")
_WHOLE_SUM = re.compile(r"总投资(?:额)?(?:约|近|达到?|为|超过?)?$")
_MANY_SCHOOLS = re.compile(r"(?:所)?(?:农村|乡村|城乡|公办|民办|贫困地区|山区)*(?:学校|中小学|小学|中学|幼儿园)(?!生|教师|校长)")
# 青海3.5亿加强职业教育: headlines leave out the 元 of large sums
_SPENT_ON = re.compile(r"(?:加强|支持|改善|改造|建设|新建|扶持|资助|用于|打造|补助|推进|助力|投向|升级)")
# …，同比增长5.6%: a rise of what the clause before tells
_ONLY_ROSE = re.compile(r"[，,]?(?:同比|环比|(?:比|较)(?:上年|去年|上一年)(?:同期)?)?(?:名义|实际)?(?:增长|下降|提高|增加|减少|增|降)了?")
_CLAUSE_BEFORE = re.compile(r"[^，。；\n]*(?=[，；]$)")
# 受理生源地信用助学贷款6215人，合同金额5980余万元
_LENT, _CONTRACTED = re.compile("(?:助学|生源地)[^，。；、0-9]{0,6}贷款"), ("合同金额", "合同总额")
# 列支520万元资助困难学生
_AIDS_PUPILS = re.compile(r"(?:用于)?(?:资助|救助)[^，。；、0-9]{0,12}(?:学生|幼儿|儿童|新生|大学生|中学生|[一-龥]生|子女)")
# 学校距县城5公里: where a school lies, no figure of it
_LIES_AT = re.compile(
    r"(?:距离?|离)[^，。；、0-9]{0,6}(?:县城|城区|市区|市中心|镇区|集镇|乡政府|镇政府|村委会|车站|火车站|高铁站|机场|高速)[^，。；、0-9]{0,6}$"
)
_A_SUM = 10_000_000
_RATE_OF_OTHERS = re.compile(
    r"(?:森林|绿化|植被|绿地|网络|宽带|燃气|供水|自来水|医保|社保|养老|疫苗|就医)[^，。；、0-9]{0,4}率[^，。；、0-9]{0,6}$"
)
_A_SUM_OF_ALL = 1_000_000  # no pupil costs as much
_HANDED_OUT = re.compile("拨|下达|安排|落实")
_RISEN_TO = re.compile("(?:增加|增长|提高|提升|上升|跃升|攀升|扩大|减少|下降|降低|增|升|降)(?:了)?[到至为]")
# 今年5.3亿元用于校舍改造
_FOR_BUILDING = re.compile(r"(?:将|可|全部|主要|专项)*(?:用于|用来|投向)[^，。；、]{0,12}(?:危改|建设|改造|[新扩改]建|布局|维修|修缮|校舍)")
_MONEY_SENSE = re.compile(
    r"匹配|配套|出资|金额|资金|投资|投入|经费|贷款|捐|补助|拨付|下达|造价|预算|支出|资助|筹[资措集]|[斥耗巨]资|[投拨]$|元$"
    r"|(?:学|择校|赞助|借读|保教|保育|住宿|杂|校服|伙食|餐|书本|培训|补课)费(?:用|标准)?(?:最[高低])?(?:就|要|收|涨|高)?[为是达到约共]*$"
)
# 发放310万秋季生活补助
_MONEY_HEAD = re.compile(r"(?:[\u4e00-\u9fa5]{0,8}?)(?:补助|助学金|奖学金|资金|经费|补贴|贷款|款项|善款)")
_PUPILS_OR_SCHOOLS = re.compile(r"[0-9][所园]|在校生|学生|幼儿|学位|学校|幼儿园|公办园|中小学|(?:子女|子弟|新生|儿童)[^，。；]{0,4}[0-9]")
_IN_SCHOOLS = re.compile(r"在[^，。；]{0,8}(?:学校|[小中]学|幼儿园|高中)[中里]，?(?:有|约)?$")  # 在希望小学中90%没有电脑
_SHARED_OUT = re.compile(r"[每各均/／]")  # without one of these nothing is distributed
# 项目开工率97.4%, 建设进度已达九成
_PROGRESS = re.compile(
    r"(?:开工|完工|竣工|投用|(?<!教育)完成|执行|支付|到位)率[^，。；、0-9]{0,4}$|进度[^，。；、0-9]{0,6}$|占[^，。；]{0,16}(?:规划|计划|任务)(?:总?数|总量)?的$"
)
_PER = (
    (
        re.compile(
            r"(?:每生|每人|每名学生|每学生)每?学?年|(?:助学金|奖学金|补助|资助)(?:标准)?(?:由|从)(?:原来的?)?每年|每年每生|每学年每?[生人]|生均[^，。；]{0,14}每?年|[/／][生人]?[·.、／/]?学?年(?![·./／]?月)"
        ),
        "student_year",
    ),
    (re.compile(r"(?:每生|每人|每名?学生)每?[天日]|每[天日](?=[0-9|])|[/／][生人]?[·./]?[天日]"), "student_day"),
    (
        re.compile(r"生均|生人均|每生|每名?寄宿生|每名学生|每学期每人|每人每学期|[/／·.](?:(?:月|次|学期)[/／·.])?[生人](?![/／]班)"),
        "student",
    ),
    (re.compile(r"每个?乡镇?|各乡(?:[（(]镇[)）]|镇)|每乡镇"), "township"),
    (re.compile(r"每个?(?:县|区县|县区|县[（(])|各县[^，。]{0,8}(?:各|均|每年)"), "county"),
    (re.compile(r"每班|每个班|人/班"), "class"),
)


@cache
def _other_subjects() -> re.Pattern[str]:
    return any_of(words("other_subjects"))


def per_of(quantity: Quantity, window: Window) -> str | None:
    """The basis of a distributive figure, from the clause around it; none of a sum for all: 拨付生均公用经费1.3亿元."""
    if quantity.kind == "money" and (quantity.value_min or 0) >= _A_SUM_OF_ALL:
        return None
    scope = f"{window.clause}|{window.right[:12]}"
    if _SHARED_OUT.search(scope):
        for pattern, per in _PER:
            if pattern.search(scope):
                return per
    if quantity.kind == "money" and (window.before and "额度" in window.before + window.clause):
        return next((per for pattern, per in _PER[:3] if pattern.search(window.before)), None)
    return None


def decide(quantity: Quantity, window: Window) -> Decision | Rejection:
    """Family and metric of a number, or why it is no claim."""
    kind = quantity.kind
    if kind in IGNORED_KINDS:
        return Rejection(IGNORED_KINDS[kind])
    tail = window.local[-6:]
    if tail.endswith(("第", "排名", "名列", "位列", "位居")) or (kind in ("person", "generic") and _AMONG_FIRST.search(tail)):
        return Rejection("ordinal")
    if _ANAPHORA.search(tail) and not tail.endswith(("其他", "另", "另外")):
        return Rejection("anaphora")
    if kind == "person" and re.match(r"之外|以外|开外|之内", window.right):
        return Rejection("ordinal")
    if kind == "money" and _PLACE.match(window.right) and (quantity.value_min or 0) < 10 and not quantity.is_bound:
        return Rejection("place_name")
    if quantity.is_idiom:
        return Rejection("idiom")
    if window.is_quoted and kind not in ("percent", "money", "points"):
        return Rejection("quoted_name")
    if (
        kind in _COUNTED
        and quantity.value_min is not None
        and quantity.value_min % 1
        and not quantity.has_multiplier
        and not _AVERAGE.search(window.local)
    ):
        return Rejection("not_a_count")
    if _EACH.search(tail) and quantity.start == quantity.core_start and kind in ("school", "person", "bare", "generic", "class"):
        return Rejection("rate_base")
    if window.is_one and window.right.startswith(quantity.word):
        return Rejection("indefinite")  # 一幢幢新楼
    if window.is_one and kind not in ("money", "percent", "area", "points"):
        if _IS_ONE.search(window.clause):
            return Rejection("indefinite")
        verb = re.search(r"(?:建|办|设|开|迁|置)[\u4e00-\u9fa5]{0,3}$|至少有$|[各每][^，。；]{0,10}有$", window.local)
        if (not verb and window.local.endswith(("唯", "同", "某", "有", "了", "为", "是", "在", "成", "作"))) or (
            kind != "school" and quantity.word not in ("栋", "幢") and not (quantity.word == "座" and strong_actions().search(window.local))
        ):
            return Rejection("indefinite")
    if not (
        window.is_education
        or window.in_clause
        or (kind in ("seat", "percent", "area", "money", "school", "points", "tenths") and education().search(window.before))
    ):
        return Rejection("no_education_context")
    other = _other_subjects()
    is_rate = kind == "percent" and bool(metric_terms("percent", window.local[-10:]))  # 就业率 of a school's graduates
    near = window.local[-16:] if kind == "money" else window.local[-10:]
    if (not is_rate or _RATE_OF_OTHERS.search(window.local)) and (
        (other.search(window.head) and not education().search(window.head)) or (other.search(near) and not window.near)
    ):
        return Rejection("other_subject")
    return _DECIDERS[kind](quantity, window)


def _money(quantity: Quantity, window: Window) -> Decision | Rejection:
    if not window.is_education and not window.in_clause:
        return Rejection("no_education_context")
    if _WHOLE_SUM.search(window.local) and _is_of_other_works(window.before[-60:] + window.clause):
        return Rejection("other_subject")
    if _FIXED_ASSETS.search(window.local) and not education().search(window.before[-60:] + window.clause + window.head):
        return Rejection("other_subject")
    own = _GIVERS.sub("", window.local[-_NAMES_REACH:])[-14:]
    if _RISEN_TO.match(window.local):
        own = window.clause.removesuffix(window.local)  # 生产总值由1500亿元增加到2003亿元
    if not _INCOME_OF_SCHOOLS.search(window.clause + window.head) and re.search(
        r"民生(?:领域|类|等)*(?:财政)?(?:支出|投入|保障)|产值|产品|销售|营业|业务总量|业务收入|利润|税|GDP|生产总值|收入(?!不低)|安居|民办实事|医保|社保|养老|农业|工业|旅游|收受|受贿|行贿|贿赂|索贿|赃款|敲诈|诈骗",
        own + window.head,
    ):
        return Rejection("other_subject")
    # 中央资金7.3亿元、自治区投入2亿元: what is said of the next sum is not said of this one
    scopes = (window.local, window.head, re.split("[、0-9]", window.right[:24])[0], window.clause, window.before[-80:])
    if _RISE.search(window.local) and not per_of(quantity, window):
        return indicator("growth_rate", quantity, window, "rise of money")
    metric = nearest_term("money", *scopes)
    if metric is None and _FOR_BUILDING.match(window.right) and "其中" not in window.local:
        metric = "investment"
    metric = metric or "other_amount"
    if metric in ("aid_amount", "other_amount") and _FREE_OF.search(window.local):
        metric = "aid_amount"
    if metric == "allocation" and _AIDS_PUPILS.match(window.right):
        metric = "aid_amount"
    if metric == "allocation" and _MONTHLY.search(window.local):
        metric = "other_amount"
    if metric == "investment" and window.local.endswith(_CONTRACTED) and _LENT.search(window.before[-60:] + window.clause):
        metric = "aid_amount"
    if metric == "per_student_standard" and (quantity.value_min or 0) >= _A_SUM_OF_ALL:
        metric = "allocation" if _HANDED_OUT.search(window.local) else "expenditure"
    if _TO_STAFF.search(window.local):
        # what teachers are paid is neither aid to pupils nor an amount for each of them
        metric = "other_amount" if metric in ("aid_amount", "per_student_standard") else metric
    elif metric == "per_student_standard" or ((per := per_of(quantity, window)) and per.startswith("student")):
        metric = "per_student_standard"
    return Decision("funding", metric, "CNY", window.head or window.local[-14:], "money")


def kind_of_money(*scopes: str) -> str | None:
    """What kind of money some stretches of text tell of, the first that tells of any."""
    return nearest_term("money", *scopes)


def _is_of_other_works(before: str) -> bool:
    """Whether a whole sum is that of works that are no schools: 15个社会事业项目总投资15亿元."""
    others = list(_OTHERS_WORKS.finditer(before))
    return bool(others) and not education().search(before, others[-1].end())


def _is_of_others(before: str) -> bool:
    """Whether the clause before speaks of other things than education alone: 粮食产量120万吨，增长3.2%."""
    last = _CLAUSE_BEFORE.search(before)
    return last is not None and bool(_other_subjects().search(last[0])) and not education().search(last[0])


def _bare(quantity: Quantity, window: Window) -> Decision | Rejection:
    if _HEADS_TOLD.search(window.local) and not window.head and quantity.value_min == quantity.value_max:
        return persons(replace(quantity, kind="person", unit="person"), window)  # 公办园人数为13130
    if quantity.has_multiplier and SEATS_BEFORE.search(window.local) and not window.head:
        return seats(replace(quantity, kind="seat", unit="seat"), window)
    if quantity.has_multiplier and PUPILS_FROM_TO.search(window.clause):
        return Decision("enrolment_capacity", "enrolment", "person", window.clause[-12:], "pupils from … to …")
    if quantity.value_max is None and _MANY_SCHOOLS.match(window.head):
        return schools(replace(quantity, kind="school", unit="school"), window)  # 300多农村学校
    if quantity.has_multiplier and _SPENT_ON.match(window.right) and (quantity.value_min or 0) >= _A_SUM:
        sum_of = _money(replace(quantity, kind="money", unit="CNY"), window)
        is_plain = isinstance(sum_of, Decision) and sum_of.metric == "other_amount"
        return replace(sum_of, metric="investment") if is_plain else sum_of
    if quantity.has_multiplier and (_PUPILS_BEFORE.search(window.local) or _PUPILS_AFTER.match(window.head)):
        # 4.36万学生, 在园幼儿11.5万
        return persons(replace(quantity, kind="person", unit="person"), window)
    if quantity.has_multiplier and (_MONEY_SENSE.search(window.local[-10:]) or _MONEY_HEAD.match(window.head)):
        return _money(quantity, window)
    return Rejection("no_unit")


def _percent(quantity: Quantity, window: Window) -> Decision | Rejection:
    head, local = window.head, window.local
    is_rise = bool(_RISE.search(local)) or quantity.kind == "points"
    if is_rise:
        if _ONLY_ROSE.fullmatch(local) and _is_of_others(window.before):
            return Rejection("other_subject")
        rate = nearest_term("percent", local, window.clause, window.before[-60:])
        if rate in RATE_METRICS:
            return Decision("enrolment_capacity", rate, "percentage_point", local[-14:], "rise of a rate")
        if not window.is_education and not window.in_clause:
            return Rejection("no_education_context")
        return indicator("growth_rate", quantity, window, "growth")
    # 50%入公办园、80%入普惠性园
    metric = nearest_term("percent", head) if head.startswith(("入", "就读")) else nearest_term("percent", local)
    if metric is None and (rate := nearest_term("percent", head)) in RATE_METRICS:
        metric = rate  # 67.5%的初中毕业生就读普通高中
    # 完成适龄幼儿50%入公办园 is of the children
    if re.search(r"(?:相当于|完成(?!率|[^，。；]{0,4}(?:学生|幼儿(?!园)|儿童|少年))|达到?(?:目标|任务|计划)的)[^，。；]{0,6}$", local):
        return indicator("other", quantity, window, "share of a target")
    if _PROGRESS.search(local):
        return indicator("other", quantity, window, "progress of works")
    if _STAFF_COUNTED.search(window.before + local) or _OF_STAFF.search(local):
        return indicator("pass_rate", quantity, window, "share of staff")  # 专任教师250人，占36%
    is_share = re.search(r"占(?:到|比|[^，。；、0-9]{0,6}(?:比重|比例))?(?:达到?|为)?$", local)
    if metric is None and is_share and _PUBLIC_COUNTED.search(window.before[-40:]):
        metric = "public_kindergarten_share"
    if metric is None and _IN_SCHOOLS.search(local):
        metric = "capacity_share"
    if metric is None and (is_share or local.endswith("占总数的")) and _PUPILS_OR_SCHOOLS.search(window.before[-48:] + local):
        metric = "capacity_share"
    if (
        metric is None
        and head
        and (
            re.match(
                r"(?:的)?(?:公办园|民办园|幼儿园|学校|中小学|小学|中学|初中|高中|学生|在校生|幼儿|学位|适龄|儿童|班级|义务教育|公办|园所|校)",
                head,
            )
            and "教师" not in head
        )
    ):
        metric = "capacity_share"
    metric = metric or nearest_term("percent", head, window.clause)
    if metric is None and not window.in_clause:
        metric = nearest_term("percent", window.before[-60:])
        if metric is None or not window.is_education:
            return Rejection("no_education_context") if not window.is_education else indicator("other", quantity, window, "percent")
    if metric is None:
        subject = f"{window.clause}{head}"
        if re.search(r"(?:幼儿园|学校|中小学|学生|学位|班级|办园|校)[^，。；]{0,10}$", subject) or (
            re.match(r"(?:以上)?(?:达到|实现|通过)", window.right) and re.search(r"幼儿园|学校|办园|园", window.before[-30:] + subject)
        ):
            metric = "capacity_share"
    if metric is None or families()[metric] == "indicator":
        return indicator(metric or "other", quantity, window, "percent")
    return Decision("enrolment_capacity", metric, "percent", local[-14:] or head, "rate")


def _area(quantity: Quantity, window: Window) -> Decision | Rejection:
    if re.search(
        r"住宅|住房|居住|周转房|公寓|教师新村|(?<!生)人均(?!占地|用地|校舍|校园|建筑|食堂|餐厅|宿舍|教室|绿地|运动场|体育)",
        window.local + window.head,
    ):
        return indicator("staff_housing", quantity, window, "staff housing")
    if not (window.is_education or window.in_clause):
        return Rejection("no_education_context")
    if CHANGE.search(window.local):
        return indicator("other", quantity, window, "a change, no stock")
    metric = nearest_term("area", window.local, window.head, window.clause[-20:], window.before[-30:])
    if metric is None:
        return Rejection("no_subject")
    # the word next to the number decides where both stand: 占地27.6亩、建筑面积2.8万平方米
    near_hits = metric_terms("area", window.local)
    if near_hits:
        metric = near_hits[-1][2]
    if quantity.word in _OF_LAND:
        metric = "site_area_m2"
    return Decision("facilities", metric, "m2", window.local[-14:], "area")


def _length(quantity: Quantity, window: Window) -> Decision | Rejection:
    if _NAMED_BY_LENGTH.match(window.right):
        return Rejection("kind_name")
    if _LIES_AT.search(window.local):
        return Rejection("other_subject")
    return (
        indicator("distance_m", quantity, window, "distance")
        if window.is_education or window.in_clause
        else Rejection("no_education_context")
    )


_DECIDERS = {
    "school": schools,
    "seat": seats,
    "class": classes,
    "class_size": class_size,
    "person": persons,
    "person_time": persons,
    "money": _money,
    "bare": _bare,
    "percent": _percent,
    "tenths": _percent,
    "points": _percent,
    "area": _area,
    "generic": things,
    "building": things,
    "length": _length,
}
