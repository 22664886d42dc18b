"""The suites on a real build: good data passes, each injected defect is found by the rule that is meant for it, with rows to look at."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import asdict
from pathlib import Path

import duckdb
import pytest

from expectations import BLOCKING, WARNING, run_suites
from expectations.rules import Suite, holds
from expectations.suites import SUITES
from tests.handmade import build as build_by_dbt
from tests.handmade import write


def rederive(texts: list[str]) -> list[tuple[float | None, float | None]]:
    """Enough of a number parser for the handmade documents."""
    found = []
    for text in texts:
        match = re.search(r"(\d+(?:\.\d+)?)余?(万|亿)?", text)
        value = float(match[1]) * {None: 1, "万": 1e4, "亿": 1e8}[match[2]] if match else None
        found.append((value, value))
    return found


def suite(table: str) -> Suite:
    return next(suite for suite in SUITES if suite.table == f"marts.{table}")


@pytest.fixture
def build(handmade_build: Path, tmp_path: Path) -> Path:
    """A copy of the handmade build that a test may spoil."""
    return Path(shutil.copy(handmade_build, tmp_path / "build.duckdb"))


def spoil(build: Path, *statements: str) -> None:
    with duckdb.connect(str(build)) as connection:
        connection.execute("set schema = 'marts'")
        for statement in statements:
            connection.execute(statement)


def test_good_data_breaks_no_blocking_rule(handmade_build: Path) -> None:
    results = run_suites(handmade_build, rederive)
    assert [result for result in results if not result.passed and result.severity == BLOCKING] == []
    # The one impossible figure of the handmade documents is warned of.
    assert {result.name for result in results if not result.passed} == {"a share is at most 100%"}
    assert {result.table for result in results} == {suite.table for suite in SUITES}
    assert all(result.severity in (BLOCKING, WARNING) and result.tool == "great_expectations" for result in results)


def test_every_rule_says_what_to_do_and_has_a_name_of_its_own() -> None:
    for suite in SUITES:
        names = [rule.name for rule in suite.rules]
        assert len(names) == len(set(names)), f"{suite.table} has rules of one name"
        assert all(len(suite.message(rule)) > 35 for rule in suite.rules)


# What is done to which table, and the rule that must find it. These stop publication …
BLOCKED = {
    "a value that its span does not state": (
        "fct_claims",
        "update fct_claims set value_min = 26, value_max = 26 where quote = '新建改扩建幼儿园25所'",
        "number re-derives from its span",
    ),
    "a span moved by two": (
        "fct_claims",
        "update fct_claims set char_start = char_start + 2, char_end = char_end + 2 where quote like '我市62名%'",
        "number re-derives from its span",
    ),
    "a span behind the text": ("fct_claims", "update fct_claims set char_end = 99999", "span ends inside the text"),
    "a quote from elsewhere": ("fct_claims", "update fct_claims set quote = '从未有过的句子'", "quote holds its span"),
    "a claim twice": ("fct_claims", "insert into fct_claims from fct_claims limit 1", "unique claim_id"),
    "an unknown status": ("fct_claims", "update fct_claims set status = 'done'", "status is a known value"),
    "a period backwards": ("fct_claims", "update fct_claims set period_start = date '2025-01-01'", "period is in order"),
    "a fact twice": ("fct_facilities", "insert into fct_facilities from fct_facilities limit 1", "unique fact_id"),
    "one figure, two facts": (
        "fct_facilities",
        "insert into fct_facilities select * replace ('another' as fact_id) from fct_facilities where value = 25",
        "no figure is counted twice",
    ),
    "a fact without claims": ("fct_funding", "delete from fct_claims where unit = 'CNY'", "support can be counted again"),
    "a value beside its bounds": (
        "fct_facilities",
        "update fct_facilities set value = 26 where value = 25",
        "value lies within its bounds",
    ),
    "yuan that are not the value": ("fct_funding", "update fct_funding set amount_cny = value / 10000", "amount_cny is the value"),
    "a share above the whole": (
        "fct_enrolment_capacity",
        "update fct_enrolment_capacity set value = 518 where unit = 'percent'",
        "a share is a share",
    ),
    "a conflict of strangers": ("fct_conflicts", "update fct_conflicts set fact_id = 'x'", "both claims state the fact"),
    "a plan judged by a plan": (
        "fct_plan_vs_actual",
        "update fct_plan_vs_actual set actual_fact_id = target_fact_id, actual_value = 1",
        "its result is a result",
    ),
    "zero for missing": ("coverage", "update coverage set state = 'reported' where claim_count = 0", "reported means claims"),
    "a text that lost a character": ("dim_document", "update document_text set text = text[2:]", "char_count is the text's length"),
    "a step out of thin air": (
        "facility_timeline",
        "update facility_timeline set char_end = 99999",
        "span ends inside the text",
    ),
    "a step of nobody": ("facility_timeline", "delete from dim_facility", "its facility exists"),
    "a step left out": ("facility_timeline", "delete from facility_timeline where step_number = 1", "steps are counted from 1"),
    "a school that follows itself": (
        "facility_succession",
        "update facility_succession set successor_id = predecessor_id",
        "two schools take part",
    ),
    "words that nobody said": ("facility_succession", "update facility_succession set quote = '从未有过'", "quote stands in its span"),
    "a doubt about nothing": ("facility_review", "update facility_review set candidates = []", "it says what is in question"),
    "no regions": ("dim_region", "delete from dim_region", "has rows"),
    "a district without an heir": (
        "dim_region",
        "update dim_region set successor_code = '410399' where region_name = '偃师市'",
        "successor exists from the next day on",
    ),
    "one code, two districts": (
        "dim_region",
        "update dim_region set region_code = '410802' where region_name = '山阳区'",
        "a code means one district at a time",
    ),
    "a district that outlives itself": (
        "fct_facilities",
        "update fct_facilities set region_code = '410381', region_name = '偃师市' where value = 25",
        "no fact outlives its district",
    ),
    "a metric twice": ("dim_metric", "insert into dim_metric from dim_metric limit 1", "unique metric"),
}
# … and these are only warned of.
WARNED = {
    "bounds backwards": ("fct_claims", "update fct_claims set value_min = value_max + 1", "value_min is not above value_max"),
    "亿 for 万": ("fct_claims", "update fct_claims set value_max = 9e12 where unit = 'CNY'", "money is of this world"),
    "half a school": ("fct_claims", "update fct_claims set value_min = 24.5 where unit = 'school'", "counted things are whole"),
    "parts above their total": (
        "fct_claims",
        "update fct_claims set value_min = 40 where quote = '其中孙国营等12名校长'",
        "parts do not exceed their total",
    ),
    "a county with a province's money": (
        "fct_funding",
        "update fct_funding set value = 2e11, value_max = 2e11",
        "a figure fits the size of its region",
    ),
    "a county in a prefecture that is no more": (
        "dim_region",
        "update dim_region set parent_code = '522400' where region_name = '解放区'",
        "parent existed at the time",
    ),
    "a county of Henan lost": ("dim_region", "delete from dim_region where region_name = '济源市'", "Henan is whole"),
    "a school that took its successor's place": (
        "facility_succession",
        "insert into facility_succession select * replace (successor_id as predecessor_id, predecessor_id as successor_id) "
        "from facility_succession",
        "a succession goes one way",
    ),
    "text decoded wrongly": ("document_text", "update document_text set text = text || chr(65533)", "text is decoded"),
    "a document from the future": (
        "dim_document",
        "update dim_document set published_date = date '2033-01-01'",
        "published before it was received",
    ),
}


@pytest.mark.parametrize(("defect", "severity"), [*((name, BLOCKING) for name in BLOCKED), *((name, WARNING) for name in WARNED)])
def test_an_injected_defect_is_found(build: Path, defect: str, severity: str) -> None:
    table, statement, rule = (BLOCKED | WARNED)[defect]
    spoil(build, statement)
    results = run_suites(build, rederive, [suite(table)])
    found = next(result for result in results if result.name == rule)
    assert (found.passed, found.severity) == (False, severity)
    if rule != "has rows":
        assert found.failing_rows >= 1
        assert 1 <= len(found.sample) <= 20
        assert set(suite(table).shown) <= set(found.sample[0])
    json.dumps([asdict(result) for result in results])


def test_samples_are_few_and_plain(build: Path) -> None:
    spoil(build, "insert into dim_metric select m.* from dim_metric m, range(30)", "update dim_metric set name_en = null")
    found = next(result for result in run_suites(build, None, [suite("dim_metric")]) if result.name == "name_en is present")
    assert found.failing_rows > 1000
    assert len(found.sample) == 20
    assert found.sample[0]["name_en"] is None
    assert found.observed == f"{found.failing_rows} of {found.failing_rows} rows"


def test_without_a_parser_numbers_are_not_judged(handmade_build: Path) -> None:
    names = [result.name for result in run_suites(handmade_build, None, [suite("fct_claims")])]
    assert "number re-derives from its span" not in names


def test_a_bound_word_outside_the_span_does_not_matter(build: Path) -> None:
    # 不低于 … 90%: the span may hold the bare number, the claim only its bound.
    spoil(build, "update fct_claims set value_max = null where quote = '新建改扩建幼儿园25所'")
    results = {result.name: result.passed for result in run_suites(build, rederive, [suite("fct_claims")])}
    assert results["number re-derives from its span"]


def test_a_figure_that_people_corrected_need_not_stand_in_its_span(build: Path) -> None:
    spoil(
        build,
        "update fct_claims set value_min = 26, value_max = 26, corrected_fields = ['value_max', 'value_min'] where quote like '%园25所'",
        "update fct_claims set value_min = 18, corrected_fields = ['level'] where quote = '改扩建19所'",
    )
    results = {result.name: result for result in run_suites(build, rederive, [suite("fct_claims")])}
    assert {row["quote"] for row in results["number re-derives from its span"].sample} == {"改扩建19所"}


def test_a_rule_that_cannot_be_judged_is_a_failure(handmade_build: Path) -> None:
    broken = Suite(
        "marts.dim_metric", ("metric",), "select metric from marts.dim_metric", (holds("no_such_column", "a broken rule", "Mend it."),)
    )
    (result,) = run_suites(handmade_build, None, [broken])
    assert not result.passed
    assert result.observed == "not judged"
    assert "no_such_column" in result.message


def test_a_missing_table_is_named(build: Path) -> None:
    spoil(build, "drop table coverage")
    with pytest.raises(duckdb.Error, match=r"marts\.coverage"):
        run_suites(build, None, [suite("coverage")])


def test_the_build_is_left_as_it_was(build: Path) -> None:
    before = build.read_bytes()
    run_suites(build, rederive, [suite("fct_claims")])
    assert build.read_bytes() == before
    assert [path.name for path in build.parent.iterdir()] == [build.name]


def test_a_warehouse_without_documents_is_sound(tmp_path: Path, workshop: Path) -> None:
    write(tmp_path, [])
    empty = build_by_dbt(tmp_path, workshop, "--exclude-resource-type", "unit_test")
    assert [result for result in run_suites(empty, rederive) if not result.passed] == []
