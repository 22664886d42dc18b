"""Texts as the marts resolve them: the real extraction, the real gazetteer and all models together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from ingestion.extraction import extract
from ingestion.schemas import QUARANTINE
from tests.extracted import document
from tests.handmade import build
from warehouse import corrections


def marts_of(
    texts: dict[str, tuple[date, str]], folder: Path, workshop: Path, publishers: dict[str, str] | None = None
) -> duckdb.DuckDBPyConnection:
    """The marts of texts (file name: day of publication, text that opens with its title), made in `folder` by dbt at work in `workshop`."""
    publishers = publishers or {}
    read = [
        document(text, published, title=text.split("\n")[0], publisher=publishers.get(name), name=name).with_columns(
            text_sha256=pl.lit(name)
        )
        for name, (published, text) in texts.items()
    ]
    documents = pl.concat(read)
    found = extract(documents)
    stores = {
        "documents/20230201T060000Z-run": {"documents": documents, "quarantine": pl.DataFrame(schema=QUARANTINE)},
        "extracted/20230201T060000Z-run": {
            "articles": found.articles,
            "claims": found.claims,
            "facility_projects": found.facility_projects,
            "facility_mentions": found.facility_mentions,
            "facility_successions": found.facility_successions,
            "rejections": found.rejections,
        },
        ".": {"quarantine": pl.DataFrame(schema=QUARANTINE), "corrections": pl.DataFrame(schema=corrections.SCHEMA)},
    }
    for place, tables in stores.items():
        (folder / place).mkdir(parents=True, exist_ok=True)
        for name, table in tables.items():
            table.write_parquet(folder / place / f"{name}.parquet")
    made = build(folder, workshop, "--exclude-resource-type", "unit_test")
    connection = duckdb.connect(str(made), read_only=True)
    connection.execute("set schema = 'marts'")
    return connection
