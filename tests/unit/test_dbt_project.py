"""The models through the real dbt: the contract of the marts, their descriptions, and the facts that a handmade warehouse must come to."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
import yaml

from ingestion.schemas import SIGNATURE
from tests.handmade import DOCUMENTS_BY_HAND, build, dbt, write

FACT = """
    fact_id claim_id region_code region_name region_level prefecture_name level metric status period_start period_end year
    value_min value_max value unit figure_zh figure_en per is_approximate claim_count document_count is_conflicting is_subtotal
    first_seen_at last_seen_at
"""
# What the warehouse contract promises readers; more columns are welcome.
CONTRACT = {
    "dim_document": """
        document_id file_name source_id url title publisher published_date published_date_basis media_type encoding
        sha256 byte_count char_count received_at duplicate_of
    """,
    "document_text": "document_id text",
    "dim_article": "article_id document_id char_start char_end title article_date region_code",
    "dim_region": "region_code region_name official_name region_level parent_code valid_from valid_to",
    "dim_metric": "metric family unit name_zh name_en description_zh description_en is_additive",
    "dim_facility": "facility_id facility_name level region_code",
    "facility_alias": "facility_id alias basis",
    "fct_claims": """
        claim_id document_id article_id char_start char_end quote family metric value_min value_max unit per
        is_approximate status period_start period_end period_text period_basis region_code region_name level action
        named_count list_check fact_id extractor_version confidence evidence_path figure_zh figure_en
    """,
    "fct_facility_projects": """
        document_id claim_id facility_id facility_name name_as_written char_start char_end action status period_start
        period_end region_code region_name
    """,
    "facility_timeline": """
        facility_id facility_name step_number step status period_start period_end document_id claim_id char_start char_end present_state
    """,
    "facility_succession": "predecessor_id predecessor_name successor_id successor_name kind status document_id char_start char_end quote",
    "facility_review": "facility_id facility_name reason candidate_ids candidates document_id char_start char_end",
    "fct_facilities": FACT + " action",
    "fct_funding": FACT + " purpose facility_id amount_cny",
    "fct_enrolment_capacity": FACT,
    "fct_indicators": FACT,
    "fct_conflicts": "fact_id claim_id_a claim_id_b reason preferred_claim_id preference_rule",
    "fct_plan_vs_actual": """
        region_code family metric level action facility_id target_fact_id actual_fact_id target_value actual_value
        target_period_end outcome
    """,
    "coverage": "region_code year family has_document claim_count state",
}


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """What `dbt parse` makes of the project with none of the warehouse's variables set, as on a fresh checkout."""
    folder = tmp_path_factory.mktemp("parse")
    bare = {name: value for name, value in os.environ.items() if not name.startswith("WAREHOUSE_")}
    done = dbt(["parse"], bare, folder)
    assert done.returncode == 0, done.stdout
    assert "deprecat" not in done.stdout.lower()
    return json.loads((folder / "target" / "manifest.json").read_text(encoding="utf-8"))


def marts(manifest: dict) -> dict[str, dict]:
    return {node["name"]: node for node in manifest["nodes"].values() if node["resource_type"] == "model" and node["schema"] == "marts"}


def test_schemas_are_called_exactly_so(manifest: dict) -> None:
    assert {node["schema"] for node in manifest["nodes"].values() if node["resource_type"] == "model"} == {
        "staging",
        "intermediate",
        "marts",
    }


def test_marts_hold_to_the_contract(manifest: dict) -> None:
    for table, columns in CONTRACT.items():
        node = marts(manifest)[table]
        assert node["config"]["contract"]["enforced"], f"{table} is not under contract"
        assert node["config"]["materialized"] in ("table", "incremental"), f"{table} is not a table"
        assert not set(columns.split()) - set(node["columns"]), f"{table} lacks columns"


