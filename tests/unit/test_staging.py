"""Batches: they appear whole, keep their columns, and tell what is done and which version of a document counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from warehouse.staging import EMPTY_BATCH, BatchStore, batch_name

SCHEMAS = {
    "read": {"document_id": pl.String, "text": pl.String},
    "bad": {"document_id": pl.String, "reason": pl.String},
}


@pytest.fixture
def store(tmp_path: Path) -> BatchStore:
    made = BatchStore(tmp_path / "v1", SCHEMAS, done_tables=("read", "bad"))
    made.prepare()
    return made


def rows(table: str, *values: tuple[str, str]) -> pl.DataFrame:
    return pl.DataFrame(list(values), schema=SCHEMAS[table], orient="row")


def test_prepared_store_has_every_table_to_read(store: BatchStore) -> None:
    assert store.batches() == [EMPTY_BATCH]
    for table, schema in SCHEMAS.items():
        assert pl.read_parquet(store.glob(table)).schema == pl.Schema(schema)


def test_done_and_pending(store: BatchStore) -> None:
    store.commit("2026-a", {"read": rows("read", ("d1", "one")), "bad": rows("bad", ("d2", "empty"))})
    assert store.done() == {"d1", "d2"}
    assert store.pending(["d3", "d2", "d1", "d0"]) == ["d3", "d0"]


def test_latest_batch_of_a_document_counts(store: BatchStore) -> None:
    store.commit("2026-a", {"read": rows("read", ("d1", "old"), ("d2", "two"))})
    store.commit("2026-b", {"read": rows("read", ("d1", "new"))})
    read = pl.concat(store.read("read", ["d1", "d2", "d9"], chunk_rows=10))
    assert dict(read.iter_rows()) == {"d1": "new", "d2": "two"}


def test_chunks_are_no_larger_than_asked(store: BatchStore) -> None:
    store.commit("2026-a", {"read": rows("read", *((f"d{i}", "x") for i in range(7)))})
    assert [chunk.height for chunk in store.read("read", [f"d{i}" for i in range(7)], chunk_rows=3)] == [3, 3, 1]


def test_half_written_batch_is_no_batch_and_is_cleared_away(store: BatchStore) -> None:
    half = store.root / ".2026-a"
    half.mkdir()
    rows("read", ("d1", "half")).write_parquet(half / "read.parquet")
    assert store.done() == set()
    store.prepare()
    assert not half.exists()


def test_a_file_that_a_desktop_hides_there_is_cleared_away(store: BatchStore) -> None:
    (store.root / ".DS_Store").write_bytes(b"x")
    (store.root / ".link").symlink_to(store.root.parent)
    store.prepare()
    assert [entry.name for entry in store.root.iterdir()] == [EMPTY_BATCH] and store.root.parent.is_dir()


@pytest.mark.parametrize(
    "tables",
    [
        {"other": pl.DataFrame()},
        {"read": pl.DataFrame({"document_id": ["d1"]})},
        {"read": pl.DataFrame({"document_id": [1], "text": ["x"]})},
    ],
)
def test_tables_and_columns_that_are_not_in_the_schemas_are_refused(store: BatchStore, tables: dict) -> None:
    with pytest.raises(ValueError, match="batch 2026-a"):
        store.commit("2026-a", tables)
    assert store.batches() == [EMPTY_BATCH]


def test_batch_names_sort_by_time() -> None:
    times = [datetime(2026, 1, 2, 3, 4, 5, 6, UTC), datetime(2026, 1, 2, 3, 4, 5, 700, UTC), datetime(2026, 11, 1, tzinfo=UTC)]
    names = [batch_name(moment, "abcdef0123456789") for moment in times]
    assert names == sorted(names) and names[0] == "20260102T030405.000006Z-abcdef01" and min(names) > EMPTY_BATCH


def test_a_batch_that_is_written_after_the_clock_was_set_back_is_the_latest(store: BatchStore) -> None:
    ahead, now = datetime(2036, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
    for moment, text in ((ahead, "old"), (now, "newer"), (now, "newest")):
        store.commit(store.next_name(moment, "abcdef0123456789"), {"read": rows("read", ("d1", text))})
    assert pl.concat(store.read("read", ["d1"], chunk_rows=10))["text"].to_list() == ["newest"]
    assert store.next_name(ahead + timedelta(days=1), "abcdef01") == batch_name(ahead + timedelta(days=1), "abcdef01")
