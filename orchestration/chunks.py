"""How much of the work is done at once. A chunk is read, written and forgotten, so that memory stays bounded whatever waits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl

from ingestion import documents
from ingestion.documents.boxed import ReadsPages
from warehouse.staging import BatchStore

CHUNK_DOCUMENTS = 100
CHUNK_BYTES = 32_000_000
CHUNK_WEIGHT = 10_000_000  # characters, or cells instead


def cut(rows: pl.DataFrame, sizes: Iterable[int], most: int) -> Iterator[pl.DataFrame]:
    """Slices of at most CHUNK_DOCUMENTS rows whose `sizes`, unless a single row is larger, come to `most` together."""
    start = total = 0
    for index, size in enumerate(sizes):
        if index > start and (index - start == CHUNK_DOCUMENTS or total + size > most):
            yield rows.slice(start, index - start)
            start, total = index, 0
        total += size
    if rows.height > start:
        yield rows.slice(start)


def read(waiting: pl.DataFrame, landing_dir: Path, readers: ReadsPages) -> Iterator[documents.ReadDocuments]:
    """Read the documents that wait (schema LANDED). How much text a file holds shows in reading alone: few bytes may be packed text."""
    for chunk in cut(waiting, waiting["byte_count"], CHUNK_BYTES):
        while chunk.height:
            result = documents.read(chunk, landing_dir, readers, CHUNK_WEIGHT)
            yield result
            chunk = chunk.slice(result.documents.height + result.quarantine.height)


def read_already(store: BatchStore, ids: Iterable[str]) -> Iterator[pl.DataFrame]:
    """The documents `ids` (schema DOCUMENTS) out of the store of those that were read."""
    for rows in store.read("documents", ids, CHUNK_DOCUMENTS):
        yield from cut(rows, documents.weights(rows), CHUNK_WEIGHT)
