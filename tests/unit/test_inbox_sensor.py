"""The inbox sensor: it waits for files to come to rest, starts one run for all, and doesn't start it twice."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path

import dagster as dg
import pytest

from orchestration import refresh
from orchestration.defs import inbox
from warehouse.ledger import KILLED, RUNNING, Ledger
from warehouse.lock import Holder, writer_lock
from warehouse.paths import Home


@pytest.fixture
def tick(home: Home, monkeypatch: pytest.MonkeyPatch):
    """Evaluates the sensor as if `age` seconds had gone by since the files changed; remembers its cursor."""
    cursor = [None]
    instance = dg.DagsterInstance.ephemeral()

    def evaluate(age: float) -> dg.SensorResult | dg.SkipReason:
        moment = inbox.quiet_for

        def later(path: os.PathLike[str], seconds: float) -> bool:
            return moment(path, seconds - age)

        with monkeypatch.context() as patch:
            patch.setattr(inbox, "quiet_for", later)
            context = dg.build_sensor_context(instance=instance, cursor=cursor[0])
            result = inbox.new_files_in_inbox(context)
        if isinstance(result, dg.SensorResult):
            cursor[0] = result.cursor
        return result

    return evaluate


def test_empty_inbox_starts_nothing(tick) -> None:
    assert not tick(60).run_requests


def test_a_document_in_folders_however_deep_starts_a_run(tick, deep_inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAREHOUSE_INBOX", str(deep_inbox))
    (request,) = tick(60).run_requests
    assert request.tags["warehouse/inbox_files"] == "1"


@pytest.mark.parametrize("folder", [".", "..", "published", "landing/objects", "nowhere"])
def test_an_inbox_that_is_none_or_has_in_it_what_the_warehouse_writes_starts_no_run_and_is_named(
    tick, home: Home, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    (home.landing / "objects").mkdir()
    monkeypatch.setenv("WAREHOUSE_INBOX", str(home.root / folder))
    assert str((home.root / folder).resolve()) in tick(60).skip_message


def test_files_that_move_are_waited_for_and_then_start_one_run(tick, home: Home) -> None:
    for name in ("a.txt", "b.txt"):
        (home.root / "inbox" / name).write_text("焦作", encoding="utf-8")
    assert isinstance(waiting := tick(1), dg.SkipReason) and "2 of 2 files changed" in waiting.skip_message
    (request,) = tick(60).run_requests
    assert request.tags["warehouse/inbox_files"] == "2"
    assert request.run_config["resources"]["refresh"]["config"]["quiet_seconds"] > 0
    assert not tick(90).run_requests
    (home.root / "inbox" / "b.txt").write_text("洛阳市", encoding="utf-8")
    assert len(tick(60).run_requests) == 1


def test_an_inbox_that_is_again_as_it_was_before_starts_a_run_that_dagster_has_not_had(tick, home: Home) -> None:
    file, keys = home.root / "inbox" / "a.txt", []
    for text in ("焦作", "洛阳", "焦作"):
        file.write_text(text, encoding="utf-8")
        os.utime(file, (1_700_000_000, 1_700_000_000 + (text == "洛阳")))
        (request,) = tick(60).run_requests
        keys.append(request.run_key)
    assert keys[2] is None or keys[2] not in keys[:2]


def test_runs_that_were_killed_are_closed_but_none_that_begins_while_the_sensor_looks(
    tick, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run takes the lock right after the sensor saw it free."""

    def run(name: str) -> Path:
        path = home.runs / f"{name}.json"
        Ledger(path, name).save()
        return path

    dead, glance = run("dead"), refresh.holder
    with ExitStack() as begun:

        def glance_before_a_run_begins(path: Path) -> Holder | None:
            found = glance(path)
            begun.enter_context(writer_lock(path, "live", "schedule"))
            run("live")
            return found

        monkeypatch.setattr(refresh, "holder", glance_before_a_run_begins)
        tick(0)
    live = home.runs / "live.json"
    assert Ledger.load(live).outcome == Ledger.load(dead).outcome == RUNNING

    monkeypatch.setattr(refresh, "holder", glance)
    tick(0)
    assert Ledger.load(live).outcome == Ledger.load(dead).outcome == KILLED