def test_every_model_and_column_is_described_in_both_languages(manifest: dict) -> None:
    for node in manifest["nodes"].values():
        if node["resource_type"] != "model":
            continue
        assert node["columns"], f"{node['name']} lists no columns"
        texts = {node["name"]: node["description"]} | {
            f"{node['name']}.{name}": column["description"] for name, column in node["columns"].items()
        }
        for what, text in texts.items():
            assert re.match(r"[A-Za-z0-9].*[\u4e00-\u9fff]", text or ""), f"{what} is not described in English and then Chinese: {text!r}"


def test_each_model_stands_beside_its_description_and_stays_small() -> None:
    for query in (Path(__file__).parents[2] / "dbt_project" / "models").rglob("*.sql"):
        assert query.with_suffix(".yml").exists(), f"{query.name} has no .yml beside it"


def test_signatures_have_as_many_numbers_as_the_models_compare() -> None:
    told = yaml.safe_load((Path(__file__).parents[2] / "dbt_project" / "dbt_project.yml").read_text("utf-8"))["vars"]
    assert SIGNATURE.shape == (told["signature_places"],) and told["signature_places"] % told["signature_band"] == 0


def test_all_models_tests_and_unit_tests_pass(handmade_build: Path) -> None:
    results = json.loads((handmade_build.parent / "run_results.json").read_text(encoding="utf-8"))["results"]
    status = {result["unique_id"]: result["status"] for result in results}
    assert {name.split(".")[-2] for name, outcome in status.items() if outcome == "warn"} <= {"fct_claims_possible"}
    assert sum(name.startswith("unit_test") for name in status) >= 20
    assert set(status.values()) <= {"success", "pass", "warn"}


