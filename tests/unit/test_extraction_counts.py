"""What a bare or neighbouring number counts: seats in lists, numbers without a measure word, pupils after classes.

Every text is invented.
"""

from datetime import date

import pytest

from ingestion.extraction.numbers import rederive
from tests.extracted import claims_of

CITY = {"published": date(2023, 5, 18), "title": "信阳市学校建设提速"}


def told(text, *fields, **about):
    return [tuple(claim[field] for field in fields) for claim in claims_of(text, **(CITY | about))]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "2022年，新增学位小学3200个、初中1800个、高中900个。",
            [("seats_added", 3200, "primary"), ("seats_added", 1800, "junior_secondary"), ("seats_added", 900, "senior_secondary")],
        ),
        (
            "新增小学学位3200个、初中学位1800个、幼儿园学位900个。",
            [("seats_added", 3200, "primary"), ("seats_added", 1800, "junior_secondary"), ("seats_added", 900, "preschool")],
        ),
        (
            "全市新增中小学学位1.2万个，幼儿园学位4500个。",
            [("seats_added", 12_000, "primary_secondary"), ("seats_added", 4500, "preschool")],
        ),
        ("新增幼儿园3所、1080个学位。", [("facility_count", 3, "preschool"), ("seats_added", 1080, "preschool")]),
        ("新增幼儿园3所，学位1080个。", [("facility_count", 3, "preschool"), ("seats_added", 1080, "preschool")]),
        ("全市扩增托位2600个。", [("seats_added", 2600, "preschool")]),
        ("新建小学3所，增加学位3200个。", [("facility_count", 3, "primary"), ("seats_added", 3200, "primary")]),
        ("可提供小学学位3200个。", [("seats_total", 3200, "primary")]),
        ("小学学位增加到3200个。", [("seats_total", 3200, "primary")]),
    ],
)
def test_seats_in_lists(sentence, found):
    assert told(sentence, "metric", "value_min", "level") == found


@pytest.mark.parametrize(
    ("sentence", "statuses"),
    [
        ("续建小学3所，新增学位3600个。", ["ongoing", "ongoing"]),
        ("续建小学3所；新增学位3600个。", ["ongoing", "actual"]),
        ("去年新建小学3所，新增学位3600个。", ["actual", "actual"]),
    ],
)
def test_seats_share_the_status_of_the_schools_before_them(sentence, statuses):
    assert [status for (status,) in told(sentence, "status")] == statuses


def test_a_heading_of_seats_says_what_the_list_below_it_counts():
    assert told("学位供给：幼儿园2.1万个，小学3.4万个。", "metric", "level") == [("seats_total", "preschool"), ("seats_total", "primary")]
    assert told("新增学位：小学3200个，初中1800个。", "metric") == [("seats_added",), ("seats_added",)]
    assert told("学校设施：录播教室21个，图书馆3个。", "family") == [("indicator",), ("indicator",)]


def test_degrees_are_no_seats():
    assert told("信阳师范大学授予学位3200个，新增硕士学位点4个。", "metric") == []


@pytest.mark.parametrize(
    ("sentence", "metric", "value", "unit"),
    [
        ("全市在园幼儿8.4万。", "enrolment", 84_000, "person"),
        ("在校生达到21.7万。", "enrolment", 217_000, "person"),
        ("全县义务教育阶段学生达9.8万。", "enrolment", 98_000, "person"),
        ("学生总数18.2万。", "enrolment", 182_000, "person"),
        ("4.72万学生走进校园。", "enrolment", 47_200, "person"),
        ("全区1.9万幼儿在普惠园就读。", "enrolment", 19_000, "person"),
        ("2.84万新生入学。", "intake", 28_400, "person"),
        ("惠及1.6万中小学生。", "students_aided", 16_000, "person"),
        ("全区有3.27万学生。", "enrolment", 32_700, "person"),
        ("全市有3.27万在校生。", "enrolment", 32_700, "person"),
        ("全市有3.27万名中小学生。", "enrolment", 32_700, "person"),
        ("总学位达5.3万。", "seats_total", 53_000, "seat"),
        ("新增学位6千。", "seats_added", 6000, "seat"),
        ("投入学校建设资金3.8亿。", "investment", 380_000_000, "CNY"),
    ],
)
def test_a_multiplier_without_a_measure_word(sentence, metric, value, unit):
    assert told(sentence, "metric", "value_min", "unit") == [(metric, value, unit)]


