"""Write, audit, publish: turn a checked build file into the file that readers open, or leave yesterday's file serving.

The new file is written beside the published one under a name of its own, read back whole in a fresh process, put on disk, and only then
takes the published name in one atomic step. Its evidence pages are whole before that step, and shown right after it: a run that is killed
between the two leaves pages of the file before, which the next publication puts right. Nothing here decides what is checked: the ledger
says what was.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl

from warehouse import audit, contract, evidence, readback
from warehouse.audit_tables import TABLES
from warehouse.database import identifier, literal, settings
from warehouse.files import sync_file, sync_folder
from warehouse.ledger import PUBLISHED, Ledger
from warehouse.published import unreadable

# Readable by every DuckDB from 1.2 on, hence by BI tools that lag behind.
STORAGE_VERSION = "v1.2.0"
REQUIRED_TOOLS = ("pipeline", "dbt", "great_expectations")
KEPT_BUILDS = 2


class PublicationRefused(RuntimeError):
    """The build may not be shown to readers; the message says why. What was published before still is."""


@dataclass(frozen=True)
class Publication:
    """What readers see now. `tables`: "schema.table" → number of rows; `pages`: the evidence pages."""

    path: Path
    byte_count: int
    tables: dict[str, int]
    pages: evidence.Pages
    pages_fault: str | None  # why readers still see the evidence pages of the file before, if they do


def refusals(build: Path, ledger: Ledger) -> list[str]:
    """Why this run may not publish: empty when it may. A check that was never run counts against publication as much as one that failed."""
    reasons = [
        f"{check['tool']} check {check['name']} on {check.get('table')} failed: {check['message']}" for check in ledger.blocking_failures()
    ]
    if ledger.error:
        reasons.append(f"stage {ledger.error['stage']} failed: {ledger.error['message']}")
    ran = {check["tool"] for check in ledger.checks}
    reasons += [f"no {tool} check was run" for tool in REQUIRED_TOOLS if tool not in ran]
    if not build.exists():
        reasons.append(f"this run built no models ({build} is missing); run the whole job daily_refresh")
    return reasons


def publish(build: Path, target: Path, ledger: Ledger, earlier: Sequence[Ledger], quarantine: pl.DataFrame) -> Publication:
    """Make `target` show the marts of `build` together with the audit tables.

    earlier: ledgers of the runs before this one. quarantine: what is set aside now, with the columns of `audit.quarantine`.
    Raises PublicationRefused, with `target` and the pages untouched, when a blocking check failed or was not run, or when the new file
    doesn't read back exactly as it was written; what goes wrong in writing file or pages leaves both untouched too.
    """
    if reasons := refusals(build, ledger):
        raise PublicationRefused("; ".join(reasons))
    target.parent.mkdir(parents=True, exist_ok=True)
    remove_candidates(target)
    candidate = target.with_name(f".{target.stem}.{ledger.run_id}.candidate.duckdb")
    now = datetime.now(UTC)
    as_published = replace(ledger, outcome=PUBLISHED, finished_at=now.isoformat(), published={"path": str(target)})
    try:
        expected = _write(build, candidate, target if target.exists() else None, as_published, earlier, quarantine, now)
        _read_back(candidate, expected)
        pages = evidence.write(candidate, target.parent, build.parent / "spill")
        size = candidate.stat().st_size
        # Readers only read: a tool that opens the file for writing by mistake is told so.
        candidate.chmod(0o444)
        _switch(candidate, target)
    except BaseException:
        remove_candidates(target)
        raise
    fault = None
    try:
        evidence.show(pages.folder)
    except OSError as error:  # readers of the file have been switched already
        fault = str(error)
    return Publication(target, size, {name: table["rows"] for name, table in expected.items()}, pages, fault)


def remove_candidates(target: Path) -> None:
    """Clear away files and pages that an earlier publication, killed half-way, left beside the published ones."""
    for leftover in target.parent.glob(f".{target.stem}.*.candidate.duckdb*"):
        leftover.unlink()
    evidence.remove_unshown(target.parent)


def remove_old_builds(current: Path, keep: int = KEPT_BUILDS) -> None:
    """Keep the latest folders of builds, to look into, and remove the rest, those of failed and killed runs included.

    current: the build file of this run, whose folder is kept whatever the clock said when it was made.
    """
    others = (entry for entry in current.parent.parent.iterdir() if entry.is_dir() and entry != current.parent)
    for old in sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)[keep - 1 :]:
        shutil.rmtree(old)


def _write(
    build: Path, candidate: Path, previous: Path | None, ledger: Ledger, earlier: Sequence[Ledger], quarantine: pl.DataFrame, now: datetime
) -> dict[str, dict]:
    """Write the candidate file and return what must be found in it when it is read back."""
    connection = duckdb.connect(":memory:", config=settings(build.parent / "spill"))
    try:
        connection.execute(f"attach {literal(build)} as build (read_only)")
        connection.execute(f"attach {literal(candidate)} as candidate (storage_version '{STORAGE_VERSION}')")
        if previous:
            _attach_previous(connection, previous)
        # One transaction: else every one of some hundred statements would wait for the disk.
        connection.execute("begin; create schema candidate.marts; create schema candidate.audit")
        _copy_marts(connection)
        _require_contract(connection)
        audit.write(connection, ledger, earlier, quarantine, now, has_previous=previous is not None)
        # The marts as the build has them, not as they were copied: the copy is what is under test.
        expected = readback.contents(connection, "build", ("marts",)) | readback.contents(connection, "candidate", ("audit",))
        connection.execute("commit")
        connection.execute("checkpoint candidate")
        connection.execute("detach candidate")
    finally:
        connection.close()
    if (wal := candidate.with_name(candidate.name + ".wal")).exists():
        raise PublicationRefused(f"{wal} was left after the checkpoint: the file is not complete by itself")
    return expected


def _attach_previous(connection: duckdb.DuckDBPyConnection, previous: Path) -> None:
    try:
        connection.execute(f"attach {literal(previous)} as previous (read_only)")
        connection.execute("select count(*) from previous.audit.runs")
    except duckdb.Error as error:
        raise PublicationRefused(unreadable(previous, error)) from error


def _copy_marts(connection: duckdb.DuckDBPyConnection) -> None:
    """Copy every relation of `build.marts` as a table, with the comments of tables and columns."""
    names = [
        table
        for (table,) in connection.execute(
            "select table_name from information_schema.tables where table_catalog = 'build' and table_schema = 'marts' order by table_name"
        ).fetchall()
    ]
    for table in names:
        connection.execute(f"create table {identifier('candidate', 'marts', table)} as from {identifier('build', 'marts', table)}")
    comments = connection.execute(
        "select table_name, null, comment from duckdb_tables()"
        " where database_name = 'build' and schema_name = 'marts' and comment is not null"
        " union all select table_name, column_name, comment from duckdb_columns()"
        " where database_name = 'build' and schema_name = 'marts' and comment is not null"
    ).fetchall()
    for table, column, comment in comments:
        kind, parts = ("table", [table]) if column is None else ("column", [table, column])
        connection.execute(f"comment on {kind} {identifier('candidate', 'marts', *parts)} is {literal(comment)}")


def _require_contract(connection: duckdb.DuckDBPyConnection) -> None:
    """Refuse before anything reads the marts by name: history needs the columns of facts."""
    rows = connection.execute(
        "select schema_name || '.' || table_name, list(column_name) from duckdb_columns() where database_name = 'candidate' group by all"
    ).fetchall()
    columns = dict(rows) | {f"audit.{table}": list(TABLES[table][1]) for table in contract.AUDIT}
    if gaps := contract.missing(columns):
        raise PublicationRefused(f"the build lacks what readers rely on: {', '.join(gaps)}")


def _read_back(candidate: Path, expected: dict[str, dict]) -> None:
    """Scan the whole file in a fresh process and compare it with what was meant to be written."""
    child = subprocess.run([sys.executable, readback.__file__, str(candidate)], capture_output=True, text=True)
    if child.returncode != 0:
        raise PublicationRefused(f"the new file cannot be read back: {child.stderr.strip().splitlines()[-1:] or child.returncode}")
    found = json.loads(child.stdout)
    if wrong := sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name)):
        raise PublicationRefused(f"the new file doesn't read back as it was written: {', '.join(wrong)}")
    if gaps := contract.missing({name: table["columns"] for name, table in found.items()}):
        raise PublicationRefused(f"the new file lacks what readers rely on: {', '.join(gaps)}")


def _switch(candidate: Path, target: Path) -> None:
    """Give the candidate the published name. A process that holds the old file open keeps seeing the old one."""
    sync_file(candidate)
    # Left by something that wrote into the published file against the rules; beside the new file DuckDB would replay it into it.
    target.with_name(target.name + ".wal").unlink(missing_ok=True)
    os.replace(candidate, target)
    sync_folder(target.parent)
