"""Claims out of table cells: bureaus' tables as a person reads them, the same facts as sentences, where the figures stand, and grids that
nobody would draw."""

from __future__ import annotations

import time
from datetime import date

import pandas as pd
import polars as pl
import pytest

from expectations.frames import rederived
from ingestion.extraction import explain, prepared
from ingestion.extraction.numbers import rederive
from tests import labelled_tables
from tests.extracted import claims_of, document, extract
from tests.gridded import grid_document

MARCH_2024 = date(2024, 3, 8)
FACT = ("metric", "value_min", "value_max", "unit", "per", "status", "period_start", "period_end", "region_name", "level", "action")


def facts(claims):
    return sorted(tuple(str(claim[field]) for field in FACT) for claim in claims)


def read(rows, **about):
    return extract(grid_document(rows, **({"published": MARCH_2024} | about)))


def told(rows, *fields, **about):
    return [tuple(claim[field] for field in fields) for claim in read(rows, **about).claims.sort("char_start").to_dicts()]


def refused(rows, **about):
    return dict(read(rows, **about).rejections.select("reason", "number_count").rows())


@pytest.mark.parametrize("name", labelled_tables.names())
def test_a_table_is_read_as_a_person_reads_it(name):
    seen, right = labelled_tables.right_of(name, extract(labelled_tables.table_document(name)).claims.to_dicts())
    # a sum of money told in words beside what it builds takes no level from it, as in prose
    assert seen - right <= (2 if name == "tasks_in_words" else 0)


TWINS = {
    "districts_preschool": (
        ("沁阳市", "示范区"),
        "2023年，沁阳市有幼儿园120所，公办幼儿园52所，在园幼儿16008人，幼儿园专任教师1211人，毛入园率94.3%，普惠性幼儿园覆盖率90.15%。\n"
        "2023年，示范区有幼儿园58所，公办幼儿园22所，在园幼儿8002人，幼儿园专任教师655人，普惠性幼儿园覆盖率89%。",
    ),
    "plan_tasks": (
        ("马村区", "解放区"),
        "2023年，解放区新建幼儿园3所、改扩建幼儿园1所；2024年，解放区新建幼儿园2所、改扩建幼儿园0所。\n"
        "2023年，马村区新建幼儿园2所、改扩建幼儿园1所；2024年，马村区改扩建幼儿园1所。",
    ),
    "rates_sections": (
        ("焦作市",),
        "2021年，全市毛入园率91.2%。2022年，全市毛入园率92%。2023年，全市毛入园率93.5%。\n"
        "2021年，普惠性幼儿园覆盖率85%。2022年，普惠性幼儿园覆盖率88.1%。2023年，普惠性幼儿园覆盖率90.2%。\n"
        "2021年，义务教育巩固率95.5%。2022年，义务教育巩固率95.6%。2023年，义务教育巩固率96%。\n"
        "2021年，全市有义务教育学校412所，义务教育在校生38.2万人。2022年，全市有义务教育学校408所，义务教育在校生38.9万人。"
        "2023年，全市有义务教育学校401所，义务教育在校生39.05万人。",
    ),
    "aid": (
        ("孟州市",),
        "2023年，全市学前教育资助3210人次。2023年，学前教育资助金额160.5万元。\n"
        "2023年，义务教育学生资助12045人次。2023年，义务教育家庭经济困难学生生活补助资助金额702万元。\n"
        "2023年，普通高中学生资助4400人次。2023年，普通高中国家助学金440万元。\n"
        "2023年，全市资助学生19655人次，资助金额1302.5万元。",
    ),
    "plan_done": (
        ("解放区", "温县"),
        "2023年，解放区计划新建改扩建幼儿园5所，实际新建改扩建幼儿园5所，幼儿园完成率100%。\n"
        "2023年，温县计划新建改扩建幼儿园8所，实际新建改扩建幼儿园6所，幼儿园完成率75%。",
    ),
    "tasks_in_words": (
        ("解放区", "山阳区", "温县"),
        "2023年，解放区新建公办幼儿园3所，新增学位900个。\n2023年，山阳区改扩建幼儿园1所，投资1200万元。\n2023年，温县新建小学2所。",
    ),
}


@pytest.mark.parametrize("name", TWINS)
def test_the_same_facts_as_sentences_make_the_same_claims(name):
    """What the table's rows of some districts say, told in prose under the same headline."""
    places, text = TWINS[name]
    table = labelled_tables.table_document(name)
    about = table.row(0, named=True)
    of_table = [claim for claim in extract(table).claims.to_dicts() if claim["region_name"] in (*places, "焦作示范区")]
    twin = claims_of(text, published=about["published_date"], title=about["title"], publisher=about["publisher"])
    assert facts(of_table) == facts(twin)


