"""Batches of Parquet tables: the record between the Python stages and SQL.

A batch is a folder that appears whole under its final name and is never altered. Folders sort by time. A document that was done again
stands in several batches, and the latest counts. What the tables hold is the business of the stages that write them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl

from warehouse.files import remove, sync_file, sync_folder

EMPTY_BATCH = "00000000T000000.000000Z-empty"
_MOMENT = "%Y%m%dT%H%M%S.%fZ"


def batch_name(now: datetime, run_id: str) -> str:
    """A batch folder's name: UTC time to the microsecond, so that names sort by time, then the run that wrote it."""
    return f"{now:{_MOMENT}}-{run_id[:8]}"


class BatchStore:
    """The batches of one version of one stage.

    root: the version's folder.
    schemas: table name → Polars schema; every batch has every table.
    done_tables: a document found in any of these has been through the stage.
    """

    def __init__(self, root: Path, schemas: Mapping[str, Mapping[str, pl.DataType]], done_tables: Iterable[str]):
        self.root = root
        self.schemas = dict(schemas)
        self.done_tables = tuple(done_tables)

    def prepare(self) -> None:
        """Clear away what a killed run left half-written, and what desktops hide; see that readers find every table, if only empty."""
        self.root.mkdir(parents=True, exist_ok=True)
        for leftover in self.root.glob(".*"):
            remove(leftover)
        if not self.batches():
            self.commit(EMPTY_BATCH, {})

    def batches(self) -> list[str]:
        """Names of the batches, oldest first."""
        if not self.root.is_dir():
            return []
        return sorted(entry.name for entry in self.root.iterdir() if entry.is_dir() and not entry.name.startswith("."))

    def next_name(self, now: datetime, run_id: str) -> str:
        """The name of a batch that is to be the latest: of now, or where the clock was set back, of just after the last batch."""
        name, last = batch_name(now, run_id), max(self.batches(), default="")
        return name if name > last else batch_name(datetime.strptime(last.partition("-")[0], _MOMENT) + timedelta(microseconds=1), run_id)

    def commit(self, name: str, tables: Mapping[str, pl.DataFrame]) -> Path:
        """Write a batch; a table that is not given is written empty. Raises ValueError for a table or columns not in the schemas."""
        if unknown := set(tables) - set(self.schemas):
            raise ValueError(f"batch {name}: no such table: {', '.join(sorted(unknown))}; known: {', '.join(self.schemas)}")
        temporary, final = self.root / f".{name}", self.root / name
        temporary.mkdir(parents=True)
        for table, schema in self.schemas.items():
            frame = tables.get(table, pl.DataFrame(schema=schema))
            if frame.schema != pl.Schema(schema):
                raise ValueError(f"batch {name}, table {table}: expected {pl.Schema(schema)}, got {frame.schema}")
            frame.write_parquet(temporary / f"{table}.parquet", compression="zstd")
            sync_file(temporary / f"{table}.parquet")
        sync_folder(temporary)
        os.rename(temporary, final)
        sync_folder(self.root)
        return final

    def glob(self, table: str) -> str:
        """A pattern of the table's Parquet files in all batches."""
        return str(self.root / "*" / f"{table}.parquet")

    def latest(self, table: str, *columns: str) -> pl.DataFrame:
        """For each document in `table`, the batch that counts, and what that has in `columns`. Columns: document_id, *columns, batch."""
        asked = ["document_id", *columns]
        frames = [
            pl.read_parquet(self.root / batch / f"{table}.parquet", columns=asked).unique("document_id").with_columns(batch=pl.lit(batch))
            for batch in self.batches()
        ]
        if not frames:
            return pl.DataFrame(schema={name: self.schemas[table][name] for name in asked} | {"batch": pl.String})
        return pl.concat(frames).sort("batch", "document_id").unique("document_id", keep="last", maintain_order=True)

    def done(self) -> set[str]:
        """Ids of the documents that have been through this version of the stage."""
        return {document_id for table in self.done_tables for document_id in self.latest(table)["document_id"] if document_id is not None}

    def pending(self, ids: Iterable[str]) -> list[str]:
        """Those of `ids` that are not done, in the order given."""
        done = self.done()
        return [document_id for document_id in ids if document_id not in done]

    def read(self, table: str, ids: Iterable[str], chunk_rows: int) -> Iterator[pl.DataFrame]:
        """The latest rows of the documents `ids`, at most `chunk_rows` a frame, one batch in memory at a time."""
        wanted = pl.DataFrame({"document_id": list(ids)}, schema={"document_id": pl.String})
        chosen = self.latest(table).join(wanted, on="document_id", how="semi")
        for (batch,), members in chosen.group_by("batch", maintain_order=True):
            frame = pl.read_parquet(self.root / str(batch) / f"{table}.parquet").join(members, on="document_id", how="semi")
            yield from frame.iter_slices(chunk_rows)
