"""What a run prints at its end: enough to act on, and no more than can be read."""

from __future__ import annotations

import errno
import shlex
from contextlib import suppress
from pathlib import Path
from unittest.mock import Mock

import pytest
from rich.console import Console

from warehouse.ledger import PUBLISHED, Ledger
from warehouse.summary import print_summary


def test_a_failing_row_of_many_columns_is_told_by_its_first(tmp_path: Path) -> None:
    row = {"file_name": "a.txt", "quote": "新建学校25所", "broken_rules": "known_status", **{f"column_{n}": "很长" * 20 for n in range(30)}}
    check = {"tool": "dbt", "name": "rules", "table": "t", "message": "m", "severity": "blocking", "passed": False, "sample": [row]}
    ledger = Ledger(tmp_path / "ledger.json", "run-1")
    ledger.add_checks([check])
    console = Console(record=True, width=80)
    print_summary(ledger, tmp_path / "education.duckdb", tmp_path / "log", console)
    (said,) = [line.strip() for line in console.export_text().splitlines() if "a.txt" in line]
    assert said.startswith("a.txt: “新建学校25所” broken_rules known_status, column_0 很长") and said.endswith("…")
    assert len(said) < 400
    assert ledger.checks[0]["sample"] == [row]


def test_a_run_whose_ledger_could_not_be_written_to_the_end_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = Ledger(tmp_path / "ledger.json", "run-1")
    with suppress(OSError), ledger.stage("models"):
        full = OSError(errno.ENOSPC, "No space left on device")
        monkeypatch.setattr("warehouse.ledger.write_atomic", Mock(side_effect=full))
        raise full
    console = Console(record=True, width=300)
    print_summary(Ledger.load(ledger.path), tmp_path / "education.duckdb", tmp_path / "log", console)
    assert "Stage models: what went wrong could not be kept; see that the disk has room" in console.export_text()


def test_the_command_that_opens_the_file_can_be_pasted_into_a_shell(tmp_path: Path) -> None:
    console = Console(record=True, width=300)
    print_summary(Ledger(tmp_path / "ledger.json", "run-1", outcome=PUBLISHED), Path("/data/it's ours/e.duckdb"), tmp_path / "log", console)
    (command,) = [line for line in console.export_text().splitlines() if "-readonly" in line]
    assert shlex.split(command)[1:4] == ["duckdb", "-readonly", "/data/it's ours/e.duckdb"]
