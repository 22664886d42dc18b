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
        # kinds of classes are classes, also behind schools; new seats are added ones
        ("全镇有幼儿园3所，学前班25个。", [("facility_count", 3, "preschool"), ("class_count", 25, "preschool")]),
        ("今年全区将新建义务教育学位6000个。", [("seats_added", 6000, "compulsory")]),
        (
            "2022年，新增学位小学3200个、初中1800个、高中900个。",
            [("seats_added", 3200, "primary"), ("seats_added", 1800, "junior_secondary"), ("seats_added", 900, "senior_secondary")],
        ),
        (
            "新改扩建中小学45所、幼儿园18所，分别新增学位4.68万和7000个。",
            [
                ("facility_count", 45, "primary_secondary"),
                ("facility_count", 18, "preschool"),
                ("seats_added", 46_800, "primary_secondary"),
                ("seats_added", 7000, "preschool"),
            ],
        ),
        (
            "新增公办幼儿园113所、学位3.8万个。",
            [("facility_count", 113, "preschool"), ("seats_added", 38_000, "preschool")],
        ),
        (
            "建成高中12所，新增基础教育学位20万个。",
            [("facility_count", 12, "senior_secondary"), ("seats_added", 200_000, None)],
        ),
        ("20.13万外来务工人员随迁子女在公办学校就读。", [("enrolment", 201_300, None)]),
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
        ("规划新建小学5所。", [(5, "planned")]),
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
        ("6个县（市、区）通过义务教育均衡发展评估。", "districts"),
        ("通过义务教育均衡发展评估的县（市、区）达到6个。", "districts"),
        ("全县上法治教育课153场。", "other"),
        ("新增省重点中学13所。", "schools_taking_part"),
        ("全市有50所中小学基本建成校园网。", "schools_taking_part"),
        ("建设国家级示范中职学校6所。", "model_schools_created"),
        ("全县选派教师到130个乡镇学校支教。", "other"),
    ],
)
def test_indicators_are_named_after_what_is_counted(text, metric):
    assert told(text, "metric") == [(metric,)]