def test_a_claim_stands_in_its_cell():
    rows = [["单位：万元", ""], ["县区", "教育支出"], ["解放区", "１2,345.5"], ["温县", "800以上"]]
    source = grid_document(rows, above="2023年教育经费支出情况\n", sheet="支出", title="焦作市教育经费统计", published=MARCH_2024)
    text = source["text"][0]
    claims = extract(source).claims.sort("char_start").to_dicts()
    assert [(claim["sheet"], claim["cell"]) for claim in claims] == [("支出", "B3"), ("支出", "B4")]
    assert [text[claim["char_start"] : claim["char_end"]] for claim in claims] == ["１2,345.5", "800以上"]
    assert [claim["quote"] for claim in claims] == ["解放区\t１2,345.5", "温县\t800以上"]
    assert [(claim["value_min"], claim["value_max"]) for claim in claims] == [(123_455_000, 123_455_000), (8_000_000, None)]
    figures = [rule.removeprefix("figure: ") for claim in claims for rule in claim["rules"] if rule.startswith("figure: ")]
    assert rederive(figures) == [(123_455_000, 123_455_000), (8_000_000, None)]
    assert "read as: 2023年，解放区，教育支出12,345.5万元" in claims[0]["rules"]
    assert all(0.3 < claim["confidence"] < 1 for claim in claims)


def test_a_figure_re_derives_only_with_the_digits_of_its_cell():
    frame = pd.DataFrame(
        {
            "span": ["12.5", "１2,345", "12.5", "25所"], "figure": ["12.5万元", "12,345人", "13.5万元", None],
            "value_min": [125_000.0, 12_345.0, 135_000.0, 25.0], "value_max": [125_000.0, 12_345.0, 135_000.0, 25.0],
            "figure_is_corrected": [False] * 4,
        }
    )  # fmt: skip
    assert rederived(frame, rederive).to_list() == [True, True, False, True]


def test_what_is_missing_is_not_zero_and_zero_is():
    rows = [
        ["县区", "新建幼儿园（所）"],
        ["解放区", "0"],
        ["温县", "-"],
        ["武陟县", "—"],
        ["修武县", ""],
        ["博爱县", "…"],
        ["孟州市", "无"],
    ]
    assert told(rows, "region_name", "value_min", title="2023年焦作市幼儿园建设情况统计表") == [("解放区", 0)]


@pytest.mark.parametrize("state", ["现状", "现有", "基数"])
def test_what_there_is_is_not_what_the_title_says_is_built(state):
    rows = [["县区", "幼儿园（所）", ""], ["", state, "计划数"], ["解放区", "12", "3"]]
    assert told(rows, "value_min", "action", "status", title="焦作市2024年新建幼儿园任务表", merged={(0, 1): (1, 2)}) == [
        (12, "existing", "actual"), (3, "built", "target"),
    ]  # fmt: skip


def test_columns_that_count_nothing_are_refused_with_a_reason():
    rows = [
        ["序号", "学校名称", "学校代码", "联系电话", "建校年份", "在校生数（人）", "备注"],
        ["1", "解放区实验小学", "4108020001", "13512345678", "1956", "1200", "2023"],
        ["2", "山阳区东环小学", "4108020002", "2926541", "1987", "1500", "12人住校"],
    ]
    about = {"title": "2023年焦作市小学一览表"}
    assert told(rows, "metric", "value_min", "facility_name", **about) == [
        ("enrolment", 1200, "解放区实验小学"), ("enrolment", 1500, "山阳区东环小学"),
    ]  # fmt: skip
    assert refused(rows, **about) == {"ordinal": 2, "code": 4, "time": 2, "other_column": 1}


def test_without_a_unit_or_a_known_label_nothing_is_claimed():
    money = [["项目", "金额"], ["教育经费总投入", "12000"], ["教育支出", "11000"]]
    assert refused(money, title="2023年焦作市教育经费情况") == {"no_unit": 2}
    towns = [["乡镇", "小学（所）"], ["王封街道", "3"], ["许衡街道", "5"]]
    assert refused(towns, title="2023年中站区小学基本情况") == {"unknown_label": 2}
    falls = [["县区", "招生增长（%）"], ["解放区", "-3.5"], ["温县", "2.5"]]
    assert refused(falls, title="2023年焦作市小学招生情况") == {"negative": 1}
    shares = [["县区", "毛入园率"], ["解放区", "0.95"], ["温县", "93.2"]]
    assert told(shares, "region_name", "value_min", title="2023年焦作市学前教育情况") == [("温县", 93.2)]


