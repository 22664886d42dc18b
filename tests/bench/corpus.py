"""The text that is measured: a folder of documents landed in a store of its own, and as many copies of them as a measurement needs.

A copy is a landed row with another document id and key over the same stored bytes, so that nothing but the documents' number grows.
Which stages run over them, and how long they take, is for the other modules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import polars as pl

from ingestion import documents, landing

DEFAULT_FOLDER = Path(__file__).resolve().parents[3] / "shared" / "corpus"


@dataclass(frozen=True)
class Corpus:
    """Documents landed in `store` (schema LANDED, one row each, those that could be read) with the text that their readers made of them."""

    name: str
    store: Path
    landed: pl.DataFrame
    texts: list[str]
    set_aside: int

    @cached_property
    def utf8_bytes(self) -> int:
        """The size of all texts once, in bytes of UTF-8: the MB of every MB/s."""
        return sum(len(text.encode()) for text in self.texts)

    def copies(self, count: int, first: int = 0) -> pl.DataFrame:
        """The landed rows `count` times (schema LANDED), each copy with document ids of its own; `first` numbers the first copy."""
        return pl.concat([self._copy(number) for number in range(first, first + count)])

    def stream(self, byte_count: int) -> Iterator[pl.DataFrame]:
        """Copies, one at a time, until their texts come to `byte_count` bytes."""
        for number in range(-(-byte_count // self.utf8_bytes)):
            yield self._copy(number)

    def _copy(self, number: int) -> pl.DataFrame:
        mark = f"{number:08x}"
        return self.landed.with_columns(
            document_id=pl.lit(mark) + pl.col("document_id").str.slice(8), document_key=pl.lit(mark) + pl.col("document_key").str.slice(8)
        )


def take(folder: Path | None, store: Path) -> Corpus:
    """Land the documents of a folder (the samples that ship with the project where None) in `store` and read them once.

    Raises FileNotFoundError where there is no such folder, ValueError where none of its files can be read.
    """
    if folder is not None and not folder.is_dir():
        raise FileNotFoundError(f"CORPUS={folder} is no folder; name one that holds .txt, .md or .html files.")
    files = landing.sample_files() if folder is None else landing.inbox_files(folder)
    landing.land((file for file in files if file.path.stem != "README"), store / "landing", store / "quarantine", datetime.now(UTC))
    landed = landing.landed(store / "landing")
    read = documents.read(landed, store / "landing")
    name = "bundled samples" if folder is None else str(folder)
    if read.documents.is_empty():
        raise ValueError(f"No file in {name} could be read as a document; name a folder with .txt, .md or .html files: CORPUS=/folder")
    readable = landed.join(read.documents.select("document_id"), on="document_id", how="semi")
    return Corpus(name, store / "landing", readable, read.documents["text"].to_list(), read.quarantine.height)
