"""Which schools took another's place, were merged or closed, as sentences say it."""

from datetime import date

import pytest

from ingestion.extraction.successions import successions
from tests.extracted import document, extract

SAID = [
    ("2022年，原东风路小学更名为文昌街小学。", [("renamed", "东风路小学", "文昌街小学")]),
    ("文昌街小学（原东风路小学）今年扩建。", [("renamed", "东风路小学", "文昌街小学")]),
    ("文昌街小学，前身为东风路小学。", [("renamed", "东风路小学", "文昌街小学")]),
    ("将上庄小学整体并入下庄小学。", [("merged", "上庄小学", "下庄小学")]),
    ("上庄小学、中庄小学等2所学校并入下庄小学。", [("merged", "上庄小学", "下庄小学"), ("merged", "中庄小学", "下庄小学")]),
    ("上庄小学和中庄小学合并组建育英小学。", [("merged", "上庄小学", "育英小学"), ("merged", "中庄小学", "育英小学")]),
    ("育英小学由上庄小学、中庄小学合并而成。", [("merged", "上庄小学", "育英小学"), ("merged", "中庄小学", "育英小学")]),
    ("撤销上庄教学点，学生并入下庄小学。", [("merged", "上庄教学点", "下庄小学")]),
    ("撤销上庄教学点、中庄教学点。", [("closed", "上庄教学点", None), ("closed", "中庄教学点", None)]),
    ("上庄小学已于2023年停办。", [("closed", "上庄小学", None)]),
    ("原阳县福宁集小学更名为原阳县育英小学。", [("renamed", "原阳县福宁集小学", "原阳县育英小学")]),
    ("上庄小学并入镇中心校。", [("merged", "上庄小学", None)]),
    # counts and general words are no successions
    ("全县撤并教学点533个。", []),
    ("学校撤并前要公示，下庄小学也是如此。", []),
    ("撤销该单位，另建办公楼。", []),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_what_a_sentence_says(text, expected):
    found = successions(text, 0, len(text))
    assert [(one.kind, one.predecessor.text, one.successor and one.successor.text) for one in found] == expected
    for one in found:
        assert 0 <= one.start <= one.predecessor.start < one.predecessor.end <= one.end <= len(text)


def of(text: str, **about):
    return extract(document(text, **{"published": date(2024, 3, 1), "title": "焦作市教育工作", "publisher": "焦作市教育局"} | about))


def test_a_succession_is_a_row_with_its_schools_time_and_words():
    text = "焦作市教育工作\n2023年，市四中整体并入市十一中。"
    row = of(text).facility_successions.row(0, named=True)
    assert (row["kind"], row["predecessor_name"], row["successor_name"]) == ("merged", "焦作市第四中学", "焦作市第十一中学")
    assert (row["status"], row["period_start"], row["period_end"]) == ("actual", date(2023, 1, 1), date(2023, 12, 31))
    assert row["quote"] == text[row["char_start"] : row["char_end"]]
    assert row["region_name"] == "焦作市"


def test_schools_that_end_are_projects_and_mentions_too():
    read = of("2023年，撤销上庄教学点，并入市五小。")
    assert read.facility_projects.select("facility_name", "action").rows() == [("上庄教学点", "closed")]
    assert set(read.facility_mentions["facility_name"]) == {"上庄教学点", "焦作市第五小学"}
    assert set(read.facility_mentions["facility_id"]) == set(read.facility_successions.select("predecessor_id", "successor_id").row(0))


@pytest.mark.parametrize(
    ("text", "status"),
    [("将市四中并入市十一中。", "actual"), ("计划到2025年将市四中并入市十一中。", "target"), ("2025年将把市四中并入市十一中。", "target")],
)
def test_the_word_before_an_object_is_no_future(text, status):
    assert of(text).facility_successions["status"].to_list() == [status]


def test_a_rumour_of_a_merger_is_disputed():
    rows = of("网传学校调整，市四中将并入市十一中，消息不实。", title="焦作辟谣").facility_successions
    assert rows["status"].to_list() == ["disputed"]


def test_money_is_for_the_one_school_named_before_it():
    claims = of("2023年，市十一中迁建项目完成投资7862万元。全市中小学投入3000万元。").claims.sort("char_start")
    assert claims["facility_name"].to_list() == ["焦作市第十一中学", None]
    assert claims["facility_id"].null_count() == 1
    several = of("2023年，市一中、市十一中等3所学校投入7862万元。").claims
    assert several.filter(several["family"] == "funding")["facility_name"].to_list() == [None]


def test_a_sentence_of_cues_alone_costs_little():
    text = "撤销并入更名为" * 80 + "。"
    assert successions(text, 0, len(text)) == []
