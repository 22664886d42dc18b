"""Dagster's programs as the commands start them: with the project's settings, which keep to themselves what is done here."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_checking_the_definitions_tells_nobody(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DAGSTER", "WAREHOUSE", "VIRTUAL_ENV"))}
    environment = kept | {"HOME": str(tmp_path / "person"), "WAREHOUSE_HOME": str(tmp_path / "home")}
    (tmp_path / "person").mkdir()
    checked = subprocess.run([sys.executable, "-m", "orchestration", "check"], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    assert "All definitions loaded successfully" in checked.stdout
    assert "statistics" not in checked.stderr and "virtual environment" not in checked.stderr
    assert not list(tmp_path.rglob("*.telemetry*")) and not list(tmp_path.rglob("telemetry"))
