"""What a run prints at its end: enough to act on, and no more than can be read."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from warehouse.ledger import Ledger
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
