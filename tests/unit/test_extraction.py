"""Claims of sentences: each field by the claims guide, on sentences written for these tests in the manner of bureau reports."""

from datetime import date

import pytest

from ingestion.extraction import explain
from tests.extracted import claims_of, document, extract

MARCH_2024 = {"published": date(2024, 3, 8), "publisher": "焦作日报", "title": "焦作市教育工作会议召开"}


def one(text, **about):
    found = claims_of(text, **(MARCH_2024 | about))
    assert len(found) == 1, [claim["quote"] for claim in found]
    return found[0]


def told(text, *fields, **about):
    return [tuple(claim[field] for field in fields) for claim in claims_of(text, **(MARCH_2024 | about))]


def test_a_figure_of_last_year_with_its_seats():
    assert told(
        "2023年，我市新建改扩建幼儿园25所、新增学位5520个。", "metric", "value_min", "action", "level", "status", "region_name"
    ) == [
        ("facility_count", 25, "built_or_expanded", "preschool", "actual", "焦作市"),
        ("seats_added", 5520, None, "preschool", "actual", "焦作市"),
    ]


def test_a_target_resolves_this_year():
    claim = one("今年，我市要新建改扩建24所中小学。")
    assert (claim["status"], claim["period_start"], claim["period_end"], claim["level"]) == (
        "target", date(2024, 1, 1), date(2024, 12, 31), "primary_secondary",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("去年，全区建成投用小学2所。", "actual"),
        ("计划新建小学2所。", "target"),
        ("力争年底前投用小学2所。", "target"),
        ("2所小学正在建设。", "ongoing"),
        ("续建小学项目2个。", "ongoing"),
        ("网传“明年撤并小学2所”的说法不属实。", "disputed"),
        ("落实每生每年200元的补助标准。", "standard"),
    ],
)
def test_status(sentence, status):
    assert one(sentence)["status"] == status


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("2023年新建小学3所。", "built"),
        ("2023年改扩建小学3所。", "expanded"),
        ("2023年3所小学建成投用。", "opened"),
        ("2023年开工建设小学3所。", "started"),
        ("2023年撤并小学3所。", "closed"),
        ("2023年迁建小学3所。", "relocated"),
        ("2023年维修小学3所。", "renovated"),
        ("全市现有小学300所。", "existing"),
        ("谋划建设小学3所。", "planned"),
    ],
)
def test_action(sentence, action):
    claim = one(sentence)
    assert (claim["metric"], claim["action"]) == ("facility_count", action)


@pytest.mark.parametrize(
    ("sentence", "metric", "value"),
    [
        ("全年累计投入教育资金7862万元。", "investment", 78_620_000),
        ("下达学前教育专项资金1.2亿元。", "allocation", 120_000_000),
        ("教育支出21.5亿元。", "expenditure", 2_150_000_000),
        ("发放学生资助资金300万元。", "aid_amount", 3_000_000),
        ("企业向学校捐赠50万元。", "donation", 500_000),
    ],
)
def test_money(sentence, metric, value):
    claim = one(sentence)
    assert (claim["family"], claim["metric"], claim["value_min"], claim["unit"]) == ("funding", metric, value, "CNY")


@pytest.mark.parametrize(
    ("sentence", "metric", "value"),
    [
        ("普惠性幼儿园覆盖率达90%以上。", "inclusive_kindergarten_coverage", 90),
        ("公办园在园幼儿占比51.8%。", "public_kindergarten_share", 51.8),
        ("学前三年毛入园率达到91.3%。", "enrolment_rate", 91.3),
        ("九年义务教育巩固率百分之九十六。", "enrolment_rate", 96),
        ("全市小学在校生30万人。", "enrolment", 300_000),
        ("今秋全市高中计划招生2.1万人。", "intake", 21_000),
        ("学校可容纳2700名学生。", "seats_total", 2700),
        ("新校区设计规模36个班。", "class_count", 36),
        ("学位增至1080个。", "seats_total", 1080),
    ],
)
def test_capacity(sentence, metric, value):
    claim = one(sentence)
    assert (claim["family"], claim["metric"], claim["value_min"]) == ("enrolment_capacity", metric, value)


def test_a_distributive_list_is_zipped():
    text = "毛入园率、普惠率、公办率分别为91.3%、90.42%、59.8%。"
    assert told(text, "metric", "value_min") == [
        ("enrolment_rate", 91.3), ("inclusive_kindergarten_coverage", 90.42), ("public_kindergarten_share", 59.8),
    ]  # fmt: skip


def test_a_rise_is_two_states_and_a_rise_in_points_is_none():
    text = "2023年，全市学前三年毛入园率由77.7%提高到86.7%，比上年提高9个百分点。"
    assert told(text, "value_min", "unit", "period_end") == [
        (77.7, "percent", date(2022, 12, 31)), (86.7, "percent", date(2023, 12, 31)), (9, "percentage_point", date(2023, 12, 31)),
    ]  # fmt: skip


def test_parts_point_to_their_total():
    rows = claims_of("今年新建改扩建中小学24所。推进新建5所小学和改扩建19所小学。", **MARCH_2024)
    total = next(row for row in rows if row["value_min"] == 24)
    assert {row["total_claim_id"] for row in rows if row["value_min"] in (5, 19)} == {total["claim_id"]}


