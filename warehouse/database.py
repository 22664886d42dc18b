"""How DuckDB is spoken to here: settings of an instance that writes or scans much, names and texts inside SQL, rows as dictionaries."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb


def settings(spill: Path) -> dict[str, str]:
    """Of an instance that keeps within its memory and fetches nothing. spill: a folder for what does not fit; it need not exist."""
    return {
        "memory_limit": os.environ.get("WAREHOUSE_MEMORY_LIMIT", "4GB"),
        "temp_directory": str(spill),
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }


def identifier(*parts: str) -> str:
    """An identifier, of as many parts as it has (database, schema, table), whatever characters are in it."""
    return ".".join('"' + part.replace('"', '""') + '"' for part in parts)


def literal(text: object) -> str:
    """A text, or what has one (a path), as a string of SQL."""
    return "'" + str(text).replace("'", "''") + "'"


def records(connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
    """What a query finds, each row by the names of its columns."""
    cursor = connection.execute(sql, list(parameters))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
