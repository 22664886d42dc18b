"""`kill -9` in the middle of a refresh: readers never notice, and the next refresh succeeds."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from ingestion.wordlists import table
from orchestration.continuation import FEWEST_DOCUMENTS
from tests.refreshed import Warehouse
from warehouse.ledger import load_all
from warehouse.lock import holder

ROOT = Path(__file__).resolve().parents[2]


def start(warehouse: Warehouse) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "orchestration", "refresh"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def drop_document(warehouse: Warehouse, number: int) -> None:
    """Something new to take in, so that every refresh has all stages to go through and a new file to publish."""
    text = f"修武县教育局\n2024年5月6日\n2024年，修武县新建幼儿园{number + 2}所，新增学位{810 + number}个。\n"
    (warehouse.inbox / f"more_{number}.txt").write_text(text, encoding="utf-8")


def read_whole(path: Path) -> str:
    """Read every column of every table in a fresh process, as a reader would, and return the run that the file says it is of."""
    reader = subprocess.run([sys.executable, str(ROOT / "warehouse" / "readback.py"), str(path)], capture_output=True, text=True)
    assert reader.returncode == 0, reader.stderr
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute("select max_by(run_id, finished_at) from audit.runs where published").fetchone()[0]


def kill_during_refresh(warehouse: Warehouse, after_seconds: float, group: bool) -> None:
    """Start a refresh, kill it (with its children, or alone), and see that the published file is whole and of a run that was published."""
    inode, run = warehouse.home.published_file.stat().st_ino, read_whole(warehouse.home.published_file)
    process = start(warehouse)
    time.sleep(after_seconds)
    if process.poll() is None:
        (os.killpg if group else os.kill)(process.pid, signal.SIGKILL)
    process.wait()
    now = read_whole(warehouse.home.published_file)
    if warehouse.home.published_file.stat().st_ino == inode:
        assert now == run
    else:
        assert now != run
    assert not warehouse.home.published_file.with_name("education.duckdb.wal").exists()
    assert holder(warehouse.home.lock) is None


def succeed(warehouse: Warehouse) -> None:
    """The next refresh succeeds, closes the runs that were killed, and leaves nothing half-written behind."""
    process = start(warehouse)
    assert process.wait(300) == 0
    runs = load_all(warehouse.home.runs)
    assert runs[-1].outcome == "published" and all(run.outcome != "running" for run in runs)
    assert read_whole(warehouse.home.published_file) == runs[-1].run_id
    published = sorted(path.name for path in warehouse.home.published_file.parent.iterdir())
    assert published == sorted([warehouse.home.evidence.resolve().name, "education.duckdb", "evidence"])
    counted = warehouse.query("select count(*) from marts.dim_document where file_name like 'more_%'")
    assert counted == [(len(list(warehouse.inbox.glob("more_*.txt"))),)]


def test_two_kills_go_unnoticed(warehouse: Warehouse) -> None:
    """A taste of the drill: one kill early, one while models are built or later, then a refresh that succeeds."""
    for number, seconds in enumerate((random.uniform(2, 6), random.uniform(6, 14))):
        drop_document(warehouse, number)
        kill_during_refresh(warehouse, seconds, group=bool(number))
    succeed(warehouse)


def kill_and_succeed(warehouse: Warehouse, kills: int) -> None:
    """So many kills, spread over as long as a refresh takes; a refresh succeeds after every one of them."""
    began = time.monotonic()
    drop_document(warehouse, 0)
    succeed(warehouse)
    whole = time.monotonic() - began
    moments = [whole * (number + random.random()) / kills for number in range(kills)]
    for number, seconds in enumerate(random.sample(moments, len(moments)), start=1):
        drop_document(warehouse, number)
        kill_during_refresh(warehouse, seconds, group=number % 2 == 0)
        succeed(warehouse)
        stages = load_all(warehouse.home.runs)[-1].stages
        print(f"kill {number} after {seconds:.1f} of {whole:.1f} s: readers saw a whole file, and the next succeeded: {stages}", flush=True)


@pytest.mark.slow
def test_twenty_kills_go_unnoticed(warehouse: Warehouse) -> None:
    kill_and_succeed(warehouse, 20)


def drop_districts(warehouse: Warehouse) -> None:
    """So many documents that the models of one run continue those of another: what districts report of each year."""
    counties = [row["region_name"] for row in table("regions") if row["region_level"] == "county" and not row["valid_to"]][:100]
    for year in range(2024, 2024 - FEWEST_DOCUMENTS // len(counties), -1):
        for number, county in enumerate(counties):
            text = f"{county}教育局\n{year + 1}年1月6日\n{year}年，{county}新建幼儿园{number % 37 + 2}所，新增学位{year - number}个。\n"
            (warehouse.inbox / f"{county}_{year}_{number}.txt").write_text(text, encoding="utf-8")


def marts(warehouse: Warehouse) -> dict[str, tuple]:
    """Of every table that the models make: its rows, and a hash over them that does not depend on their order."""
    names = warehouse.query("select table_name from duckdb_tables() where schema_name = 'marts' and table_name <> 'fact_history'")
    return {name: warehouse.query(f"select count(*), sum(hash(t)::hugeint) from marts.{name} as t")[0] for (name,) in names}


@pytest.mark.slow
def test_kills_of_refreshes_that_continue_a_build_go_unnoticed(warehouse: Warehouse) -> None:
    """The same where models continue an earlier build: in the end readers see what a build from nothing holds."""
    drop_districts(warehouse)
    succeed(warehouse)
    kill_and_succeed(warehouse, 8)
    continued = marts(warehouse)
    assert warehouse.refresh(models_from_nothing=True).status == 0
    assert marts(warehouse) == continued
