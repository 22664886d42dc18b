"""Time expressions resolved against a document's date."""

from csv import DictReader
from datetime import date
from pathlib import Path

import pytest

from ingestion.extraction.periods import Anchor, Basis
from ingestion.extraction.text_years import year_told
from ingestion.extraction.time_cues import time_cues

MARCH_2024 = Anchor.of(date(2024, 3, 8))

CASES = [
    ("2023年", (date(2023, 1, 1), date(2023, 12, 31))),
    ("今年", (date(2024, 1, 1), date(2024, 12, 31))),
    ("去年秋季", (date(2023, 9, 1), date(2023, 11, 30))),
    ("去年秋天", (date(2023, 9, 1), date(2023, 11, 30))),
    ("今秋", (date(2024, 9, 1), date(2024, 11, 30))),
    ("到2024年底", (date(2024, 1, 1), date(2024, 12, 31))),
    ("到2025年", (None, date(2025, 12, 31))),
    ("截至2023年底", (None, date(2023, 12, 31))),
    ("2021—2023年", (date(2021, 1, 1), date(2023, 12, 31))),
    ("2018年到2020年", (date(2018, 1, 1), date(2020, 12, 31))),
    ("2023年上半年", (date(2023, 1, 1), date(2023, 6, 30))),
    ("2023年第三季度", (date(2023, 7, 1), date(2023, 9, 30))),
    ("2023年9月", (date(2023, 9, 1), date(2023, 9, 30))),
    ("8月8日", (date(2024, 8, 8), date(2024, 8, 8))),
    ("今年8月底", (date(2024, 8, 1), date(2024, 8, 31))),
    ("“十四五”时期", (date(2021, 1, 1), date(2025, 12, 31))),
    ("“八五”期间", (date(1991, 1, 1), date(1995, 12, 31))),
    ("“十三五”末", (None, date(2020, 12, 31))),
    ("近三年来", (None, date(2024, 3, 8))),
    ("近年来", (None, date(2024, 3, 8))),
    ("截至目前", (None, date(2024, 3, 8))),
    ("从2023年秋季学期起", (date(2023, 9, 1), None)),
    ("2001年以来", (date(2001, 1, 1), date(2024, 3, 8))),
    ("二〇二三年", (date(2023, 1, 1), date(2023, 12, 31))),
    ("2023-2024学年", (date(2023, 9, 1), date(2024, 8, 31))),
    ("一年来", (date(2023, 1, 1), date(2023, 12, 31))),
    ("今年底", (date(2024, 1, 1), date(2024, 12, 31))),
    ("2026年底", (None, date(2026, 12, 31))),
    ("明年底", (None, date(2025, 12, 31))),
    ("2023年底", (date(2023, 1, 1), date(2023, 12, 31))),
    ("2023秋季学期", (date(2023, 9, 1), date(2023, 11, 30))),
    ("2022幼儿园建设项目", (date(2022, 1, 1), date(2022, 12, 31))),
    ("2022和2023年", (date(2022, 1, 1), date(2023, 12, 31))),
    ("2022年、2023年两年", (date(2022, 1, 1), date(2023, 12, 31))),
    ("2016年，对口帮扶工作启动以来", (date(2016, 1, 1), date(2024, 3, 8))),
    ("2021年9月至2022年7月", (date(2021, 9, 1), date(2022, 7, 31))),
    ("“十二五”和“十三五”期间", (date(2011, 1, 1), date(2020, 12, 31))),
    ("今年和明年", (date(2024, 1, 1), date(2025, 12, 31))),
    ("未来几年", (None, None)),
    ("2023学年", (date(2023, 9, 1), date(2024, 8, 31))),
    ("2022/2023学年", (date(2022, 9, 1), date(2023, 8, 31))),
    ("去年前10个月", (date(2023, 1, 1), date(2023, 10, 31))),
    ("前2个月", (date(2024, 1, 1), date(2024, 2, 29))),
    ("年初以来", (date(2024, 1, 1), date(2024, 3, 8))),
    ("全年", (date(2023, 1, 1), date(2023, 12, 31))),
]


@pytest.mark.parametrize(("text", "period"), CASES)
def test_resolution(text, period):
    cues = time_cues(f"{text}，新建学校5所", MARCH_2024)
    assert [(cue.period_start, cue.period_end) for cue in cues] == [period]


@pytest.mark.parametrize("text", ["比2015年提高3个百分点", "完成省定“十四五”目标任务", "全面开启新征程", "13月40日"])
def test_what_is_no_time_of_a_figure(text):
    assert time_cues(text, MARCH_2024) == []


def test_what_is_planned_for_all_of_a_year_is_of_this_one():
    cues = time_cues("全年计划新建学校5所", MARCH_2024)
    assert [(cue.period_start, cue.period_end) for cue in cues] == [(date(2024, 1, 1), date(2024, 12, 31))]


def test_the_years_that_a_line_heads_are_five():
    cues = time_cues("这是学校越办越好的五年。\n新增学位5万个。", Anchor.of(date(2026, 1, 20)))
    assert [(cue.period_start, cue.period_end) for cue in cues] == [(date(2021, 1, 1), date(2025, 12, 31))]


def test_a_share_is_no_comparison_with_the_year_behind_it():
    cues = time_cues("公办园在园幼儿占比2023年底达到52%，比2022年提高2个百分点", MARCH_2024)
    assert [cue.text for cue in cues] == ["2023年底"]


def test_relative_times_need_a_date():
    assert time_cues("今年新建学校5所", Anchor.of(None)) == []


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("今年是“十二五”收官之年，12月16日，教育局通报了建校情况。", 2015),
        ("今年是“十四五”规划的开局之年。", 2021),
        ("今年是新中国成立70周年，全区开学一切就绪。", 2019),
        ("今年是中国共产党成立100周年。", 2021),
        ("今年新建学校5所。", None),
        ("2015年是“十二五”收官之年。", None),
    ],
)
def test_a_text_says_itself_what_year_it_is(text, year):
    assert year_told(text) == year


def test_what_a_period_was_taken_from_has_a_name_for_readers() -> None:
    with (Path(__file__).parents[2] / "dbt_project/seeds/dim_code.csv").open(encoding="utf-8", newline="") as rows:
        named = {row["code"] for row in DictReader(rows) if row["field"] == "period_basis"}
    assert set(Basis) == named
