"""Reading: landed bytes become documents with text, body spans and what is known about them; what cannot be read is set aside.

Here belongs: the registry of readers and the batch that runs them. Each kind of document has its reader in a module of its own; a new
kind is a function from bytes to `Page`, registered in READERS, and its extension in `landing.MEDIA_TYPES`. Readers run in a box
(`boxed.py`), in a process that imports this package too: so data frames are imported only where a batch is made.
Not here: cleaning (`cleaning.py`), cutting pages into stories (`articles.py`), numbers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import takewhile
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ingestion import sources, wordlists
from ingestion.boxed import BoxUnavailable
from ingestion.documents import delimited, html, mail, ocr, pdf, plain, word, workbook
from ingestion.documents.boxed import BoxedReaders, ReadsPages
from ingestion.documents.errors import ReadError
from ingestion.documents.page import CELL_WEIGHT, Cell, Page
from ingestion.object_store import object_path

if TYPE_CHECKING:
    import polars as pl

T = TypeVar("T")

VERSION = "1.0.0"
MISSING, DAMAGED = "object_missing", "object_damaged"  # why documents are set aside that the store, and not their readers, has failed
WORD_LISTS = ("furniture.csv", "bylines.csv", "radicals.csv")  # of the lexicon

READERS: dict[str, Callable[[bytes], Page]] = {
    "text/plain": plain.read_text,
    "text/markdown": plain.read_markdown,
    "text/html": html.read_html,
    "text/csv": delimited.read_csv,
    "application/pdf": pdf.read_pdf,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": word.read_docx,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": workbook.read_workbook,
    "application/vnd.ms-excel": workbook.read_workbook,
    "message/rfc822": mail.read_mail,
}


@dataclass(frozen=True)
class ReadDocuments:
    """A batch that was read: `documents` (schema DOCUMENTS) and `quarantine` (schema QUARANTINE), together one row per document read."""

    documents: pl.DataFrame
    quarantine: pl.DataFrame


def read(landed: pl.DataFrame, landing_dir: Path, readers: ReadsPages | None = None, max_weight: float = inf) -> ReadDocuments:
    """Read every landed document (schema LANDED) from the store in `landing_dir`.

    readers: who runs the readers, for callers that read several batches: `BoxedReaders`; one is opened for this batch otherwise.
    max_weight: where what was read (`Page.weight`) comes to so much, the batch ends, and the rows that follow are left unread.
    Touches nothing but the stored objects, which it only reads. Never raises for a bad document: it becomes a quarantine row with a
    reason, and the others are read all the same. Raises BoxUnavailable where readers cannot be run at all.
    """
    import polars as pl

    from ingestion import spans
    from ingestion.schemas import DOCUMENTS, LANDED, QUARANTINE

    if readers is None:
        with boxed_readers() as opened:
            return read(landed, landing_dir, opened, max_weight)
    folder, version = Path(landing_dir), reader_version()
    rows = dict(enumerate(landed.iter_rows(named=True)))
    quarantine: dict[int, dict] = {}
    weight = 0

    def weighed_page(number: int) -> Page:
        nonlocal weight
        page = _page(rows[number], folder, readers)
        weight += page.weight
        return page

    # Each step for all documents before the next: going back and forth between them for every document takes a tenth longer.
    pages = _each(takewhile(lambda _: weight < max_weight, rows.items()), weighed_page, quarantine)
    taken = ((number, rows[number]) for number in pages)
    values = _each(taken, lambda number: _values(rows[number], pages[number], version), quarantine)
    columns = {name: landed[name].gather(list(values)).cast(kind) for name, kind in LANDED.items()}
    columns |= {name: [row[name] for row in values.values()] for name in DOCUMENTS if name not in LANDED}
    for name in ("body", "pages"):
        columns[name] = spans.pairs_column(name, columns[name], DOCUMENTS[name])
    set_aside = [quarantine[number] for number in sorted(quarantine)]
    return ReadDocuments(pl.DataFrame(columns, schema=DOCUMENTS), pl.DataFrame(set_aside, schema=QUARANTINE))


def is_stored(landing_dir: Path, sha256: str) -> bool:
    """Whether the bytes with this digest stand in the store whole, so that what was set aside for want of them can be read."""
    try:
        _stored_bytes(landing_dir, sha256)
    except ReadError:
        return False
    return True


def weights(documents: pl.DataFrame) -> pl.Series:
    """How much memory documents (schema DOCUMENTS) take, each in characters: `Page.weight` of what was read."""
    return documents["char_count"] + CELL_WEIGHT * documents["cells"].list.len().fill_null(0).cast(documents["char_count"].dtype)


def boxed_readers() -> BoxedReaders:
    """A box for all registered readers, within the limits that the environment sets; a context manager. Raises ValueError for a row of
    their word lists that is none, which else each document would be set aside for."""
    wordlists.check(Path(name).stem for name in WORD_LISTS)
    return BoxedReaders(READERS.values())


def reader_version() -> str:
    """The hand-kept version and a digest of all that readers go by, so that any change of it re-reads every document: their code, their
    word lists, what the sources' definitions say of reading, and whether scanned pages can be read. Raises sources.BadSource for a
    definition that is none."""
    gone_by = _code_digest() + sources.reading_digest() + (ocr.version() or "")
    return f"{VERSION}+{hashlib.sha256(gone_by.encode()).hexdigest()[:8]}"


@cache
def _code_digest() -> str:
    digest = hashlib.sha256()
    here, told = Path(__file__).parent, Path(sources.__file__)
    code = [
        *sorted(here.glob("*.py")),
        *sorted(here.glob("fonts/*.ttf")),
        here.parent / "spans.py",
        Path(wordlists.__file__),
        told,
        told.with_name("model.py"),
    ]
    for path in [*code, *(wordlists.FOLDER / name for name in WORD_LISTS)]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _each(rows: Iterable[tuple[int, dict]], work: Callable[[int], T], quarantine: dict[int, dict]) -> dict[int, T]:
    """What `work` makes of each row, by the row's number; rows at which it fails go to `quarantine`."""
    made = {}
    for number, row in rows:
        try:
            made[number] = work(number)
        except ReadError as error:
            quarantine[number] = _set_aside(row, error.reason, error.detail)
        except BoxUnavailable:  # nobody could be read: that is said of the run, not of its documents
            raise
        except Exception as error:  # a fault of ours or a hostile document: either way this document's alone
            detail = f"The reader for {row['media_type']} failed: {type(error).__name__}: {error}"[:500]
            quarantine[number] = _set_aside(row, "reader_failed", detail)
    return made