@pytest.mark.parametrize("sentence", ["学校代码41500。", "全市学生手册编号3.6万。", "学校网站访问量达3.6万。", "在校生2023。"])
def test_other_numbers_without_a_measure_word_are_no_claims(sentence):
    assert told(sentence, "metric") == []


@pytest.mark.parametrize(
    ("sentence", "metric"),
    [
        ("学校招7个班315人。", "intake"),
        ("今秋招收7个班，315名新生。", "intake"),
        ("设计规模7个班315人。", "seats_total"),
        ("开设7个教学班，可容纳315人。", "seats_total"),
        ("今秋小学一年级招7个班，315人。", "intake"),
        ("学校设计规模7个班，315人。", "seats_total"),
        ("学校现有教学班7个，学生315人。", "enrolment"),
        ("学校规划7个班，315人。", "seats_total"),
        ("全校开设7个班，315人。", "enrolment"),
        ("现有7个班，在校生315人。", "enrolment"),
    ],
)
def test_pupils_after_classes_are_those_who_fill_them(sentence, metric):
    assert told(sentence, "metric", "value_min") == [("class_count", 7), (metric, 315)]


@pytest.mark.parametrize("title", ["信阳市实验中学2023年招生简章", "浉河区2023年小学招生计划", "平桥区公布今年招收新生范围"])
def test_where_admission_is_the_subject_the_pupils_of_classes_are_new_ones(title):
    text = "第三小学：5个班，225人；第六小学：8个班，360人。"
    assert told(text, "metric", title=title) == [("class_count",), ("intake",), ("class_count",), ("intake",)]


@pytest.mark.parametrize(
    ("sentence", "metric"),
    [
        ("学校有学生1680人。", "enrolment"),
        ("教师90人，学生1680人。", "enrolment"),
        ("资助学生1680人。", "students_aided"),
        ("组织学生1680人参加体检。", "people"),
        ("1680名学生参加比赛。", "people"),
    ],
)
def test_pupils_are_enrolled_where_nothing_is_done_with_them(sentence, metric):
    assert told(sentence, "metric")[-1] == (metric,)


def test_staff_after_classes_are_no_pupils():
    assert told("全校开设7个班，教师315人。", "metric") == [("class_count",), ("teachers",)]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("平桥区今年共新建、改扩建18所中学投入使用。", [(18, "opened")]),
        ("平桥区交付启用的新建幼儿园6所。", [(6, "opened")]),
        ("罗山县推出7所公办新建学校。", [(7, "opened")]),
        ("有六所学校已顺利完工，如期开学。", [(6, "opened")]),
        ("光山县新建幼儿园3个，扩建小学2个，改造初中1个。", [(3, "built"), (2, "expanded"), (1, "renovated")]),
        ("稳步推进12所乡镇寄宿制学校建设。", [(12, "built")]),
        ("校舍加固改造工程竣工31所。", [(31, "renovated")]),
        ("改扩建中学9所，已完工4所。", [(9, "expanded"), (4, "expanded")]),
        ("开工新建小学4所、竣工3所。", [(4, "started"), (3, "built")]),
        ("息县保留村小12所。", [(12, "existing")]),
        ("33所乡镇小学中，有12所新建。", [(33, "existing"), (12, "built")]),
        ("已有3家幼儿园建成招生。", [(3, "opened")]),
        ("固始县引进1所双语学校。", [(1, "other")]),
        ("建设6所学校、实现课后服务全覆盖。", [(6, "built")]),
        ("年内启动8个新建幼儿园项目。", [(8, "started")]),
        ("21个改扩建幼儿园项目基本完工。", [(21, "expanded")]),
        ("规划新建小学5所。", [(5, "built")]),
        ("到2025年，全部乡镇均建有1所以上公办中心幼儿园。", [(1, "built")]),
    ],
)
def test_what_is_done_to_the_schools_counted(sentence, found):
    assert told(sentence, "value_min", "action") == found


