"""What figures take from the figures beside them: parts from their total, lists in their place, a figure told again, levels in a list.

Every text is invented.
"""

from datetime import date

import pytest

from tests.extracted import claims_of

CITY = {"published": date(2023, 5, 18), "title": "信阳市学校建设提速"}


def told(text, *fields, **about):
    return [tuple(claim[field] for field in fields) for claim in claims_of(text, **(CITY | about))]


@pytest.mark.parametrize(
    ("text", "metric", "status", "year", "regions"),
    [
        (
            "今年，全市计划新增学位2.35万个，其中浉河区6200个、平桥区5400个、罗山县3100个。",
            "seats_added", "target", 2023, ["信阳市", "浉河区", "平桥区", "罗山县"],
        ),
        ("2022年新增学位1.46万个，固始县4800个、光山县2600个。", "seats_added", "actual", 2022, ["信阳市", "固始县", "光山县"]),
        ("2021年，全市共有学位32万个：息县3.1万个，新县1.2万个。", "seats_total", "actual", 2021, ["信阳市", "息县", "新县"]),
        ("去年投入校舍资金9600万元，其中浉河区3600万元、平桥区2800万元。", "investment", "actual", 2022, ["信阳市", "浉河区", "平桥区"]),
        ("今年，全市要拨付学校奖补资金2000万元（息县800万元、新县1200万元）。", "allocation", "target", 2023, ["信阳市", "息县", "新县"]),
    ],
)  # fmt: skip
def test_parts_by_district_take_what_their_total_has(text, metric, status, year, regions):
    rows = claims_of(text, **CITY)
    assert {(row["metric"], row["status"], row["period_end"].year) for row in rows} == {(metric, status, year)}
    assert [row["region_name"] for row in rows] == regions


@pytest.mark.parametrize(
    ("text", "metric", "status", "levels"),
    [
        (
            "2022年，全市招生12.6万人，其中小学5.8万人、初中4.9万人、高中1.9万人。",
            "intake", "actual", [None, "primary", "junior_secondary", "senior_secondary"],
        ),
        (
            "全市在校生86.2万人，小学43.1万人、初中24.6万人、中职6.3万人。",
            "enrolment", "actual", [None, "primary", "junior_secondary", "vocational"],
        ),
        (
            "2022年，拨付奖补资金5200万元，小学2100万元，初中1900万元，高中1200万元。",
            "allocation", "actual", [None, "primary", "junior_secondary", "senior_secondary"],
        ),
        ("今年，计划新增学位8000个：公办小学5000个，幼儿园3000个。", "seats_added", "target", [None, "primary", "preschool"]),
        (
            "发放资助资金2.1亿元：学前教育1200万元，普通高中5300万元。",
            "aid_amount", "actual", [None, "preschool", "senior_secondary"],
        ),
        ("下达奖补资金5300万元，其中学前教育1200万元，普通高中4100万元。", "allocation", "actual", [None, "preschool", "senior_secondary"]),
        (
            "今年力争开工学校42所，其中幼儿园15所、小学16所、初中11所。",
            "facility_count", "target", [None, "preschool", "primary", "junior_secondary"],
        ),
        (
            "今年力争开工学校42所（幼儿园15所、小学16所、初中11所）。",
            "facility_count", "target", [None, "preschool", "primary", "junior_secondary"],
        ),
        ("全市有班级4100个，其中公办2300个，民办1800个。", "class_count", "actual", [None, None, None]),
        ("全市正在建设学校18所，其中小学11所、初中7所。", "facility_count", "ongoing", [None, "primary", "junior_secondary"]),
    ],
)  # fmt: skip
def test_parts_by_kind_of_school_take_what_their_total_has(text, metric, status, levels):
    rows = claims_of(text, **CITY)
    assert {(row["metric"], row["status"]) for row in rows} == {(metric, status)}
    assert len({row["period_end"] for row in rows}) == len({row["action"] for row in rows}) == 1
    assert [row["level"] for row in rows] == levels


def test_a_part_keeps_its_totals_time_where_the_list_parts_them():
    text = "到4月底，新增学位9600个；息县2400个；新县3100个。"
    assert {(row["status"], row["period_end"]) for row in claims_of(text, **CITY)} == {("actual", date(2023, 4, 30))}


def test_a_part_by_district_keeps_its_totals_level():
    money = "去年，拨付幼儿园奖补资金6000万元，其中息县2500万元、新县3500万元。"
    assert [level for (level,) in told(money, "level")] == ["preschool"] * 3
    text = "去年，新增小学学位6000个，其中息县2500个、新县3500个。"
    assert told(text, "level", "region_name") == [("primary", "信阳市"), ("primary", "息县"), ("primary", "新县")]


