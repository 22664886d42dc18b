"""The `audit` schema of the published file: runs, checks, quarantine, the history of facts, and how good extraction is.

Its tables are listed in `audit_tables.py`; their rows come from the run ledgers, the staging Parquet and the previously published file.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import duckdb
import polars as pl

from warehouse.audit_tables import FAMILIES, TABLES
from warehouse.causes import note_corrections
from warehouse.contract import FACT_TABLES
from warehouse.database import literal
from warehouse.ledger import Ledger

# A fact's state, as far as a dashboard shows it: when any of these differs from the last one recorded, the history gets a row.
WATCHED = ("value", "value_min", "value_max", "is_approximate", "is_conflicting", "claim_count", "document_count")


def write(
    connection: duckdb.DuckDBPyConnection,
    ledger: Ledger,
    earlier: Sequence[Ledger],
    quarantine: pl.DataFrame,
    published_at: datetime,
    has_previous: bool,
) -> None:
    """Make and fill `candidate.audit`. The connection has the new file attached as `candidate` (with its marts) and, if there is one, the
    published file as `previous`.

    ledger: this run, as it will stand once published. earlier: the ledgers of the runs before. quarantine: what is set aside now.
    """
    for table, (comment, columns) in TABLES.items():
        listed = ", ".join(f'"{name}" {kind}' for name, (kind, _) in columns.items())
        connection.execute(f"create table candidate.audit.{table} ({listed})")
        connection.execute(f"comment on table candidate.audit.{table} is {literal(comment)}")
        for name, (_, text) in columns.items():
            connection.execute(f'comment on column candidate.audit.{table}."{name}" is {literal(text)}')
    known = _carry(connection, has_previous)
    ledgers = [entry for entry in earlier if entry.run_id not in known and entry.run_id != ledger.run_id] + [ledger]
    _insert(connection, "runs", [run_row(entry) for entry in ledgers])
    _insert(connection, "checks", [row for entry in ledgers for row in checks_of(entry)])
    _insert(connection, "check_rows", [row for entry in ledgers for row in failing_rows_of(entry)])
    measured = connection.execute("select distinct extractor_version, document_set from candidate.audit.extraction_quality").fetchall()
    fresh = [row for row in ledger.quality if (row["extractor_version"], row["document_set"]) not in measured]
    _insert(connection, "extraction_quality", [row | {"measured_at": _plain_utc(row["measured_at"])} for row in fresh])
    connection.register("set_aside_now", quarantine.with_columns(pl.col("quarantined_at").dt.replace_time_zone(None)).to_arrow())
    columns = ", ".join(TABLES["quarantine"][1])
    connection.execute(f"insert into candidate.audit.quarantine select {columns} from set_aside_now order by stage, source_id, file_name")
    connection.unregister("set_aside_now")
    note_corrections(connection, has_previous)
    moment = _behind_the_last_change(connection, published_at.replace(tzinfo=None))
    connection.execute(_HISTORY, {"run_id": ledger.run_id, "now": moment, "extractor": ledger.versions.get("extractor_version")})


def run_row(ledger: Ledger) -> dict:
    """A ledger as a row of `audit.runs`."""
    counts = ledger.check_counts()
    return {
        "run_id": ledger.run_id,
        "started_at": _plain_utc(ledger.started_at),
        "finished_at": _plain_utc(ledger.finished_at),
        "outcome": ledger.outcome,
        "published": ledger.published is not None,
        "trigger": ledger.trigger,
        "code_version": ledger.code_version,
        **{name: ledger.versions.get(name) for name in ("reader_version", "extractor_version")},
        **{f"documents_{name}": ledger.documents.get(name, 0) for name in ("new", "changed", "unchanged", "quarantined")},
        **{f"documents_{name}": ledger.work.get(name, 0) for name in ("read", "extracted")},
        **{f"claims_{family}": ledger.claims.get(family, 0) for family in FAMILIES},
        **{table: ledger.facts.get(table, 0) for table in FACT_TABLES},
        "checks_passed": sum(n for (_, passed), n in counts.items() if passed),
        "checks_failed": sum(n for (_, passed), n in counts.items() if not passed),
        "error_stage": (ledger.error or {}).get("stage"),
        "error_message": (ledger.error or {}).get("message"),
    }


def checks_of(ledger: Ledger) -> list[dict]:
    """A ledger's checks as rows of `audit.checks`."""
    return [
        {
            **_which(ledger, check),
            **{name: check.get(name) for name in ("passed", "failing_rows", "message")},
            "observed": None if check.get("observed") is None else str(check["observed"]),
            "sample": json.dumps(check["sample"], ensure_ascii=False, default=str) if check.get("sample") else None,
        }
        for check in ledger.checks
    ]