@pytest.mark.parametrize(
    "sentence",
    [
        "投入800万元建设厨房，扶持45所民办幼儿园提升保教质量。",
        "新建初中2所，为23所村小更换课桌。",
        "认定省级示范园4所、市一级园9所。",
    ],
)
def test_schools_that_get_something_or_bear_a_title_are_no_facilities(sentence):
    assert told(sentence, "metric")[-1] in [("schools_taking_part",), ("model_schools_created",)]


def test_projects_share_the_fate_that_the_headline_tells():
    assert told("第三季度教育项目共9个。", "action", title="信阳市教育项目集中开工") == [("started",)]
    assert told("第三季度教育项目共9个。", "action", title="信阳市教育项目一览") == [("other",)]


@pytest.mark.parametrize(
    ("sentence", "metric", "values"),
    [
        ("浉河区公办幼儿园学位8240人。", "seats_total", [(8240, 8240)]),
        ("新增学位3000个、园位600个以上。", "seats_added", [(3000, 3000), (600, None)]),
        ("两校建成后可分别提供2750、1690座学位。", "seats_total", [(2750, 2750), (1690, 1690)]),
        ("计划扩容中小学学位一万。", "seats_added", [(10_000, 10_000)]),
        ("幼儿园每所不宜超过12个班。", "class_count", [(None, 12)]),
        ("学校规模为6轨36个教学班。", "class_count", [(36, 36)]),
        ("班级规模：小班（3-4岁），25人。", "class_size", [(25, 25)]),
        ("幼儿园建设总投资1 . 6亿元。", "investment", [(160_000_000, 160_000_000)]),
        ("幼儿园建设总投资3.9个亿。", "investment", [(390_000_000, 390_000_000)]),
        ("教育局累计发放310万春季生活补助。", "aid_amount", [(3_100_000, 3_100_000)]),
        ("中央安排学生营养改善计划资金472亿元。", "allocation", [(47_200_000_000, 47_200_000_000)]),
        ("中学生可获1000元助学金、高中生2000元。", "per_student_standard", [(1000, 1000), (2000, 2000)]),
        ("全市高中学生已突破13000人。", "enrolment", [(13_000, None)]),
    ],
)
def test_seats_classes_and_money_in_other_words(sentence, metric, values):
    assert told(sentence, "metric", "value_min", "value_max") == [(metric, *value) for value in values]


@pytest.mark.parametrize(
    ("sentence", "metric"),
    [
        ("浉河中学今秋将迎来首批600余名学生。", "intake"),
        ("该学校目前的12名学生都住校。", "enrolment"),
        ("6.1万名随迁子女就近入学。", "enrolment"),
        ("学校规划36个教学班，学生1800人。", "seats_total"),
        ("学校规划36个教学班，现有学生1800人。", "enrolment"),
        ("该校招生人数较2022年缩减112人。", "people"),
        ("近4.6万名家庭经济困难寄宿学生得到资助。", "people"),
        ("参与学生共计11819人。", "students_assessed"),
        ("为30万名中小学生做心理测评。", "students_assessed"),
    ],
)
def test_pupils_of_a_school_and_pupils_for_whom_something_is_done(sentence, metric):
    assert told(sentence, "metric")[-1] == (metric,)


def test_a_class_named_by_its_number_is_no_count():
    assert told("六年级3班的学生获得表彰。", "metric") == []


