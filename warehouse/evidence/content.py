"""What the pages hold, asked of a database file in SQL: documents in their order, and for some of them everything their pages show.

The file is only read. Memory is DuckDB's, within its limit; rows reach Python for a few documents at a time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from warehouse.contract import FACT_TABLES

# Of the other documents that state a fact, a claim links to so many; how many more there are is said.
LISTED_MENTIONS = 8
# Documents that are fetched together; fewer where they are long.
BATCH_DOCUMENTS, BATCH_CHARACTERS, BATCH_CLAIMS = 200, 4_000_000, 20_000

_FACT = (
    "fact_id, region_name, period_start, period_end, value_min, value_max, unit, per, is_approximate, claim_count, document_count, "
    "is_conflicting"
)
_TABLES = Path(__file__).with_name("content.sql")


class Content:
    """A database file opened for its pages. Use as a context manager."""

    def __init__(self, database: Path, spill: Path):
        """spill: a folder for what does not fit in memory. Raises duckdb.Error where the file lacks what pages show."""
        settings = {
            "memory_limit": os.environ.get("WAREHOUSE_MEMORY_LIMIT", "4GB"),
            "temp_directory": str(spill),
            "autoinstall_known_extensions": "false",
        }
        self._connection = duckdb.connect(":memory:", config=settings)
        path = str(database).replace("'", "''")
        self._connection.execute(f"attach '{path}' as pages (read_only); use pages")
        facts = " union all ".join(f"select {_FACT} from marts.{table}" for table in FACT_TABLES)
        self._connection.execute(f"create temp table facts as {facts}; set variable listed_mentions = {LISTED_MENTIONS + 1}")
        self._connection.execute(_TABLES.read_text(encoding="utf-8"))

    def __enter__(self) -> Content:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def documents(self) -> list[dict[str, Any]]:
        """Every document, the newest first, without its text; `content` is a hash of all that its page shows."""
        return self._rows("from documents", [])

    def pages(self, chosen: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """The chosen ones of `documents`, one after the other, with `text`, `claims` and `projects`."""
        for batch in _batches(chosen):
            ids = [document["document_id"] for document in batch]
            where = "where document_id in (select unnest(?))"
            texts = dict(self._connection.execute(f"select document_id, text from marts.document_text {where}", [ids]).fetchall())
            claims = _by_document(self._rows(f"from claims {where} order by document_id, char_start, claim_id", [ids]))
            projects = _by_document(self._rows(f"from projects {where} order by document_id, char_start, facility_name", [ids]))
            for document in batch:
                key = document["document_id"]
                yield document | {"text": texts.pop(key), "claims": claims.get(key, []), "projects": projects.get(key, [])}

    def _rows(self, sql: str, parameters: list[Any]) -> list[dict[str, Any]]:
        cursor = self._connection.execute(sql, parameters)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _batches(documents: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    characters = claims = 0
    for document in documents:
        characters += document["char_count"] or 0
        claims += document["claim_count"]
        if batch and (len(batch) == BATCH_DOCUMENTS or characters > BATCH_CHARACTERS or claims > BATCH_CLAIMS):
            yield batch
            batch, characters, claims = [], document["char_count"] or 0, document["claim_count"]
        batch.append(document)
    if batch:
        yield batch


def _by_document(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["document_id"], []).append(row)
    return found
