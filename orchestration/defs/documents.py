"""Reading: landed bytes become text, title, date and publisher, or are set aside with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import dagster as dg
import polars as pl

from ingestion import documents as rooms
from ingestion import landing
from orchestration import chunks, progress, readable, stores
from orchestration.ownership import OWNERS
from orchestration.pipeline_checks import BLOCKING, pipeline_check, shown
from orchestration.refresh import Refresh

# What is shown of documents that were read.
TASTE = ["file_name", "title", "publisher", "published_date", "encoding", "char_count"]

DOCUMENTS, UNREADABLE = dg.AssetKey("documents"), dg.AssetKey("unreadable_documents")
ACCOUNTED_FOR = dg.AssetCheckSpec(
    "every_document_accounted_for",
    asset=DOCUMENTS,
    blocking=True,
    description="Every landed document was read, or set aside with a reason.",
)


@dg.multi_asset(
    name="documents",
    specs=[
        dg.AssetSpec(
            DOCUMENTS,
            deps=["landing"],
            group_name="documents",
            owners=OWNERS,
            kinds={"polars", "parquet"},
            description="Documents as text: encoding settled, title, publisher and date found, body told from furniture. 已读取的文档。",
        ),
        dg.AssetSpec(
            UNREADABLE,
            deps=["landing"],
            group_name="documents",
            owners=OWNERS,
            kinds={"polars", "parquet"},
            description="Landed documents that could not be read, and why. 无法读取的文档及原因。",
        ),
    ],
    check_specs=[ACCOUNTED_FOR],
)
def documents(refresh: Refresh) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
    """Read what this version of the readers has to read, a chunk at a time; each chunk is kept even if the run dies later."""
    ledger = refresh.ledger
    with refresh.stage("documents") as stage:
        ledger.versions["reader_version"] = rooms.reader_version()
        landed = landing.landed(refresh.home.landing)
        store = stores.reading_store(refresh.home)
        store.prepare()
        todo = refresh.todo(landed, stores.to_read(refresh.home, landed, store))
        read, set_aside = _read(refresh, store, landed.filter(pl.col("document_id").is_in(todo)))
        ledger.work["read"] = done = len(todo) - len(set_aside)
        unreadable = stores.unreadable(refresh.home, landed, refresh.met)
        ledger.set_aside(unreadable.to_dicts())
        left = store.pending(landed["document_id"])
        check = pipeline_check(
            ACCOUNTED_FOR.name,
            "documents",
            left,
            BLOCKING,
            landed.height,
            "all landed documents were read or set aside",
            "landed documents are neither read nor set aside; the reader lost them",
        )
        ledger.add_checks([check])
        stage["detail"] = f"{done} read, {len(set_aside)} set aside" if todo else "nothing new to read"
    if left:
        ledger.fail("documents", check["message"])
    yield dg.MaterializeResult(asset_key=DOCUMENTS, metadata=_metadata(store, read, done))
    yield dg.MaterializeResult(
        asset_key=UNREADABLE,
        metadata={
            "dagster/row_count": unreadable.height,
            "by reason": readable.chart(dict(unreadable.group_by("reason").len().sort("reason").iter_rows())),
            "preview": readable.table(unreadable.to_dicts(), ["file_name", "source_id", "reason", "detail"]),
        },
    )
    yield shown(check, DOCUMENTS)


def _read(refresh: Refresh, store, waiting: pl.DataFrame) -> tuple[list[dict], list[dict]]:
    """Read the documents that wait (schema LANDED). Returns a taste of what was read, and all that was set aside."""
    taste: list[dict] = []
    set_aside: list[dict] = []
    done = 0
    with rooms.boxed_readers() as readers:
        for result in chunks.read(waiting, refresh.home.landing, readers):
            tables = {"documents": result.documents, "quarantine": result.quarantine}
            store.commit(store.next_name(datetime.now(UTC), refresh.ledger.run_id), tables)
            set_aside += result.quarantine.to_dicts()
            taste += result.documents.head(readable.PREVIEW_ROWS - len(taste)).select(TASTE).to_dicts()
            done += result.documents.height + result.quarantine.height
            progress.advanced("documents", done, waiting.height, "documents")
    return taste, set_aside


def _metadata(store, read: list[dict], done: int) -> dict:
    known = store.latest("documents")
    return {
        "dagster/row_count": known.height,
        "read by this run": done,
        "reader version": rooms.reader_version(),
        "read by this run, some": readable.table(read, TASTE),
    }