def test_seats_beside_each_count_of_schools():
    assert told("新增学位1.05万个，分别为小学4所5400个、初中3所5100个。", "metric", "value_min") == [
        ("seats_added", 10_500), ("facility_count", 4), ("seats_added", 5400), ("facility_count", 3), ("seats_added", 5100),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("学校将开设18个小学班、9个幼儿园班。", [("class_count", 18), ("class_count", 9)]),
        ("23个乡镇中心幼儿园正在加紧建设中。", [("facility_count", 23)]),
        ("全县增设农村小学附属幼儿园215个。", [("facility_count", 215)]),
        ("完成适龄幼儿50%入公办园、80%入普惠性幼儿园。", [("public_kindergarten_share", 50), ("inclusive_kindergarten_coverage", 80)]),
        ("在园幼儿数由2011年的2153万增加到2015年的2789万。", [("enrolment", 21_530_000), ("enrolment", 27_890_000)]),
    ],
)
def test_classes_kindergartens_and_pupils_that_are_counted_without_saying_so(sentence, found):
    assert told(sentence, "metric", "value_min") == found


@pytest.mark.parametrize("sentence", ["补贴标准为每学生每天3元。", "学生享受每日3元的营养膳食补助。", "每人每日补助3元。"])
def test_an_amount_for_each_day_of_a_pupil(sentence):
    assert told(sentence, "metric", "per") == [("per_student_standard", "student_day")]


def test_the_rest_of_a_sum_of_schools_is_counted_by_its_measure_word_alone():
    sentence = "全市学校建设项目共81所，其中已竣工22所，在建48所，办理招投标等前期手续11所。"
    assert told(sentence, "metric", "value_min", "status", "action") == [
        ("facility_count", 81, "ongoing", "built"),
        ("facility_count", 22, "actual", "built"),
        ("facility_count", 48, "ongoing", "built"),
        ("facility_count", 11, "ongoing", "planned"),
    ]
    assert told("全市教育卫生项目中，卫生院共81所，已竣工22所。", "metric") == []


def test_works_are_counted_whatever_is_done_to_them():
    text = "全市实施教育项目153个，其中已立项65个，在建50个，已竣工38个。"
    assert [(claim["value_min"], claim["metric"], claim["action"]) for claim in claims_of(text)] == [
        (153, "facility_count", "other"),
        (65, "facility_count", "planned"),
        (50, "facility_count", "built"),
        (38, "facility_count", "built"),
    ]  # fmt: skip


def test_how_many_there_were_and_are_is_no_building():
    claims = claims_of("中学由原来的3所增加到13所，小学由20所发展到80所。", title="会昌县教育发展", published=date(2023, 5, 18))
    assert [(claim["value_min"], claim["action"], claim["status"]) for claim in claims] == [
        (3, "existing", "actual"), (13, "existing", "actual"), (20, "existing", "actual"), (80, "existing", "actual")
    ]  # fmt: skip


def test_all_members_of_a_list_of_rises_are_points():
    text = "全区学前教育毛入园率、高中阶段毛入学率分别为84.4%、86.6%，分别比2012年提高39.2%、16.4%。"
    assert [claim["unit"] for claim in claims_of(text, title="会昌县教育发展")] == ["percent"] * 2 + ["percentage_point"] * 2


def test_who_receives_a_degree_is_no_claim():
    text = "学校举行毕业典礼，共授予2150名学士学位、430名硕士学位，博士学位36名。目前在校生1.2万人。"
    assert [claim["value_min"] for claim in claims_of(text, title="信阳师范大学举行毕业典礼")] == [12_000]


