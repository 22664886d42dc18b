"""Files that take the place of others: whole, and on disk before readers see them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from orchestration.stores import replace_table
from tests.killed import killed_at_the_switch, put_on_disk
from warehouse.files import write_atomic


def _write_table(path: Path, content: str) -> None:
    replace_table(pl.DataFrame({"content": [content]}), path)


@pytest.mark.parametrize("write", [write_atomic, _write_table])
def test_the_new_file_is_on_disk_before_it_takes_the_place_of_the_old_one(write: Callable[[Path, str], None], tmp_path: Path) -> None:
    path = tmp_path / "file"
    write(path, "old")
    old = path.read_bytes()
    with put_on_disk() as put:
        killed_at_the_switch(write, path, "new")
    (new,) = set(tmp_path.iterdir()) - {path}
    assert path.read_bytes() == old and new.stat().st_ino in put
    with put_on_disk() as put:
        write(path, "new")
    assert path.read_bytes() != old and {path.stat().st_ino, tmp_path.stat().st_ino} <= put
