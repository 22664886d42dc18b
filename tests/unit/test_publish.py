"""Publication with real DuckDB files: the switch, those who read meanwhile, refusals, and what the audit tables remember."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest

from warehouse import contract, publish, published
from warehouse.ledger import FAILED, Ledger
from warehouse.publish import PublicationRefused

QUARANTINE = pl.DataFrame(
    [
        {
            "document_id": None,
            "file_name": "empty.txt",
            "source_id": "inbox",
            "origin": "/inbox/empty.txt",
            "sha256": None,
            "byte_count": 0,
            "stage": "documents",
            "reason": "empty",
            "detail": "The file is empty.",
            "quarantined_at": datetime(2026, 1, 1, tzinfo=UTC),
        }
    ],
    schema_overrides={"document_id": pl.String, "sha256": pl.String},
)
TYPES = {"period_start": "date", "period_end": "date"}
NUMBERS = {"value", "value_min", "value_max", "claim_count", "document_count", "char_start", "char_end"}


def build_file(folder: Path, facts: dict[str, float], without: str = "") -> Path:
    """A build with every table of the contract, empty but for facts about facilities: id → value."""
    folder.mkdir(parents=True)
    path = folder / "education.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema marts; create schema staging; create view staging.private as select 1 as x")
        for table, columns in contract.MARTS.items():
            listed = ", ".join(f"{name} {_type(name)}" for name in columns.split())
            if table != without:
                connection.execute(f"create table marts.{table} ({listed})")
                connection.execute(f"comment on table marts.{table} is 'What it''s for. 说明。'")
                connection.execute(f"comment on column marts.{table}.{columns.split()[0]} is 'The key. 主键。'")
        connection.execute(
            "insert into marts.fct_facilities by name select unnest(?) as fact_id, unnest(?) as value, '焦作市' as region_name",
            [list(facts), [float(value) for value in facts.values()]],
        )
    return path


def _type(column: str) -> str:
    return TYPES.get(column) or ("double" if column in NUMBERS else "boolean" if column.startswith("is_") else "varchar")


def checked(folder: Path, run_id: str) -> Ledger:
    """The ledger of a run whose checks all passed."""
    folder.mkdir(parents=True, exist_ok=True)
    ledger = Ledger(folder / f"{run_id}.json", run_id)
    ledger.add_checks(
        [
            {"tool": tool, "name": "n", "table": "t", "severity": "blocking", "passed": True, "message": "m"}
            for tool in publish.REQUIRED_TOOLS
        ]
    )
    return ledger


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "published" / "education.duckdb"


def go(tmp_path: Path, target: Path, run_id: str, facts: dict[str, float]) -> publish.Publication:
    build = build_file(tmp_path / "builds" / run_id, facts)
    return publish.publish(build, target, checked(tmp_path / "runs", run_id), [], QUARANTINE)


def query(path: Path, sql: str) -> list[tuple]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_marts_comments_and_audit_are_published_and_nothing_else(tmp_path: Path, target: Path) -> None:
    result = go(tmp_path, target, "run-1", {"f1": 25})
    assert result.tables["marts.fct_facilities"] == 1
    assert query(target, "select distinct schema_name from duckdb_tables() order by 1") == [("audit",), ("marts",)]
    assert query(target, "select comment from duckdb_tables() where table_name = 'dim_region'") == [("What it's for. 说明。",)]
    assert query(target, "select comment from duckdb_columns() where column_name = 'metric' and table_name = 'dim_metric'") == [
        ("The key. 主键。",)
    ]
    assert query(target, "select count(*) from duckdb_columns() where schema_name = 'audit' and comment is null") == [(0,)]
    assert query(target, "select run_id, outcome, published, checks_passed from audit.runs") == [("run-1", "published", True, 3)]
    assert query(target, "select file_name, reason, quarantined_at from audit.quarantine") == [("empty.txt", "empty", datetime(2026, 1, 1))]
    assert {path.name for path in target.parent.iterdir() if not path.name.startswith(".")} == {"education.duckdb", "evidence"}


def test_file_has_the_storage_version_that_older_readers_open(tmp_path: Path, target: Path) -> None:
    go(tmp_path, target, "run-1", {})
    version = query(target, "select tags['storage_version'] from duckdb_databases() where database_name = 'education'")
    assert version and version[0][0].startswith("v1.2.0")


def test_history_has_one_row_for_each_change(tmp_path: Path, target: Path) -> None:
    go(tmp_path, target, "run-1", {"f1": 25, "f2": 5})
    go(tmp_path, target, "run-2", {"f1": 25, "f2": 6})
    go(tmp_path, target, "run-3", {"f1": 25})
    go(tmp_path, target, "run-4", {"f1": 25, "f2": 6})
    rows = query(target, "select run_id, fact_id, change, value, previous_value from audit.fact_history order by run_id, fact_id")
    assert rows == [
        ("run-1", "f1", "added", 25, None),
        ("run-1", "f2", "added", 5, None),
        ("run-2", "f2", "changed", 6, 5),
        ("run-3", "f2", "removed", 6, 6),
        ("run-4", "f2", "added", 6, 6),
    ]
    assert query(target, "select run_id from audit.runs order by run_id") == [("run-1",), ("run-2",), ("run-3",), ("run-4",)]


def test_history_goes_on_after_the_clock_was_set_back(tmp_path: Path, target: Path) -> None:
    go(tmp_path, target, "run-1", {"f1": 25})
    target.chmod(0o644)
    with duckdb.connect(str(target)) as connection:
        connection.execute("update audit.fact_history set recorded_at = recorded_at + interval 10 years")
    for run_id, value in (("run-2", 26), ("run-3", 26), ("run-4", 25)):
        go(tmp_path, target, run_id, {"f1": value})
    rows = query(target, "select run_id, change, value, previous_value from audit.fact_history order by recorded_at")
    assert rows == [("run-1", "added", 25, None), ("run-2", "changed", 26, 25), ("run-4", "changed", 25, 26)]


def test_published_file_of_a_version_without_corrections_is_carried_on(tmp_path: Path, target: Path) -> None:
    go(tmp_path, target, "run-1", {"f1": 25})
    target.chmod(0o644)
    with duckdb.connect(str(target)) as connection:
        connection.execute("drop table marts.corrections; alter table audit.fact_history drop column correction")
    go(tmp_path, target, "run-2", {"f1": 26})
    rows = query(target, "select change, value, correction from audit.fact_history order by recorded_at")
    assert rows == [("added", 25, None), ("changed", 26, None)]


def test_failed_runs_between_two_publications_are_told_of_once(tmp_path: Path, target: Path) -> None:
    go(tmp_path, target, "run-1", {})
    failed = Ledger(tmp_path / "runs" / "run-2.json", "run-2", outcome=FAILED, error={"stage": "validation", "message": "why"})
    for run_id in ("run-3", "run-4"):
        publish.publish(build_file(tmp_path / "builds" / run_id, {}), target, checked(tmp_path / "runs", run_id), [failed], QUARANTINE)
    rows = query(target, "select run_id, outcome, error_message from audit.runs order by run_id")
    assert rows == [("run-1", "published", None), ("run-2", "failed", "why"), ("run-3", "published", None), ("run-4", "published", None)]


def test_reader_who_has_the_old_file_open_keeps_seeing_it(tmp_path: Path, target: Path) -> None:
    go(tmp_path, target, "run-1", {"f1": 25})
    with duckdb.connect(str(target), read_only=True) as reader:
        program = f"import duckdb; print(duckdb.connect({str(target)!r}, read_only=True).sql('from marts.fct_facilities').fetchone())"
        go(tmp_path, target, "run-2", {"f1": 26})
        assert reader.execute("select value from marts.fct_facilities").fetchall() == [(25,)]
        assert reader.execute("select run_id from audit.runs").fetchall() == [("run-1",)]
        other = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        assert "26.0" in other.stdout


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda ledger: ledger.checks[0].update(passed=False), "pipeline check n on t failed"),
        (lambda ledger: ledger.checks.pop(), "no great_expectations check was run"),
        (lambda ledger: ledger.fail("models", "a model is broken"), "a model is broken"),
    ],
)
def test_run_that_is_not_in_order_leaves_the_old_file(tmp_path: Path, target: Path, spoil, why: str) -> None:
    go(tmp_path, target, "run-1", {"f1": 25})
    before = target.read_bytes()
    ledger = checked(tmp_path / "runs", "run-2")
    spoil(ledger)
    with pytest.raises(PublicationRefused, match=why):
        publish.publish(build_file(tmp_path / "builds" / "run-2", {"f1": 26}), target, ledger, [], QUARANTINE)
    assert target.read_bytes() == before


def test_warning_does_not_forbid_publication(tmp_path: Path, target: Path) -> None:
    ledger = checked(tmp_path / "runs", "run-1")
    ledger.checks.append(ledger.checks[0] | {"passed": False, "severity": "warning"})
    publish.publish(build_file(tmp_path / "builds" / "run-1", {}), target, ledger, [], QUARANTINE)
    assert target.exists()


def test_build_that_lacks_a_table_of_the_contract_is_refused(tmp_path: Path, target: Path) -> None:
    build = build_file(tmp_path / "builds" / "run-1", {}, without="coverage")
    with pytest.raises(PublicationRefused, match=r"marts\.coverage"):
        publish.publish(build, target, checked(tmp_path / "runs", "run-1"), [], QUARANTINE)
    assert not list(target.parent.iterdir())


def overwritten(candidate: Path, offset: int) -> None:
    with candidate.open("r+b") as file:
        file.seek(offset)
        file.write(b"\xff" * 4096)


@pytest.mark.parametrize(
    "damage",
    [lambda path: overwritten(path, 0), lambda path: overwritten(path, 12_288), lambda path: os.truncate(path, path.stat().st_size // 2)],
    ids=["header", "first block", "cut off"],
)
def test_new_file_that_is_damaged_on_disk_never_takes_the_name(tmp_path: Path, target: Path, monkeypatch, damage) -> None:
    """The file goes bad between being written and being read back."""
    go(tmp_path, target, "run-1", {"f1": 25})
    before = target.read_bytes()
    read_back = publish._read_back

    def after_damage(candidate: Path, expected: dict) -> None:
        damage(candidate)
        read_back(candidate, expected)

    monkeypatch.setattr(publish, "_read_back", after_damage)
    build = build_file(tmp_path / "builds" / "run-2", {f"f{number}": number for number in range(20_000)})
    with pytest.raises(PublicationRefused, match=r"read back"):
        publish.publish(build, target, checked(tmp_path / "runs", "run-2"), [], QUARANTINE)
    assert target.read_bytes() == before
    assert {path.name for path in target.parent.iterdir() if not path.name.startswith(".")} == {"education.duckdb", "evidence"}


def test_published_file_that_cannot_be_read_is_named_with_the_remedy(tmp_path: Path, target: Path) -> None:
    target.parent.mkdir()
    target.write_bytes(b"not a database" * 100)
    with pytest.raises(PublicationRefused, match=r"education\.duckdb cannot be read .* move it away"):
        go(tmp_path, target, "run-1", {})


def test_leftovers_of_a_killed_publication_are_cleared_away(tmp_path: Path, target: Path) -> None:
    target.parent.mkdir()
    leftover = target.with_name(".education.run-0.candidate.duckdb")
    leftover.write_bytes(b"half")
    stale = target.with_name("education.duckdb.wal")
    stale.write_bytes(b"of another time")
    go(tmp_path, target, "run-1", {})
    assert {path.name for path in target.parent.iterdir() if not path.name.startswith(".")} == {"education.duckdb", "evidence"}


def test_pages_that_cannot_be_written_leave_file_and_pages_as_they_were(tmp_path: Path, target: Path, monkeypatch) -> None:
    go(tmp_path, target, "run-1", {"f1": 25})
    before = target.read_bytes(), (target.parent / "evidence").resolve()

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("warehouse.evidence.pages._write_index", full)
    with pytest.raises(OSError, match="no space"):
        go(tmp_path, target, "run-2", {"f1": 26})
    assert (target.read_bytes(), (target.parent / "evidence").resolve()) == before
    assert sorted(path.name for path in target.parent.iterdir()) == sorted([before[1].name, "education.duckdb", "evidence"])


def test_run_that_ends_between_file_and_pages_is_put_right_by_the_next(tmp_path: Path, target: Path, monkeypatch) -> None:
    go(tmp_path, target, "run-1", {"f1": 25})
    old = (target.parent / "evidence").resolve()

    def away(folder: Path) -> None:
        raise OSError("the share is away")

    monkeypatch.setattr(publish.evidence, "show", away)
    result = go(tmp_path, target, "run-2", {"f1": 26})
    assert result.pages_fault == "the share is away" and query(target, "select value from marts.fct_facilities") == [(26,)]
    assert (target.parent / "evidence").resolve() == old and (old / "index.html").is_file()
    monkeypatch.undo()
    result = go(tmp_path, target, "run-3", {"f1": 27})
    assert result.pages_fault is None and (target.parent / "evidence").resolve() == result.pages.folder.resolve() != old
    assert not old.exists()


def test_a_file_serves_where_it_can_be_opened(tmp_path: Path, target: Path) -> None:
    assert published.what_serves(target) == "Nothing has ever been published here."
    go(tmp_path, target, "run-1", {"f1": 25})
    assert published.what_serves(target) == f"What was published before still serves: {target}"
    target.chmod(0o644)
    target.write_bytes(target.read_bytes()[:5000])
    said = published.what_serves(target)
    assert "still serves" not in said and f"{target}. If it is broken, move it away and refresh again" in said


def test_a_file_that_is_damaged_further_on_is_named_and_a_wrong_question_is_not_its_fault(tmp_path: Path, target: Path) -> None:
    go(tmp_path, target, "run-1", {"f1": 25})
    with pytest.raises(duckdb.CatalogException), published.reading(target) as connection:
        connection.execute("from marts.no_such_table")
    target.chmod(0o644)
    for offset in range(12_288, target.stat().st_size, 4096):
        overwritten(target, offset)
    remedy = r"education\.duckdb cannot be read .* move it away"
    with pytest.raises(published.Unreadable, match=remedy), published.reading(target) as connection:
        connection.execute("from audit.runs").fetchall()


def test_old_builds_go_and_the_latest_stay(tmp_path: Path) -> None:
    for number in range(5):
        build_file(tmp_path / f"run-{number}", {})
        os.utime(tmp_path / f"run-{number}", (number, number))
    (tmp_path / "notes.txt").touch()
    publish.remove_old_builds(tmp_path / "run-4" / "education.duckdb", keep=3)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.txt", "run-2", "run-3", "run-4"]
    # by a clock that was set back since
    publish.remove_old_builds(tmp_path / "run-2" / "education.duckdb", keep=2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.txt", "run-2", "run-4"]