def test_teachers_of_each_class_are_no_size_of_it():
    (teachers, size) = claims_of("第九条　每班配备两名专任教师，每班不超过30人。", title="信阳市幼儿园管理办法")
    assert teachers["family"] == "indicator" and size["metric"] == "class_size"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全县现有在校学生16765人。其中，小学生6263人，普高学生2925人，中职学生426人。", ["enrolment"] * 4),
        ("民办幼儿园为2562所，普通高中为20所。", ["facility_count"] * 2),
        ("中等职业学校由2002年的54所整合为2008年的43个。", ["facility_count"] * 2),
        ("新校区规划办学规模为48个教学班、办学人数2400人。", ["class_count", "seats_total"]),
        ("全县现有普通高中4所，中职学校1所（国家改革发展示范校）。", ["facility_count"] * 2),
        ("申报实施25个灾后重建项目，恢复重建项目16个。", ["facility_count"] * 2),
        ("在园幼儿14.5万人，占全市入园幼儿数的91%。", ["enrolment", "capacity_share"]),
        ("农村学校食堂覆盖率达92%。", ["pass_rate"]),
    ],
)
def test_what_pupils_schools_and_works_are_called_and_how_they_are_counted(text, found):
    assert [claim["metric"] for claim in claims_of(text, title="会昌县教育发展", published=date(2023, 5, 18))] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我市31所 新校园投用 新增学位1110个", [(31, "facility_count"), (1110, "seats_added")]),
        (
            "全省有小学5100所，比上年减少294所；幼儿园4747所，比上年增加510所。",
            [(5100, "facility_count"), (294, "other"), (4747, "facility_count"), (510, "other")],
        ),
        ("生均校舍建筑面积不少20平方米。", [(20, "floor_area_m2")]),
        ("新校区建有一栋教学楼，建设规模3850平方米。", [(1, "facility_count"), (3850, "floor_area_m2")]),
        ("安排建设项目5个，完成投资3630万元。", [(5, "facility_count"), (36_300_000, "investment")]),
    ],
)
def test_counts_as_headlines_bulletins_and_designs_write_them(text, found):
    claims = claims_of(text, title="义乌市教育发展", published=date(2023, 5, 18))
    assert [(claim["value_min"], claim["metric"]) for claim in claims] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全市中小学创新大赛举行，197名中小学生入围决赛。", ["indicator"]),
        ("该小学原校长非法收受68万元。全县教育投入2亿元。", ["funding"]),
        ("学生家长满意度在98%以上。", ["indicator"]),
    ],
)
def test_contests_crimes_and_opinions_are_no_figures_of_schools(text, found):
    assert [claim["family"] for claim in claims_of(text, title="会昌县教育发展", published=date(2023, 5, 18))] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("南湖小学新增班级24个学位1080个。", [(24, "class_count"), (1080, "seats_added")]),
        ("新增2600个中小学学位，包括1400个义务教育学位、1200个高中学位。", [(n, "seats_added") for n in (2600, 1400, 1200)]),
        ("公办小学增加36所，2.1万个学位。", [(36, "facility_count"), (21_000, "seats_added")]),
        ("全市规划建设中小学、幼儿园50处，其中：中小学35处、幼儿园15处。", [(n, "facility_count") for n in (50, 35, 15)]),
        ("全县新建4个规范性示范幼儿园。", [(4, "facility_count")]),
        ("全省公办幼儿园已占幼儿园总数的35%。", [(35, "public_kindergarten_share")]),
        ("公办园在园幼儿2.1万人，普惠性民办园有8555人。", [(21_000, "enrolment"), (8555, "enrolment")]),
        ("入园幼儿15.2万人，在园幼儿42.5万人。", [(152_000, "intake"), (425_000, "enrolment")]),
        ("集中开工幼儿园项目5个、医院项目1个、体育项目1个。", [(5, "facility_count")]),
        ("新校区新建1栋11层体艺综合楼。", [(1, "facility_count")]),
        ("校友捐出人民币1400万元支持中学扩建。", [(14_000_000, "donation")]),
        ("新建幼儿园1所，投资万元。", [(1, "facility_count")]),
        ("新建幼儿园1所，投资上亿元。", [(1, "facility_count"), (100_000_000, "investment")]),
    ],
)
def test_counts_that_bureaus_write_in_ways_of_their_own(text, found):
    assert told(text, "value_min", "metric") == found


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("教师家访79名学生。", "people"),
        ("教师走访学生79名。", "people"),
        ("全市组建281支教育志愿服务队伍。", "other"),
        ("全市建成12个名师工作室。", "studios"),
        ("全市培训幼儿园教师320名。", "teachers_trained"),
    ],
)
def test_indicators_are_named_after_what_is_counted(text, metric):
    assert told(text, "metric") == [(metric,)]


