"""The tables of a database file as they describe themselves: columns, types, and the comments that the models gave them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Column:
    """A column as the file has it; `kind` is DuckDB's name of its type, `comment` may be empty."""

    name: str
    kind: str
    comment: str


@dataclass(frozen=True)
class Table:
    """A table as the file has it; `name` is "schema.table"."""

    name: str
    comment: str
    columns: tuple[Column, ...]


def described(connection: duckdb.DuckDBPyConnection, database: str | None = None) -> list[Table]:
    """The tables of `marts` and `audit` in their order, of an attached database, or of the connection's own."""
    columns: dict[str, list[Column]] = {}
    for table, *column in connection.execute(
        "select schema_name || '.' || table_name, column_name, data_type, coalesce(comment, '') from duckdb_columns()"
        " where database_name = coalesce(?, current_database()) order by column_index",
        [database],
    ).fetchall():
        columns.setdefault(table, []).append(Column(*column))
    tables = connection.execute(
        "select schema_name || '.' || table_name, coalesce(comment, '') from duckdb_tables()"
        " where database_name = coalesce(?, current_database()) and schema_name in ('marts', 'audit')"
        " order by schema_name desc, table_name",
        [database],
    ).fetchall()
    return [Table(name, comment, tuple(columns[name])) for name, comment in tables]