def test_a_text_in_traditional_characters_is_read_and_quoted_as_it_stands():
    text = "2023年，信陽市新建中小學校12所，新增學位2.4萬個，投資3.5億元。"
    claims = claims_of(text, published=date(2023, 5, 18), title="信陽市新建學校")
    assert [(claim["metric"], claim["value_min"], claim["region_name"], claim["level"]) for claim in claims] == [
        ("facility_count", 12, "信阳市", "primary_secondary"), ("seats_added", 24_000, "信阳市", "primary_secondary"),
        ("investment", 350_000_000, "信阳市", "primary_secondary"),
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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("三栋楼同时施工，工期紧张。", [(3, "built")]),
        ("投资900万元新建实验小学一座体育馆。", [(1, "built")]),
        ("新建农村学校食堂（厨房）21个，改建餐厅3个。", [(21, "built"), (3, "expanded")]),
        ("一栋栋新建的教学楼拔地而起。", []),
        ("累计完成校安工程62个。", [(62, "other")]),
        ("维修改造项目3个涉及8所学校。", [(3, "renovated"), (8, "renovated")]),
        ("全县86个新建乡镇幼儿园将全面投入使用。", [(86, "opened")]),
        ("实施居家适老化改造2.1万户。", []),
        ("重点支持19个项目县加强学校管理。", []),
    ],
)
def test_buildings_and_works_in_whatever_they_are_counted(text, found):
    claims = claims_of(text, title="义乌市教育发展", published=date(2023, 5, 18))
    assert [(claim["value_min"], claim["action"]) for claim in claims if claim["metric"] == "facility_count"] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("项目涉及9个乡镇的31所幼儿园，其中新建幼儿园6所，改扩建幼儿园25所。", ["built_or_expanded", "built", "expanded"]),
        ("全市现有幼儿园31所，其中新建幼儿园6所，改扩建幼儿园25所。", ["existing", "built", "expanded"]),
        ("新建改扩建工程覆盖各乡镇，涉及学校44所。", ["built_or_expanded"]),
        ("今年新改扩建学校42所。其中，41所学校将于9月开学。", ["built_or_expanded", "opened"]),
        ("今年新开学校42所。其中，按照均衡布局的要求，有30所学校位于郊区，包括12所小学。", ["opened"] * 3),
        ("新增幼儿园90所（其中公办园50所），幼儿园总数达610所。", ["opened", "opened", "existing"]),
        ("今年新改扩建学校项目9个。其中学前教育项目5个，义务教育项目4个。", ["built_or_expanded"] * 3),
        ("改扩建学校60所。其中，武义县新建学校最多，为13所。", ["expanded", "built"]),
        ("已完成5所中心幼儿园和3个教学点建设。", ["built", "built"]),
        ("对11所学校实施校园环境提升工程。", ["renovated"]),
        ("将为7所学校建设水冲厕所。", ["built"]),
        ("实施16所学校教育信息化建设工程。", []),
        ("中职学校由52所优化整合为31所。", ["existing"] * 2),
    ],
)
def test_what_is_done_to_schools_by_their_parts_their_sum_and_the_works(text, found):
    claims = claims_of(text, title="义乌市教育发展", published=date(2023, 5, 18))
    assert [claim["action"] for claim in claims if claim["metric"] == "facility_count"] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("开学当天，260名幼儿在老师带领下走进新园。", [(260, "enrolment")]),
        ("3100余名学生有序离校。", [(3100, "enrolment")]),
        ("8.6万名幼儿在公办和普惠性民办园就读。", [(86_000, "enrolment")]),
        ("新园迎来300多个孩子。", [(300, "intake")]),
        ("在学研究生1260人。", [(1260, "enrolment")]),
        ("民办园人数为9120，占比48%。", [(9120, "enrolment")]),
        ("在园幼儿新增4.2万名，达31.5万名。", [(42_000, "people"), (315_000, "enrolment")]),
        ("中小学在校生人数，从2015年的11.5万人，增至2020年的13.2万人。", [(115_000, "enrolment"), (132_000, "enrolment")]),
        ("高中段少数民族学生1630人，高中段随迁子女2120人。", [(1630, "enrolment"), (2120, "enrolment")]),
        ("完成招生800名，其中脱贫户子弟120名。", [(800, "intake"), (120, "intake")]),
        ("明年可扩招6000多人。", [(6000, "intake")]),
        ("新校区可解决近800名适龄幼儿入园问题。", [(800, "seats_total")]),
        ("今年清北录取5人。", [(5, "other")]),
        ("为26万名中小学生开展视力检查。", [(260_000, "people")]),
        ("360名贫困新生每人得到了3000元资助。", [(360, "people"), (3000, "aid_amount")]),
        ("学校组织300名学生走进科技馆参观。", [(300, "people")]),
    ],
)
def test_pupils_who_are_there_and_pupils_to_whom_something_is_done(text, found):
    claims = claims_of(text, title="义乌市教育发展", published=date(2023, 5, 18))
    assert [(claim["value_min"], claim["metric"]) for claim in claims][: len(found)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("青口小学新增24个班的规模，学位1080个。", [(24, "class_count"), (1080, "seats_added")]),
        ("新增公办小学学位2150座、公办学前教育学位410座。", [(2150, "seats_added"), (410, "seats_added")]),
        ("新增班级数61个、新增学位幼儿数1830个。", [(61, "class_count"), (1830, "seats_added")]),
        ("新增1080个学位；溪东学校设置教学班小学18个，初中12个。", [(1080, "seats_added"), (18, "class_count"), (12, "class_count")]),
        ("可新增学位900个；今年新建幼儿园30处。", [(900, "seats_added"), (30, "facility_count")]),
        ("目前全区学位缺口为6200个。", [(6200, "other")]),
        ("新增学位3.2万个，六成以上位于城郊。", [(32_000, "seats_added"), (60, "capacity_share")]),
        ("20年来援建希望小学260所，其中，75%集中在西部。", [(260, "facility_count"), (75, "capacity_share")]),
        ("普惠性学位占比达81%，比上年增加4个百分点。", [(81, "inclusive_kindergarten_coverage"), (4, "inclusive_kindergarten_coverage")]),
        ("新园位于青口镇河东5组。", []),
    ],
)
def test_seats_classes_and_shares_that_lean_on_the_figure_before(text, found):
    claims = claims_of(text, title="义乌市教育发展", published=date(2023, 5, 18))
    assert [(claim["value_min"], claim["metric"]) for claim in claims] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全市各有9个建设项目，婺城10个，金东8个。", [(9, "facility_count"), (10, "facility_count"), (8, "facility_count")]),
        ("新增学位3000个，婺城1000个，金东2000个。", [(3000, "seats_added"), (1000, "seats_added"), (2000, "seats_added")]),
        ("计划新建学校60所。其余50所主体在建，2所正在办理手续。", [(60, "facility_count"), (50, "facility_count"), (2, "facility_count")]),
        ("新建学校12所。全市另有派出所9所。", [(12, "facility_count")]),
        ("各乡镇都拥有一所公办中心幼儿园。", [(1, "facility_count")]),
        (
            "小学建筑面积分别为：12个班规模学校不低于2900平方米，18个班规模学校不低于4300平方米。",
            [(12, "class_count"), (2900, "floor_area_m2"), (18, "class_count"), (4300, "floor_area_m2")],
        ),
        ("完成5200平方米的实训大楼建设。", [(5200, "floor_area_m2")]),
        ("学生人均校舍面积达7.2平方米。", [(7.2, "floor_area_m2")]),
        ("全市现有国家级示范校2所，省级管理强校4所。", []),
    ],
)
def test_counts_without_a_noun_of_their_own(text, found):
    claims = claims_of(text, title="金华市教育发展", published=date(2023, 5, 18))
    assert [(claim["value_min"], claim["metric"]) for claim in claims if claim["family"] != "indicator"] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全市发展改革会议召开。教育方面：安排30亿元，加快实施农村初中校舍改造工程。", [("allocation", 30e8)]),
        ("会议通报了经济运行情况。全省集资7亿元，投入校舍的新建和维修。", [("investment", 7e8)]),
        ("会议通报了经济运行情况。全县确定部分中小学改扩建，总投资41亿元，完成投资12亿元。", [("investment", 41e8), ("investment", 12e8)]),
        ("会议通报了经济运行情况。安排30亿元，修建农村公路和学校。", []),
    ],
)
def test_what_money_of_a_text_about_other_things_is_for_says_the_next_clause(text, found):
    text += "全年生产总值增长6%。城镇居民收入增长5%。粮食产量稳定。工业增加值增长7%。旅游收入增长9%。"
    claims = claims_of(text, title="金华市经济运行情况", published=date(2023, 5, 18))
    assert [(claim["metric"], claim["value_min"]) for claim in claims if claim["family"] == "funding"] == found


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("林女士捐资60万元、县政府匹配145万元建成教学楼。", ["donation", "investment"]),
        ("县里配套了300多万元资金建设校舍。", ["investment"]),
        ("下达农村学校周转宿舍中央预算内投资4290万元。", ["allocation"]),
        ("校舍改造涉及资金1.2亿元。", ["investment"]),
        ("今年5.3亿元用于中小学校舍改造。", ["investment"]),
        ("本次集中开工的15个社会事业项目总投资15亿元。", []),
        ("筹措8.2亿元实施安居工程。", []),
    ],
)
def test_who_pays_and_for_what(text, metric):
    claims = claims_of(text, title="金华市教育发展", published=date(2023, 5, 18))
    assert [claim["metric"] for claim in claims if claim["family"] == "funding"] == metric


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("农村学校互联网接入率超过90%。", "pass_rate"),
        ("高校毕业生去向落实率达92%。", "pass_rate"),
        ("理工类招生专业占比提升至48%。", "other"),
        ("社区普惠性托育服务点覆盖率达55%。", "other"),
        ("公办和公益性幼儿园学位覆盖率达85%。", "inclusive_kindergarten_coverage"),
    ],
)
def test_rates_of_lines_jobs_and_courses_are_no_share_of_pupils(text, metric):
    assert [claim["metric"] for claim in claims_of(text, title="金华市教育发展")] == [metric]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("对30所中小学进行扩建及改造维修。", ["expanded"]),
        ("新建、修缮中小学校舍46所。", ["built_or_expanded"]),
        ("新建、修建村小12所。", ["built_or_expanded"]),
        ("改造维修学校19所。", ["renovated"]),
        ("新建改扩建及维修改造公办幼儿园20所。", ["built_or_expanded"]),
        ("尚有4个校舍建设项目未开工。", ["planned"]),
        ("升格设置3所本科院校。", ["opened"]),
        ("全市新扶持创办普惠园40所。", ["opened"]),
        ("收回小区配套幼儿园16所。", ["other"]),
        ("全县85所学校将改善办学条件。", ["renovated"]),
        ("今年新建改建扩建幼儿园23处。", ["built_or_expanded"]),
        ("两年来，新建改扩建迁建中小学18所。", ["built_or_expanded"]),
        ("配建及改扩建小学12所，初中5所。", ["built_or_expanded", "built_or_expanded"]),
        ("全市陆续建成幼儿园35所。", ["built"]),
        ("新建中心园16所，增设附属幼儿园33所。", ["built", "opened"]),
    ],
)
def test_ways_to_build_side_by_side_and_what_else_becomes_of_schools(text, found):
    claims = claims_of(text, title="金华市教育发展", published=date(2023, 5, 18))
    assert [claim["action"] for claim in claims] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("吉水县为200多所农村学校改造取暖设施。", [(200, "facility_count")]),
        ("为200多农村学校改造取暖设施。", [(200, "facility_count")]),
        ("金华2.6亿加强中职基础能力建设。", [(260_000_000, "investment")]),
        ("平台注册用户达1.47亿。", []),
        ("林女士捐资80万，县政府匹配120万建成教学楼。", [(800_000, "donation"), (1_200_000, "investment")]),
        ("可容纳900人的体育馆已封顶。", [(900, "people")]),
        ("食堂可容纳800名学生同时就餐。", [(800, "people")]),
        ("通过改扩建使公办园扩容近1800人。", [(1800, "seats_added")]),
        ("首批报名仅有160人。", [(160, "intake")]),
        ("240名幼儿在家长带领下共同入园体验。", [(240, "enrolment")]),
        ("实施教育领域重点项目工程28项。", [(28, "facility_count")]),
        ("一中附小、金东学校等9个重点工程建成投用。", [(9, "facility_count")]),
        ("下达教师周转宿舍建设任务120个。", [(120, "facility_count")]),
        ("完成1座体育馆、6个塑胶操场改造。", [(1, "facility_count"), (6, "facility_count")]),
        ("全区20所中小学中建有塑胶操场的达到14所。", [(20, "facility_count"), (14, "schools_taking_part")]),
        ("11所学校、15个专业群入选双高计划。", [(11, "schools_taking_part"), (15, "majors")]),
        ("获批建成3所本科高校。", [(3, "facility_count")]),
        ("大班额减少1.3万个，减少了28%。", [(13_000, "other"), (28, "growth_rate")]),
        ("专任教师250人，占36.1%。", [(250, "teachers"), (36.1, "pass_rate")]),
        ("入学率性别差为0.2个百分点。", [(0.2, "growth_rate")]),
        ("今年新增学位2700个。城东小学1620个、城西小学1080个。", [(2700, "seats_added"), (1620, "seats_added"), (1080, "seats_added")]),
    ],
)
def test_figures_that_say_in_few_words_what_they_count(text, found):
    claims = claims_of(text, title="金华市教育发展", published=date(2023, 5, 18))
    assert [(claim["value_min"], claim["metric"]) for claim in claims] == found


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("学生营养改善计划已安排37亿元。", ["allocation"]),
        ("累计支出营养膳食补助专项资金12亿元。", ["expenditure"]),
        ("省财政拨付的免除学杂费资金3.2亿元已到账。", ["allocation"]),
        ("省里给予3000万元的资金支持用于办学。", ["allocation"]),
        (
            "今年投入教育8316万元，其中上级拨付资金5018万元，包括免费教育资金4525万元、校舍维修资金493万元。",
            ["investment"] + ["allocation"] * 3,
        ),
        ("拟投入资金325万元，全部为省级补助资金，其中校舍类资金104万元。", ["investment", "allocation"]),
        ("各地筹措资金8.6亿元建设幼儿园。", ["investment"]),
        ("可筹集中央和市级资金31亿元改造学校。", ["allocation"]),
    ],
)
def test_the_verb_beside_a_sum_and_the_sum_that_it_is_part_of(text, metric):
    claims = claims_of(text, title="金华市教育经费", published=date(2023, 5, 18))
    assert [claim["metric"] for claim in claims if claim["family"] == "funding"] == metric


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("新开办的幼儿园和学校中，有13所属于引进项目，其中6所为外省学校。", ["opened", "opened"]),
        ("新改扩建学校37所，36所2023年9月开学。", ["built_or_expanded", "opened"]),
        ("改扩建52所，已完工41所。", ["expanded", "expanded"]),
        ("义乌市新建4所、改扩建1所，目前完工4所。", ["built", "expanded", "built"]),
        ("新改扩建129所中小学（包括去年启动建设的学校）。", ["built_or_expanded"]),
        ("今年开始招生的5所学校已备好课桌。", ["opened"]),
    ],
)
def test_what_has_become_of_schools_under_way(text, found):
    claims = claims_of(text, title="金华市学校建设", published=date(2023, 5, 18))
    assert [claim["action"] for claim in claims if claim["metric"] == "facility_count"] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12个续建项目已全部复工。", [(12, "continued")]),
        ("9月底前完成14个项目前期工作。", [(14, "planned")]),
        ("全市改造危房56栋。", [(56, "renovated")]),
        ("新校区建有教学楼4栋、学生公寓3栋。", [(4, "existing"), (3, "existing")]),
        ("5所中小学完成主体施工，7所完成基础施工。", [(5, "built"), (7, "built")]),
        ("15个校建项目已竣工9个、正在施工6个。", [(15, "built"), (9, "built"), (6, "built")]),
        ("15个校建项目主体完工；9个正在推进。", [(15, "built"), (9, "other")]),
        ("新增中小学校8所，其中新建6所、改扩建2所。", [(8, "built_or_expanded"), (6, "built"), (2, "expanded")]),
        ("金东区3所、婺城区2所、开发区1所学校今年9月投用。", [(3, "opened"), (2, "opened"), (1, "opened")]),
        ("建设标准化食堂38个。", [(38, "built")]),
    ],
)
def test_stages_of_works_and_lists_that_share_a_verb(text, found):
    claims = claims_of(text, title="金华市学校建设", published=date(2023, 5, 18))
    assert [(claim["value_min"], claim["action"]) for claim in claims if claim["metric"] == "facility_count"] == found


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("义务教育阶段学生12.3万人，其中随迁子女1.8万人。", ["enrolment", "enrolment"]),
        ("新建高中规划在校生2400人。", ["seats_total"]),
        ("引进社会资本5亿元办学。", ["investment"]),
    ],
)
def test_pupils_in_all_places_planned_and_capital_from_outside(text, metric):
    assert [claim["metric"] for claim in claims_of(text, title="金华市教育发展")] == metric


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("学校规划班级数为36个（其中小学24个，初中12个）。", [("class_count", 36), ("class_count", 24), ("class_count", 12)]),
        ("新建幼儿园1所，可设9个幼儿班。", [("facility_count", 1), ("class_count", 9)]),
        ("全镇现有义务教育阶段中小学生4120人。", [("enrolment", 4120)]),
        ("6个已完成竣工验收的幼儿园秋季招生。", [("facility_count", 6)]),
        ("学校建设进展顺利：进入招投标程序项目3个，正在设计的项目5个。", [("facility_count", 3), ("facility_count", 5)]),
        ("全市小学大班率为2.1%，优质园比例达61%。", [("capacity_share", 2.1), ("capacity_share", 61)]),
        ("城区公办园覆盖面达57%。", [("public_kindergarten_share", 57)]),
        ("三元区新建小学3所。", [("facility_count", 3)]),
        ("学校新建200米环形跑道操场3个，女子800米自由泳获冠军。", [("facility_count", 3)]),
        ("新建校园道路300米。", [("distance_m", 300)]),
        ("学校成绩进入全市前3名，目前3名教师获奖。", [("teachers", 3)]),
        ("幼儿园总数已突破1200所，小学发展到186所。", [("facility_count", 1200), ("facility_count", 186)]),
        ("36所学校建成智慧食堂，65所学校开设编程课。", [("schools_taking_part", 36), ("schools_taking_part", 65)]),
        ("教学班由36个增至54个。", [("class_count", 36), ("class_count", 54)]),
        ("小学入学率99.9%，初中达98.2%。", [("enrolment_rate", 99.9), ("enrolment_rate", 98.2)]),
        ("普惠率90.2%，小学入学率99%。", [("inclusive_kindergarten_coverage", 90.2), ("enrolment_rate", 99)]),
        ("招生5400人，其中第一高级中学1800人。", [("intake", 5400), ("intake", 1800)]),
        ("在校生：小学3.1万人，初中1.6万人。", [("enrolment", 31000), ("enrolment", 16000)]),
        ("新增公办园50所、公办学位3万个。", [("facility_count", 50), ("seats_added", 30000)]),
        ("今年12个学校建设项目中，5个已完工，4个正在装修。", [("facility_count", 12), ("facility_count", 5), ("facility_count", 4)]),
        ("中等职业学校毕业生就业率98%。", [("pass_rate", 98)]),
    ],
)
def test_what_plain_reports_count(text, found):
    assert told(text, "metric", "value_min") == found