def rows(build: Path, query: str) -> list[tuple]:
    with duckdb.connect(str(build), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_descriptions_are_in_the_file(handmade_build: Path) -> None:
    silent = rows(handmade_build, "select table_name, column_name from duckdb_columns() where schema_name = 'marts' and comment is null")
    silent += rows(handmade_build, "select schema_name, table_name from duckdb_tables() where schema_name = 'marts' and comment is null")
    assert silent == []


def test_mentions_become_facts(handmade_build: Path) -> None:
    found = rows(
        handmade_build,
        "select level, status, action, value, claim_count, document_count, is_conflicting, is_subtotal from marts.fct_facilities "
        "where metric = 'facility_count' and region_name = '焦作市' order by status, level, value",
    )
    assert found == [
        # 25 kindergartens: said by the report and the paper, not again by the copy.
        ("preschool", "actual", "built_or_expanded", 25.0, 2, 2, False, False),
        # 54 and 53 schools: the newer paper is preferred, the disagreement shows.
        ("primary_secondary", "actual", "built_or_expanded", 53.0, 2, 2, True, False),
        ("preschool", "target", "built_or_expanded", 20.0, 1, 1, False, False),
        # 24 = 5 + 19
        ("primary_secondary", "target", "built", 5.0, 1, 1, False, True),
        ("primary_secondary", "target", "expanded", 19.0, 1, 1, False, True),
        ("primary_secondary", "target", "built_or_expanded", 24.0, 1, 1, False, False),
    ]


def test_no_sum_counts_anything_twice(handmade_build: Path) -> None:
    sums = "select sum(value) from marts.{} where status = '{}' and metric = '{}' and region_level = 'prefecture' and not is_subtotal"
    assert rows(handmade_build, sums.format("fct_facilities", "target", "facility_count")) == [(44.0,)]
    assert rows(handmade_build, sums.format("fct_indicators", "actual", "teachers_honoured")) == [(62.0,)]


def test_rounding_and_bounds_agree(handmade_build: Path) -> None:
    area = rows(
        handmade_build, "select value, claim_count, is_conflicting, facility_name from marts.fct_facilities where metric = 'site_area_m2'"
    )
    assert area == [(18405.38, 2, False, "焦作市第十一中学")]
    trained = rows(
        handmade_build,
        "select value, is_approximate, claim_count, is_conflicting from marts.fct_indicators where metric = 'teachers_trained'",
    )
    assert trained == [(10000.0, False, 2, False)]


def test_a_disagreement_keeps_both_claims(handmade_build: Path) -> None:
    found = rows(
        handmade_build,
        "select reason, preference_rule, preferred_value, other_value, p.quote from marts.fct_conflicts "
        "join marts.fct_claims p on preferred_claim_id = p.claim_id",
    )
    assert found == [("documents_differ", "newer_document", 53.0, 54.0, "新建改扩建中小学53所")]


def test_duplicates_and_versions(handmade_build: Path) -> None:
    documents = rows(
        handmade_build,
        "select d.file_name, d.is_current, o.file_name from marts.dim_document d "
        "left join marts.dim_document o on d.duplicate_of = o.document_id "
        "where d.file_name in ('report_2023_gbk.txt', 'jiefang.html') order by d.received_at",
    )
    assert documents == [("report_2023_gbk.txt", True, "report_2023.txt"), ("jiefang.html", False, None), ("jiefang.html", True, None)]
    # The copy's claims stay, and point to the facts that they repeat; the superseded version's stay, and point nowhere.
    pointing = rows(
        handmade_build,
        "select d.file_name, d.is_current, count(*), count(fact_id) from marts.fct_claims join marts.dim_document d using (document_id) "
        "where file_name in ('report_2023_gbk.txt', 'jiefang.html') group by all order by all",
    )
    assert pointing == [("jiefang.html", False, 1, 0), ("jiefang.html", True, 2, 1), ("report_2023_gbk.txt", True, 12, 12)]
    assert rows(handmade_build, "select amount_cny, claim_count from marts.fct_funding") == [(78_620_000.0, 1)]


def test_rumours_and_impossible_figures_make_no_fact(handmade_build: Path) -> None:
    quotes = rows(handmade_build, "select quote from marts.fct_claims where fact_id is null and is_counted order by quote")
    assert quotes == [("学位完成率为151.7%",), ("有传言称再撤教学点1200个",)]


def test_plans_meet_their_results(handmade_build: Path) -> None:
    found = rows(
        handmade_build,
        "select metric, target_value, actual_value, outcome, year from marts.fct_plan_vs_actual where not is_subtotal order by all",
    )
    assert found == [
        ("facility_count", 20.0, 25.0, "met", 2023),
        ("facility_count", 24.0, None, None, 2024),
        ("seats_added", 900.0, None, "no_report", 2023),
        ("seats_added", 6000.0, 5520.0, "partly_met", 2023),
        ("teachers_trained", 10000.0, None, None, 2024),
    ]


def test_missing_is_not_zero(handmade_build: Path) -> None:
    states = rows(
        handmade_build,
        "select region_name, year, family, state from marts.coverage where (region_name, year, family) in "
        "(('焦作市', 2023, 'facilities'), ('焦作市', 2023, 'funding'), ('洛阳市', 2023, 'funding'), ('洛阳市', 2024, 'funding')) "
        "order by all",
    )
    assert states == [
        ("洛阳市", 2023, "funding", "quarantined"),
        ("洛阳市", 2024, "funding", "no_document"),
        ("焦作市", 2023, "facilities", "reported"),
        ("焦作市", 2023, "funding", "document_without_claims"),
    ]


def test_ways_of_writing_are_one_school(handmade_build: Path) -> None:
    eleven = rows(
        handmade_build,
        "select f.facility_name, f.region_name, f.district_name, list(alias order by alias) from marts.dim_facility f "
        "join marts.facility_alias using (facility_id) where own_name = '第十一中学' group by all",
    )
    assert eleven == [("焦作市第十一中学", "焦作市", "解放区", ["十一中", "市十一中", "焦作市第十一中学", "焦作第11中学"])]
    campus = rows(
        handmade_build,
        "select c.facility_name, s.facility_name from marts.dim_facility c join marts.dim_facility s on c.school_id = s.facility_id",
    )
    assert campus == [("解放区实验小学东校区", "解放区实验小学")]
    # the facts of a school and its projects know it by one identifier
    known = rows(handmade_build, "select count(*) from marts.fct_facilities join marts.dim_facility using (facility_id)")
    assert known == [(1,)]


def test_ambiguous_schools_stay_apart_and_are_listed(handmade_build: Path) -> None:
    found = rows(
        handmade_build,
        "select r.facility_name, r.region_name, reason, candidates, document_id is not null from marts.facility_review r order by all",
    )
    in_districts = ["山阳区第三小学（山阳区）", "解放区第三小学（解放区）"]
    assert found == [
        ("山阳区第三小学", "山阳区", "same_name_in_districts", [in_districts[1]], True),
        ("第三小学", "焦作市", "district_not_named", in_districts, True),
        ("解放区第三小学", "解放区", "same_name_in_districts", [in_districts[0]], True),
    ]


def test_a_school_has_its_timeline_and_its_predecessor(handmade_build: Path) -> None:
    steps = rows(
        handmade_build,
        "select step_number, step, year, document_count, present_state from marts.facility_timeline "
        "where facility_name = '焦作市第十一中学' order by step_number",
    )
    assert steps == [(1, "under_way", 2023, 2, "under_way"), (2, "took_over", 2023, 1, "under_way")]
    assert rows(handmade_build, "select predecessor_name, successor_name, kind, year from marts.facility_succession") == [
        ("焦作市第四中学", "焦作市第十一中学", "merged", 2023)
    ]
    end = "select step, present_state from marts.facility_timeline where facility_name = '焦作市第四中学'"
    assert rows(handmade_build, end) == [("merged", "merged")]


def test_claims_lead_to_their_evidence(handmade_build: Path) -> None:
    wrong = rows(
        handmade_build, "select claim_id from marts.fct_claims where evidence_path <> 'evidence/' || document_id || '.html#' || claim_id"
    )
    assert wrong == []


# Facts do not hang on when a document arrived; these columns tell just that.
ARRIVAL = ("received_at", "last_received_at", "first_seen_at", "last_seen_at")


def everything(path: Path, table: str) -> list[str]:
    """All rows of a mart, without the columns about arrival."""
    with duckdb.connect(str(path), read_only=True) as connection:
        columns = [name for name, *_ in connection.execute(f"describe marts.{table}").fetchall() if name not in ARRIVAL]
        return sorted(map(repr, connection.execute(f"select {', '.join(columns)} from marts.{table}").fetchall()))


def test_order_of_batches_changes_nothing(handmade_build: Path, workshop: Path, tmp_path: Path) -> None:
    write(tmp_path, DOCUMENTS_BY_HAND, batches=3, seed=7)
    shuffled = build(tmp_path, workshop, "--exclude-resource-type", "unit_test", "--exclude-resource-type", "test")
    for table in CONTRACT:
        whole = f"select * from marts.{table}"
        assert sorted(map(repr, rows(shuffled, whole))) == sorted(map(repr, rows(handmade_build, whole))), table


def test_order_of_arrival_changes_no_fact(handmade_build: Path, workshop: Path, tmp_path: Path) -> None:
    """Newest first, the copy before its original. Only versions of one document keep their order: the later one corrects the earlier."""
    keys = [item.key or item.name for item in DOCUMENTS_BY_HAND]
    versions = {key for key in keys if keys.count(key) > 1}
    late = [replace(item, day=item.day if (item.key or item.name) in versions else 60 - item.day) for item in DOCUMENTS_BY_HAND]
    write(tmp_path, late, batches=2)
    arrived = build(tmp_path, workshop, "--exclude-resource-type", "unit_test", "--exclude-resource-type", "test")
    for table in CONTRACT:
        assert everything(arrived, table) == everything(handmade_build, table), table
