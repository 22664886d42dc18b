"""The `audit` schema of the published file: runs, checks, quarantine, the history of facts, and how good extraction is.

Columns, types and comments stand here as data; rows come from the run ledgers, the staging Parquet and the previously published file.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime

import duckdb
import polars as pl

from warehouse.causes import note_corrections
from warehouse.contract import FACT_TABLES
from warehouse.ledger import Ledger

FAMILIES = ("facilities", "funding", "enrolment_capacity", "indicator")

# A fact's state, as far as a dashboard shows it: when any of these differs from the last one recorded, the history gets a row.
WATCHED = ("value", "value_min", "value_max", "is_approximate", "is_conflicting", "claim_count", "document_count")

# table → (comment, {column: (type, comment)}); comments in English, then Chinese.
TABLES: dict[str, tuple[str, dict[str, tuple[str, str]]]] = {
    "runs": (
        "One row for each refresh, successful or not. 每次刷新一行，无论成败。",
        {
            "run_id": ("VARCHAR", "Id of the run, the same as in the Dagster UI. 运行编号，与 Dagster 界面一致。"),
            "started_at": ("TIMESTAMP", "When the run started, UTC. 开始时间（UTC）。"),
            "finished_at": ("TIMESTAMP", "When the run ended, UTC. 结束时间（UTC）。"),
            "outcome": (
                "VARCHAR",
                "published, failed, killed, or partial (was not meant to publish). 结果：已发布、失败、被中止、部分运行。",
            ),
            "published": ("BOOLEAN", "Whether readers were switched to this run's file. 是否已发布。"),
            "trigger": ("VARCHAR", "What started it: command line, schedule, sensor, Dagster UI. 触发方式。"),
            "code_version": ("VARCHAR", "Version of the project's code. 代码版本。"),
            "reader_version": ("VARCHAR", "Version of the document readers. 文档读取器版本。"),
            "extractor_version": ("VARCHAR", "Version of the claim extractor. 抽取器版本。"),
            "documents_new": ("BIGINT", "Documents seen for the first time. 新文档数。"),
            "documents_changed": ("BIGINT", "Known documents that came with other bytes. 内容有变的文档数。"),
            "documents_unchanged": ("BIGINT", "Documents that came as they were. 未变文档数。"),
            "documents_quarantined": ("BIGINT", "Documents set aside by this run. 本次隔离的文档数。"),
            "documents_read": ("BIGINT", "Documents that this run read. 本次读取的文档数。"),
            "documents_extracted": ("BIGINT", "Documents that this run extracted claims from. 本次抽取的文档数。"),
            **{
                f"claims_{family}": ("BIGINT", f"Claims of the family {family} in the build. {family} 类数据陈述条数。")
                for family in FAMILIES
            },
            **{table: ("BIGINT", f"Facts in marts.{table} in the build. marts.{table} 的事实条数。") for table in FACT_TABLES},
            "checks_passed": ("BIGINT", "Checks that passed. 通过的检查数。"),
            "checks_failed": ("BIGINT", "Checks that failed, warnings included. 未通过的检查数（含警告）。"),
            "error_stage": ("VARCHAR", "The stage that failed, if one did. 失败的阶段。"),
            "error_message": ("VARCHAR", "Why nothing was published. 未发布的原因。"),
        },
    ),
    "checks": (
        "One row for each check of each run. 每次运行的每项检查一行。",
        {
            "run_id": ("VARCHAR", "The run: see audit.runs. 运行编号。"),
            "tool": ("VARCHAR", "great_expectations, dbt or pipeline. 检查工具。"),
            "name": ("VARCHAR", "Name of the check. 检查名称。"),
            "table_name": ("VARCHAR", "The table checked. 被检查的表。"),
            "severity": ("VARCHAR", "blocking (forbids publication), error (stops nothing) or warning. 严重程度：阻断、错误或警告。"),
            "passed": ("BOOLEAN", "Whether it passed. 是否通过。"),
            "observed": ("VARCHAR", "What was observed. 观测值。"),
            "failing_rows": ("BIGINT", "Rows that fail, where that can be counted. 不合格行数。"),
            "message": ("VARCHAR", "What it means, in words. 说明。"),
            "sample": ("VARCHAR", "Some failing rows, as JSON. 不合格行示例（JSON）。"),
        },
    ),
    "check_rows": (
        "Failing rows of checks, at most 20 for each check of a run. 检查的不合格行，每次运行每项检查最多保留 20 行。",
        {
            "run_id": ("VARCHAR", "The run: see audit.runs. 运行编号。"),
            "tool": ("VARCHAR", "great_expectations, dbt or pipeline. 检查工具。"),
            "name": ("VARCHAR", "Name of the check. 检查名称。"),
            "table_name": ("VARCHAR", "The table checked. 被检查的表。"),
            "severity": ("VARCHAR", "blocking (forbids publication), error (stops nothing) or warning. 严重程度：阻断、错误或警告。"),
            "ordinal": ("BIGINT", "Place among the check's failing rows, from 1. 序号（从 1 起）。"),
            "claim_id": ("VARCHAR", "The claim, where the row is about one. 相关陈述。"),
            "fact_id": ("VARCHAR", "The fact, where the row is about one. 相关事实。"),
            "document_id": ("VARCHAR", "The document, where the row is about one. 相关文档。"),
            "failing_row": ("VARCHAR", "The row's key and the columns looked at, as JSON. 主键与被检查的列（JSON）。"),
        },
    ),
    "quarantine": (
        "A document or row that is set aside now. 目前被隔离的文档或记录。",
        {
            "document_id": ("VARCHAR", "Id of the document, where it got as far as having one. 文档编号。"),
            "file_name": ("VARCHAR", "Name of the file relative to where it was found. 文件名。"),
            "source_id": ("VARCHAR", "Source that it came from. 来源。"),
            "origin": ("VARCHAR", "Where it was found. 原始位置。"),
            "sha256": ("VARCHAR", "SHA-256 of its bytes, where they could be read. 内容的 SHA-256。"),
            "byte_count": ("BIGINT", "Its size in bytes. 字节数。"),
            "stage": ("VARCHAR", "Stage that set it aside: landing, documents, extraction. 隔离阶段。"),
            "reason": ("VARCHAR", "Why, as a short slug. 原因代码。"),
            "detail": ("VARCHAR", "Why, as a sentence. 原因说明。"),
            "quarantined_at": ("TIMESTAMP", "When it was set aside, UTC. 隔离时间（UTC）。"),
        },
    ),
    "fact_history": (
        "What a published fact said, from which run on: one row for each change. 已发布事实的历次取值，每次变化一行。",
        {
            "run_id": ("VARCHAR", "The run that published this state. 发布该取值的运行。"),
            "recorded_at": ("TIMESTAMP", "When it was published, UTC. 发布时间（UTC）。"),
            "change": ("VARCHAR", "added, changed or removed. 变化类型：新增、变更、移除。"),
            "table_name": ("VARCHAR", "Fact table. 事实表。"),
            "fact_id": ("VARCHAR", "The fact. 事实编号。"),
            "metric": ("VARCHAR", "Metric: see marts.dim_metric. 指标。"),
            "region_code": ("VARCHAR", "Division code, GB/T 2260. 行政区划代码。"),
            "region_name": ("VARCHAR", "Region. 地区。"),
            "level": ("VARCHAR", "School level. 学段。"),
            "status": ("VARCHAR", "actual, ongoing, target or standard. 状态。"),
            "period_start": ("DATE", "First day that the figure is about. 时期起。"),
            "period_end": ("DATE", "Last day that the figure is about. 时期止。"),
            "unit": ("VARCHAR", "Unit. 单位。"),
            "value": ("DOUBLE", "Value to plot. 取值。"),
            "value_min": ("DOUBLE", "Lower bound. 下限。"),
            "value_max": ("DOUBLE", "Upper bound. 上限。"),
            "is_approximate": ("BOOLEAN", "Whether the text calls it approximate. 是否约数。"),
            "is_conflicting": ("BOOLEAN", "Whether claims disagree about it. 是否有冲突。"),
            "claim_count": ("BIGINT", "Claims behind it. 依据的陈述条数。"),
            "document_count": ("BIGINT", "Documents behind it. 依据的文档数。"),
            "previous_value": ("DOUBLE", "Value before this change. 变化前的取值。"),
            "document_id": (
                "VARCHAR",
                "The document behind this state: of those that state the fact the one received last, of a removed fact the one that said "
                "it. 引起该变化的文档。",
            ),
            "file_name": ("VARCHAR", "Its file name. 文档文件名。"),
            "correction": (
                "VARCHAR",
                "The correction by a person that caused it, or that no longer holds; NULL where none did. 引起变化的人工更正。",
            ),
            "extractor_version": ("VARCHAR", "Extractor of the run: tells a new reading from new documents. 抽取器版本。"),
        },
    ),
    "extraction_quality": (
        "How well the extractor does on a labelled set, by version. 各版本抽取器在标注集上的质量。",
        {
            "extractor_version": ("VARCHAR", "Version measured. 抽取器版本。"),
            "document_set": ("VARCHAR", "Labelled set. 标注集。"),
            "family": ("VARCHAR", "Family of claims, or all. 数据类别。"),
            "measured_at": ("TIMESTAMP", "When it was measured, UTC. 测量时间（UTC）。"),
            "precision": ("DOUBLE", "Share of claims found that are right. 精确率。"),
            "recall": ("DOUBLE", "Share of labelled claims that are found. 召回率。"),
            "f1": ("DOUBLE", "Harmonic mean of precision and recall. F1 值。"),
            "strict_f1": ("DOUBLE", "The same, counting only claims with all fields right. 字段全对的 F1 值。"),
            **{
                f"{name}_accuracy": ("DOUBLE", f"Share of found claims whose {name} is right. {name} 字段正确率。")
                for name in ("unit", "metric", "status", "period", "region", "level", "action")
            },
        },
    ),
}


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
        connection.execute(f"comment on table candidate.audit.{table} is {_quoted(comment)}")
        for name, (_, text) in columns.items():
            connection.execute(f'comment on column candidate.audit.{table}."{name}" is {_quoted(text)}')
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
    connection.execute(
        _HISTORY, {"run_id": ledger.run_id, "now": published_at.replace(tzinfo=None), "extractor": ledger.versions.get("extractor_version")}
    )


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
            "run_id": ledger.run_id,
            **{name: check.get(name) for name in ("tool", "name", "severity", "passed", "failing_rows", "message")},
            "table_name": check.get("table"),
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
                    "run_id": ledger.run_id,
                    **{name: check.get(name) for name in ("tool", "name", "severity")},
                    "table_name": check.get("table"),
                    "ordinal": ordinal,
                    **{name: keys.get(name) for name in ("claim_id", "fact_id", "document_id")},
                    "failing_row": json.dumps(failing, ensure_ascii=False, default=str),
                }
            )
    return rows


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


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict]) -> None:
    columns = list(TABLES[table][1])
    for row in rows:
        marks = ", ".join(f"${name}" for name in columns)
        connection.execute(f"insert into candidate.audit.{table} values ({marks})", {name: row[name] for name in columns})


def _plain_utc(moment: str | None) -> datetime | None:
    """A moment as DuckDB's TIMESTAMP has it: UTC, without saying so. (TIMESTAMPTZ asks for modules that not every reader has.)"""
    return datetime.fromisoformat(moment).astimezone(UTC).replace(tzinfo=None) if moment else None


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


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
