"""Corrections through the real refresh: applied, shown, told apart from those that don't apply, and named where facts changed."""

from __future__ import annotations

import io

import duckdb
import pytest
from rich.console import Console

from orchestration.__main__ import main
from tests.refreshed import DOCUMENTS, Warehouse
from warehouse.corrections import COLUMNS
from warehouse.review import print_review

ROWS = """\
jiaozuo_2023.txt,新建改扩建幼儿园25所,25所,,,value_min,25,26,王芳,one school was left out,2026-11-22
jiaozuo_2023.txt,新建改扩建幼儿园25所,25所,,,value_max,25,26,王芳,one school was left out,2026-11-22
jiefang_2024.md,新增学位2160个,,,,status,target,ongoing,王芳,building has begun,2026-11-22
luoyang.html,全部投用,18所,,,rejected,18,,李明,the bureau withdrew it,2026-11-22
jiaozuo_2023.txt,新增学位5520个,5520个,,,level,primary,preschool,王芳,of kindergartens,2026-11-22
no_such_file.txt,新增学位5520个,,,,level,preschool,primary,王芳,?,2026-11-22
jiefang_2024.md,新建小学2所,2所,,,level,primary,university,王芳,?,2026-11-22
jiaozuo_2023.txt,投入教育资金8000万元,,,,confirmed,80000000,,王芳,checked,2026-11-22
"""


def reviewed(warehouse: Warehouse, document: str | None = None, region: str | None = None) -> str:
    screen = io.StringIO()
    assert print_review(warehouse.home, Console(file=screen, width=200), 10, document, region, "王芳") == 0
    return screen.getvalue()


def test_corrections_from_the_list_to_the_history_of_facts(warehouse: Warehouse, monkeypatch) -> None:
    corrections = warehouse.home.root / "corrections.csv"
    monkeypatch.setenv("WAREHOUSE_CORRECTIONS", str(corrections))
    kindergartens = "select value from marts.fct_facilities where region_name = '焦作市' and level = 'preschool'"
    seats = "select status, value from marts.fct_enrolment_capacity where region_name = '解放区'"
    assert warehouse.query(kindergartens) == [(25,)] and warehouse.query(seats) == [("target", 2160)]

    corrections.write_text(",".join(COLUMNS) + "\n" + ROWS, encoding="utf-8")
    # nothing tells where and when this is: no claim of it is sure
    (warehouse.inbox / "notes.txt").write_text("读书札记\n那里从前有7所学校，有人捐过6万元。\n", encoding="utf-8")
    run = warehouse.refresh()
    assert run.status == 0, run.shown
    assert run.ledger.work == {"read": 1, "extracted": 1}

    # what readers see
    assert warehouse.query(kindergartens) == [(26,)] and warehouse.query(seats) == [("ongoing", 2160)]
    assert warehouse.query("select count(*) from marts.fct_facilities where region_name = '洛阳市' and value = 18") == [(0,)]
    shown = "select value_min, is_corrected, corrected_fields, is_rejected, fact_id is null from marts.fct_claims where quote like '%{}%'"
    assert warehouse.query(shown.format("25所")) == [(26, True, ["value_max", "value_min"], False, False)]
    assert warehouse.query(shown.format("全部投用")) == [(18, False, [], True, True)]
    states = warehouse.query("select line, state, value_then, value_now from marts.corrections order by line")
    assert states == [
        (2, "applied", "25", "26"),
        (3, "applied", "25", "26"),
        (4, "applied", "target", "ongoing"),
        (5, "applied", "18", None),
        (6, "stale", "preschool", "preschool"),
        (7, "unmatched", None, None),
        (8, "invalid", "primary", "primary"),
        (9, "confirmed", "80000000", "80000000"),
    ]

    # what is said of those that do not apply, with the line and what to do
    assert "applied 4, confirmed 1, invalid 1, stale 1, unmatched 1" in run.shown
    assert "corrections.csv line 6 is stale: the claim says so by itself now" in run.shown
    assert "corrections.csv line 7 is unmatched: no document is called no_such_file.txt;" in run.shown
    assert "corrections.csv line 8 is invalid: value must be one of preschool" in run.shown
    check = "select run_id, severity, passed, failing_rows from audit.checks where name = 'corrections_apply' and not passed"
    assert warehouse.query(check) == [(run.ledger.run_id, "warning", False, 3)]

    # why facts changed
    changes = f"audit.fact_history where run_id = '{run.ledger.run_id}' and region_name is not null"
    history = f"select change, value, correction from {changes} order by all"
    told = warehouse.query(history)
    words = "王芳: value_max 25 → 26 (one school was left out); 王芳: value_min 25 → 26 (one school was left out)"
    assert ("changed", 26, words) in told and ("removed", 18, "李明: rejected 18 (the bureau withdrew it)") in told
    assert [change for change, value, _ in told if value == 2160] == ["added", "removed"] and all(cause for _, _, cause in told)

    # the least sure come first, each with its sentence, its fields, their rules and a line for the list; what was confirmed is off it
    shown = reviewed(warehouse)
    listed = warehouse.query("select file_name, quote from marts.review_list order by worth desc, claim_id")
    places = [shown.index(f"right: {file_name},{quote},") for file_name, quote in listed]
    assert {"那里从前有7所学校", "有人捐过6万元"} <= {quote for _, quote in listed} and places == sorted(places)
    assert "那里从前有【7所】学校" in shown and "notes.txt, characters" in shown and "status  actual  (" in shown
    assert "全市投入教育资金8000万元" not in shown

    # a broken list takes nothing back; a document that no longer says what was expected makes its corrections stale
    corrections.write_text("document;quote;number\n", encoding="utf-8")
    (warehouse.inbox / "jiaozuo_2023.txt").write_text(DOCUMENTS["jiaozuo_2023.txt"].replace("25所", "27所"), encoding="utf-8")
    run = warehouse.refresh()
    assert run.status == 0, run.shown
    assert "the first line must name these columns" in run.shown and "the 8 rows read at" in run.shown
    assert warehouse.query(kindergartens) == [(27,)] and warehouse.query(seats) == [("ongoing", 2160)]
    assert warehouse.query("select distinct state from marts.corrections where line in (2, 3)") == [("stale",)]
    assert "line 2 is stale: the document has a newer version without it" in run.shown
    told = warehouse.query(f"select value, correction from audit.fact_history where run_id = '{run.ledger.run_id}' and value = 27")
    assert len(told) == 1 and told[0][1].startswith("no longer: 王芳: value_max 25 → 26")