def test_prose_around_a_table_is_read_as_if_the_table_were_not_there():
    above = "2023年，我市新建幼儿园25所、新增学位5520个。\n\n各县区情况如下表：\n"
    below = "\n今年，我市要新建小学3所。\n"
    rows = [["县区", "2022年投资（万元）"], ["解放区", "500"], ["温县", "900"]]
    about = {"published": MARCH_2024, "publisher": "焦作日报", "title": "焦作市教育工作会议召开"}
    both = extract(grid_document(rows, above=above, below=below, **about)).claims.to_dicts()
    alone = claims_of(f"{above}\n{below}", **about)
    assert facts(claim for claim in both if claim["cell"] is None) == facts(alone)
    assert [(claim["region_name"], claim["value_min"], claim["period_end"]) for claim in both if claim["cell"]] == [
        ("解放区", 5_000_000, date(2022, 12, 31)), ("温县", 9_000_000, date(2022, 12, 31)),
    ]  # fmt: skip


def test_a_page_laid_out_in_a_table_and_notes_below_one_are_prose():
    story = "2023年，我市新建改扩建幼儿园25所、新增学位5520个，全市教育系统共同努力。" * 6
    laid_out = extract(grid_document([["首页", "新闻"], ["栏目", story]], title="焦作市教育工作会议", published=MARCH_2024))
    assert laid_out.claims.height and laid_out.claims["cell"].unique().to_list() == ["B2"]
    assert all(rule != "table" for rules in laid_out.claims["rules"] for rule in (rule.partition(":")[0] for rule in rules))
    rows = [["县区", "小学（所）"], ["解放区", "12"], ["注：2023年全市新建小学3所。"]]
    assert told(rows, "metric", "value_min", "action", title="2023年焦作市小学情况") == [
        ("facility_count", 12, "existing"), ("facility_count", 3, "built"),
    ]  # fmt: skip


def test_explaining_shows_cells():
    rows = [["县区", "小学（所）", "备注"], ["解放区", "12", "3"]]
    shown = explain.explain(grid_document(rows, title="2023年焦作市小学情况", published=MARCH_2024))
    assert "12所  →  facilities/facility_count  12 school   [B2]" in shown
    assert "- 3  no claim: in a column of remarks or responsibilities   [C2]" in shown


def test_documents_without_cells_are_prepared_as_they_are():
    rows = list(
        prepared(pl.concat([document("新建小学3所。", name="a"), grid_document([["县区", "小学（所）"], ["解放区", "12"]], name="b")]))
    )
    assert [(row["clean_text"], len(row["grids"])) for row in rows] == [("新建小学3所。", 0), ("", 1)]


def wide(columns, rows):
    return [
        ["县区", *(f"小学{number}（所）" for number in range(columns - 1))],
        *(["解放区", *["3"] * (columns - 1)] for _ in range(rows - 1)),
    ]


HOSTILE = {
    "many columns": lambda size: wide(size, 3),
    "many rows": lambda size: wide(3, size),
    "headers only": lambda size: [["县区", "小学（所）"], *([f"第{number}项", "说明"] for number in range(size))],
    "numbers everywhere": lambda size: [[str(row + column) for column in range(5)] for row in range(size // 2)],
    "ragged rows": lambda size: [["县区", "小学（所）"], *(["解放区"] * (row % 7) + ["3"] * (row % 5) for row in range(size))],
    "a diagonal": lambda size: [[""] * min(row, 300) + [f"小学{row}所"] for row in range(size // 10)],
    "years": lambda size: [["2021", "2022", "2023"]] * size,
    "one cell of a megabyte": lambda size: [["县区", "小学（所）"], ["解放区", "1" * 500 * size], ["温县", "12所" * 200 * size]],
    "schools": lambda size: [
        ["学校名称", "竣工时间", "学位（个）"], *([f"解放区第{row}小学", f"20{row % 40 + 10}.{row % 12 + 1}", "90"] for row in range(size)),
    ],
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_grids_take_time_in_step_with_their_size(kind):
    def seconds(size):
        source = grid_document(HOSTILE[kind](size), title="2023年焦作市小学情况", published=MARCH_2024, keep_empty=False)
        begun = time.process_time()
        made = extract(source)
        spent = time.process_time() - begun
        assert all(claim["char_end"] - claim["char_start"] <= 60 for claim in made.claims.to_dicts())
        return spent

    seconds(10)
    small, large = seconds(150), seconds(600)
    assert large < 10 * small + 0.3


def test_cells_that_claim_to_span_everything():
    rows = [["县区", "小学（所）", "初中（所）"], *(["解放区", "3", "4"] for _ in range(200))]
    cells = grid_document(rows, title="2023年焦作市小学情况")
    claimed = [cell | {"rows": 10**9, "columns": 10**9} for cell in cells["cells"][0].to_list()]
    begun = time.process_time()
    extract(cells.with_columns(pl.Series("cells", [claimed], cells.schema["cells"])))
    assert time.process_time() - begun < 3