def _page(row: dict, landing_dir: Path, readers: ReadsPages) -> Page:
    reader = READERS.get(row["media_type"])
    if reader is None:
        raise ReadError("unsupported_type", f"There is no reader for {row['media_type']}; supported: {', '.join(READERS)}.")
    told = sources.reading(row["source_id"])
    rules = told and {"media_type": row["media_type"], "reading": told.model_dump(mode="json")}
    return readers.page(reader, _stored_bytes(landing_dir, row["sha256"]), rules)


def _values(row: dict, page: Page, version: str) -> dict:
    """The columns of DOCUMENTS that are not those of LANDED. Of a source, who publishes it is said where the page doesn't."""
    from ingestion.documents import metadata
    from ingestion.documents.signature import signature

    about = metadata.describe(page, file_name=row["file_name"], url=row["url"])
    told = sources.reading(row["source_id"])
    digest = row["sha256"] if page.is_whole_file and page.encoding == "utf-8" else hashlib.sha256(page.text.encode()).hexdigest()
    return {
        "title": about.title,
        "publisher": about.publisher or (told and told.publisher),
        "home_region": told and told.home,
        "published_date": about.published_date,
        "published_date_basis": about.published_date_basis,
        "encoding": page.encoding,
        "char_count": len(page.text),
        "text": page.text,
        "text_sha256": digest,
        "body": page.body,
        "pages": page.pages,
        "cells": [_cell(cell) for cell in page.cells],
        "signature": signature(page.text, page.body),
        "reader_version": version,
    }


def _cell(cell: Cell) -> dict:
    """A cell in the columns of CELL."""
    values = cell._asdict()
    return values | {"char_start": values.pop("start"), "char_end": values.pop("end")}


def _stored_bytes(landing_dir: Path, sha256: str) -> bytes:
    path = object_path(landing_dir, sha256)
    try:
        with open(path, "rb", buffering=0) as stored:
            data = stored.read()
    except OSError as error:
        raise ReadError(MISSING, f"The stored bytes {path.name} cannot be read ({error.strerror}); land it again.") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ReadError(DAMAGED, f"The stored bytes {path.name} are not what was landed; delete the object and land it again.")
    return data


def _set_aside(row: dict, reason: str, detail: str) -> dict:
    kept = {name: row[name] for name in ("document_id", "file_name", "source_id", "origin", "sha256", "byte_count")}
    return kept | {"stage": "documents", "reason": reason, "detail": detail, "quarantined_at": datetime.now(UTC)}
