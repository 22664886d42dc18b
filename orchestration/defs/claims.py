"""Extraction: documents become articles, claims and named facilities."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import dagster as dg
import polars as pl

from ingestion import extraction as rooms
from ingestion import landing, schemas, wordlists
from orchestration import chunks, extraction_quality, progress, readable, stores
from orchestration.ownership import OWNERS
from orchestration.pipeline_checks import BLOCKING, WARNING, pipeline_check, shown
from orchestration.refresh import Refresh
from warehouse.staging import BatchStore

# Of the documents tried, so many may fail before it looks like the extractor's fault rather than theirs.
TOLERATED_FAILURES = 0.05
# why a document is set aside that is the document's fault
TOO_MANY = "too_many_figures"

ARTICLES, CLAIMS = dg.AssetKey("articles"), dg.AssetKey("claims")
DESCRIPTIONS = {
    "articles": "Stories inside documents, each with its headline, date and district. 文档中的文章。",
    "claims": "Quantities that documents state, with the span they were read from. 数据陈述。",
    "facility_projects": "Named schools and kindergartens doing one thing. 具名学校（园）及其建设事项。",
    "facility_mentions": "Where schools are named of which something is stated, and which are meant. 学校（园）名称出现之处。",
    "facility_successions": "Schools that were renamed, merged or closed, and what took their place. 学校更名、合并与撤并。",
    "rejections": "Numbers looked at and left out, counted by reason. 未采纳的数字，按原因计数。",
    "set_aside": "What is set aside now, on arrival, in reading or in extraction, for the models. 接收、读取或抽取时被隔离的内容。",
}
HAS_ARTICLES = dg.AssetCheckSpec(
    "every_read_document_has_articles", asset=ARTICLES, blocking=True, description="Every document that was read went through extraction."
)
NO_FAILURE = dg.AssetCheckSpec(
    "no_extraction_failure", asset=CLAIMS, description="The extractor got through every document. A failure is set aside and tried again."
)
FEW_FAILURES = dg.AssetCheckSpec(
    "few_extraction_failures",
    asset=CLAIMS,
    blocking=True,
    description=f"At most {TOLERATED_FAILURES:.0%} of the documents tried failed in extraction.",
)
QUALITY = dg.AssetCheckSpec(
    extraction_quality.NAME,
    asset=CLAIMS,
    blocking=True,
    description="On the labelled samples that the project ships, this version does not do worse than the one that is published.",
)


@dg.multi_asset(
    name="extraction",
    specs=[
        dg.AssetSpec(name, deps=["documents"], group_name="extraction", owners=OWNERS, kinds={"polars", "parquet"}, description=text)
        for name, text in DESCRIPTIONS.items()
    ],
    check_specs=[HAS_ARTICLES, NO_FAILURE, FEW_FAILURES, QUALITY],
)
def extraction(refresh: Refresh) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
    """Extract the documents that this version of the extractor has not done yet, a chunk at a time, each chunk kept as it is done."""
    home, ledger = refresh.home, refresh.ledger
    with refresh.stage("extraction") as stage:
        wordlists.check()  # a broken row is told by its file and line here, and not of each document
        ledger.versions["extractor_version"] = rooms.extractor_version()
        store, read = stores.extraction_store(home), stores.reading_store(home)
        store.prepare()
        landed = landing.landed(home.landing)
        documents = landed.join(read.latest("documents"), on="document_id", how="semi")
        readable_ids = documents["document_id"].to_list()
        todo = refresh.todo(documents, store.pending(readable_ids))
        failures = _extract(refresh, read, store, todo)
        ledger.work["extracted"] = len(todo) - len(failures)
        ledger.set_aside(failures)
        earlier = [stores.landing_quarantine(home, refresh.met), stores.unreadable(home, landed, refresh.met)]
        set_aside = pl.concat([*earlier, pl.DataFrame(failures, schema=schemas.QUARANTINE)])
        stores.replace_table(set_aside, home.set_aside)
        checks = [*_checks(store, readable_ids, todo, failures), (QUALITY, extraction_quality.check(refresh))]
        ledger.add_checks([check for _, check in checks])
        stage["detail"] = f"{len(todo)} documents extracted, {len(failures)} failed" if todo else "nothing new to extract"
    for check in ledger.blocking_failures():
        ledger.fail("extraction", check["message"])
    for name in DESCRIPTIONS:
        yield dg.MaterializeResult(asset_key=name, metadata=_metadata(store, name, set_aside))
    for spec, check in checks:
        yield shown(check, spec.asset_key)


def _extract(refresh: Refresh, read: BatchStore, store: BatchStore, todo: list[str]) -> list[dict]:
    """Extract the documents `todo`, and return those that the extractor failed on, as QUARANTINE rows."""
    failures: list[dict] = []
    done = 0
    for chunk in chunks.read_already(read, todo):
        results, failed = _attempt(chunk)
        failures += failed
        tables = {table: pl.concat([getattr(result, table) for result in results]) for table in stores.EXTRACTION} if results else {}
        store.commit(store.next_name(datetime.now(UTC), refresh.ledger.run_id), tables)
        done += chunk.height
        progress.advanced("extraction", done, len(todo), "documents")
    return failures


def _attempt(chunk: pl.DataFrame) -> tuple[list[rooms.Extraction], list[dict]]:
    """Extract a chunk; where that fails, one document at a time, so that a document that the extractor cannot bear harms no other."""
    try:
        return [rooms.extract(chunk)], []
    except Exception as error:
        if chunk.height == 1:
            return [], [_set_aside(chunk.row(0, named=True), error)]
    results, failures = [], []
    for document in chunk.iter_slices(1):
        done, failed = _attempt(document)
        results += done
        failures += failed
    return results, failures


def _set_aside(document: dict, error: Exception) -> dict:
    reason = "extractor_failed"
    detail = f"the extractor failed on this document ({type(error).__name__}: {error}); every run tries it again until it passes"
    if isinstance(error, rooms.TooManyFigures):
        reason, detail = TOO_MANY, f"the document states {error}; cut it into several files and drop those into the inbox instead"
    about = {"stage": "extraction", "reason": reason, "detail": detail, "quarantined_at": datetime.now(UTC)}
    return {name: document.get(name) for name in schemas.QUARANTINE} | about


def _checks(store: BatchStore, readable_ids: list[str], todo: list[str], failures: list[dict]) -> list[tuple[dg.AssetCheckSpec, dict]]:
    failed = [row["document_id"] for row in failures]
    left = sorted(set(store.pending(readable_ids)) - set(failed))
    its_own = [row["document_id"] for row in failures if row["reason"] != TOO_MANY]
    too_many = its_own if len(its_own) > max(1, TOLERATED_FAILURES * len(todo)) else []
    return [
        (
            HAS_ARTICLES,
            pipeline_check(
                HAS_ARTICLES.name,
                "articles",
                left,
                BLOCKING,
                len(readable_ids),
                "all documents read went through extraction",
                "documents that were read have no articles; the extractor lost them",
            ),
        ),
        (
            NO_FAILURE,
            pipeline_check(
                NO_FAILURE.name,
                "claims",
                failed,
                WARNING,
                len(todo),
                "the extractor got through all documents",
                f"the extractor failed on {len(failed)} documents, set aside in audit.quarantine",
            ),
        ),
        (
            FEW_FAILURES,
            pipeline_check(
                FEW_FAILURES.name,
                "claims",
                too_many,
                BLOCKING,
                len(todo),
                "failures in extraction are within bounds",
                f"the extractor failed on {len(its_own)} of {len(todo)} documents: the fault is likely its own",
            ),
        ),
    ]


def _metadata(store: BatchStore, table: str, set_aside: pl.DataFrame) -> dict:
    if table == "set_aside":
        return {
            "dagster/row_count": set_aside.height,
            "preview": readable.table(set_aside.to_dicts(), ["file_name", "stage", "reason", "detail"]),
        }
    rows = pl.scan_parquet(store.glob(table))
    shown = {"dagster/row_count": rows.select(pl.len()).collect().item(), "extractor version": rooms.extractor_version()}
    if table == "claims":
        by_family = rows.group_by("family").len().sort("len", descending=True).collect()
        shown["claims by family"] = readable.chart(dict(by_family.iter_rows()))
        shown["preview"] = readable.table(
            rows.tail(readable.PREVIEW_ROWS).collect().to_dicts(),
            ["region_name", "metric", "value_min", "value_max", "unit", "status", "period_text", "quote"],
        )
    elif table == "rejections":
        by_reason = rows.group_by("reason").agg(pl.col("number_count").sum()).sort("number_count", descending=True).collect()
        shown["numbers left out, by reason"] = readable.chart(dict(by_reason.iter_rows()))
    else:
        shown["preview"] = readable.table(rows.tail(readable.PREVIEW_ROWS).collect().to_dicts())
    return shown