@pytest.mark.parametrize(
    ("text", "metric", "least", "per"),
    [
        ("小学生均用地面积不低于 18 m2。", "site_area_m2", 18, "student"),
        ("普通高中用地：≥31平方米/人。", "site_area_m2", 31, "student"),
        ("助学金标准从每年1000元起。", "per_student_standard", 1000, "student_year"),
    ],
)
def test_limits_are_norms(text, metric, least, per):
    ((found, value, unit_of_it, status),) = told(text, "metric", "value_min", "per", "status")
    assert (found, value, unit_of_it, status) == (metric, least, per, "standard")


def test_the_size_of_the_schools_that_a_norm_is_for_is_no_figure():
    text = "初中二十四个教学班以下的生均用地面积不低于二十二平方米。"
    assert told(text, "metric", "value_min", title="信阳市学校规划建设条例") == [("site_area_m2", 22)]


def test_the_school_behind_its_size_is_the_one_that_is_counted():
    text = "设高中的，每三万人口应配建一所24-26个班级规模的初级中学。"
    assert told(text, "metric", "level", title="信阳市学校规划建设条例")[0] == ("facility_count", "junior_secondary")


def test_a_dash_of_any_kind_makes_a_range():
    assert told("今年新建1\u20152所小学。", "value_min", "value_max") == [(1, 2)]


