"""How Superset's queries reach the published file: read-only, shut off from everything else, the newest generation each time."""

from __future__ import annotations

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
# Refused by name before anything runs; DuckDB itself refuses them once more, since it may reach no file.
FORBIDDEN_FUNCTIONS = {
    "read_csv",
    "read_csv_auto",
    "read_parquet",
    "parquet_scan",
    "read_json",
    "read_json_auto",
    "read_json_objects",
    "read_ndjson",
    "read_text",
    "read_blob",
    "read_duckdb",
    "sniff_csv",
    "glob",
    "getenv",
    "query",
    "query_table",
    "duckdb_secrets",
    "which_secret",
    "import_database",
}


def to_the_newest_generation(uri: Any, params: dict[str, Any], _username: str, _security_manager: Any, _source: Any) -> tuple[Any, dict]:
    """Superset's DB_CONNECTION_MUTATOR: called for every query. Leaves other databases alone; raises NothingPublished."""
    if uri.get_backend_name() != "duckdb":
        return uri, params
    place = Place.from_environment()
    file = newest(place.home.published_file, place.generations)
    return uri.set(database=str(file), query={}), {**params, "connect_args": {"config": dict(CONFIG)}}
