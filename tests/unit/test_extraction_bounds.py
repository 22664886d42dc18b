"""Numbers as claims carry them: bound words, half-width commas, broken and full-width numbers, limits of size. Every text is invented."""

from datetime import date

import pytest

from tests.extracted import claims_of, document, extract

MIANYANG = {"published": date(2023, 5, 18), "publisher": "绵阳日报", "title": "绵阳市推进学校建设"}


def told(text, *fields, **about):
    return [tuple(claim[field] for field in fields) for claim in claims_of(text, **(MIANYANG | about))]


def spans(text):
    return [(text[claim["char_start"] : claim["char_end"]], claim["value_min"]) for claim in claims_of(text, **MIANYANG)]


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [
        ("小学班额不宜超过40人。", None, 40),
        ("每班幼儿不应多于32人。", None, 32),
        ("每班学生不得超过55人。", None, 55),
        ("每班人数不能高于48人。", None, 48),
        ("学校用地不宜小于18000平方米。", 18000, None),
        ("运动场占地不得少于3200平方米。", 3200, None),
        ("学校规模不应少于12个班。", 12, None),
        ("公办园占比不能低于53%。", 53, None),
        ("普惠率应当达到88%以上。", 88, None),
        ("奖补资金最高不超过60万元。", None, 600_000),
        ("最高补助50万元用于校舍维修。", None, 500_000),
        ("建设幼儿园不足20所。", None, 20),
        ("全市学校未超过200所。", None, 200),
        ("全市学校多于200所。", 200, None),
        ("企业捐款逾70万元。", 700_000, None),
        ("小学班额控制在45人以内。", None, 45),
        ("全市在校生不下30万名。", 300_000, None),
    ],
)
def test_a_bound_word_opens_one_side(sentence, low, high):
    assert told(sentence, "value_min", "value_max", "is_approximate") == [(low, high, False)]


@pytest.mark.parametrize(
    ("sentence", "bounds"),
    [
        ("今年至少要建成3所初中。", [(3, None)]),
        ("今年不少于建成初中3所。", [(3, None)]),
        ("今年至多新建小学4所。", [(None, 4)]),
        ("今年最多改造校舍9处。", [(None, 9)]),
        ("每个乡镇至少办好一所公办幼儿园、一所寄宿制小学。", [(1, None), (1, None)]),
        ("今年建成初中3所、小学4所。", [(3, 3), (4, 4)]),
        ("至少建成初中3所，改造小学4所。", [(3, None), (4, 4)]),
    ],
)
def test_a_bound_before_the_verb_reaches_the_members_of_its_list_and_no_further(sentence, bounds):
    assert told(sentence, "value_min", "value_max") == bounds


def test_a_share_for_each_township_or_county_says_so():
    assert told("每个乡镇至少建好一所中心幼儿园、一所中心小学。", "per", "level") == [("township", "preschool"), ("township", "primary")]
    assert told("每县至少办好2所普通高中、1所中职学校。", "per", "level") == [("county", "senior_secondary"), ("county", "vocational")]
    assert told("全市建设2所普通高中、1所中职学校。", "per") == [(None,), (None,)]


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        (
            "去年,全市新建幼儿园18所,新增学位4860个,投资1.6亿元。",
            [("18所", 18, "actual", 2022), ("4860个", 4860, "actual", 2022), ("1.6亿元", 1.6e8, "actual", 2022)],
        ),
        ("今年,要完成31所学校的改造,总投资2,350万元。", [("31所", 31, "target", 2023), ("2,350万元", 2.35e7, "target", 2023)]),
        ("2021年,建成中学7所,2023年,计划新建中学9所。", [("7所", 7, "actual", 2021), ("9所", 9, "target", 2023)]),
        ("2022年,资助学生12,400人,其中小学生5,100人。", [("12,400人", 12400, "actual", 2022), ("5,100人", 5100, "actual", 2022)]),
    ],
)
def test_half_width_commas_end_clauses_but_part_no_thousands(sentence, figures):
    found = [
        (sentence[row["char_start"] : row["char_end"]], row["value_min"], row["status"], row["period_end"].year)
        for row in claims_of(sentence, **MIANYANG)
    ]
    assert found == figures


OPENING = "今年，我市坚持把教育放在优先发展的位置，统筹城乡学校布局，扩大优质资源供给，"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("去年新建小学２４所，新增学位１．２万个。", [("２４所", 24), ("１．２万个", 12_000)]),
        ("总建筑面积21. 6 万平方米的学校竣工。", [("21. 6 万平方米", 216_000)]),
        ("下达学校补助资金3 500万元。", [("3 500万元", 35_000_000)]),
        (f"{OPENING}计划新建改扩建中小学2\n4所。", [("2\n4所", 24)]),
        (f"{OPENING}计划新增学位1.8\n万个，总投资3.6亿\n元。", [("1.8\n万个", 18_000), ("3.6亿\n元", 360_000_000)]),
        ("新增学位4\u200b2\u200b60个。", [("4\u200b2\u200b60个", 4260)]),
    ],
)
def test_a_broken_number_keeps_its_span_as_received(text, found):
    assert spans(text) == found


def test_a_number_drawn_out_over_its_document_is_refused():
    drawn, whole = "全市新增学位3" + "\u200b" * 90 + "800个。", "去年新建小学7所。"
    result = extract(document(whole + drawn, **MIANYANG))
    assert result.claims["value_min"].to_list() == [7]
    assert dict(result.rejections.select("reason", "number_count").iter_rows())["broken_number"] == 1


@pytest.mark.parametrize(
    ("sentence", "metric", "status"),
    [
        ("小学每班不超过42人。", "class_size", "standard"),
        ("初中每班学生最多50人。", "class_size", "standard"),
        ("小学规模不宜少于18个班。", "class_count", "standard"),
        ("幼儿园用地不得少于5400平方米。", "site_area_m2", "standard"),
        ("小学校舍建筑面积不低于6000平方米。", "floor_area_m2", "standard"),
        ("第三条 小学规模以24个班为宜。", "class_count", "standard"),
        # an aim for some time is no norm
        ("到2026年，小学每班不超过42人。", "class_size", "target"),
        ("力争今年每班不超过42人。", "class_size", "target"),
        ("今年建成的小学，校舍建筑面积不低于6000平方米。", "floor_area_m2", "actual"),
        # and a figure without a limit is none either
        ("去年，新建校舍建筑面积6000平方米。", "floor_area_m2", "actual"),
    ],
)
def test_limits_of_size_are_norms_unless_they_are_aims(sentence, metric, status):
    assert told(sentence, "metric", "status") == [(metric, status)]


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("毛入园率、普惠率分别不低于93%、85%。", [(93, None), (85, None)]),
        ("班级学生数分别不超过45人、50人。", [(None, 45), (None, 50)]),
        ("今年新增学位超过3000个、学校5所。", [(3000, None), (5, 5)]),
    ],
)
def test_a_bound_before_a_list_holds_for_all_of_it(text, bounds):
    assert [(claim["value_min"], claim["value_max"]) for claim in claims_of(text, title="学校建设")] == bounds


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("第三条　生均用地面积小学不低于22平方米，初中不低于26平方米。", ["student", "student"]),
        ("第三条　生均用地面积不低于22平方米，校园面积不低于3万平方米。", ["student", None]),
    ],
)
def test_an_area_for_each_pupil_is_so_at_the_next_level_too(text, per):
    assert [claim["per"] for claim in claims_of(text, title="绵阳市学校办学标准")] == per
