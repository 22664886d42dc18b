"""The writer's lock between processes: exclusion, waiting, naming the holder, and release by death."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from warehouse.lock import LockHeld, holder, writer_lock

HOLDER = """
import sys
from pathlib import Path
from warehouse.lock import writer_lock
with writer_lock(Path(sys.argv[1]), "run-of-another", "schedule"):
    print("taken", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def other(tmp_path: Path) -> Iterator[subprocess.Popen]:
    """Another process that holds the lock until a line is written to it."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path / "writer.lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as process:
        assert process.stdout.readline() == "taken\n"
        yield process
        process.kill()


def test_nobody_holds_a_lock_that_was_never_taken(tmp_path: Path) -> None:
    assert holder(tmp_path / "writer.lock") is None


def test_holder_is_named_while_the_lock_is_held_and_not_after(tmp_path: Path) -> None:
    path = tmp_path / "writer.lock"
    with writer_lock(path, "run-1", "command line"):
        held = holder(path)
        assert held and (held.pid, held.run_id, held.trigger) == (os.getpid(), "run-1", "command line")
    assert holder(path) is None


def test_second_writer_gives_up_and_says_who_writes(tmp_path: Path, other) -> None:
    with (
        pytest.raises(LockHeld, match=rf"run run-of-a.*process {other.pid}.*schedule"),
        writer_lock(tmp_path / "writer.lock", "run-2", "test"),
    ):
        pytest.fail("two writers at once")


def test_second_writer_waits_until_the_first_is_done(tmp_path: Path, other) -> None:
    waits = []

    def on_wait(who, seconds: float) -> None:
        waits.append((who.run_id, seconds))
        if other.poll() is None:
            other.stdin.write("done\n")
            other.stdin.flush()

    with writer_lock(tmp_path / "writer.lock", "run-2", "test", wait_seconds=20, on_wait=on_wait):
        assert holder(tmp_path / "writer.lock").run_id == "run-2"
    assert waits and waits[0][0] == "run-of-another"


def test_killed_writer_leaves_no_lock(tmp_path: Path, other) -> None:
    other.kill()
    other.wait()
    began = time.monotonic()
    with writer_lock(tmp_path / "writer.lock", "run-2", "test"):
        assert time.monotonic() - began < 5


def test_glancing_at_the_lock_does_not_take_it(tmp_path: Path) -> None:
    path = tmp_path / "writer.lock"
    for _ in range(3):
        holder(path)
        with writer_lock(path, "run", "test"):
            assert holder(path) is not None