def test_a_review_of_one_document_finds_it_by_its_name_whatever_signs_that_has(warehouse: Warehouse) -> None:
    warehouse.home.published_file.chmod(0o644)
    with duckdb.connect(str(warehouse.home.published_file)) as connection:
        # the extractor is sure enough of all claims of these documents
        connection.execute(
            "insert into marts.review_list by name select claim_id, fact_id, 0.5 as worth, 0.5 as confidence, false as is_conflicting, "
            "document_id, file_name, region_code, region_name, family, metric, quote "
            "from marts.fct_claims join marts.dim_document using (document_id) where fact_id is not null limit 1"
        )
        name = connection.execute("select file_name from marts.review_list").fetchone()[0]
        for table in ("marts.review_list", "marts.dim_document"):
            connection.execute(f"update {table} set file_name = '报告[1].txt' where file_name = ?", [name])
    for choice in ("报告[1].txt", "*[1]*", "报告?1].txt"):
        assert "报告[1].txt, characters" in reviewed(warehouse, choice)
    assert "no claim on the review list fits" in reviewed(warehouse, "报告[12].txt")


def test_a_region_that_is_none_is_told_with_those_that_may_be_meant(warehouse: Warehouse) -> None:
    assert "No region is called 解放. Did you mean 解放区?" in reviewed(warehouse, region="解放")
    assert "No region is called" not in reviewed(warehouse, region="解放区") + reviewed(warehouse, region="410802") + reviewed(
        warehouse, region="修武县"
    )


@pytest.mark.parametrize("count", ["abc", "0", "-3", "1.5"])
def test_a_count_that_is_none_is_told_as_it_was_given(count: str, capsys: pytest.CaptureFixture) -> None:
    with pytest.raises(SystemExit):
        main(["review", f"--count={count}"])
    assert f"{count} is no number of claims; give one from 1 on, as in make review N=10" in capsys.readouterr().err
