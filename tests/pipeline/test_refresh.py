"""`daily_refresh` end to end through Dagster: what is done again and what is not, what blocks publication, and what bad input does."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread

import dagster as dg
import polars as pl
import pytest

from ingestion.extraction import MOST_FIGURES
from orchestration import docs
from orchestration.__main__ import main
from tests.killed import killed_at_the_switch
from tests.refreshed import BAD, DOCUMENTS, Run, Warehouse
from warehouse.files import point, write_atomic
from warehouse.lock import writer_lock
from warehouse.paths import Home

ROOT = Path(__file__).resolve().parents[2]


def copied_checkout(folder: Path) -> Path:
    """A checkout of a test's own, to change code or word lists in."""
    unused = shutil.ignore_patterns(".git", ".venv", "data", "__pycache__", ".pytest_cache", ".hypothesis")
    return Path(shutil.copytree(ROOT, folder / "checkout", ignore=unused))


def test_first_refresh_publishes_what_the_documents_say(first_refresh: tuple[Path, Run], warehouse: Warehouse) -> None:
    run = first_refresh[1]
    assert run.status == 0 and run.ledger.outcome == "published"
    assert run.ledger.documents["new"] >= 3 and run.ledger.documents["changed"] == run.ledger.documents["unchanged"] == 0
    assert run.ledger.work == {"read": 3, "extracted": 3}
    for text in ("new", "Claims", "Facts", "Checks passed", str(Path("published") / "education.duckdb"), "duckdb -readonly"):
        assert text in run.shown
    assert warehouse.query("select value from marts.fct_facilities where region_name = '焦作市' and metric = 'facility_count'") == [(25,)]
    assert {tool for (tool,) in warehouse.query("select distinct tool from audit.checks")} == {"dbt", "great_expectations", "pipeline"}
    spans = warehouse.query(
        "select substr(text, char_start + 1, char_end - char_start) from marts.fct_claims join marts.document_text using (document_id)"
    )
    assert ("5520个",) in spans and ("25所",) in spans
    paths = [path for (path,) in warehouse.query("select evidence_path from marts.fct_claims")]
    assert paths
    for path in paths:
        name, anchor = path.split("#")
        page = (warehouse.home.published_file.parent / name).read_text(encoding="utf-8")
        assert len(re.findall(f'<mark id="{re.escape(anchor)}"', page)) == 1


def test_dagster_keeps_the_run_with_its_checks(warehouse: Warehouse) -> None:
    with dg.DagsterInstance.from_ref(dg.DagsterInstance.local_temp(str(warehouse.home.dagster)).get_ref()) as instance:
        (run,) = instance.get_runs()
        assert run.job_name == "daily_refresh" and run.is_success
        shown = instance.get_latest_materialization_event(dg.AssetKey(["marts", "fct_claims"])).asset_materialization.metadata
        assert shown["dagster/row_count"].value > 0 and "|" in shown["preview"].value


