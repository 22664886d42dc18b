"""The record between the stages: the columns and types of every Parquet table that the Python stages write.

Only shapes belong here. A stage that produces one of these tables builds it with `pl.DataFrame(rows, schema=...)`, so that an empty
batch has the same columns as a full one and dbt's sources never meet a missing column.
"""

from __future__ import annotations

import polars as pl

TIMESTAMP = pl.Datetime("us", "UTC")
SPAN = pl.Struct({"char_start": pl.Int64, "char_end": pl.Int64})
# A cell of a table in a document's text, see `documents/page.py`.
CELL = pl.Struct(
    {
        "table": pl.Int64,
        "row": pl.Int64,
        "column": pl.Int64,
        "char_start": pl.Int64,
        "char_end": pl.Int64,
        "rows": pl.Int64,
        "columns": pl.Int64,
        "sheet": pl.String,
        "cell": pl.String,
    }
)

# What a body is known by where it is published again, see `documents/signature.py`.
SIGNATURE = pl.Array(pl.UInt32, 128)

# A document as received: one row per (document_key, bytes). `document_key` stays the same across versions of one document.
LANDED = {
    "document_id": pl.String,
    "document_key": pl.String,
    "file_name": pl.String,
    "source_id": pl.String,
    "origin": pl.String,
    "url": pl.String,
    "media_type": pl.String,
    "sha256": pl.String,
    "byte_count": pl.Int64,
    "received_at": TIMESTAMP,
    "last_received_at": TIMESTAMP,
}

# A landed document that was read: `text` is what the reader produced, `body` the spans of it that are main body (furniture left out),
# `pages` those of its pages, where it has such, `cells` the cells of its tables, `signature` what near-duplicates are found by (NULL for
# short texts). `home_region` is the home district of the source that it was fetched from, by name.
DOCUMENTS = LANDED | {
    "title": pl.String,
    "publisher": pl.String,
    "home_region": pl.String,
    "published_date": pl.Date,
    "published_date_basis": pl.String,
    "encoding": pl.String,
    "char_count": pl.Int64,
    "text": pl.String,
    "text_sha256": pl.String,
    "body": pl.List(SPAN),
    "pages": pl.List(SPAN),
    "cells": pl.List(CELL),
    "signature": SIGNATURE,
    "reader_version": pl.String,
}

# A document or row that was set aside, at which stage and why. `reason` is a short slug, `detail` a sentence for people.
QUARANTINE = {
    "document_id": pl.String,
    "file_name": pl.String,
    "source_id": pl.String,
    "origin": pl.String,
    "sha256": pl.String,
    "byte_count": pl.Int64,
    "stage": pl.String,
    "reason": pl.String,
    "detail": pl.String,
    "quarantined_at": TIMESTAMP,
}

# A story inside a document. Spans index `DOCUMENTS.text` in code points.
ARTICLES = {
    "article_id": pl.String,
    "document_id": pl.String,
    "ordinal": pl.Int64,
    "char_start": pl.Int64,
    "char_end": pl.Int64,
    "title": pl.String,
    "article_date": pl.Date,
    "article_date_basis": pl.String,
    "region_code": pl.String,
    "region_name": pl.String,
    "extractor_version": pl.String,
}

# One quantity mention. Field meanings: see the claims guide in README and `lexicon/README.md`. `page` (from 1), `sheet` and `cell` say
# where a person finds it in a document that has such.
CLAIMS = {
    "claim_id": pl.String,
    "document_id": pl.String,
    "article_id": pl.String,
    "char_start": pl.Int64,
    "char_end": pl.Int64,
    "page": pl.Int64,
    "sheet": pl.String,
    "cell": pl.String,
    "quote": pl.String,
    "family": pl.String,
    "metric": pl.String,
    "subject": pl.String,
    "value_min": pl.Float64,
    "value_max": pl.Float64,
    "unit": pl.String,
    "per": pl.String,
    "is_approximate": pl.Boolean,
    "status": pl.String,
    "period_start": pl.Date,
    "period_end": pl.Date,
    "period_text": pl.String,
    "period_basis": pl.String,
    "region_code": pl.String,
    "region_name": pl.String,
    "region_basis": pl.String,
    "level": pl.String,
    "action": pl.String,
    "purpose": pl.String,
    "facility_id": pl.String,
    "facility_name": pl.String,
    "named": pl.List(pl.String),
    "named_count": pl.Int64,
    "list_check": pl.String,
    "total_claim_id": pl.String,
    "confidence": pl.Float64,
    "rules": pl.List(pl.String),
    "extractor_version": pl.String,
}

# A named facility in a document doing one thing. `claim_id` is NULL where no count was stated.
FACILITY_PROJECTS = {
    "document_id": pl.String,
    "article_id": pl.String,
    "claim_id": pl.String,
    "facility_id": pl.String,
    "facility_name": pl.String,
    "name_as_written": pl.String,
    "char_start": pl.Int64,
    "char_end": pl.Int64,
    "level": pl.String,
    "action": pl.String,
    "status": pl.String,
    "period_start": pl.Date,
    "period_end": pl.Date,
    "region_code": pl.String,
    "region_name": pl.String,
    "extractor_version": pl.String,
}

# A place where a document names a school or site of which it states something. `own_name` and the facility's own region identify it,
# `region_code` and `region_name` are the district of which the document says it; `school_id` and `school_name` the whole of a campus.
FACILITY_MENTIONS = {
    "document_id": pl.String,
    "article_id": pl.String,
    "facility_id": pl.String,
    "facility_name": pl.String,
    "own_name": pl.String,
    "facility_region_code": pl.String,
    "facility_region_name": pl.String,
    "school_id": pl.String,
    "school_name": pl.String,
    "name_as_written": pl.String,
    "char_start": pl.Int64,
    "char_end": pl.Int64,
    "level": pl.String,
    "region_code": pl.String,
    "region_name": pl.String,
    "extractor_version": pl.String,
}

# One facility that took another's place, or that closed: `successor_*` is NULL where a document names none. The span is the statement.
FACILITY_SUCCESSIONS = {
    "document_id": pl.String,
    "article_id": pl.String,
    "kind": pl.String,
    "predecessor_id": pl.String,
    "predecessor_name": pl.String,
    "successor_id": pl.String,
    "successor_name": pl.String,
    "status": pl.String,
    "period_start": pl.Date,
    "period_end": pl.Date,
    "region_code": pl.String,
    "region_name": pl.String,
    "char_start": pl.Int64,
    "char_end": pl.Int64,
    "quote": pl.String,
    "extractor_version": pl.String,
}

# How many numbers of a document were looked at and left out, by reason: what is not understood is counted, never dropped in silence.
REJECTIONS = {
    "document_id": pl.String,
    "reason": pl.String,
    "number_count": pl.Int64,
    "extractor_version": pl.String,
}
