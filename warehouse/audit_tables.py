"""The tables of the `audit` schema: their columns, types and comments. How they are filled is for `audit.py`."""

from __future__ import annotations

from warehouse.contract import FACT_TABLES

FAMILIES = tuple(FACT_TABLES.values())

# which check of which run
_CHECK = {
    "run_id": ("VARCHAR", "The run: see audit.runs. 运行编号。"),
    "tool": ("VARCHAR", "great_expectations, dbt or pipeline. 检查工具。"),
    "name": ("VARCHAR", "Name of the check. 检查名称。"),
    "table_name": ("VARCHAR", "The table checked. 被检查的表。"),
    "severity": ("VARCHAR", "blocking (forbids publication), error (stops nothing) or warning. 严重程度：阻断、错误或警告。"),
}

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
            "documents_quarantined": ("BIGINT", "Documents set aside when the run was done. 运行结束时被隔离的文档数。"),
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
            **_CHECK,
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
            **_CHECK,
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