def test_nothing_is_done_twice_and_a_new_document_costs_only_itself(warehouse: Warehouse) -> None:
    before = warehouse.query("select claim_id, fact_id from marts.fct_claims order by all")
    again = warehouse.refresh()
    assert again.status == 0 and again.ledger.work == {"read": 0, "extracted": 0}
    assert again.ledger.documents["unchanged"] == 3 and "no document was done again" in again.shown
    # the files that the first run set aside are where they were, and are told of by every run
    assert all(f"set aside {name} " in again.shown for name in BAD)
    assert warehouse.query("select claim_id, fact_id from marts.fct_claims order by all") == before
    assert warehouse.query(
        "select count(*) from audit.fact_history where run_id <> (select min_by(run_id, started_at) from audit.runs)"
    ) == [(0,)]

    (warehouse.inbox / "more.txt").write_text(
        "修武县教育局\n2024年5月6日\n2024年，修武县新建幼儿园3所，新增学位810个。\n", encoding="utf-8"
    )
    (warehouse.inbox / "jiaozuo_2023.txt").write_text(DOCUMENTS["jiaozuo_2023.txt"].replace("5520", "5530"), encoding="utf-8")
    one_more = warehouse.refresh()
    assert one_more.status == 0 and one_more.ledger.work == {"read": 2, "extracted": 2}
    assert one_more.ledger.documents == {"new": 1, "changed": 1, "unchanged": 2, "quarantined": len(BAD)}
    seats = "select value from marts.fct_enrolment_capacity where region_name = '焦作市' and metric = 'seats_added'"
    assert warehouse.query(seats) == [(5530,)]
    changes = warehouse.query(
        "select change, previous_value, value, file_name from audit.fact_history "
        f"where run_id = '{one_more.ledger.run_id}' and region_name = '焦作市'"
    )
    assert changes == [("changed", 5520, 5530, "jiaozuo_2023.txt")]
    # What did the dashboard say when the run before had just published?
    as_of = (
        "with states as (select * from audit.fact_history where recorded_at <= (select finished_at from audit.runs where run_id = '{}') "
        "qualify row_number() over (partition by table_name, fact_id order by recorded_at desc) = 1) "
        "select value from states where change <> 'removed' and region_name = '焦作市' and metric = 'seats_added'"
    )
    assert warehouse.query(as_of.format(again.ledger.run_id)) == [(5520,)]
    assert warehouse.query(as_of.format(one_more.ledger.run_id)) == [(5530,)]

    # the first version comes back, and speaks again: it is read anew for when it last came, and nothing is extracted
    (warehouse.inbox / "jiaozuo_2023.txt").write_text(DOCUMENTS["jiaozuo_2023.txt"], encoding="utf-8")
    returned = warehouse.refresh()
    assert returned.status == 0 and returned.ledger.work == {"read": 1, "extracted": 0}
    assert returned.ledger.documents["changed"] == 1 and warehouse.query(seats) == [(5520,)]
    assert warehouse.refresh().ledger.work == {"read": 0, "extracted": 0}


def test_another_version_of_the_extractor_extracts_everything_again(warehouse: Warehouse, tmp_path: Path) -> None:
    """In a checkout of its own, where a word list of the extractor gets a line more."""
    checkout = copied_checkout(tmp_path)
    with (checkout / "ingestion" / "extraction" / "__init__.py").open("a", encoding="utf-8") as file:
        file.write("\n# another version\n")
    child = subprocess.run([sys.executable, "-m", "orchestration", "refresh"], cwd=checkout, capture_output=True, text=True)
    assert child.returncode == 0, child.stdout + child.stderr
    assert "0 read, 3 extracted" in child.stdout
    versions = warehouse.query("select distinct extractor_version from marts.fct_claims")
    assert len(versions) == 1
    assert warehouse.query("select count(distinct extractor_version) from audit.runs where published") == [(2,)]


@pytest.mark.parametrize(
    ("table", "row", "stage"),
    [("metric_terms", "person,法治副校长,legal_advizers,3", "extraction"), ("furniture", "side,热门,", "documents")],
)
def test_a_broken_row_of_the_lexicon_is_named_and_no_document_is_blamed(
    warehouse: Warehouse, tmp_path: Path, table: str, row: str, stage: str
) -> None:
    """In a checkout of its own, as above."""
    checkout, before = copied_checkout(tmp_path), warehouse.fingerprint()
    with (checkout / "ingestion" / "lexicon" / f"{table}.csv").open("a", encoding="utf-8") as file:
        file.write(f"{row}\n")
    child = subprocess.run([sys.executable, "-m", "orchestration", "refresh"], cwd=checkout, capture_output=True, text=True)
    assert child.returncode == 1 and "_failed)" not in child.stdout
    assert re.search(rf"Nothing was published. Stage {stage}: .*/{table}\.csv:[0-9]+: \w+: ", child.stdout), child.stdout
    assert warehouse.fingerprint() == before


def test_claim_whose_number_is_not_in_the_text_stops_publication(warehouse: Warehouse) -> None:
    before, (first,) = warehouse.fingerprint(), warehouse.home.builds.iterdir()
    for failed in range(3):
        shutil.copytree(first, warehouse.home.build(f"failed-{failed}").parent)
        os.utime(warehouse.home.build(f"failed-{failed}").parent, (failed, failed))
    for path in (warehouse.home.staging / "extracted").glob("*/*/claims.parquet"):
        claims = pl.read_parquet(path)
        claims.with_columns(char_start=pl.col("char_start") + 3, char_end=pl.col("char_end") + 3).write_parquet(path)
    run = warehouse.refresh()
    assert run.status == 1 and run.ledger.outcome == "failed"
    assert run.ledger.error["stage"] in ("models", "validation") and run.ledger.blocking_failures()
    assert "Nothing was published" in run.shown and "still serves" in run.shown
    assert f"to look into: {warehouse.home.build(run.ledger.run_id)}" in run.shown
    assert warehouse.fingerprint() == before
    assert {build.name for build in warehouse.home.builds.iterdir()} == {first.name, run.ledger.run_id}, "failed runs fill no disk"