@pytest.mark.parametrize(
    "text",
    [
        "去年，新增学位6000个，培训教师900名。",
        "去年，新增学位6000个，平桥区创建平安校园示范学校9个。",
        "去年，新增学位6000个，平桥区投入9万元。",
        "去年，新增学位6000个，教育集团9个。",
        "去年，新增学位6000个、食堂9个。",
    ],
)
def test_a_count_with_its_own_noun_is_no_part(text):
    assert [metric == "seats_added" for (metric,) in told(text, "metric")] == [True, False]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("全县有专任教师5200人，其中女教师3100人、特级教师12人。", ["3100人", "12人"]),
        ("全县有专任教师5200人，其中女教师3100人，比上年增加90人。", ["3100人"]),
        ("浉河区有幼儿园98所，其中公办园42所（含小学附设7所）。", ["42所"]),
        ("浉河区有中小学98所，其中小学60所；幼儿园120所。", ["60所"]),
        ("浉河区有中小学98所，其中城区小学20所，幼儿园42所。", ["20所"]),
        ("全年投入资金8.6亿元，其中财政投入6.1亿元，社会捐资2.5亿元。", ["6.1亿元", "2.5亿元"]),
        ("实施校建项目18个，总投资22.6亿元，其中新建12个、改扩建4个。", ["12个", "4个"]),
        ("新建幼儿园22所，其中乡镇14所、城区9所。", ["14所"]),  # both would be more than there are
        ("毛入园率93%，其中农村91%。", []),
    ],
)
def test_what_其中_shares_out_points_to_the_total_before_it(text, parts):
    rows = claims_of(text, **CITY)
    totals = {row["claim_id"] for row in rows}
    assert [text[row["char_start"] : row["char_end"]] for row in rows if row["total_claim_id"] in totals] == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("去年，全市新增学位9600个，其中小学5500个、初中4100个。", 2),
        ("去年，全市新增学位9600个，其中息县2400个、新县3100个、罗山县4100个。", 3),
        ("今年力争开工学校42所，其中幼儿园15所、小学16所、初中11所。", 3),
        ("今年力争开工学校42所：幼儿园15所、小学16所、初中10所。", 0),
        ("我市68名教育工作者受到表彰。会议命名周启航等18名校长为名校长、田小禾等50名教师为名师。", 2),
    ],
)
def test_parts_that_add_up_point_to_their_total(text, parts):
    total, *rest = claims_of(text, **CITY)
    assert [row["total_claim_id"] for row in rest].count(total["claim_id"]) == parts
    assert total["total_claim_id"] is None


@pytest.mark.parametrize(
    ("text", "metric", "status", "figures"),
    [
        (
            "今年，我市将新增公办学位3.6万个。\n\n3.6万个学位里，小学1.9万个、初中1.1万个、幼儿园6000个。",
            "seats_added", "target", [36_000, 36_000, 19_000, 11_000, 6000],
        ),
        ("今年，我市将新增学位2.8万个。2.8万个学位中，浉河区9000个。", "seats_added", "target", [28_000, 28_000, 9000]),
        ("去年，全市新增学位7200个。这一年，7200个学位惠及12个乡镇。", "seats_added", "actual", [7200, 7200]),
        ("去年，全市建成投用学校19所。19所学校包括小学12所、初中7所。", "facility_count", "actual", [19, 19, 12, 7]),
    ],
)  # fmt: skip
def test_a_figure_told_again_is_what_it_was(text, metric, status, figures):
    rows = [row for row in claims_of(text, **CITY) if row["family"] != "indicator"]
    assert [row["value_min"] for row in rows] == figures
    assert {(row["metric"], row["status"]) for row in rows} == {(metric, status)}
    assert len({row["period_end"] for row in rows}) == 1


def test_another_figure_is_not_a_figure_told_again():
    assert told("今年，我市将新增学位2.8万个。全市现有学位31万个。", "metric") == [("seats_added",), ("seats_total",)]


@pytest.mark.parametrize(
    ("text", "field", "values"),
    [
        ("小学、初中、高中学位分别新增3200个、1800个、900个。", "level", ["primary", "junior_secondary", "senior_secondary"]),
        ("2020年、2021年、2022年分别新建小学9所、8所、7所。", "period_end", [date(2020, 12, 31), date(2021, 12, 31), date(2022, 12, 31)]),
        ("2019—2021年分别投入1亿元、2亿元、3亿元建设学校。", "period_end", [date(2019, 12, 31), date(2020, 12, 31), date(2021, 12, 31)]),
        (
            "普惠率、公办率、毛入园率分别为87.1%、55.2%、93.4%。",
            "metric", ["inclusive_kindergarten_coverage", "public_kindergarten_share", "enrolment_rate"],
        ),
    ],
)  # fmt: skip
def test_members_of_a_list_take_what_stands_in_their_place(text, field, values):
    assert [value for (value,) in told(text, field)] == values


