"""How Superset's queries reach the published file: read-only, shut off from everything else, the newest generation each time."""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path
from typing import Any

from warehouse.bi.generations import newest
from warehouse.bi.place import Place

# All queries of a process must open a file alike, or DuckDB refuses the second.
CONFIG = {
    "access_mode": "READ_ONLY",
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "memory_limit": "2GB",
    "threads": "2",
    "lock_configuration": "true",
}
FUNCTIONS = Path(__file__).parent / "functions.yml"
READING = {"SELECT", "EXPLAIN"}


@cache
def table_functions(kind: str) -> frozenset[str]:
    """Names of DuckDB's table functions that are `harmless`, or `forbidden` to queries."""
    import yaml

    return frozenset(yaml.safe_load(FUNCTIONS.read_text(encoding="utf-8"))[kind].split())


class NotReading(PermissionError):
    """A statement would do more than read; the message says which kind it is."""


def only_reading(sql: str, **_: Any) -> str:
    """Superset's SQL_QUERY_MUTATOR, called for every query: the same SQL, or NotReading. DuckDB's own parser says what a statement is."""
    import duckdb

    kinds = [statement.type.name for statement in duckdb.extract_statements(sql)]
    if refused := sorted(set(kinds) - READING):
        raise NotReading(f"Only SELECT and EXPLAIN are answered here, not {', '.join(refused)} 此处只接受查询语句")
    return sql


def to_the_newest_generation(uri: Any, params: dict[str, Any], _username: str, _security_manager: Any, _source: Any) -> tuple[Any, dict]:
    """Superset's DB_CONNECTION_MUTATOR: called for every query. Leaves other databases alone; raises NothingPublished."""
    if uri.get_backend_name() != "duckdb":
        return uri, params
    place = Place.from_environment()
    file = newest(place.home.published_file, place.generations)
    uri, params = uri.set(database=str(file), query={}), {**params, "connect_args": {"config": dict(CONFIG)}}
    _held_open.hold(uri, params["connect_args"])
    return uri, params


class _HeldOpen:
    """One connection of this process to the generation that was asked for last.

    DuckDB opens a file anew for the first connection alone, which takes longer than most queries; Superset makes two for each.
    """

    def __init__(self) -> None:
        self._changing = threading.Lock()
        self._connection: Any = None

    def hold(self, uri: Any, connect_args: dict[str, Any]) -> None:
        """Hold the file of `uri`, instead of the one before, which closes with its last query."""
        import sqlalchemy

        with self._changing:
            before = self._connection
            if before is not None and before.engine.url == uri:
                return
            # Through the same dialect as the queries, which adds to the configuration.
            self._connection = sqlalchemy.create_engine(uri, connect_args=connect_args, poolclass=sqlalchemy.pool.NullPool).connect()
            if before is not None:
                before.close()


_held_open = _HeldOpen()
