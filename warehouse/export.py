"""Files for those without DuckDB: tables of the published file as CSV and Parquet, each with datapackage.json, switched in as one.

The published file is opened once, so that all files are of one generation. They are written into a folder beside those of earlier exports;
`latest` is turned to it when everything is on disk. The same published file gives the same bytes. How a cell is written is for
`csv_cells.py`, what the files are said to be for `datapackage.py`.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse import csv_cells
from warehouse.catalogue import Table, described
from warehouse.constraints import Constraints, kept
from warehouse.database import identifier, literal, settings
from warehouse.datapackage import CSV, FORMATS, PARQUET, WHOLE_TEXTS, Generation, Written, descriptor, field_types
from warehouse.files import point, sync_file, sync_folder, write_atomic

LATEST = "latest"
DESCRIPTOR = "datapackage.json"
KEPT_EXPORTS = 2
# Of `audit`, what readers ask for; the results of single checks are for those who run the pipeline (name them to have them).
AUDIT_TABLES = ("audit.runs", "audit.fact_history", "audit.quarantine", "audit.extraction_quality")
# What no export made is left alone: TO may name a folder that people keep other things in.
_ASIDE = ".education-export-"
_LEFTOVER = re.compile(re.escape(_ASIDE) + r"[a-z0-9_]{8}")
_FOLDER = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{1,8}(-\d+)?")
_OPTIONS = {
    CSV: f"format csv, header true, nullstr '', new_line E'\\r\\n', timestampformat '{csv_cells.TIMESTAMPS}'",
    PARQUET: "format parquet, compression zstd, row_group_size 122880",
}
_BYTE_ORDER_MARK = "\ufeff"


class ExportRefused(RuntimeError):
    """Nothing was exported; the message says why and what to do. An export made before is as it was."""


@dataclass(frozen=True)
class Export:
    """What `latest` leads to now. `cut`: CSV cells that don't hold their whole text. `undeclared`: promises that the file doesn't keep."""

    folder: Path
    files: tuple[Written, ...]
    generation: Generation
    cut: int
    undeclared: tuple[str, ...]


def export(
    published: Path,
    target: Path,
    known: Constraints,
    formats: Sequence[str] = FORMATS,
    tables: Sequence[str] = (),
) -> Export:
    """Export `tables` (by default all of `marts`, and `AUDIT_TABLES`) into a new folder in `target`, and turn `target/latest` to it.

    known: what to say of the tables where it holds.
    Raises ExportRefused, duckdb.Error or OSError, with `latest` and what it leads to unchanged.
    """
    target.mkdir(parents=True, exist_ok=True)
    with _alone(target):
        if os.path.lexists(target / LATEST) and not has_latest(target):
            raise ExportRefused(f"{target / LATEST} was not made by an export: move it away, or name another folder with TO=")
        _remove_leftovers(target)
        with tempfile.TemporaryDirectory(prefix=_ASIDE, dir=target, ignore_cleanup_errors=True) as aside:
            partial = Path(aside) / "export"  # that folder is for us alone, the export for whoever may read in `target`
            partial.mkdir()
            with _reading(published, partial) as connection:
                chosen = _chosen(connection, tables)
                generation = _generation(connection)
                columns = {table.name: {column.name for column in table.columns} for table in chosen}
                holding, broken = kept(connection, "source", columns, known)
                files = [_write(connection, table, kind, partial) for kind in formats for table in chosen if _may_be(table, kind)]
                if not files:
                    raise ExportRefused(f"no CSV is made of {', '.join(columns)}, which holds whole documents: take FORMAT=parquet")
                cut = sum(_cut_cells(connection, file.table) for file in files if file.format == CSV)
            shutil.rmtree(partial / "spill", ignore_errors=True)
            for kind in {file.format for file in files}:
                content = descriptor([file for file in files if file.format == kind], generation, holding)
                write_atomic(partial / kind / DESCRIPTOR, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
            folder = _switch(partial, target, generation)
        _remove_old(target, folder)
    return Export(folder, tuple(files), generation, cut, tuple(broken))


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Hold the folder against another export into it; the kernel lets go of it when this process dies."""
    descriptor_of_folder = os.open(target, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor_of_folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ExportRefused(f"another export into {target} is under way: wait for it, or name another folder with TO=") from error
        yield
    finally:
        os.close(descriptor_of_folder)


def has_latest(target: Path) -> bool:
    """Whether `latest` is there and an export's: the link, or a folder in its place, where exports were copied by what follows links."""
    latest = target / LATEST
    return _FOLDER.fullmatch(os.readlink(latest)) is not None if latest.is_symlink() else _is_export(latest)


def _is_export(folder: Path) -> bool:
    return any(folder.glob(f"*/{DESCRIPTOR}"))


def _remove_leftovers(target: Path) -> None:
    """Clear away what exports that were killed left half-written."""
    for entry in target.iterdir():
        if _LEFTOVER.fullmatch(entry.name):
            shutil.rmtree(entry)


@contextmanager
def _reading(published: Path, partial: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published file as `source`, in an instance of DuckDB that can write into `partial` and reach nothing else."""
    with duckdb.connect(":memory:", config=settings(partial / "spill")) as connection:
        connection.execute(f"attach {literal(published)} as source (read_only)")
        connection.execute(f"set allowed_directories = [{literal(partial)}]")
        connection.execute("set enable_external_access = false; set lock_configuration = true")
        yield connection


def _chosen(connection: duckdb.DuckDBPyConnection, wanted: Sequence[str]) -> list[Table]:
    """The tables to export, in the order of their names. They may be named with or without their schema."""
    there = {table.name: table for table in described(connection, "source")}
    names = [table for table in there if table.startswith("marts.") or table in AUDIT_TABLES]
    if wanted:
        asked = {next((table for table in there if one in (table, table.partition(".")[2])), one) for one in wanted}
        if unknown := sorted(asked - there.keys()):
            raise ExportRefused(f"the published file has no table {', '.join(unknown)}; it has {', '.join(there)}")
        names = [table for table in there if table in asked]
    chosen = [there[table] for table in names]
    try:
        for table in chosen:
            field_types(table)
    except ValueError as error:
        raise ExportRefused(str(error)) from error
    return chosen


def _generation(connection: duckdb.DuckDBPyConnection) -> Generation:
    run = connection.execute(
        "select run_id, finished_at from source.audit.runs where published order by finished_at desc limit 1"
    ).fetchone()
    if run is None:
        raise ExportRefused("the published file does not say which run made it: refresh anew")
    publishers = connection.execute(
        "select distinct publisher from source.marts.dim_document where publisher <> '' order by all"
    ).fetchall()
    return Generation(*run, tuple(name for (name,) in publishers))


def _may_be(table: Table, kind: str) -> bool:
    """Whole documents are no CSV cells: Excel breaks them in two, and readers that change line breaks would have spans point elsewhere."""
    return kind != CSV or table.name not in WHOLE_TEXTS


def _write(connection: duckdb.DuckDBPyConnection, table: Table, kind: str, partial: Path) -> Written:
    file = partial / kind / f"{table.name}.{kind}"
    file.parent.mkdir(exist_ok=True)
    (rows,) = connection.execute(f"copy ({_select(table, kind)}) to {literal(file)} ({_OPTIONS[kind]})").fetchone()
    sync_file(file)
    with file.open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    return Written(table, kind, file.name, rows, file.stat().st_size, digest)


def _select(table: Table, kind: str) -> str:
    """All rows, in an order that does not depend on how the file was built."""
    ordered = f"(from {_source(table)} order by all)"
    if kind == PARQUET:
        return f"from {ordered}"
    # Without the mark Excel takes Chinese for another encoding. It is put before the first name of the header.
    names = [column.name for column in table.columns]
    names[0] = _BYTE_ORDER_MARK + names[0]
    cells = (csv_cells.cell(column.name, column.kind) for column in table.columns)
    named = (f"{cell} as {identifier(title)}" for cell, title in zip(cells, names, strict=True))
    return f"select {', '.join(named)} from {ordered}"


def _cut_cells(connection: duckdb.DuckDBPyConnection, table: Table) -> int:
    counts = " + ".join(f"count(*) filter ({csv_cells.is_cut(column.name, column.kind)})" for column in table.columns)
    return connection.execute(f"select {counts} from {_source(table)}").fetchone()[0]


def _switch(partial: Path, target: Path, generation: Generation) -> Path:
    """Give the finished folder its name and turn `latest` to it. Who reads the folder before keeps it until the next export but one."""
    for folder in [*(entry for entry in partial.iterdir() if entry.is_dir()), partial]:
        sync_folder(folder)
    name = f"{generation.published_at:%Y%m%dT%H%M%SZ}-{generation.run_id[:8]}"
    number = 1
    while (folder := target / (name if number == 1 else f"{name}-{number}")).exists():
        number += 1
    os.rename(partial, folder)
    point(target / LATEST, folder.name)
    sync_folder(target)
    return folder


def _remove_old(target: Path, newest: Path) -> None:
    """Keep this export and the ones before it, `KEPT_EXPORTS` together; nothing that no export made is touched."""
    ours = (entry for entry in target.iterdir() if _FOLDER.fullmatch(entry.name) and _is_export(entry))
    for old in sorted(set(ours) - {newest}, key=lambda folder: folder.stat().st_mtime, reverse=True)[KEPT_EXPORTS - 1 :]:
        shutil.rmtree(old)


def _source(table: Table) -> str:
    return identifier("source", *table.name.split(".", 1))
