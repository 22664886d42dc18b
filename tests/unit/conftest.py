"""What unit tests share: the handmade warehouse, built once by the real dbt, models' unit tests included."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.handmade import DOCUMENTS_BY_HAND, build, write
from tests.once import made_once


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where dbt works in this run of the tests."""
    return tmp_path_factory.mktemp("workshop")


@pytest.fixture(scope="session")
def handmade_build(workshop: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build file of the handmade warehouse, dbt's run_results.json beside it. Copy it before changing anything in it."""

    def make(folder: Path) -> None:
        write(folder, DOCUMENTS_BY_HAND)
        build(folder, workshop)

    return made_once(tmp_path_factory, "handmade", make) / "build.duckdb"
