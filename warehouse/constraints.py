"""What is known of tables beyond their columns (keys, references, the words that a column may hold), and which of it a file keeps.

Where the knowledge comes from is not for here (`orchestration/dbt_constraints.py` takes it from the models' tests).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import duckdb

from warehouse.database import identifier, literal


@dataclass(frozen=True)
class Reference:
    """Each row of `table` whose `columns` aren't all NULL has a row in `to` whose `to_columns` are the same."""

    table: str
    columns: tuple[str, ...]
    to: str
    to_columns: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.table} ({', '.join(self.columns)}) → {self.to}"


@dataclass(frozen=True)
class Constraints:
    """Tables are named "schema.table". `keys`: columns that tell rows apart. `words`: by table and column, all that a text may be."""

    keys: dict[str, tuple[str, ...]] = field(default_factory=dict)
    references: tuple[Reference, ...] = ()
    words: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)


def kept(
    connection: duckdb.DuckDBPyConnection, database: str, columns: dict[str, set[str]], known: Constraints
) -> tuple[Constraints, list[str]]:
    """What of `known` the tables of `database` keep, row by row, and the rest in words.

    columns: the tables to look at, and their columns. Knowledge about anything else (the file may be older than the models) is passed over.
    """
    broken: list[str] = []

    def holds(said: str, table: str, failing: str) -> bool:
        (found,) = connection.execute(f"select exists (from {_table(database, table)} as t where {failing})").fetchone()
        if found:
            broken.append(said)
        return not found

    keys = {}
    for table, key in known.keys.items():
        if set(key) <= columns.get(table, set()):
            names = ", ".join(_names("t", key))
            missing = " or ".join(f"{name} is null" for name in _names("t", key))
            repeated = f"exists (select 1 from {_table(database, table)} as t group by {names} having count(*) > 1)"
            if holds(f"{table} key ({', '.join(key)})", table, f"{missing} or {repeated}"):
                keys[table] = key
    references = []
    for reference in known.references:
        if set(reference.columns) <= columns.get(reference.table, set()) and set(reference.to_columns) <= columns.get(reference.to, set()):
            here, there = _names("t", reference.columns), _names("u", reference.to_columns)
            given = " or ".join(f"{name} is not null" for name in here)
            same = " and ".join(f"{a} = {b}" for a, b in zip(here, there, strict=True))
            failing = f"({given}) and not exists (from {_table(database, reference.to)} as u where {same})"
            if holds(str(reference), reference.table, failing):
                references.append(reference)
    words = {}
    for (table, column), allowed in known.words.items():
        if column in columns.get(table, set()):
            listed = ", ".join(map(literal, allowed))
            if holds(f"words of {table}.{column}", table, f"{_names('t', [column])[0]} not in ({listed})"):
                words[table, column] = allowed
    return Constraints(keys, tuple(references), words), broken


def _names(alias: str, columns: Iterable[str]) -> list[str]:
    return [identifier(alias, column) for column in columns]


def _table(database: str, table: str) -> str:
    return identifier(database, *table.split(".", 1))
