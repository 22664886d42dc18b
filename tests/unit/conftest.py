"""What unit tests share: the handmade warehouse, built once by the real dbt, models' unit tests included."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.handmade import DOCUMENTS_BY_HAND, build, write
from tests.once import made_once


@pytest.fixture
def deep_inbox(tmp_path: Path) -> Iterator[Path]:
    """An inbox with one document, under more folders than calls may stand in each other."""
    inbox = tmp_path / "deep"
    folder = inbox
    for _ in range(sys.getrecursionlimit() + 100):
        folder.mkdir()
        folder = folder / "a"
    folder.with_name("deep.txt").write_text("新增学位5520个。", "utf-8")
    yield inbox
    subprocess.run(["rm", "-rf", inbox], check=True)  # shutil.rmtree calls itself


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