@pytest.mark.parametrize("text", ["公办幼儿园项目开工率97.4%。", "公办学位建设进度已达九成。"])
def test_the_progress_of_works_is_no_share_of_schools(text):
    assert [family for (family,) in told(text, "family")] == ["indicator"]


def test_schools_spoken_of_right_before_are_those_that_are_built():
    text = "各位代表，筹措资金6亿元实施地震受损中小学恢复重建，去年开工建设171所，建成使用141所。"
    assert told(text, "metric", "value_min", "action", title="政府工作报告")[1:] == [
        ("facility_count", 171, "started"), ("facility_count", 141, "opened"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "今年，全市共450余所学校、1万余名学生参与体育节。",
        "2名教师分别为2个班79名学生违规开展学科类培训。",
        "全国体育场地面积37亿平方米，其中事业单位15.21亿平方米，学校体育设施开放率提高。",
    ],
)
def test_who_takes_part_or_owns_is_no_school_built(text):
    assert {family for (family,) in told(text, "family")} <= {"indicator"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("新（改）建学校（幼儿园）41个。", [("facility_count", 41, "built_or_expanded", "actual", [])]),
        ("5所寄宿制高中建设稳步推进。", [("facility_count", 5, "built", "ongoing", [])]),
        ("推进20所优质高中建设。", [("facility_count", 20, "built", "actual", [])]),
        ("新建续建中小学33所。", [("facility_count", 33, "built", "actual", [])]),
        ("新增1万名幼儿入园学位。", [("seats_added", 10_000, None, "actual", [])]),
        ("普高录取比例达到65.9%。", [("enrolment_rate", 65.9, None, "actual", [])]),
        ("学前适龄儿童入园（班）率达到88%。", [("enrolment_rate", 88, None, "actual", [])]),
        ("建成城区幼儿园47个。", [("facility_count", 47, "built", "actual", [])]),
        ("完成14处中心幼儿园标准化建设。", [("facility_count", 14, "built", "actual", [])]),
        ("完成40所中小学校舍安全工程。", [("facility_count", 40, "renovated", "actual", [])]),
        ("城区小学班级规模为45人。", [("class_size", 45, None, "actual", [])]),
        ("37.8万名流动务工人员随迁子女接受义务教育。", [("enrolment", 378_000, None, "actual", [])]),
    ],
)
def test_what_reports_of_cities_count_in_ways_of_their_own(text, found):
    assert told(f"2022年，{text}", "metric", "value_min", "action", "status", "named") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # another word begins with 成
        ("新校启用是教育惠民的又一成果，学校占地30亩。", [("site_area_m2", 20_000)]),
        # a fee is money without its 元
        ("网传该小学择校费为12万，家长纷纷询问。", [("other_amount", 120_000)]),
        # a list of how many there are, by any name of a school
        (
            "全市共有高等学校60所。其中，本科院校25所，高职院校35所。",
            [("facility_count", 60), ("facility_count", 25), ("facility_count", 35)],
        ),
        (
            "特殊教育学校在校生400人。其中，视力残疾学生120人，其他残疾学生280人。",
            [("enrolment", 400), ("enrolment", 120), ("enrolment", 280)],
        ),
        ("全县3至6岁幼儿入园的达72%。", [("enrolment_rate", 72)]),
        # a share of teachers is none of pupils, a sum for all that people need is none of schools
        ("参加课后服务的教师900名，占这些学校教师数的86%。", [("teachers", 900), ("pass_rate", 86)]),
        ("全市民生支出1200亿元，新建小学9所。", [("facility_count", 9)]),
        ("全市新增学额2400名，就近入学比例达98%。", [("seats_added", 2400), ("capacity_share", 98)]),
        ("全县每年有800名儿童因贫困失学，30个孩子从希望小学升入中学。", [("people", 800), ("people", 30)]),
        ("每年都撤、并100所左右中小学校。", [("facility_count", 100)]),
        ("全县有343名高中毕业生被录取在各类大专院校。", [("people", 343)]),
        ("已建成校舍691万平方米，占校舍安全三年规划的76%。", [("floor_area_m2", 6_910_000), ("other", 76)]),
        ("全市新建、回收20所公办幼儿园。", [("facility_count", 20)]),
        ("全市小学由原来的2000所精简到1500所。", [("facility_count", 2000), ("facility_count", 1500)]),
        # who fills in a form is built nothing
        ("全省有8000所义务教育学校已填报服务信息。", [("schools_taking_part", 8000)]),
    ],
)
def test_counts_shares_and_sums_of_bulletins(text, found):
    assert told(text, "metric", "value_min") == found


