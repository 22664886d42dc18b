"""What people read about the data: Data Docs that take words of documents for words, a dictionary in two languages; none asks a host."""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from pathlib import Path

import duckdb

from expectations import data_docs, run_suites
from expectations.suites import SUITES
from ingestion.scratch import Scratch
from orchestration import docs
from warehouse import data_docs as kept
from warehouse.dictionary import dictionary, in_two_languages
from warehouse.paths import Home

HOSTILE = "<script>alert(1)</script>${x} $y"
ASKS = re.compile(r"<(?:script|img|link|iframe)|\bsrc=|@import|url\(", re.IGNORECASE)


def test_data_docs_show_hostile_words_as_words(handmade_build: Path, tmp_path: Path) -> None:
    build = Path(shutil.copy(handmade_build, tmp_path / "build.duckdb"))
    with duckdb.connect(str(build)) as connection:
        connection.execute("update marts.fct_claims set quote = ?, unit = ? where unit = 'school'", [HOSTILE, HOSTILE])
    verdicts: list = []
    chosen = [suite for suite in SUITES if suite.table in ("marts.fct_claims", "marts.dim_metric")]
    results = run_suites(build, None, chosen, on_verdict=verdicts.append)
    data_docs.write(tmp_path / "docs", HOSTILE, verdicts, results)
    pages = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "docs").iterdir()}
    assert set(pages) == {"index.html", "marts.fct_claims.html", "marts.dim_metric.html"}
    assert not [name for name, text in pages.items() if ASKS.search(text)]
    assert all("default-src 'none'" in text for text in pages.values())
    claims = pages["marts.fct_claims.html"]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in claims and "unit is a known value" in claims
    assert 'href="marts.fct_claims.html"' in pages["index.html"] and "unit is a known value" in pages["index.html"]


def test_the_dictionary_has_every_mart_in_both_languages(handmade_build: Path) -> None:
    text = dictionary(handmade_build)
    assert not ASKS.search(text)
    with duckdb.connect(str(handmade_build), read_only=True) as connection:
        columns = connection.execute(
            "select table_name, column_name, comment from duckdb_columns() where schema_name = 'marts'"
            " union all select table_name, null, comment from duckdb_tables() where schema_name = 'marts'"
        ).fetchall()
    assert len(columns) > 200
    for table, column, comment in columns:
        assert f"<code>marts.{table}</code>" in text and f"<code>{column or 'marts.' + table}</code>" in text
        english, chinese = in_two_languages(comment)
        assert english and re.search(r"[\u4e00-\u9fff]", chinese), f"{table}.{column}: {comment!r}"


def test_pages_are_shown_again_after_the_warehouse_was_copied(tmp_path: Path) -> None:
    """Copying tools make folders of links; the next run makes links of them again."""
    docs = tmp_path / "data_docs"
    (docs / "run-1").mkdir(parents=True)
    kept.show_last_run(docs, "run-1")
    kept.show_last_good(docs, "run-1")
    copied = tmp_path / "copy"
    shutil.copytree(docs, copied)
    assert not (copied / "last_good").is_symlink()
    (copied / "run-2").mkdir()
    kept.show_last_run(copied, "run-2")
    kept.show_last_good(copied, "run-2")
    assert {(copied / link).resolve().name for link in ("last_run", "last_good")} == {"run-2"}


def test_a_copy_that_killed_docs_left_goes_with_the_next_ones_and_that_of_others_stays(home: Home) -> None:
    home.published_file.write_bytes(b"no database")  # the sooner it is over
    with Scratch(".docs.", home.reports) as of_another:
        left = home.reports / ".docs.killed"
        left.mkdir()
        with suppress(duckdb.Error):
            docs.make(home)
        assert not left.exists() and of_another.is_dir()
