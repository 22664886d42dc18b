"""The run ledger: on disk at every step, and honest about runs that never said how they ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from warehouse.ledger import FAILED, KILLED, PARTIAL, PUBLISHED, RUNNING, Ledger, close_dead_runs, load_all


@dataclass
class Result:
    tool: str = "great_expectations"
    name: str = "a share is a share"
    table: str = "fct_claims"
    severity: str = "blocking"
    passed: bool = True
    observed: str = "0"
    failing_rows: int = 0
    message: str = "as it should be"
    sample: list = field(default_factory=list)


def started(folder: Path, run_id: str = "run-1", started_at: str = "2026-01-01T00:00:00+00:00") -> Ledger:
    ledger = Ledger(folder / f"{run_id}.json", run_id, started_at=started_at)
    ledger.save()
    return ledger


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    ledger = started(tmp_path)
    with ledger.stage("landing") as stage:
        stage["detail"] = "三个新文档"
    ledger.add_checks([Result(), {"tool": "pipeline", "name": "x", "table": "t", "severity": "warning", "passed": False, "message": "m"}])
    ledger.set_aside([{"file_name": "a.txt", "stage": "landing", "reason": "empty"}])
    ledger.finish()
    read = Ledger.load(ledger.path)
    assert read == ledger
    assert read.stages[0]["detail"] == "三个新文档" and read.stages[0]["seconds"] is not None
    assert [check["name"] for check in read.warnings()] == ["x"] and not read.blocking_failures()
    assert read.documents == {"quarantined": 1}


def test_a_stage_is_on_disk_before_it_is_over(tmp_path: Path) -> None:
    ledger = started(tmp_path)
    with ledger.stage("models"):
        seen = Ledger.load(ledger.path)
        assert seen.outcome == RUNNING and seen.stages[-1]["name"] == "models" and seen.stages[-1]["seconds"] is None


def test_first_error_stands_and_decides_the_outcome(tmp_path: Path) -> None:
    ledger = started(tmp_path)
    with pytest.raises(RuntimeError), ledger.stage("models"):
        raise RuntimeError("two tests failed")
    with pytest.raises(RuntimeError), ledger.stage("publication"):
        raise RuntimeError("follows from it")
    ledger.finish()
    assert ledger.outcome == FAILED and ledger.error == {"stage": "models", "message": "two tests failed"}


def test_a_stage_that_passes_when_tried_again_has_no_error(tmp_path: Path) -> None:
    ledger = started(tmp_path)
    with pytest.raises(OSError), ledger.stage("landing"):
        raise OSError("the share is away")
    with ledger.stage("landing"):
        pass
    ledger.finish()
    assert ledger.error is None and ledger.outcome == PARTIAL


def test_runs_that_died_are_closed_and_others_are_left_alone(tmp_path: Path) -> None:
    for number, run_id in enumerate(("done", "killed", "switched", "writing")):
        started(tmp_path, run_id, f"2026-01-0{number + 1}T00:00:00+00:00")
    done = Ledger.load(tmp_path / "done.json")
    done.published = {"path": "x"}
    done.finish()
    killed = Ledger.load(tmp_path / "killed.json")
    killed.stages.append({"name": "models", "started_at": "", "seconds": None, "detail": ""})
    killed.save()
    closed = close_dead_runs(tmp_path, running="writing", published_run=lambda: "switched")
    assert [ledger.run_id for ledger in closed] == ["killed", "switched"]
    assert {ledger.run_id: ledger.outcome for ledger in load_all(tmp_path)} == {
        "done": PUBLISHED,
        "killed": KILLED,
        "switched": PUBLISHED,
        "writing": RUNNING,
    }
    assert "models" in Ledger.load(tmp_path / "killed.json").error["message"]


def test_stopping_a_run_by_hand_is_a_reason_too(tmp_path: Path) -> None:
    ledger = started(tmp_path)
    with pytest.raises(KeyboardInterrupt), ledger.stage("models"):
        raise KeyboardInterrupt
    ledger.finish()
    assert ledger.outcome == FAILED and ledger.error == {"stage": "models", "message": "stopped (KeyboardInterrupt)"}


def test_a_file_that_is_no_ledger_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{", encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.json: not a run ledger"):
        load_all(tmp_path)
