"""Where the stages of this run's versions keep their batches, and what is set aside now. Joins the rooms `ingestion` and `warehouse`."""

from __future__ import annotations

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


def landing_quarantine(home: Home) -> pl.DataFrame:
    """What could not be landed (schema QUARANTINE), from the records that landing keeps. Raises ValueError for a damaged one."""
    remedy = "delete it: what cannot be landed is set aside anew"
    rows = [read_json(path, remedy) for path in sorted(home.quarantine.glob("*.json"))]
    for row in rows:
        row["quarantined_at"] = datetime.fromisoformat(row["quarantined_at"])
    return pl.DataFrame(rows, schema=schemas.QUARANTINE)


def unreadable(home: Home, landed: pl.DataFrame) -> pl.DataFrame:
    """Documents that could not be read (schema QUARANTINE), unless a later version of them took their place."""
    frames = list(reading_store(home).read("quarantine", current_versions(landed)["document_id"], chunk_rows=100_000))
    return pl.concat(frames) if frames else pl.DataFrame(schema=schemas.QUARANTINE)


def replace_table(frame: pl.DataFrame, path: Path) -> None:
    """Write a Parquet table that is rewritten by each run, in one step."""
    with replaced(path) as temporary:
        frame.write_parquet(temporary)
