"""The suites on a real build: good data passes, each injected defect is found by the rule that is meant for it, with rows to look at."""

from __future__ import annotations

import csv
import json
import re
import shutil
from dataclasses import asdict
from pathlib import Path

import duckdb
import pytest

from expectations import BLOCKING, WARNING, run_suites
from expectations.bounds import MAGNITUDE_KEYS, broken_magnitude
from expectations.rules import Suite, holds
from expectations.suites import SUITES
from expectations.suites.published import LOSSES
from orchestration.pipeline_checks import with_places
from tests.handmade import ROOT, write
from tests.handmade import build as build_by_dbt


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


PARTS = "parts do not exceed their total"
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
    "a fact that grew on the way": (
        "fct_facilities",
        "update fct_facilities set value = value * 10000, value_min = value, value_max = value",
        "a fact shows what a claim states",
    ),
    "percentages to be added up": ("fct_facilities", "update fct_facilities set unit = 'percent'", "what is summed is no share"),
    "a disagreement that nobody lists": ("fct_facilities", "update fct_facilities set is_conflicting = true", "a conflict is listed"),
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
    "亿 for 万": ("fct_claims", "update fct_claims set value_max = 9e12 where unit = 'CNY'", "a figure is of a possible size"),
    "a county of 250000 kindergartens": (
        "fct_claims",
        "update fct_claims set value_min = 250000, value_max = 250000, region_code = '410802', region_name = '解放区' where value_min = 25",
        "a figure is of a possible size",
    ),
    "a school of 55200000 places": (
        "fct_claims",
        "update fct_claims set value_min = 5.52e7, value_max = 5.52e7, facility_name = '焦作市第十一中学' where value_min = 5520",
        "a figure is of a possible size",
    ),
    "a period of the next century": (
        "fct_claims",
        "update fct_claims set period_end = date '2123-12-31' where period_end = date '2023-12-31'",
        "period is of our time",
    ),
    "a complete list with a name missing": (
        "fct_claims",
        "update fct_claims set list_check = 'complete', named = ['甲小学', '乙小学'], named_count = 2 where unit = 'school'",
        "a list check can be done again",
    ),
    "pupils who doubled in a year": (
        "fct_enrolment_capacity",
        "update fct_enrolment_capacity set metric = 'enrolment', unit = 'person' where metric = 'seats_added' and status = 'actual'",
        "insert into fct_enrolment_capacity select * replace ('later' as fact_id, year + 1 as year, value * 2.5 as value)"
        " from fct_enrolment_capacity where metric = 'enrolment'",
        "a stock changes slowly",
    ),
    "a figure ten thousand times its peers": (
        "fct_facilities",
        "insert into fct_facilities select f.* replace (f.fact_id || n as fact_id, n as value) from fct_facilities f, range(20, 40) t(n)"
        " where f.value = 25",
        "update fct_facilities set value = 250000 where value = 25",
        "a figure is like its peers",
    ),
    "a region that was dissolved before": (
        "fct_facilities",
        "update fct_facilities set region_code = r.region_code, region_name = r.region_name"
        " from (select * from dim_region where valid_to < date '2022-01-01' limit 1) r",
        "its region existed then",
    ),
    "half a school": ("fct_claims", "update fct_claims set value_min = 24.5 where unit = 'school'", "counted things are whole"),
    "parts above their total": (
        "fct_claims",
        "update fct_claims set value_min = 40 where quote = '其中孙国营等12名校长'",
        PARTS,
    ),
    "a county with a province's money": (
        "fct_funding",
        "update fct_funding set value = 2e11, value_max = 2e11",
        "a figure is of a possible size",
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
    table, *statements, rule = (BLOCKED | WARNED)[defect]
    spoil(build, *statements)
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


def test_what_people_rejected_is_not_warned_of_once_more(build: Path) -> None:
    warned = {"a share is at most 100%", "results are not from the future", "period is of our time"}
    wrong = "period_start = date '2203-01-01', period_end = date '2203-12-31'"
    spoil(build, f"update fct_claims set {wrong} where metric = 'capacity_share'")
    failed = {result.name for result in run_suites(build, rederive, [suite("fct_claims")]) if not result.passed}
    assert failed >= warned
    spoil(build, "update fct_claims set is_rejected = true where metric = 'capacity_share'")
    assert not warned & {result.name for result in run_suites(build, rederive, [suite("fct_claims")]) if not result.passed}


def test_parts_are_added_up_by_what_they_differ_in(build: Path) -> None:
    """62 people, split into 12 and 50, and by district and by level besides: each split fits, all together would not."""

    def fits() -> bool:
        return next(result.passed for result in run_suites(build, None, [suite("fct_claims")]) if result.name == PARTS)

    part = "select * replace ('{}' as claim_id, 40 as value_min, '{}' as {}) from fct_claims where quote = '其中孙国营等12名校长'"
    add = f"insert into fct_claims {part}"
    spoil(build, add.format("in-jiefang", "解放区", "region_name"), add.format("in-special-schools", "special", "level"))
    assert fits()
    spoil(build, add.format("in-shanyang", "山阳区", "region_name"))
    assert not fits()


@pytest.mark.parametrize("table", ["fct_breakdowns", "fct_claims", "fct_facilities", "dim_document"])
def test_a_failing_row_begins_with_its_document_and_quote(build: Path, table: str) -> None:
    """Whichever key it names: a total, a claim, a fact, a document."""
    columns = {"fct_breakdowns": "outcome = 'exceeds'", "fct_claims": "confidence = 2", "fct_facilities": "unit = 'percent'"}
    spoil(build, f"update {table} set {columns.get(table, 'byte_count = 0')}")
    checks = with_places([asdict(result) for result in run_suites(build, None, [suite(table)])], build)
    rows = [row for check in checks for row in check["sample"]]
    told = ["file_name"] if table == "dim_document" else ["file_name", "quote"]
    assert rows and all(list(row)[: len(told)] == told and all(row[name] for name in told) for row in rows)


def test_what_readers_see_now_may_not_get_lost(handmade_build: Path, build: Path) -> None:
    """Judged by source, on documents that are in both files: what a model loses blocks or warns, what left with its document doesn't."""

    def judged() -> dict[str, bool]:
        return {result.name: result.passed for result in run_suites(build, None, [LOSSES], published=handmade_build)}

    assert judged() == {"no source loses its rows": True, "a source keeps its rows": True}
    spoil(build, "update dim_document set is_current = false where file_name = 'plan_2023.txt'")
    spoil(build, "delete from fct_claims where unit = 'seat'")
    assert judged() == {"no source loses its rows": True, "a source keeps its rows": False}
    spoil(build, "delete from fct_claims where quote not like '%所%'")
    assert judged() == {"no source loses its rows": False, "a source keeps its rows": False}
    spoil(build, "delete from dim_document")
    assert judged() == {"no source loses its rows": False, "a source keeps its rows": False}
    spoil(build, f"attach '{handmade_build}' as good; insert into dim_document from good.marts.dim_document where source_id <> 'sample'")
    spoil(build, f"attach '{handmade_build}' as good; delete from fct_claims; insert into fct_claims from good.marts.fct_claims")
    assert judged() == {"no source loses its rows": True, "a source keeps its rows": True}, "samples may be switched off"
    nothing_yet = run_suites(build, None, [LOSSES])
    assert {(result.passed, result.observed) for result in nothing_yet} == {(True, "nothing published to compare with")}


def test_bounds_name_metrics_that_exist_and_say_why() -> None:
    with (ROOT / "ingestion" / "lexicon" / "metrics.csv").open(encoding="utf-8") as file:
        metrics = {row["metric"] for row in csv.DictReader(file)}
    for name in ("magnitudes", "jumps"):
        with (ROOT / "expectations" / f"{name}.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert {row["metric"] for row in rows if row["metric"]} <= metrics
        assert all(len(row["reason"]) > 15 for row in rows)
    keys = [tuple(row.values())[:6] for row in csv.DictReader((ROOT / "expectations" / "magnitudes.csv").open(encoding="utf-8"))]
    assert len(keys) == len(set(keys)), "two rows for one kind of figure: which one decides?"


def test_of_several_bounds_the_most_particular_decides() -> None:
    """A university may have more places than a school; a county's money is less than the nation's."""
    figures = [
        ("school", "seats_total", "facility", "primary", None, "county", "seat", 45000),
        ("university", "seats_total", "facility", "higher", None, "prefecture", "seat", 45000),
        ("county", "investment", None, None, None, "county", "CNY", 8e10),
        ("nation", "investment", None, None, None, "nation", "CNY", 8e10),
        ("standard", "per_student_standard", None, None, "student_year", "county", "CNY", 1.2e5),
        ("penny", "aid_amount", None, None, None, "county", "CNY", 0.3),
    ]
    with duckdb.connect() as connection:
        keys = ", ".join(f"{key} text" for key in MAGNITUDE_KEYS)
        connection.execute(f"create table figures (id text, {keys}, least double, most double)")
        connection.executemany("insert into figures values (?, ?, ?, ?, ?, ?, ?, ?, ?)", [(*row, row[-1]) for row in figures])
        broken = dict(connection.execute(broken_magnitude("figures")).fetchall())
    assert set(broken) == {"school", "county", "standard", "penny"}
    assert broken["school"].startswith("45000 seat, more than 20000: ") and broken["penny"].startswith("0.3 CNY, less than 1: ")


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


def test_where_a_build_continues_another_what_is_new_or_was_broken_is_judged_again(build: Path) -> None:
    def judged(broken: dict[str, list[str]] | None) -> tuple[dict, dict]:
        found: dict[str, list[str]] = {}
        results = run_suites(build, rederive, [suite("fct_claims")], broken=broken, on_broken=found.__setitem__)
        return {result.name: (result.passed, result.failing_rows, result.observed) for result in results}, found

    def claims(where: str) -> list[str]:
        with duckdb.connect(str(build), read_only=True) as connection:
            return [
                row[0] for row in connection.execute(f"select claim_id from marts.fct_claims where {where} order by claim_id").fetchall()
            ]

    all_claims = claims("true")
    first, before = judged(None)
    assert before == {"marts.fct_claims": claims("value_max > 100 and unit = 'percent'")}
    new, kept = [claim for claim in all_claims if claim not in before["marts.fct_claims"]][:2]
    spoil(build, f"update fct_claims set confidence = 2 where claim_id in ('{new}', '{kept}')")
    with duckdb.connect(str(build)) as connection:
        connection.execute("insert into intermediate.int_touched_claims values (?)", [new])
    again, broken = judged(before)
    assert again["confidence is a probability"] == (False, 1, f"1 of {len(all_claims)} rows, 2 of which were judged anew")
    assert again["a share is at most 100%"][:2] == first["a share is at most 100%"][:2] == (False, 1)
    assert sorted(broken["marts.fct_claims"]) == sorted([new, *before["marts.fct_claims"]])
    assert judged(None)[0]["confidence is a probability"][1] == 2


def test_rows_that_break_an_unjudged_rule_are_not_taken_for_known(build: Path) -> None:
    spoil(build, "alter table fct_claims alter confidence type varchar using 'much'")
    found: dict[str, list[str]] = {}
    results = run_suites(build, rederive, [suite("fct_claims")], on_broken=found.__setitem__)
    assert "not judged" in {result.observed for result in results} and found == {}
