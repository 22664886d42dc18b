"""Reading: landed bytes become documents with text, body spans and what is known about them; what cannot be read is set aside.

Here belongs: the registry of readers and the batch that runs them. Each kind of document has its reader in a module of its own; a new
kind (PDF, Word) is a function from bytes to `Page`, registered in READERS, and its extension in `landing.MEDIA_TYPES`.
Not here: cleaning (`cleaning.py`), cutting pages into stories (`articles.py`), numbers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import polars as pl

from ingestion.documents import html, metadata, plain
from ingestion.documents.errors import ReadError
from ingestion.documents.lexicon import FOLDER, LISTS
from ingestion.documents.page import Page
from ingestion.object_store import object_path
from ingestion.schemas import DOCUMENTS, QUARANTINE

VERSION = "1.0.0"

READERS: dict[str, Callable[[bytes], Page]] = {
    "text/plain": plain.read_text,
    "text/markdown": plain.read_markdown,
    "text/html": html.read_html,
}


@dataclass(frozen=True)
class ReadDocuments:
    """A batch that was read: `documents` (schema DOCUMENTS) and `quarantine` (schema QUARANTINE), together one row per landed row."""

    documents: pl.DataFrame
    quarantine: pl.DataFrame


def read(landed: pl.DataFrame, landing_dir: Path) -> ReadDocuments:
    """Read every landed document (schema LANDED) from the store in `landing_dir`.

    Touches nothing but the stored objects, which it only reads. Never raises for a bad document: it becomes a quarantine row with a
    reason, and the others are read all the same.
    """
    documents, quarantine = [], []
    for row in landed.iter_rows(named=True):
        try:
            documents.append(_read_one(row, Path(landing_dir)))
        except ReadError as error:
            quarantine.append(_set_aside(row, error.reason, error.detail))
        except Exception as error:  # a fault of ours or a hostile document: either way this document's alone
            detail = f"The reader for {row['media_type']} failed: {type(error).__name__}: {error}"[:500]
            quarantine.append(_set_aside(row, "reader_failed", detail))
    return ReadDocuments(pl.DataFrame(documents, schema=DOCUMENTS), pl.DataFrame(quarantine, schema=QUARANTINE))


@cache
def reader_version() -> str:
    """The hand-kept version and a digest of the readers' code and word lists, so that any change of theirs re-reads every document."""
    digest = hashlib.sha256()
    for path in [*sorted(Path(__file__).parent.glob("*.py")), *(FOLDER / name for name in LISTS)]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{VERSION}+{digest.hexdigest()[:8]}"


def _read_one(row: dict, landing_dir: Path) -> dict:
    reader = READERS.get(row["media_type"])
    if reader is None:
        raise ReadError("unsupported_type", f"There is no reader for {row['media_type']}; supported: {', '.join(READERS)}.")
    page = reader(_stored_bytes(landing_dir, row["sha256"]))
    about = metadata.describe(page, file_name=row["file_name"], url=row["url"])
    return row | {
        "title": about.title,
        "publisher": about.publisher,
        "published_date": about.published_date,
        "published_date_basis": about.published_date_basis,
        "encoding": page.encoding,
        "char_count": len(page.text),
        "text": page.text,
        "text_sha256": hashlib.sha256(page.text.encode()).hexdigest(),
        "body": [{"char_start": start, "char_end": end} for start, end in page.body],
        "reader_version": reader_version(),
    }


def _stored_bytes(landing_dir: Path, sha256: str) -> bytes:
    path = object_path(landing_dir, sha256)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError("object_missing", f"The stored bytes {path.name} cannot be read ({error.strerror}); land it again.") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ReadError("object_damaged", f"The stored bytes {path.name} are not what was landed; delete the object and land it again.")
    return data


def _set_aside(row: dict, reason: str, detail: str) -> dict:
    kept = {name: row[name] for name in ("document_id", "file_name", "source_id", "origin", "sha256", "byte_count")}
    return kept | {"stage": "documents", "reason": reason, "detail": detail, "quarantined_at": datetime.now(UTC)}