@pytest.mark.parametrize(
    ("sentence", "check", "names"),
    [
        ("新开镇兴路中学、秋实学校、列子学校3个项目。", "complete", ["镇兴路中学", "秋实学校", "列子学校"]),
        ("加快艺慧街小学、农大幼儿园等8个续建项目建设进度。", "partial", ["艺慧街小学", "农大幼儿园"]),
        ("新开镇兴路中学、秋实学校、列子学校2个项目。", "conflict", ["镇兴路中学", "秋实学校", "列子学校"]),
    ],
)
def test_listed_names_are_checked(sentence, check, names):
    claim = one(f"今年，{sentence}")
    assert (claim["list_check"], claim["named"]) == (check, names)


def test_a_named_project_without_a_count_is_a_row_of_its_own():
    rows = extract(document("今年，加快推进市十一中迁建。", **MARCH_2024)).facility_projects.to_dicts()
    fields = ("name_as_written", "facility_name", "action", "claim_id")
    assert [tuple(row[field] for field in fields) for row in rows] == [("市十一中", "焦作市第十一中学", "relocated", None)]


@pytest.mark.parametrize(
    "text",
    [
        "实施十大行动，抓好两项改革，推进“1110”工程。",
        "在第四十个教师节到来之际，全省第二。",
        "我校新增3个一级学科博士学位授权点，授予硕士学位1200人。",
        "《3-6岁儿童学习与发展指南》和“三个课堂”应用。",
        "游泳锦标赛有近900名运动员参赛，取得女子400米冠军。",
        "举报电话：0391-8797000，邮编454002。",
        "这4所学校将投入使用。",
    ],
)
def test_what_is_no_claim(text):
    assert [claim["quote"] for claim in claims_of(text, **MARCH_2024) if claim["family"] != "indicator"] == []


def test_other_subjects_of_a_city_report_are_left_out():
    report = "上半年，规上工业增加值增长14.6%。粮食总产稳定。"
    text = report + "全年新增医院床位2000张，改造老旧小区171个，完成投资187.2亿元，新建公园208处，新增学位7500个。"
    found = told(text, "metric", "value_min", title="铁西区上半年工作情况", publisher=None)
    assert ("seats_added", 7500) in found
    assert not {2000, 171, 187.2e8, 208} & {value for _, value in found}


def test_a_section_headed_by_a_district_is_that_districts():
    text = "郑州各区2024年教育重点工作\n\n金水区\n\n今年，金水区计划新建小学3所。\n\n郑东新区\n\n今年，该区计划新建小学2所。\n"
    assert told(text, "value_min", "region_name", title="郑州各区2024年教育重点工作", publisher="郑州日报") == [
        (3, "金水区"),
        (2, "郑东新区"),
    ]


def test_a_common_word_is_no_district():
    assert one("郑州市新建小学3所。", title="郑州市教育局消息", publisher=None)["region_name"] == "郑州市"


def test_without_a_date_nothing_is_guessed():
    claim = one("我市新建小学3所。", published=None)
    assert (claim["period_start"], claim["period_end"]) == (None, None)


def test_spans_index_the_text_as_received():
    text = "今年，我市计划在城区和乡镇同步推进学前教育普及普惠，新建幼儿园１６所，新增学\n位 5520 个，总建筑面积17. 3 万平方米。"
    rows = claims_of(text, **MARCH_2024)
    assert [(text[row["char_start"] : row["char_end"]], row["value_min"]) for row in rows] == [
        ("１６所", 16),
        ("5520 个", 5520),
        ("17. 3 万平方米", 173_000),
    ]
    assert all(row["quote"] in text for row in rows)


def test_extraction_is_deterministic():
    texts = document("2023年，我市新建改扩建幼儿园25所、新增学位5520个。", **MARCH_2024)
    assert extract(texts).claims.equals(extract(texts).claims)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "。", "学校", "25所" * 2000, "学校25所，" * 3000, "1" * 100_000, "万亿" * 5000, "（" * 20_000, "《" * 20_000]
)
def test_strange_texts_are_read_without_error(text):
    result = extract(document(text))
    assert result.articles.height >= 1


@pytest.mark.parametrize("work", ["新、改扩建", "新、扩建", "新改、扩建", "新（改、扩）建", "改扩建和新建", "改扩建或增设", "新建或扩建"])
def test_what_is_built_and_what_is_expanded_may_share_their_verb(work):
    (claim,) = claims_of(f"广元市{work}小学17所。")
    assert claim["action"] == "built_or_expanded"


@pytest.mark.parametrize("given", ["今年新建小学3所。" * 40, "今年新建小学3所。\0"])
def test_a_text_too_long_or_too_strange_for_a_file_name_is_explained_as_a_text(given, tmp_path):
    assert not explain.is_file(given)
    (tmp_path / "text.txt").write_text(given, encoding="utf-8")
    assert explain.is_file(str(tmp_path / "text.txt"))
    assert not explain.is_missing(given) and not explain.is_missing(str(tmp_path / "text.txt"))


def test_a_path_mistyped_is_not_explained_as_a_text(tmp_path):
    assert explain.is_missing(str(tmp_path / "工作总结.TXT"))
