"""The gate before publication, tried with one defect at a time: what must stop publication does, and what only warns is recorded.

Each defect is put into a copy of the build file of a real refresh. Then comes what the job does with a build: dbt's tests, and where none
of them forbids publication, the Great Expectations suites beside the published file, and the decision of publication itself.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
import pytest

from expectations import WARNING, run_suites
from ingestion.extraction.numbers import rederive
from orchestration import dbt_cli
from orchestration.pipeline_checks import dbt_checks
from tests.refreshed import Run
from warehouse.ledger import FAILED, PUBLISHED, Ledger
from warehouse.paths import Home
from warehouse.publish import PublicationRefused, publish

# What is done to the build, the tool and the check that must find it. These stop publication …
BLOCKED = {
    "a claim's value times ten thousand": (
        "update fct_claims set value_min = value_min * 10000, value_max = value_max * 10000 where quote like '%幼儿园25所%'",
        ("great_expectations", "number re-derives from its span"),
    ),
    "a fact's value times ten thousand": (
        "update fct_enrolment_capacity set value = value * 10000, value_min = value_min * 10000, value_max = value_max * 10000",
        ("great_expectations", "a fact shows what a claim states"),
    ),
    "a span two characters on": (
        "update fct_claims set char_start = char_start + 2, char_end = char_end + 2",
        ("great_expectations", "number re-derives from its span"),
    ),
    "a quote that its text doesn't have": (
        "update fct_claims set quote = '全市教育投入创历史新高' where unit = 'CNY'",
        ("great_expectations", "quote holds its span"),
    ),
    "a claim without a unit": ("update fct_claims set unit = null where unit = 'seat'", ("great_expectations", "unit is present")),
    "a percentage of 5180": (
        "update fct_enrolment_capacity set metric = 'public_kindergarten_share', unit = 'percent', value = 5180, value_min = 5180,"
        " value_max = 5180 where level = 'preschool'",
        ("great_expectations", "a share is a share"),
    ),
    "percentages where sums are drawn": (
        "update fct_facilities set unit = 'percent'",
        ("great_expectations", "what is summed is no share"),
    ),
    "a source whose claims got lost": (
        "delete from fct_claims where quote not like '%幼儿园25所%'; delete from fct_plan_vs_actual; delete from fct_funding;"
        " delete from fct_enrolment_capacity; delete from fct_facilities where value <> 25",
        ("great_expectations", "no source loses its rows"),
    ),
    "two claims of one identifier": ("insert into fct_claims from fct_claims limit 1", ("dbt", "fct_claims_key")),
    "a status of nobody's": ("update fct_claims set status = 'done' where unit = 'CNY'", ("dbt", "fct_claims_rules")),
    "a period backwards": ("update fct_claims set period_start = period_end + 1 where unit = 'school'", ("dbt", "fct_claims_rules")),
    "a fact that no claim states": (
        "insert into fct_facilities select * replace ('invented' as fact_id, value + 1 as value) from fct_facilities limit 1",
        ("dbt", "facts_rest_on_claims"),
    ),
    "a mart that lost its rows": ("delete from fct_funding", ("dbt", "facts_rest_on_claims")),
    "a column that readers rely on": ("alter table dim_document drop column publisher", ("publication", "marts.dim_document.publisher")),
}
# … and these are recorded, and don't.
WARNED = {
    "a region that no list has": (
        "update fct_funding set region_code = '419998', region_name = '乌有县'",
        ("great_expectations", "region is in the gazetteer"),
    ),
    "a region dissolved before the period": (
        "update fct_facilities set region_code = r.region_code, region_name = r.region_name"
        " from (from dim_region where valid_to < date '2022-01-01' and successor_code is null limit 1) r",
        ("great_expectations", "its region existed then"),
    ),
    "a list that is not as complete as it says": (
        "update fct_claims set list_check = 'complete', named = ['甲小学'], named_count = 1 where quote like '%25所%'",
        ("great_expectations", "a list check can be done again"),
    ),
    "a part larger than its total": (
        "update fct_claims set total_claim_id = (select claim_id from fct_claims where quote like '%幼儿园25所%') where value_min = 5520",
        ("great_expectations", "parts do not exceed their total"),
    ),
    "a result from the next decade": (
        "update fct_claims set period_start = date '2035-01-01', period_end = date '2035-12-31' where status = 'actual' and unit = 'CNY'",
        ("great_expectations", "results are not from the future"),
    ),
}


@dataclass
class Gate:
    """A finished refresh, on copies of whose build the gate is tried."""

    home: Home
    good: Ledger
    dbt_target: Path
    manifest: object = None

    def __post_init__(self) -> None:
        self.set_aside = pl.read_parquet(self.home.set_aside)

    def judge(self, build: Path, target: Path, dbt_too: bool) -> Ledger:
        """The ledger of a run that had this build, once it was published to `target` or refused.

        dbt_too: ask dbt's tests as well. What Great Expectations must find, it must find where dbt's tests had nothing to say.
        """
        kept = ("pipeline",) if dbt_too else ("pipeline", "dbt")
        passed = [check for check in self.good.checks if check["tool"] in kept]
        ledger = Ledger(build.parent / "ledger.json", build.parent.name, checks=passed, versions=self.good.versions)
        if dbt_too:
            ledger.add_checks(self.dbt_tests(build))
        if not ledger.blocking_failures():
            ledger.add_checks(run_suites(build, rederive, published=target))
        try:
            publish(build, target, ledger, [], self.set_aside)
            ledger.published = {"path": str(target)}
        except PublicationRefused as refused:
            ledger.fail("publication", str(refused))
        ledger.finish()
        return ledger

    def dbt_tests(self, build: Path) -> list[dict]:
        """`dbt test` on a build, in this process: starting dbt anew for each defect would cost minutes."""
        from dbt.adapters.duckdb.connections import DuckDBConnectionManager
        from dbt.cli.main import dbtRunner

        places = ["--project-dir", str(dbt_cli.PROJECT), "--profiles-dir", str(dbt_cli.PROJECT), "--target-path", str(self.dbt_target)]
        with dbt_cli.environment(self.home, build), chdir(build.parent):
            runner = dbtRunner(manifest=self.manifest)
            done = runner.invoke(["--quiet", "--log-level-file", "none", "test", "--exclude-resource-type", "unit_test", *places])
            DuckDBConnectionManager.close_all_connections()
        assert done.exception is None, done.exception
        self.manifest = runner.manifest
        results = [
            {"unique_id": result.node.unique_id, "status": str(result.status), "failures": result.failures, "message": result.message}
            | {"compiled_code": result.node.compiled_code}
            for result in done.result.results
        ]
        return dbt_checks({"results": results}, dbt_cli.manifest(), build)


@pytest.fixture(scope="module")
def gate(first_refresh: tuple[Path, Run], tmp_path_factory: pytest.TempPathFactory) -> Gate:
    root, run = first_refresh
    assert run.status == 0, run.shown
    return Gate(Home(root), run.ledger, tmp_path_factory.mktemp("dbt"))


def tried(gate: Gate, folder: Path, spoil: str, dbt_too: bool = True) -> tuple[Ledger, bool, Path]:
    """What the gate makes of a defect: the ledger, whether the published file is what it was, and that file."""
    build, target = folder / "run-2" / "education.duckdb", folder / "published" / "education.duckdb"
    for copy, original in ((build, gate.home.build(gate.good.run_id)), (target, gate.home.published_file)):
        copy.parent.mkdir()
        shutil.copy(original, copy)
    os.chmod(build, 0o644)
    with duckdb.connect(str(build)) as connection:
        connection.execute("set schema = 'marts'")
        connection.execute(spoil)
    before = hashlib.sha256(target.read_bytes()).hexdigest()
    ledger = gate.judge(build, target, dbt_too)
    return ledger, hashlib.sha256(target.read_bytes()).hexdigest() == before, target


def test_without_a_defect_the_build_is_published(gate: Gate, tmp_path: Path) -> None:
    ledger, unchanged, _ = tried(gate, tmp_path, "select 1")
    assert (ledger.outcome, unchanged, ledger.blocking_failures()) == (PUBLISHED, False, [])


@pytest.mark.parametrize("defect", BLOCKED)
def test_a_blocking_defect_stops_publication(gate: Gate, tmp_path: Path, defect: str) -> None:
    spoil, (tool, name) = BLOCKED[defect]
    ledger, unchanged, _ = tried(gate, tmp_path, spoil, dbt_too=tool != "great_expectations")
    assert (ledger.outcome, unchanged) == (FAILED, True)
    if tool == "publication":
        assert name in ledger.error["message"]
        return
    found = [check for check in ledger.blocking_failures() if (check["tool"], check["name"]) == (tool, name)]
    assert found and found[0]["failing_rows"] >= 1 and found[0]["sample"] and found[0]["message"] in ledger.error["message"]


@pytest.mark.parametrize("defect", WARNED)
def test_a_warning_is_recorded_and_stops_nothing(gate: Gate, tmp_path: Path, defect: str) -> None:
    spoil, (tool, name) = WARNED[defect]
    ledger, unchanged, target = tried(gate, tmp_path, spoil, dbt_too=tool != "great_expectations")
    assert (ledger.outcome, unchanged) == (PUBLISHED, False), ledger.error
    with duckdb.connect(str(target), read_only=True) as connection:
        condition = "run_id = ? and tool = ? and name = ?"
        checks = connection.execute(f"select severity, passed from audit.checks where {condition} and not passed", ["run-2", tool, name])
        assert (WARNING, False) in checks.fetchall()
        rows = connection.execute(f"select count(*) from audit.check_rows where {condition}", ["run-2", tool, name]).fetchone()
        assert rows[0] >= 1
