"""Readers of the BI server while the published file changes under them: each query reads one whole generation, and the newest there is."""

from __future__ import annotations

import os
import shutil
import threading
import time
from pathlib import Path

import duckdb
import pytest

from warehouse.bi.connection import CONFIG
from warehouse.bi.generations import NothingPublished, newest
from warehouse.publish import _switch

READERS, PUBLISHES, ROWS = 20, 200, 500


def write(path: Path, number: int) -> Path:
    with duckdb.connect() as connection:
        write_by(connection, path, number)
    return path


def write_by(connection: duckdb.DuckDBPyConnection, path: Path, number: int) -> None:
    connection.execute(f"attach '{path}' as made")
    connection.execute("begin; create schema made.marts")
    for table in ("facts", "claims"):
        connection.execute(f"create table made.marts.{table} as select {number} as generation, range as n from range({ROWS})")
    connection.execute("commit; detach made")


def test_twenty_readers_against_two_hundred_publishes(tmp_path: Path) -> None:
    published, links = tmp_path / "education.duckdb", tmp_path / "generations"
    _switch(write(tmp_path / "candidate", 0), published)
    over = threading.Event()
    seen: list[list[int]] = [[] for _ in range(READERS)]
    faults: list[BaseException] = []

    def read(mine: list[int]) -> None:
        while True:
            last = over.is_set()
            try:
                with duckdb.connect(str(newest(published, links)), config=dict(CONFIG)) as connection:
                    least, most, rows = connection.execute(
                        "select min(f.generation), max(c.generation), count(*) from marts.facts as f join marts.claims as c using (n)"
                    ).fetchone()
                assert least == most and rows == ROWS, f"a query saw generations {least} and {most}"
                mine.append(least)
            except BaseException as fault:
                faults.append(fault)
                return
            if last:
                return
            # leaves the publisher a share of the processor
            time.sleep(0.2)

    readers = [threading.Thread(target=read, args=(mine,)) for mine in seen]
    for reader in readers:
        reader.start()
    with duckdb.connect() as connection:
        for number in range(1, PUBLISHES + 1):
            write_by(connection, tmp_path / "candidate", number)
            _switch(tmp_path / "candidate", published)
    over.set()
    for reader in readers:
        reader.join()
    assert not faults, faults[0]
    # nobody goes back, and everybody's last query, begun after the last publication, shows it
    assert all(mine == sorted(mine) and mine[-1] == PUBLISHES for mine in seen)
    assert len({number for mine in seen for number in mine}) > PUBLISHES / 10


def test_an_open_query_keeps_its_generation_and_the_next_one_has_the_new(tmp_path: Path) -> None:
    published, links = tmp_path / "education.duckdb", tmp_path / "generations"
    _switch(write(tmp_path / "candidate", 1), published)
    with duckdb.connect(str(newest(published, links)), config=dict(CONFIG)) as old:
        _switch(write(tmp_path / "candidate", 2), published)
        with duckdb.connect(str(newest(published, links)), config=dict(CONFIG)) as new:
            assert new.execute("select max(generation) from marts.facts").fetchone() == (2,)
            assert old.execute("select max(generation) from marts.facts").fetchone() == (1,)


def test_generations_that_nobody_can_be_opening_any_more_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published, links = tmp_path / "education.duckdb", tmp_path / "generations"
    for number in range(3):
        _switch(write(tmp_path / "candidate", number), published)
        newest(published, links)
    assert len(list(links.iterdir())) == 3
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 3600)
    _switch(write(tmp_path / "candidate", 3), published)
    present = newest(published, links)
    assert list(links.iterdir()) == [present]


def test_without_hard_links_a_copy_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published = tmp_path / "education.duckdb"
    shutil.copy(write(tmp_path / "candidate", 7), published)

    def refuse(*_: object) -> None:
        raise PermissionError("no hard links here")

    monkeypatch.setattr(os, "link", refuse)
    with duckdb.connect(str(newest(published, tmp_path / "generations")), config=dict(CONFIG)) as connection:
        assert connection.execute("select max(generation) from marts.facts").fetchone() == (7,)


def test_nothing_published_is_said(tmp_path: Path) -> None:
    with pytest.raises(NothingPublished, match="make refresh"):
        newest(tmp_path / "education.duckdb", tmp_path / "generations")
