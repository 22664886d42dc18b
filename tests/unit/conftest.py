"""What unit tests share: the handmade warehouse, built once by the real dbt, models' unit tests included."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.handmade import DOCUMENTS_BY_HAND, dbt, environment, write


@pytest.fixture(scope="session")
def handmade_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The build file of the handmade warehouse. Copy it before changing anything in it."""
    folder = tmp_path_factory.mktemp("handmade")
    write(folder, DOCUMENTS_BY_HAND)
    done = dbt(["build"], environment(folder))
    assert done.returncode == 0, done.stdout
    return folder / "build.duckdb"
