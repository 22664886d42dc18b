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
# Table functions that only look at what stands in the file, or make rows of nothing.
HARMLESS_FUNCTIONS = frozenset(
    """collations database_list database_size duckdb_approx_database_count duckdb_columns duckdb_connection_count duckdb_constraints
    duckdb_coordinate_systems duckdb_databases duckdb_dependencies duckdb_extensions duckdb_functions duckdb_indexes duckdb_keywords duckdb_memory
    duckdb_optimizers duckdb_schemas duckdb_secret_types duckdb_sequences duckdb_settings duckdb_tables duckdb_types duckdb_variables duckdb_views
    extension_versions functions generate_series icu_calendar_names json_each json_tree pg_timezone_names platform pragma_collations
    pragma_database_size pragma_platform pragma_show pragma_table_info pragma_user_agent pragma_version range repeat repeat_row show show_databases
    show_tables show_tables_expanded summary table_info test_all_types test_vector_types unnest user_agent version""".split()
)
# All others: they reach files, run what they are given as text, or change how the server works. Refused by name before anything runs, and once
# more by DuckDB, which may reach no file. A test holds the two lists to what DuckDB has.
FORBIDDEN_FUNCTIONS = frozenset(
    """add_parquet_key all_profiling_output arrow_scan arrow_scan_dumb checkpoint copy_database disable_checkpoint_on_shutdown disable_logging
    disable_object_cache disable_optimizer disable_print_progress_bar disable_profile disable_profiling disable_progress_bar disable_verification
    disable_verify_external disable_verify_fetch_row disable_verify_parallelism disable_verify_serializer duckdb_external_file_cache
    duckdb_log_contexts duckdb_logs duckdb_prepared_statements duckdb_secrets duckdb_table_sample duckdb_temporary_files
    enable_checkpoint_on_shutdown enable_logging enable_object_cache enable_optimizer enable_print_progress_bar enable_profile enable_profiling
    enable_progress_bar enable_verification force_checkpoint getenv glob import_database json_execute_serialized_sql metadata_info pandas_scan
    parquet_bloom_probe parquet_file_metadata parquet_full_metadata parquet_kv_metadata parquet_metadata parquet_scan parquet_schema
    pragma_metadata_info pragma_storage_info python_map_function query query_table read_blob read_csv read_csv_auto read_duckdb read_json
    read_json_auto read_json_objects read_json_objects_auto read_ndjson read_ndjson_auto read_ndjson_objects read_parquet read_text seq_scan
    sniff_csv storage_info truncate_duckdb_logs verify_external verify_fetch_row verify_parallelism verify_serializer which_secret""".split()
)
READING = {"SELECT", "EXPLAIN"}


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
    return uri.set(database=str(file), query={}), {**params, "connect_args": {"config": dict(CONFIG)}}
