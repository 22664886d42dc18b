"""What tests share: a warehouse of their own in a temporary folder. No test touches the checkout's warehouse or inbox."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from warehouse.paths import Home

pytest_plugins = ["tests.refreshed"]

# no test depends on the clock
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """An empty warehouse that this process uses, without the bundled samples."""
    monkeypatch.setenv("WAREHOUSE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("WAREHOUSE_INBOX", raising=False)
    monkeypatch.setenv("SAMPLES", "0")
    made = Home.from_environment()
    made.prepare()
    return made