def test_a_warning_names_the_document_and_the_figure(warehouse: Warehouse) -> None:
    (warehouse.inbox / "xiuwu.txt").write_text(
        "修武县教育局\n2024年5月6日\n2023年，修武县新建小学30000所，新增学位810个。\n", encoding="utf-8"
    )
    run = warehouse.refresh()
    assert run.status == 0, run.shown
    for table, key in (("fct_claims", "claim_id"), ("fct_facilities", "fact_id")):
        _, _, behind = run.shown.partition(f"warning great_expectations: a figure is of a possible size on marts.{table}:")
        row = behind.splitlines()[1]
        assert row.startswith("    xiuwu.txt: “修武县新建小学30000所” ") and f"{key} " in row and "document_id" not in row, run.shown
    query = f"from audit.check_rows where run_id = '{run.ledger.run_id}'"
    assert query in run.shown and len(warehouse.query(query)) >= 2


def test_bad_input_is_set_aside_with_its_reason_and_harms_nothing_else(first_refresh: tuple[Path, Run], warehouse: Warehouse) -> None:
    """Empty, binary noise, cut off within a character, too large, a folder, a dangling link, a pipe, closed to the reader."""
    run = first_refresh[1]
    rows = warehouse.query("select file_name, reason, detail from audit.quarantine")
    assert {name for name, _, _ in rows} == BAD
    assert all(reason and detail for _, reason, detail in rows)
    assert all(f"set aside {name}" in run.shown for name in BAD)
    assert run.ledger.documents["quarantined"] == len(rows)


def test_documents_of_more_figures_than_memory_has_room_for_hold_up_nothing(warehouse: Warehouse) -> None:
    for number in (1, 2):
        text = f"焦作市第{number}份教育台账\n" + "新建学校1所，" * (MOST_FIGURES + 1)
        (warehouse.inbox / f"dense_{number}.txt").write_text(text, encoding="utf-8")
    run = warehouse.refresh()
    assert run.status == 0 and run.ledger.work["extracted"] == 0
    rows = warehouse.query("select file_name, stage, reason, detail from audit.quarantine where file_name like 'dense%' order by all")
    assert [row[:3] for row in rows] == [(f"dense_{number}.txt", "extraction", "too_many_figures") for number in (1, 2)]
    assert "cut it into several files" in rows[0][3]


def test_docs_describe_what_is_published(warehouse: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    before = warehouse.fingerprint()
    assert docs.make(warehouse.home) == 0, capsys.readouterr().err
    assert str(warehouse.home.docs / "index.html") in capsys.readouterr().out
    links = re.findall(r'<a href="([^"]*)"', (warehouse.home.docs / "index.html").read_text(encoding="utf-8"))
    assert len(links) == 4 and all((warehouse.home.docs / link).is_file() for link in links)
    models = (warehouse.home.docs / "dbt.html").read_text(encoding="utf-8")
    assert "model.henan_education.fct_claims" in models and docs.DBT_POLICY in models
    assert warehouse.fingerprint() == before


def test_a_broken_published_file_is_named_with_the_remedy_by_every_command(
    warehouse: Warehouse, capsys: pytest.CaptureFixture[str]
) -> None:
    file = warehouse.home.published_file
    file.chmod(0o644)
    file.write_bytes(b"no database" * 1000)
    run = warehouse.refresh()
    assert run.status == 1 and run.ledger.error["stage"] == "extraction" and "still serves" not in run.shown
    assert f"the published file {file} cannot be read" in run.shown and f"cannot be read any more: {file}" in run.shown
    capsys.readouterr()
    for command in (["review"], ["check-figure", "幼儿园25所"], ["docs"]):
        assert main(command) == 1
        output = capsys.readouterr()
        (line,) = (output.out + output.err).splitlines()
        assert f"the published file {file} cannot be read" in line and "move it away and refresh again" in line
    assert not warehouse.home.docs.exists() and not list(warehouse.home.reports.glob(".docs.*"))


def test_who_stops_a_command_is_told_what_serves(home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("orchestration.__main__._status", interrupted)
    assert main(["status"]) == 130 and capsys.readouterr().err == "Stopped. Nothing has ever been published here.\n"


@pytest.mark.parametrize("command", [["refresh"], ["ui"]])
def test_a_home_that_is_no_folder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], command: list[str]
) -> None:
    home = tmp_path / "home"
    home.touch()
    monkeypatch.setenv("WAREHOUSE_HOME", str(home))
    assert main(command) == 1
    assert capfd.readouterr().err.splitlines()[-1].startswith(f"No warehouse can be kept in {home} (")


