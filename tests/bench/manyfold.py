"""Many documents made out of few: the stories that the extractor really found, told again about other districts, years and figures.

A story (an article with its claims, its named schools and its rejected numbers) is retold in a *cell*: one story in one district and year.
Documents draw their stories from the cells, so that several documents come to state one fact; now and then a telling rounds a figure, gets
it wrong, or promises what another one reports. Some documents are copies of others, some are new versions of them. Which document says
what depends on its number and the seed alone: document 70 is the same whether it is made among 100 or among 50 000.

Here belongs what the documents say, as Polars frames in the shapes of `ingestion/schemas.py`, and how they are laid out as batches under a
warehouse's `staging/`. What is measured over them is for `scale.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl

from ingestion import documents, extraction, schemas
from ingestion.documents.signature import signature
from orchestration import stores
from orchestration.chunks import CHUNK_DOCUMENTS
from tests.bench import corpus
from warehouse import corrections
from warehouse.paths import Home
from warehouse.staging import batch_name

CLAIMS_PER_DOCUMENT = 40
TABLES = ("documents", "articles", "claims", "facility_projects", "facility_mentions", "facility_successions", "rejections")
QUERIES = Path(__file__).with_name("manyfold.sql")
REGIONS = Path(__file__).resolve().parents[2] / "ingestion" / "lexicon" / "regions.csv"
# How many documents are made at a time; batches are as large as those of a refresh.
MADE_AT_ONCE = 5_000
FIRST_BATCH = datetime(2026, 1, 1, tzinfo=UTC)


class Manyfold:
    """A maker of documents. folder: whose documents' stories are retold (None: the samples that ship with the project)."""

    def __init__(self, folder: Path | None, place: Path, cells: int, seed: int = 4):
        """cells: how many different stories there are to tell; fewer cells for as many documents means more mentions a fact.

        place: an empty folder to land the documents in. Raises what `corpus.take` raises.
        """
        taken = corpus.take(folder, place)
        read = documents.read(taken.landed, taken.store).documents
        found = extraction.extract(read)
        self._connection = duckdb.connect(config={"threads": 2})
        for name, frame in (("told_documents", read), ("told_articles", found.articles), ("told_claims", found.claims),
                            ("told_projects", found.facility_projects), ("told_rejections", found.rejections)):  # fmt: skip
            self._connection.register(name, frame.to_arrow())
        self._connection.execute(f"create table regions as from read_csv('{REGIONS}', header = true, all_varchar = true)")
        self._versions = documents.reader_version(), extraction.extractor_version()
        names = {"cells": cells, "seed": seed, "reader": self._versions[0], "extractor": self._versions[1]}
        for name, value in names.items():
            self._connection.execute(f"set variable {name} = ?", [value])
        templates, self._making = QUERIES.read_text(encoding="utf-8").split("-- Made anew for each range of documents.")
        self._connection.execute(templates)

    @classmethod
    def of(cls, claims: int, folder: Path | None, place: Path, seed: int = 4) -> tuple[Manyfold, int]:
        """A maker fit for so many claims, and the number of documents that hold about as many."""
        count = max(1, claims // CLAIMS_PER_DOCUMENT)
        return cls(folder, place, cells=max(10, 3 * count), seed=seed), count

    def make(self, first: int, count: int) -> dict[str, pl.DataFrame]:
        """Documents `first` … `first + count - 1` with all that was found in them: table → frame, sorted by document."""
        self._connection.execute(f"set variable first = {int(first)}; set variable count = {int(count)}")
        self._connection.execute(self._making)
        frames = {}
        for name in TABLES:
            schema = schemas.__dict__[name.upper()]
            columns = ", ".join(schema)
            frame = self._connection.execute(f"select number, {columns} from made_{name} order by all").pl()
            if name == "documents":
                signatures = [signature(text, [(0, len(text))]) for text in frame["text"]]
                frame = frame.with_columns(pl.Series("signature", signatures, schemas.SIGNATURE))
            frames[name] = frame.cast({column: kind for column, kind in schema.items() if not kind.is_nested()})
        return frames

    def fill(self, home: Home, first: int, count: int) -> int:
        """Lay documents out under `home` in batches as a refresh would have done; returns the number of claims."""
        home.prepare()
        reading, extracted = stores.reading_store(home), stores.extraction_store(home)
        reading.prepare()
        extracted.prepare()
        stores.replace_table(pl.DataFrame(schema=schemas.QUARANTINE), home.set_aside)
        stores.replace_table(pl.DataFrame(schema=corrections.SCHEMA), home.corrections)
        claims = 0
        for start in range(first, first + count, MADE_AT_ONCE):
            made = self.make(start, min(MADE_AT_ONCE, first + count - start))
            claims += made["claims"].height
            for number, rows in _batches(made, ("documents",), start, CHUNK_DOCUMENTS):
                reading.commit(_batch(number), rows)
            for number, rows in _batches(made, TABLES[1:], start, CHUNK_DOCUMENTS):
                extracted.commit(_batch(number), rows)
        return claims


def _batch(number: int) -> str:
    return batch_name(FIRST_BATCH + timedelta(seconds=number), "manyfold")


def _batches(
    made: dict[str, pl.DataFrame], tables: tuple[str, ...], first: int, size: int
) -> Iterator[tuple[int, dict[str, pl.DataFrame]]]:
    """The frames, whose documents begin at `first`, cut into batches of so many documents, each with the number of its first document."""
    nth = (pl.col("number") - first) // size
    parts = {name: made[name].with_columns(nth).partition_by("number", as_dict=True, include_key=False) for name in tables}
    for key in sorted(parts[tables[0]]):
        yield first + key[0] * size, {name: part[key] for name, part in parts.items() if key in part}
