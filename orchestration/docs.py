"""`make docs`: dbt's documentation, the Data Docs and the data dictionary in one folder, to be opened without any network.

Works on what is published, so that it can be done at any time, also while a refresh runs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb

from ingestion.scratch import Scratch
from orchestration import dbt_cli, dbt_process
from warehouse.data_docs import LAST_GOOD, LAST_RUN, index_of
from warehouse.dictionary import dictionary, page, table
from warehouse.paths import Home
from warehouse.published import Unreadable
from warehouse.unseen import on_one_line

# dbt's page brings its own scripts; what it may not do is ask other hosts for anything.
DBT_POLICY = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'unsafe-inline' 'unsafe-eval' data: blob:\">"


class DocsFailed(RuntimeError):
    """dbt could not document its models; the message ends with dbt's last words."""


def make(home: Home) -> int:
    """Make the folder anew and say what to open; returns the exit status."""
    if not home.published_file.exists():
        print(f"Nothing is published in {home.root} yet: run `make refresh` first.", file=sys.stderr)
        return 1
    try:
        entries = _make_anew(home)
    except (DocsFailed, Unreadable, duckdb.Error, OSError) as error:
        print(f"No documentation was made of {home.published_file}: {on_one_line(str(error))}", file=sys.stderr)
        return 1
    print(f"Documentation of {home.published_file}, to be opened without a network:")
    for href, _, what in [("index.html", "", "where to start"), *entries]:
        print(f"  {home.docs / href}  {what}")
    return 0


def _make_anew(home: Home) -> list[tuple[str, str, str]]:
    """Put a whole new folder in the place of the last one; of each page that its index leads to: where it is, its title, what it holds."""
    with Scratch(".docs.", home.reports) as folder:
        new = folder / "docs"
        new.mkdir()
        entries = [("dictionary.html", "Data dictionary 数据字典", "tables, columns and metrics, in English and Chinese")]
        (new / "dictionary.html").write_text(dictionary(home.published_file), encoding="utf-8")
        (new / "dbt.html").write_text(_dbt_page(home, folder), encoding="utf-8")
        entries.append(("dbt.html", "dbt 模型文档", "models, tests, SQL and lineage"))
        for link, title in (
            (LAST_GOOD, "Data Docs of the run that is published 已发布运行的数据检查"),
            (LAST_RUN, "Data Docs of the last run 最近一次运行的数据检查"),
        ):
            if index_of(home.data_docs, link):
                shutil.copytree(home.data_docs / link, new / "data_docs" / link)
                entries.append((f"data_docs/{link}/index.html", title, "every expectation, and the rows that break it"))
        links = "".join(f'<li><a href="{href}">{title}</a>: {what}</li>' for href, title, what in entries)
        (new / "index.html").write_text(page("Documentation 文档", f"<ul>{links}</ul>" + _published(home)), encoding="utf-8")
        if home.docs.exists():
            os.replace(home.docs, folder / "before")
        os.replace(new, home.docs)
    return entries


def _published(home: Home) -> str:
    size = f"{home.published_file.stat().st_size / 1e6:.1f} MB"
    return "<h2>Published 已发布</h2>" + table(["file", "size"], [(home.published_file, size)])


def _dbt_page(home: Home, folder: Path) -> str:
    """`dbt docs generate --static` beside a copy of the published file, which dbt would open for writing. Raises DocsFailed."""
    build = folder / "dbt" / home.published_file.name
    build.parent.mkdir()
    shutil.copyfile(home.published_file, build)
    target = build.parent / "target"
    options = ["--project-dir", str(dbt_cli.PROJECT), "--profiles-dir", str(dbt_cli.PROJECT), "--target-path", str(target)]
    command = [sys.executable, "-P", dbt_process.__file__, "--log-level-file", "none", "docs", "generate", "--static", *options]
    with dbt_cli.environment(home, build):
        done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise DocsFailed(f"dbt could not document its models: {done.stdout[-2000:]}")
    text = (target / "static_index.html").read_text(encoding="utf-8")
    return text.replace("<head>", f"<head>{DBT_POLICY}", 1)