def failing_rows_of(ledger: Ledger) -> list[dict]:
    """What failed in a ledger's checks, as rows of `audit.check_rows`."""
    rows = []
    for check in ledger.checks:
        for ordinal, failing in enumerate(check.get("sample") or [], start=1):
            keys = failing if isinstance(failing, dict) else {}
            rows.append(
                {
                    **_which(ledger, check),
                    "ordinal": ordinal,
                    **{name: keys.get(name) for name in ("claim_id", "fact_id", "document_id")},
                    "failing_row": json.dumps(failing, ensure_ascii=False, default=str),
                }
            )
    return rows


def _which(ledger: Ledger, check: dict) -> dict:
    return {"run_id": ledger.run_id, "table_name": check.get("table"), **{name: check.get(name) for name in ("tool", "name", "severity")}}


def _carry(connection: duckdb.DuckDBPyConnection, has_previous: bool) -> set[str]:
    """Copy what the published file remembers, column by name, and return the runs in it."""
    if not has_previous:
        return set()
    for table in ("runs", "checks", "check_rows", "fact_history", "extraction_quality"):
        if shared := _shared_columns(connection, table):
            connection.execute(f"insert into candidate.audit.{table} by name select {shared} from previous.audit.{table}")
    return {run_id for (run_id,) in connection.execute("select run_id from candidate.audit.runs").fetchall()}


def _shared_columns(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    """Columns that the published file's table and this version's have in common: an upgrade may add some, or the whole table."""
    rows = connection.execute(
        "select column_name from duckdb_columns() where database_name = 'previous' and schema_name = 'audit' and table_name = ?", [table]
    ).fetchall()
    return ", ".join(f'"{name}"' for (name,) in rows if name in TABLES[table][1])


def _behind_the_last_change(connection: duckdb.DuckDBPyConnection, now: datetime) -> datetime:
    """Now, or where the clock was set back, just after the last change that is on record: a fact's state is the one recorded last."""
    last = connection.execute("select max(recorded_at) from candidate.audit.fact_history").fetchone()[0]
    return max(now, last + timedelta(microseconds=1)) if last else now


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict]) -> None:
    columns = list(TABLES[table][1])
    for row in rows:
        marks = ", ".join(f"${name}" for name in columns)
        connection.execute(f"insert into candidate.audit.{table} values ({marks})", {name: row[name] for name in columns})


def _plain_utc(moment: str | None) -> datetime | None:
    """A moment as DuckDB's TIMESTAMP has it: UTC, without saying so. (TIMESTAMPTZ asks for modules that not every reader has.)"""
    return datetime.fromisoformat(moment).astimezone(UTC).replace(tzinfo=None) if moment else None


_FACT_COLUMNS = "fact_id, metric, region_code, region_name, level, status, period_start, period_end, unit, " + ", ".join(WATCHED)
_CURRENT = "\n    union all by name\n    ".join(
    f"select '{table}' as table_name, {_FACT_COLUMNS} from candidate.marts.{table}" for table in FACT_TABLES
)
_HISTORY = f"""
insert into candidate.audit.fact_history by name
with states as (
    {_CURRENT}
),
received_last as (
    select claims.fact_id, arg_max(documents, (documents.received_at, documents.document_id)) as document
    from candidate.marts.fct_claims as claims
    inner join candidate.marts.dim_document as documents using (document_id)
    where claims.fact_id is not null
    group by claims.fact_id
),
current_facts as (
    select states.*, received_last.document.document_id as document_id, received_last.document.file_name as file_name
    from states
    left join received_last using (fact_id)
),
last_state as (
    select * from candidate.audit.fact_history
    qualify row_number() over (partition by table_name, fact_id order by recorded_at desc) = 1
)
select
    $run_id as run_id, $now as recorded_at, case when l.fact_id is null or l.change = 'removed' then 'added' else 'changed' end as change,
    c.*, l.value as previous_value, k.correction, $extractor as extractor_version
from current_facts as c
left join last_state as l on c.table_name = l.table_name and c.fact_id = l.fact_id
left join corrections_since as k on c.fact_id = k.fact_id
where l.fact_id is null or l.change = 'removed'
    or {" or ".join(f"c.{name} is distinct from l.{name}" for name in WATCHED)}
union all by name
select
    $run_id as run_id, $now as recorded_at, 'removed' as change,
    l.* exclude (run_id, recorded_at, change, previous_value, correction, extractor_version), l.value as previous_value, k.correction,
    $extractor as extractor_version
from last_state as l
left join corrections_since as k on l.fact_id = k.fact_id
anti join current_facts as c on c.table_name = l.table_name and c.fact_id = l.fact_id
where l.change <> 'removed'
order by table_name, fact_id
"""