@pytest.mark.parametrize("command", [["refresh"], ["ui"]])
@pytest.mark.parametrize("name", ["data[1]", "data*", "[/data]"])
def test_a_home_whose_path_is_a_pattern_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], command: list[str], name: str
) -> None:
    monkeypatch.setenv("WAREHOUSE_HOME", f"{tmp_path}/{name}")
    assert main(command) == 1
    said = capfd.readouterr().err.splitlines()[-1]
    assert said.startswith(f"No warehouse can be kept in {tmp_path}/{name} (") and said.endswith("whose path has none of those.")


def test_a_home_that_cannot_be_written_in_is_named(home: Home, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: path != home.logs)  # as on a disk that is read-only, also for root
    assert main(["refresh"]) == 1
    said = capfd.readouterr().err.splitlines()[-1]
    assert said.startswith(f"No warehouse can be kept in {home.root} ({home.logs} cannot be written in). Set WAREHOUSE_HOME to ")


@pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="finds dbt by /proc")
def test_what_an_interrupted_dbt_has_left_undone_is_never_taken_for_done(warehouse: Warehouse) -> None:
    drop = warehouse.inbox / "more.txt"
    drop.write_text("修武县教育局\n2024年5月6日\n2024年，修武县新建幼儿园3所。\n", encoding="utf-8")
    interrupter = Thread(target=interrupt_dbt, args=(warehouse.home.builds,), daemon=True)
    interrupter.start()
    run = warehouse.refresh()
    interrupter.join(60)
    assert run.status == 1 and run.ledger.outcome == "failed"
    assert "dbt ended before it came to" in run.shown
    (build,) = [path for path in warehouse.home.builds.iterdir() if path.name == run.ledger.run_id]
    assert not (build / "continuable.json").exists()


def interrupt_dbt(builds: Path) -> None:
    """Send SIGINT to the dbt that works in a folder of `builds`, once it has begun with some models."""
    while True:
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                folder = Path(os.readlink(process / "cwd"))
                log = folder / "dbt" / "dbt.log"
                at_work = folder.parent == builds and b"dbt_process" in (process / "cmdline").read_bytes()
                if at_work and log.read_text("utf-8", "replace").count(" OK ") > 10:
                    os.kill(int(process.name), signal.SIGINT)
                    return
        time.sleep(0.05)


def test_second_writer_gives_up_and_says_who_writes(warehouse: Warehouse) -> None:
    before = warehouse.fingerprint()
    with writer_lock(warehouse.home.lock, "0a1b2c3d-another", "schedule"):
        run = warehouse.refresh(wait_minutes=0.02)
    assert run.status == 1 and run.ledger is None
    assert "run 0a1b2c3d" in run.shown and "started by schedule" in run.shown and "still serves" in run.shown
    assert warehouse.fingerprint() == before


def test_what_killed_runs_left_half_written_is_cleared_away(new_warehouse, monkeypatch) -> None:
    """By the next run at its begin, however far it comes."""
    home = new_warehouse().home
    home.prepare()
    folders = [home.runs, home.staging, home.data_docs]
    for folder in folders:
        killed_at_the_switch(write_atomic, folder / "file", "half")
        killed_at_the_switch(point, folder / "link", "elsewhere")
    monkeypatch.setenv("WAREHOUSE_INBOX", str(home.root / "no such folder"))
    assert Warehouse(home).refresh().status == 1
    assert [path for folder in folders for path in folder.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize(("folder", "why"), [("no such folder", "is not a folder"), (".", "has in it what the warehouse itself writes")])
def test_inbox_that_is_not_there_or_holds_the_warehouse_is_named(warehouse: Warehouse, monkeypatch, folder: str, why: str) -> None:
    inbox = warehouse.home.root / folder
    monkeypatch.setenv("WAREHOUSE_INBOX", str(inbox))
    run = warehouse.refresh()
    assert run.status == 1 and f"{inbox} {why}" in run.ledger.error["message"]
