"""Reads files the way the pipeline does, without Dagster or dbt: for tests that look at claims alone."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from ingestion import documents, landing
from ingestion.extraction import Extraction, extract
from ingestion.schemas import DOCUMENTS

SHARED = Path(__file__).parents[2] / "shared"
RECEIVED = datetime(2024, 1, 1, tzinfo=UTC)


def read_folders(*folders: Path) -> pl.DataFrame:
    """All documents of some folders, landed and read (schema `DOCUMENTS`)."""
    with tempfile.TemporaryDirectory() as scratch:
        store = Path(scratch) / "landing"
        files = [file for folder in folders for file in landing.inbox_files(folder)]
        landing.land(files, store, Path(scratch) / "quarantine", RECEIVED)
        return documents.read(landing.landed(store), store).documents


def document(
    text: str, published: date | None = None, title: str | None = None, publisher: str | None = None, name: str = "typed.txt"
) -> pl.DataFrame:
    """One document with all of `text` as its body."""
    row = dict.fromkeys(DOCUMENTS) | {
        "document_id": name, "document_key": name, "file_name": name, "source_id": "test", "received_at": RECEIVED,
        "last_received_at": RECEIVED,
        "pages": [], "cells": [],
        "text": text, "char_count": len(text), "body": [{"char_start": 0, "char_end": len(text)}], "title": title, "publisher": publisher,
        "published_date": published, "published_date_basis": "dateline" if published else None,
    }  # fmt: skip
    return pl.DataFrame([row], schema=DOCUMENTS)


def claims_of(text: str, **about) -> list[dict]:
    """The claims of a text as rows, in order of place."""
    return extract(document(text, **about)).claims.sort("char_start").to_dicts()


__all__ = ["SHARED", "Extraction", "claims_of", "document", "extract", "read_folders"]