def test_a_text_in_traditional_characters_is_read_and_quoted_as_it_stands():
    text = "2023年，信陽市新建中小學校12所，新增學位2.4萬個，投資3.5億元。"
    claims = claims_of(text, published=date(2023, 5, 18), title="信陽市新建學校")
    assert [(claim["metric"], claim["value_min"], claim["region_name"], claim["level"]) for claim in claims] == [
        ("facility_count", 12, "信阳市", "primary_secondary"), ("seats_added", 24_000, "信阳市", "primary_secondary"),
        ("investment", 350_000_000, "信阳市", None),
    ]  # fmt: skip
    assert all(claim["quote"] in text for claim in claims)
    assert rederive([text[claim["char_start"] : claim["char_end"]] for claim in claims]) == [(12, 12), (24_000, 24_000), (3.5e8, 3.5e8)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“十三五”期间，全市增加公办幼儿园251所。", [("facility_count", "other")]),
        ("今年将启动新建、改扩建学校17所。", [("facility_count", "started")]),
        ("近几年，改造、新建学校近30所。", [("facility_count", "built_or_expanded")]),
        ("全市现有小学271所，建制小学49所。", [("facility_count", "existing"), ("facility_count", "existing")]),
        ("新建并开学的幼儿园有70所。", [("facility_count", "opened")]),
        ("7所学校建设工程列入民生实事。", [("facility_count", "built")]),
    ],
)
def test_verbs_of_counts_that_bureaus_write(text, found):
    assert told(text, "metric", "action") == found


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("下拨义务教育补助资金9.3亿元，其中中央资金7.3亿元、自治区投入2亿元。", ["allocation", "allocation", "investment"]),
        ("省里批复改薄资金2728万元，其中校舍建设2324万元。", ["allocation", "allocation"]),
        ("今年将投入专项资金500万元改善办学条件。", ["investment"]),
        ("公办园人数为13130人，占比51.13%。", ["enrolment", "public_kindergarten_share"]),
        ("67.5%的初中毕业生就读普通高中。", ["enrolment_rate"]),
        ("该园可满足300名适龄幼儿就近入园。", ["seats_total"]),
        ("新建学校7所，新增学位57405个。其中福田区2所、3630个学位。", ["facility_count", "seats_added"] * 2),
    ],
)
def test_metrics_of_money_shares_and_seats_beside_others(text, metrics):
    assert [metric for (metric,) in told(text, "metric")] == metrics


def test_lists_that_rise_to_lists():
    text = "毛入园率、义务教育巩固率、高中阶段毛入学率分别由2012年的66.63%、91.2%、90.02%提升至2022年的90.8%、96.1%、92.5%。"
    years = [(level, end.year) for level, end in told(text, "level", "period_end")]
    three = ("preschool", "compulsory", "senior_secondary")
    assert years == [(level, 2012) for level in three] + [(level, 2022) for level in three]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("计划投入教育十六点八亿元。", [("investment", 1.68e9)]),
        ("全市在校生规模达到二十点五万人。", [("enrolment", 205_000)]),
        ("累计接受捐款二点二八亿元。", [("donation", 2.28e8)]),
        ("东校区有教学班31个。", [("class_count", 31)]),
        ("学校设置教学班小学36个，初中18个。", [("class_count", 36), ("class_count", 18)]),
        ("中小学在校生从2015年的31.5万人，增至2020年的36.2万人。", [("enrolment", 315_000), ("enrolment", 362_000)]),
        ("在校生2.1万人，义务教育段少数民族学生6200人。", [("enrolment", 21_000), ("enrolment", 6200)]),
        ("维修改造项目2个，涉及学校建设。", [("facility_count", 2)]),
        ("校舍面积比上年增加0.56万平方米。", [("other", 5600)]),
        ("全区一年级新生人数15963人。", [("intake", 15_963)]),
    ],
)
def test_counts_of_old_papers_bulletins_and_lists(text, found):
    assert told(text, "metric", "value_min") == found
