"""Where the stages of this run's versions keep their batches, and what is set aside now. Joins the rooms `ingestion` and `warehouse`."""

from __future__ import annotations

import os
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

import polars as pl

from ingestion import documents, extraction, schemas
from ingestion.object_store import read_json
from warehouse.files import replaced
from warehouse.paths import Home
from warehouse.staging import BatchStore

READING = {"documents": schemas.DOCUMENTS, "quarantine": schemas.QUARANTINE}
EXTRACTION = extraction.TABLES


def reading_store(home: Home) -> BatchStore:
    """Documents read by the readers as they are now."""
    return BatchStore(home.documents(documents.reader_version()), READING, done_tables=("documents", "quarantine"))


def extraction_store(home: Home) -> BatchStore:
    """What the extractor as it is now found. Every document that was extracted has an article, so articles tell which are done."""
    return BatchStore(home.extracted(documents.reader_version(), extraction.extractor_version()), EXTRACTION, done_tables=("articles",))


def current_versions(landed: pl.DataFrame) -> pl.DataFrame:
    """Of each document the version received last: the one that counts. Input and output: schema LANDED."""
    return landed.sort("last_received_at", "document_id").group_by("document_key", maintain_order=True).last().select(landed.columns)


def to_read(home: Home, landed: pl.DataFrame, store: BatchStore) -> list[str]:
    """Ids of landed documents (schema LANDED) that the readers of `store` have yet to read, or to read anew."""
    return store.pending(landed["document_id"]) + _received_again(landed, store) + _stored_again(home, landed, store)


def _received_again(landed: pl.DataFrame, store: BatchStore) -> list[str]:
    """Documents that came again, as they had been before another version, since they were read. The reading says when a document last
    came, and so which of its versions speaks."""
    read = store.latest("documents", "last_received_at")
    later = landed.join(read, on="document_id").filter(pl.col("last_received_at") > pl.col("last_received_at_right"))
    return later["document_id"].to_list()


def _stored_again(home: Home, landed: pl.DataFrame, store: BatchStore) -> list[str]:
    """Documents whose stored bytes were missing or damaged when they were to be read, and are whole by now."""
    lost = store.latest("quarantine", "reason").filter(pl.col("reason").is_in([documents.MISSING, documents.DAMAGED]))
    if lost.is_empty():
        return []
    asked = landed.join(lost, on="document_id", how="semi").join(store.latest("documents"), on="document_id", how="anti")
    rows = asked.select("document_id", "sha256").iter_rows()
    return [document_id for document_id, sha256 in rows if documents.is_stored(home.landing, sha256)]


def landing_quarantine(home: Home, met: Collection[str] = ()) -> pl.DataFrame:
    """What cannot be landed (schema QUARANTINE), from the records that landing keeps, unless its file is gone. Raises ValueError for a
    damaged record."""
    remedy = "delete it: what cannot be landed is set aside anew"
    rows = [read_json(path, remedy) for path in sorted(home.quarantine.glob("*.json"))]
    for row in rows:
        row["quarantined_at"] = datetime.fromisoformat(row["quarantined_at"])
    return _there(pl.DataFrame(rows, schema=schemas.QUARANTINE), met)


def unreadable(home: Home, landed: pl.DataFrame, met: Collection[str] = ()) -> pl.DataFrame:
    """Documents that cannot be read (schema QUARANTINE), unless a later version of them took their place or their file is gone."""
    store = reading_store(home)
    asked = current_versions(landed).join(store.latest("documents"), on="document_id", how="anti")
    frames = list(store.read("quarantine", asked["document_id"], chunk_rows=100_000))
    return _there(pl.concat(frames) if frames else pl.DataFrame(schema=schemas.QUARANTINE), met)


def _there(rows: pl.DataFrame, met: Collection[str]) -> pl.DataFrame:
    """The rows whose files were not taken out of the inbox since, in a settled order.

    met: what the run's landing met, by document id or origin: it is there, also where its inbox lay elsewhere when it was set aside.
    """
    there = [row["document_id"] in met or row["origin"] in met or not _is_gone(row) for row in rows.iter_rows(named=True)]
    return rows.filter(pl.Series(there, dtype=pl.Boolean)).sort("source_id", "origin")


def _is_gone(row: dict) -> bool:
    """Whether the file of an inbox that a row is about, or the archive or mail that held it, was taken away."""
    origin = Path(row["origin"])
    nearest = next(place for place in (origin, *origin.parents) if os.path.lexists(place) or place == place.parent)
    return row["source_id"] == "inbox" and nearest != origin and nearest.is_dir()


def replace_table(frame: pl.DataFrame, path: Path) -> None:
    """Write a Parquet table that is rewritten by each run, in one step."""
    with replaced(path) as temporary:
        frame.write_parquet(temporary)
