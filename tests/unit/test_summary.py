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


def _summary(ledger: Ledger, folder: Path, **more: Path) -> str:
    console = Console(record=True, width=80)
    print_summary(ledger, folder / "education.duckdb", folder / "log", console, **more)
    return console.export_text()


def test_a_run_that_ended_before_landing_says_nothing_of_documents(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.json", "run-1")
    ledger.fail("crawl", "broken.yaml:6: no such key")
    assert "Documents" not in _summary(ledger, tmp_path)
    ledger.documents |= {"new": 0, "changed": 0, "unchanged": 3}
    assert "Documents  0 new, 0 changed, 3 unchanged, 0 quarantined" in _summary(ledger, tmp_path)


def test_nothing_new_is_said_only_where_nothing_came(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.json", "run-1")
    ledger.documents |= {"new": 1, "changed": 0, "unchanged": 3}
    ledger.work |= {"read": 0, "extracted": 0}
    assert "0 read, 0 extracted\n" in _summary(ledger, tmp_path)
    ledger.documents["new"] = 0
    assert "0 read, 0 extracted: nothing new" in _summary(ledger, tmp_path)


def test_counts_stay_on_one_line_however_narrow_the_terminal(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.json", "run-1")
    ledger.claims |= {"enrolment_capacity": 87, "facilities": 94, "funding": 22, "indicator": 195}
    ledger.facts |= {"fct_facilities": 76, "fct_funding": 13}
    ledger.corrections |= {"applied": 2, "stale": 1}
    said = _summary(ledger, tmp_path)
    assert "Claims       398  enrolment_capacity 87, facilities 94, funding 22, indicator 195\n" in said
    assert "Facts        89  facilities 76, funding 13\nCorrections  3  applied 2, stale 1\n" in said


def test_a_run_that_published_nothing_names_the_file_to_look_into(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.json", "run-1")
    ledger.fail("validation", "1 blocking checks failed")
    build = tmp_path / "builds" / "education.duckdb"
    assert f"What was not published, to look into: {build}" in _summary(ledger, tmp_path, build=build)
    ledger.outcome = PUBLISHED
    assert str(build) not in _summary(ledger, tmp_path, build=build)