def test_children_of_school_age_are_no_third_level_of_a_list():
    text = "2022年，小学和初中学龄儿童入学率分别达到98.9%和83.4%。"
    assert told(text, "level", "value_min") == [("primary", 98.9), ("junior_secondary", 83.4)]


def test_a_sum_right_behind_the_pupils_whom_it_aids_is_of_their_level():
    text = "2022年，学前资助3000人次，219.6万元；义教寄宿生补助4578人次380.56万元。"
    found = [claim for claim in told(text, "metric", "level") if claim[0] == "aid_amount"]
    assert found == [("aid_amount", "preschool"), ("aid_amount", "compulsory")]


def test_marks_of_notes_part_no_figure_from_what_it_counts():
    text = "2021年，全国共有幼儿园29.5万所。其中，普惠性幼儿园[3]24.5万所。在园幼儿[4]4805万人，毛入园率［5］88.1%。"
    found = claims_of(text, **CITY)
    assert [(claim["metric"], text[claim["char_start"] : claim["char_end"]]) for claim in found] == [
        ("facility_count", "29.5万所"),
        ("facility_count", "24.5万所"),
        ("enrolment", "4805万人"),
        ("enrolment_rate", "88.1%"),
    ]
    assert found[1]["quote"] in text and "[3]" in found[1]["quote"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("大名县现有义务教育阶段中小学生9.7万名。", [("enrolment", 97_000)]),
        ("全市入园幼儿15万人，离园幼儿16万人。", [("intake", 150_000), ("people", 160_000)]),
        ("学校在校生5.6万人，普通本科生近4万人，研究生1.5万人。", [("enrolment", 56_000), ("enrolment", 40_000), ("enrolment", 15_000)]),
        ("建设2500人规模的初级中学，每所学校可收纳600名学生。", [("seats_total", 2500), ("seats_total", 600)]),
        ("学校按照360名幼儿规模建设，有12个标准班。", [("seats_total", 360), ("class_count", 12)]),
    ],
)
def test_pupils_classes_and_sizes_in_other_words(text, found):
    assert told(text, "metric", "value_min") == found


