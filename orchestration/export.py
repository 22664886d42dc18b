"""`make export`: the published tables as CSV and Parquet, each with datapackage.json, for those without DuckDB."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from warehouse.paths import Home


def make(home: Home, target: Path, formats: Sequence[str], tables: Sequence[str]) -> int:
    """Export into `target` and say what is there now; returns the exit status."""
    import duckdb

    from orchestration.dbt_constraints import constraints
    from warehouse.datapackage import CSV
    from warehouse.export import DESCRIPTOR, LATEST, ExportRefused, export, has_latest

    if not home.published_file.exists():
        print(f"Nothing is published in {home.root} yet: run `make refresh` first.", file=sys.stderr)
        return 1
    try:
        made = export(home.published_file, target, constraints(), formats, tables)
    except (ExportRefused, duckdb.Error, OSError) as error:
        print(f"Nothing was exported to {target}: {error}", file=sys.stderr)
        if has_latest(target):
            print(f"The export made before is as it was: {target / LATEST}", file=sys.stderr)
        return 1
    run = made.generation
    print(f"Exported what run {run.run_id[:8]} published at {run.published_at:%Y-%m-%d %H:%M} UTC to {made.folder}:")
    for kind in formats:
        files = [file for file in made.files if file.format == kind]
        size, rows = sum(file.byte_count for file in files) / 1e6, sum(file.rows for file in files)
        print(f"  {kind + '/':10}{len(files)} tables, {rows:,} rows, {size:.1f} MB; {DESCRIPTOR} says what they are")
    left_out = {file.table.name for file in made.files} - {file.table.name for file in made.files if file.format == CSV}
    if CSV in formats and left_out:
        print(f"Only in Parquet: {', '.join(sorted(left_out))} (whole documents are no spreadsheet cells).")
    if made.cut:
        print(f"{made.cut} cells were too long for a spreadsheet and are cut in CSV, whole in Parquet.")
    if made.undeclared:
        print(f"Not declared in datapackage.json, because rows break it: {'; '.join(made.undeclared)}.")
    print(f"Open {target / LATEST}, which always leads to the last export. 用 Excel 可直接打开 {LATEST}/csv 中的文件。")
    return 0
