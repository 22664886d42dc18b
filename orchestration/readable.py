"""Metadata that people can read in the Dagster UI: counts, a preview table, a bar chart made of text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dagster as dg

from warehouse.database import records

PREVIEW_ROWS = 8
CELL_CHARACTERS = 60
BAR_CHARACTERS = 30
_MARKUP = re.compile(r"[\\`*_~\[\](){}<>!&|]")


def table(rows: list[Mapping[str, Any]], columns: list[str] | None = None) -> dg.MarkdownMetadataValue:
    """A Markdown table of the first rows; long cells are cut."""
    if not rows:
        return dg.MetadataValue.md("_nothing_")
    names = columns or list(rows[0])
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    lines += ["| " + " | ".join(_cell(row.get(name)) for name in names) + " |" for row in rows[:PREVIEW_ROWS]]
    if len(rows) > PREVIEW_ROWS:
        lines.append(f"\n… and {len(rows) - PREVIEW_ROWS} more")
    return dg.MetadataValue.md("\n".join(lines))


def chart(counts: Mapping[str, int]) -> dg.MarkdownMetadataValue:
    """A horizontal bar chart of counts, as text in a table: it needs nothing that a browser would have to fetch."""
    if not counts:
        return dg.MetadataValue.md("_nothing_")
    top = max(max(counts.values()), 1)
    lines = ["| | | |", "|---|---|---|"]
    lines += [f"| {_cell(name)} | {'█' * max(round(BAR_CHARACTERS * n / top), 1 if n else 0)} | {n} |" for name, n in counts.items()]
    return dg.MetadataValue.md("\n".join(lines))


def mart(build: Path, relations: list[str]) -> dict[str, dict[str, Any]]:
    """Row count and preview of each relation ("schema.table") of a build file that nobody is writing; those that it lacks are left out."""
    import duckdb

    shown: dict[str, dict[str, Any]] = {}
    # Views of the build name their inputs relative to its folder.
    with duckdb.connect(str(build), read_only=True, config={"file_search_path": str(build.parent)}) as connection:
        existing = {
            row[0] for row in connection.execute("select table_schema || '.' || table_name from information_schema.tables").fetchall()
        }
        for relation in relations:
            if relation not in existing:
                continue
            count = connection.execute(f"select count(*) from {relation}").fetchone()[0]
            rows = records(connection, f"select * from {relation} limit {PREVIEW_ROWS}")
            shown[relation] = {"dagster/row_count": count, "preview": table(rows, list(rows[0])[:12] if rows else None)}
    return shown


def _cell(value: Any) -> str:
    """A value as text that stays text: a title could hold a link, or an image that the reader's browser would fetch."""
    text = " ".join(("" if value is None else str(value)).split())
    text = text if len(text) <= CELL_CHARACTERS else text[: CELL_CHARACTERS - 1] + "…"
    return _MARKUP.sub(r"\\\g<0>", text)