@pytest.mark.parametrize(
    ("sentence", "levels"),
    [
        ("2022年，新建学校（含幼儿园）27所，新增学位1.5万个。", [None, None]),
        ("全市现有小学（含教学点）320所、在校生21万人。", ["primary", "primary"]),
        ("2022年，全市新开办幼儿园（不含小学附设）12所。", ["preschool"]),
        ("全市有普通高中（包括完全中学）26所，在校生（不含中职）5.2万人。", ["senior_secondary", "senior_secondary"]),
        ("改造初中（不含高中部）校舍15处。", ["junior_secondary"]),
        # without a bracket both levels speak
        ("新建小学和幼儿园27所。", [None]),
    ],
)
def test_a_level_in_brackets_is_an_aside(sentence, levels):
    assert [level for (level,) in told(sentence, "level")] == levels


@pytest.mark.parametrize(
    ("sentence", "levels"),
    [
        ("义务教育阶段投入资金3.2亿元；高中阶段投入资金1.1亿元；支持教师培训8000万元。", ["compulsory", "senior_secondary", None]),
        ("小学阶段发放资助资金320万元；初中阶段发放410万元；高中阶段发放560万元。", ["primary", "junior_secondary", "senior_secondary"]),
        (
            "新建幼儿园20所，新增学位5400个；新建初中4所，新增学位6000个。",
            ["preschool", "preschool", "junior_secondary", "junior_secondary"],
        ),
        # a school is no kindergarten
        ("建成幼儿园17所，维修寄宿制学校26所。", ["preschool", None]),
    ],
)
def test_items_of_a_sentence_keep_their_own_level(sentence, levels):
    assert [level for (level,) in told(sentence, "level")] == levels


def test_what_is_done_is_set_against_what_was_planned():
    text = "2023年，全市计划新建公办幼儿园11所。其中，浉河区新建3所、改扩建1所，目前完工3所、在建1所；平桥区新建7所，目前完工7所。"
    assert told(text, "value_min", "status", "region_name") == [
        (11, "target", "信阳市"),
        (3, "target", "浉河区"), (1, "target", "浉河区"), (3, "actual", "浉河区"), (1, "ongoing", "浉河区"),
        (7, "target", "平桥区"), (7, "actual", "平桥区"),
    ]  # fmt: skip


def test_schools_by_district_after_a_total_are_its_parts():
    text = (
        "2023年，我市30所学校幼儿园建设列入民生实事，包括幼儿园16所、小学8所、初中6所，总建筑面积约24万平方米，总投资约8亿元。\n"
        "其中浉河区5所，平桥区14所，罗山县11所。目前，办理前期手续15所，开工11所，已完工4所。"
    )
    found = told(text, "metric", "value_min", "region_name", title="信阳要闻")
    counts = [(value, region) for metric, value, region in found if metric == "facility_count"]
    assert counts == [
        (30, "信阳市"), (16, "信阳市"), (8, "信阳市"), (6, "信阳市"), (5, "浉河区"), (14, "平桥区"), (11, "罗山县"),
        (15, "信阳市"), (11, "信阳市"), (4, "信阳市"),
    ]  # fmt: skip
    assert [row for row in found if row[0] != "facility_count"] == [
        ("floor_area_m2", 240_000, "信阳市"),
        ("investment", 800_000_000, "信阳市"),
    ]


def test_what_a_sentence_tells_of_its_schools_is_told_in_any_text():
    text = (
        "一年来，粮食总产达到58亿斤，新修公路320公里。工业增加值增长6%。旅游收入12亿元。新建小学12所，总投资3.6亿元。全市接待游客900万人次。"
        "新建水库3座，总投资2.1亿元。"
    )
    found = told(text, "metric", "value_min", title="信阳市经济社会发展情况")
    assert found == [("facility_count", 12), ("investment", 360_000_000)]


def test_schools_that_a_sentence_points_back_to_share_what_was_done_to_them():
    text = "信阳市将新建30所公办学校。这30所学校包括16所公办中小学（高新区1所、平桥区15所），14所公办幼儿园。"
    assert told(text, "metric", "value_min", "action") == [("facility_count", n, "built") for n in (30, 16, 1, 15, 14)]
