"""Read a DuckDB file whole and say what is in it: a program of its own, so that nothing cached by the file's writer can hide a fault.

    python readback.py FILE    prints {"schema.table": {"rows": n, "hash": "…", "columns": […]}} as JSON; fails if anything cannot be read

Needs DuckDB alone; imports nothing of the project, so that it runs from anywhere.
"""

from __future__ import annotations

import json
import sys

import duckdb


def contents(connection: duckdb.DuckDBPyConnection, database: str, schemas: tuple[str, ...] = ()) -> dict[str, dict]:
    """Every table of `database` (of `schemas` only, if given), fully scanned: row count, columns, and a hash that ignores row order."""
    listed = connection.execute(
        "select table_schema, table_name, list(column_name order by ordinal_position) from information_schema.columns"
        " where table_catalog = ? and (? = 0 or list_contains(?, table_schema)) group by all order by all",
        [database, len(schemas), list(schemas)],
    ).fetchall()
    found = {}
    for schema, table, columns in listed:
        # The sum of row hashes: unlike xor it also notices a pair of equal rows that went missing.
        rows, digest = connection.execute(
            f'select count(*), coalesce(sum(hash(whole_row)::hugeint), 0)::varchar from "{database}"."{schema}"."{table}" as whole_row'
        ).fetchone()
        found[f"{schema}.{table}"] = {"rows": rows, "hash": digest, "columns": columns}
    return found


def main(path: str) -> None:
    connection = duckdb.connect(path, read_only=True, config={"autoinstall_known_extensions": "false"})
    database = connection.execute("select current_database()").fetchone()[0]
    json.dump(contents(connection, database), sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main(sys.argv[1])
