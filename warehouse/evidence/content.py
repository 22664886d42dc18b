"""What the pages hold, asked of a database file in SQL: documents in their order, and for some of them everything their pages show.

The file is only read. Memory is DuckDB's, within its limit; rows reach Python for a few documents at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from warehouse.contract import FACT_TABLES
from warehouse.database import literal, records, settings
from warehouse.evidence.words import Words

# Of the other documents that state a fact, a claim links to so many; how many more there are is said.
LISTED_MENTIONS = 8
# Documents that are fetched together; fewer where they are long.
BATCH_DOCUMENTS, BATCH_CHARACTERS, BATCH_CLAIMS = 200, 4_000_000, 20_000

_FACT = "fact_id, region_name, period_start, period_end, figure_zh, figure_en, claim_count, document_count, is_conflicting"
_TABLES = Path(__file__).with_name("content.sql")


class Content:
    """A database file opened for its pages. Use as a context manager."""

    def __init__(self, database: Path, spill: Path):
        """spill: a folder for what does not fit in memory. Raises duckdb.Error where the file lacks what pages show."""
        self._connection = duckdb.connect(":memory:", config=settings(spill) | {"preserve_insertion_order": "false"})
        self._connection.execute(f"attach {literal(database)} as pages (read_only); use pages")
        facts = " union all ".join(f"select {_FACT} from marts.{table}" for table in FACT_TABLES)
        self._connection.execute(f"create temp view facts as {facts}; set variable listed_mentions = {LISTED_MENTIONS + 1}")
        self._connection.execute(_TABLES.read_text(encoding="utf-8"))

    def __enter__(self) -> Content:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def words(self) -> Words:
        """What coded words are called."""
        return Words(self._connection)

    def documents(self) -> list[dict[str, Any]]:
        """Every document, the newest first, without its text; `content` is a hash of all that its page shows."""
        return records(self._connection, "from documents")

    def pages(self, chosen: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """The chosen ones of `documents`, one after the other, with `text`, `claims` and `projects`. `mentions` of a claim: where else the
        fact that it supports is stated, LISTED_MENTIONS of `other_documents` documents."""
        # Laid out in the order in which they are fetched, so that each batch reads its part alone.
        ids = [document["document_id"] for document in chosen]
        self._connection.execute("create or replace temp table chosen as select unnest(?::varchar[]) as document_id", [ids])
        for name, source in (("texts", "marts.document_text"), ("claims", "claims"), ("projects", "projects")):
            self._connection.execute(
                f"create or replace temp table chosen_{name} as from {source} semi join chosen using (document_id) order by document_id"
            )
        for batch in _batches(sorted(chosen, key=lambda document: document["document_id"])):
            ends = [batch[0]["document_id"], batch[-1]["document_id"]]
            where = "where document_id between ? and ?"
            texts = dict(self._connection.execute(f"select document_id, text from chosen_texts {where}", ends).fetchall())
            claims = _grouped("document_id", records(self._connection, f"from chosen_claims {where} order by char_start, claim_id", ends))
            facts = f"semi join (select fact_id from chosen_claims {where}) as asked using (fact_id)"
            mentions = _grouped("fact_id", records(self._connection, f"from mentions {facts} order by fact_id, place", ends))
            projects = _grouped(
                "document_id", records(self._connection, f"from chosen_projects {where} order by char_start, facility_name", ends)
            )
            for document in batch:
                key = document["document_id"]
                own = claims.pop(key, [])
                for claim in own:
                    others = [mention for mention in mentions.get(claim["fact_id"], ()) if mention["document_id"] != key]
                    claim["mentions"] = others[:LISTED_MENTIONS]
                yield document | {"text": texts.pop(key), "claims": own, "projects": projects.get(key, [])}


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


def _grouped(key: str, found: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in found:
        groups.setdefault(row[key], []).append(row)
    return groups