def test_the_next_amount_of_a_list_is_for_as_long():
    assert told("小学生均公用经费每生每年720元，初中940元。", "value_min", "per") == [(720, "student_year"), (940, "student_year")]


def test_another_subject_behind_a_comma_is_no_later_state():
    assert told("小学入学率达到99.8%，辍学率降到0.2%。", "metric") == [("enrolment_rate",), ("capacity_share",)]
    assert told("初中入学率56%，今年提高到62.4%。", "metric") == [("enrolment_rate",)] * 2


def test_bounds_on_both_sides_are_one_range():
    assert told("学校班额12个班以上36个班以下，罚款5万元以上、10万元以下。", "value_min", "value_max") == [(12, 36), (50_000, 100_000)]


def test_the_line_of_a_source_counts_nothing():
    assert told("2021-09-10 人民网\n2021/09/10 10:30 家长必读\n全市新建小学3所。", "value_min") == [(3,)]


def test_members_of_a_list_without_its_multiplier_are_left_out():
    assert told("三年教育投入分别为1.2、1.5和2.1亿元。", "value_min") == [(210_000_000,)]


def test_parts_of_schools_that_take_part_take_part():
    found = told("30所中小学入选实验校，其中小学16所、初中9所。", "family", "value_min")
    assert found == [("indicator", 30), ("indicator", 16), ("indicator", 9)]


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("河南农业大学新校区完成投资3.6亿元。", ["investment"]),
        ("农业银行捐赠50万元支持乡村学校建设。", ["donation"]),
        ("教师平均年工资收入7.6万元。", ["other_amount"]),
        ("全市农业税收入3亿元。", []),
    ],
)
def test_names_that_speak_of_other_things_keep_no_sum_out(text, metrics):
    assert told(text, "metric") == [(metric,) for metric in metrics]


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("全县发放乡村教师生活补助2.38亿元。", "other_amount"),
        ("教师每人每年补助3000元。", "other_amount"),
        ("资助教师子女每人3000元。", "aid_amount"),
        ("为贫困生免收学杂费23万元。", "aid_amount"),
    ],
)
def test_what_teachers_are_paid_is_no_aid_to_pupils(text, metric):
    assert told(text, "metric") == [(metric,)]


def test_what_is_measured_in_mu_is_land():
    assert told("新校园规划面积共21.5亩，总建筑面积10680平方米。", "metric") == [("site_area_m2",), ("floor_area_m2",)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("完成5所学校维修改造和3所学校食堂扩建。", ["renovated", "expanded"]),
        ("完成6所学校提档升级、2所公办园改扩建、4所学校考场改造。", ["renovated", "expanded", "renovated"]),
        ("全区有3个新建、6个改扩建学校。", ["built", "expanded"]),
        ("2所初中、3所小学、8所幼儿园全部开工建设。", ["started", "started", "started"]),
    ],
)
def test_each_count_of_a_list_has_the_verb_behind_it(text, found):
    assert told(text, "action") == [(action,) for action in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全市承担教育建设项目25个，其中新建学校3所、改扩建22所。", ["built_or_expanded", "built", "expanded"]),
        ("有6所中小学校建设项目由政府主导（其中新建4所、改扩建2所）。", ["built_or_expanded", "built", "expanded"]),
        ("今年新建中小学9所。9所学校中，浉河区4所，平桥区5所。", ["built"] * 4),
        ("计划维修改造项目83个，截至10月底，开工项目83个，完工项目71个。", ["renovated", "started", "renovated"]),
        ("全镇小学由原来的40所并为5所。", ["existing", "existing"]),
        ("每5000人的小区需配建至少1所幼儿园。", ["planned"]),
        ("镇人民政府应当至少建设一所公办幼儿园。", ["planned"]),
    ],
)
def test_what_is_done_is_told_of_the_parts_or_of_the_whole(text, found):
    assert told(text, "action") == [(action,) for action in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("今年实施教育项目25个，其中新建学校3所。截至目前，22个项目已建设完成并投入使用。", ["other", "built", "opened"]),
        ("推进义务教育能力提升项目，目前已开工57个，竣工38个；其余正在办理手续。", ["started", "built"]),
        ("10个新（改）建项目为：实验小学、育才中学。", ["built_or_expanded"]),
        ("全市实施农村中小学新建和改扩建工程256项。", ["built_or_expanded"]),
        ("先后在全县中小学进行了71个面积不等的危房改造。", ["renovated"]),
        ("东关小学建起一座总投资220万元、建筑面积3700平方米的教学楼。", ["built", None, "built"]),
        ("年内6个公益普惠园完工。", ["built"]),
        ("县城有实验小学、东关小学、育才小学等5所规模较大的小学。", ["existing"]),
        ("25年来，1839所希望小学拔地而起。", ["built"]),
        ("3所公办幼儿园预计秋季招新生。", ["opened"]),
        # the rest of them come to be as those before did
        ("全县新建、改扩建幼儿园12所，已完工10所，其余2所在建。", ["built_or_expanded", "built_or_expanded", "built_or_expanded"]),
        ("改扩建学校60所，其余2所新建。", ["expanded", "built"]),
        ("今年新改扩建学校26所，其中8所学校开学。", ["built_or_expanded", "opened"]),
    ],
)
def test_projects_and_buildings_that_are_counted_in_other_words(text, found):
    claims = claims_of(text, **CITY)
    assert [claim["action"] for claim in claims] == found
    assert {claim["family"] for claim in claims} <= {"facilities", "funding"}


@pytest.mark.parametrize(
    "text",
    [
        "84所学校建成了在线课堂。",
        "全县有学校355所，41所中小学建起了计算机教室。",
        "全市有108所义务教育学校（不含村小学）已填报课后服务信息。",
        "52名大学新生共收到24.8万元助学金。",
    ],
)
def test_what_schools_have_and_pupils_get_is_no_count_of_schools_or_pupils(text):
    claims = [claim for claim in claims_of(text, **CITY) if claim["unit"] in ("school", "person")]
    assert claims[-1]["family"] == "indicator"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("校舍改造中央和省级资金分别为1352万元和1252万元。", ["allocation", "allocation"]),
        ("平桥区获3209万元改造农村校舍。", ["allocation"]),
        ("光山县获义务教育改薄资金1亿余元。", ["allocation"]),
        ("从县财政中拿出10万元修缮校舍。", ["allocation"]),
        ("全市落实城乡义务教育“两免一补”资金9762万元。", ["aid_amount"]),
        ("向900名贫困学生发放“春雨基金”170万元。", ["aid_amount"]),
        ("全县计划融资4.6亿元改善教学环境。", ["investment"]),
        ("希望工程筹集资金3亿元。", ["donation"]),
        ("公办幼儿园在园幼儿覆盖面达53%。", ["public_kindergarten_share"]),
    ],
)
def test_whose_money_it_is_tells_what_kind_it_is(text, found):
    assert [claim["metric"] for claim in claims_of(text, **CITY) if claim["unit"] in ("CNY", "percent")] == found


def test_a_bound_may_stand_before_what_a_share_is_of():
    text = "公办幼儿园在园幼儿比例不低于全市在园幼儿总数的百分之五十。"
    assert told(text, "metric", "value_min", "value_max") == [("public_kindergarten_share", 50, None)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("9月底前完成33所受损学校的重建工作。", ["built"]),
        ("21所城乡幼儿园加快建设。", ["built"]),
        ("城区5所新改扩建学校如期开学。", ["opened"]),
        ("新建、改扩建的5所学校也迎来了首批学生。", ["opened"]),
        ("全市撤并改造农村中小学120所，转设学校13所。", ["closed", "other"]),
    ],
)
def test_what_has_become_of_schools_outranks_what_they_were(text, found):
    assert told(text, "action") == [(action,) for action in found]


def test_projects_told_again_are_those_that_were_counted():
    text = "今年新建、改扩建教育项目20个。20个项目总体进展顺利。"
    assert told(text, "metric", "action") == [("facility_count", "built_or_expanded")] * 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("平桥区第一中学是我市新建的一所高标准的初级中学。", []),
        ("外来务工人员随迁子女近1.4万人，占比63%。", ["people", "capacity_share"]),
        ("目前，在农村小学中60%没有音乐教师。", ["capacity_share"]),
        ("学校有专任教师3200人，普通本科生近4万人，硕士、博士研究生1.5万人。", ["teachers", "enrolment", "enrolment"]),
        ("从10月起，农村中小学班主任每人每月增发200元津补贴。", ["other_amount"]),
    ],
)
def test_who_and_what_is_counted_beside_schools(text, found):
    assert told(text, "metric") == [(metric,) for metric in found]


def test_a_text_is_about_what_its_long_sentences_are_about():
    lines = "好消息来了\n快来看看进展\n现场热火朝天\n一起期待吧\n小编带你去看\n效果图来啦\n力争年底竣工\n关注我们了解更多\n转发给身边的人\n"
    text = (
        "新兴幼儿园主体完工，能满足城区适龄幼儿入园需求，为家长解决后顾之忧，幼儿入园更方便。\n"
        f"{lines}该园是区里新建的公办幼儿园，由教育局实施，旨在进一步扩大普惠性学前教育资源供给。\n"
        "该项目占地面积6500平方米，由本地企业承建，地处城区中心位置，交通便利。\n"
        "该园建成后主要招收城区适龄幼儿，将有效缓解入园难的问题，受到家长广泛好评。\n"
        "教育局负责人说，幼儿园将于年底完工，并向社会公开招聘教师，配齐设施设备。\n"
    )
    assert told(text, "metric", "value_min", title=None) == [("site_area_m2", 6500)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("新投入使用的这批学校总投入7亿元，包括幼儿园9所，小学7所，还有2所完全中学。", [None, "opened", "opened", "opened"]),
        ("全县校舍维修改造6900万元，建设项目48个。", [None, "renovated"]),
        ("完成平桥小学整体迁建等4个项目主体施工和东关小学扩建项目土方开挖。", ["built"]),
        ("将完成平桥小学、东关小学两所新建学校项目和育才小学改扩建学校项目。", ["built"]),
    ],
)
def test_verbs_of_the_clause_before_and_of_the_next_project(text, found):
    assert told(text, "action") == [(action,) for action in found]


def test_what_is_sped_up_is_under_way():
    assert told("2022年，21所幼儿园加快建设，投入使用9所。", "action", "status")[0] == ("built", "ongoing")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("学校共招收小学一至五年级学生199人。", ["intake"]),
        ("研究生培养规模突破2.4万人。", ["enrolment"]),
    ],
)
def test_pupils_of_some_grades_or_degrees(text, found):
    assert told(text, "metric") == [(metric,) for metric in found]


def test_money_in_a_text_about_other_things_is_for_the_pupils_told_next():
    text = "全市修路86公里。农田水利面貌一新。卫生事业加快发展。拨专项资金600多万元，使1.8万名贫困学生免费入学。"
    assert told(text, "metric", title="市长答记者问")[0] == ("allocation",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("市区普通高中计划招生9860人。其中，第一高中1500人，第二高中1300人。", ["intake"] * 3),
        ("计划招收初中毕业生800人，其中护理专业200人、幼儿保育专业160人。", ["intake"] * 3),
        ("普通高中计划招生7860人，其中市级统招计划2100人、区级统招计划5760人。", ["intake"] * 3),
        ("今年招生867人，在学研究生2601人。", ["intake", "enrolment"]),
        ("学校招生360人，老师79名。", ["intake", "teachers"]),
        ("累计新增学位1.9万个；其中2021年6300个、2022年8500个。", ["seats_added"] * 3),
        ("计划新增学位1.5万个，实际新增1.82万个。", ["seats_added"] * 2),
        ("学校有6个教学班，学生增加到186人。", ["class_count", "enrolment"]),
        ("外来务工人员子女23万人在当地就读。", ["enrolment"]),
        ("基本消除66人以上超大班额。", ["class_size"]),
    ],
)
def test_parts_of_an_intake_and_seats_of_other_years(text, found):
    assert told(text, "metric") == [(metric,) for metric in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("今年秋季，平桥区9所新学校将开学。", [("facility_count", "opened")]),
        ("今天，全市9所新建学校同时开学。", [("facility_count", "opened")]),
        ("公办幼儿园增加到52所。", [("facility_count", "existing")]),
        ("三所学校建设按下“快进键”。", [("facility_count", "built")]),
        ("今年全市学校建设任务涉及11所学校。", [("facility_count", "built")]),
        ("全市通过新建、改建等方式增加公办园64所。", [("facility_count", "other")]),
        ("实施薄弱环节改善与能力提升项目38个。", [("facility_count", "renovated")]),
        ("与国内高水平大学合作数量增加至12所。", [("indicator", None)]),
    ],
)
def test_what_headlines_and_reports_say_of_schools(text, found):
    claims = claims_of(text, **CITY)
    assert [(claim["metric"] if claim["family"] == "facilities" else claim["family"], claim["action"]) for claim in claims] == found


def test_schools_by_town_are_parts_of_the_sum_in_the_sentence_before():
    text = "今年新建学校12所。分镇街看，明港镇4所、学位5400个；五里镇3所、学位4500个。"
    assert [found for found in told(text, "metric", "action") if found[0] != "seats_added"][:2] == [("facility_count", "built")] * 2


def test_items_headed_by_a_schools_works_are_of_that_school_in_any_text():
    text = (
        "一、县第三中学新建项目。总投资2.8亿元，占地120亩。目前主体工程已封顶。\n"
        "二、县人民医院迁建项目。总投资6亿元，占地80亩。目前正在进行基础施工。\n"
        "三、农村公路改造。总投资3亿元，改造道路86公里。道路沿线绿化有序推进。\n"
        "四、城北小区改造。总投资1亿元，惠及居民1200户。目前已经全部开工。\n"
    )
    assert told(text, "metric", "value_min", title="县政府投资项目进展") == [("investment", 280_000_000), ("site_area_m2", 80_000)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全市小学、初中分别为890所、310所。", [(890, "facility_count", "primary"), (310, "facility_count", "junior_secondary")]),
        ("公办园、民办园分别有420所和610所。", [(420, "facility_count", "preschool"), (610, "facility_count", "preschool")]),
        (
            "新建幼儿园、小学、初中依次为20、15、8所。",
            [(20, "facility_count", "preschool"), (15, "facility_count", "primary"), (8, "facility_count", "junior_secondary")],
        ),
        (
            "光山县在校生9.8万人，小学5.2万、初中2.9万。",
            [(98_000, "enrolment", None), (52_000, "enrolment", "primary"), (29_000, "enrolment", "junior_secondary")],
        ),
        (
            "全市教师3.6万人，其中小学1.9万，幼儿园0.7万。",
            [(36_000, "teachers", None), (19_000, "teachers", "primary"), (7000, "teachers", "preschool")],
        ),
        ("教学点由原来的210个压减到86个。", [(210, "facility_count", None), (86, "facility_count", None)]),
        ("在校生、教职工分别增长3.5%和2.1%。", [(3.5, "growth_rate", None), (2.1, "growth_rate", None)]),
        ("计划招聘初中教师300至350名。", [(300, "teachers_recruited", "junior_secondary")]),
        ("列支520万元资助困难小学生2100名。", [(5_200_000, "aid_amount", "primary"), (2100, "students_aided", "primary")]),
        ("列支小学校舍维修资金520万元。", [(5_200_000, "allocation", "primary")]),
        ("学生人均宿舍面积不低于3平方米。", [(3, "floor_area_m2", None)]),
    ],
)  # fmt: skip
def test_lists_parts_and_rises_count_what_they_are_told_of(text, found):
    assert told(text, "value_min", "metric", "level") == found


def test_projects_of_which_only_the_parts_say_what_is_built_are_works():
    text = "今年计划实施项目21个，其中新建9个、续建12个。"
    assert told(text, "value_min", "metric", "unit", "action") == [
        (21, "facility_count", "project", "other"),
        (9, "facility_count", "project", "built"),
        (12, "facility_count", "project", "continued"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "校园管理做到五个统一、六个到位、七个严禁。",
        "学校距县城12公里，新校区距离高铁站约8公里。",
        "粮食产量达120万吨，同比增长3.2%。",
        "一般公共预算收入68亿元，增长8%。",
    ],
)
def test_slogans_ways_to_school_and_rises_of_other_things_are_no_claims(text):
    assert told("全市推进学校建设。" + text, "value_min") == []
