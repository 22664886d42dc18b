"""Fixtures for what runs the real job, on small documents. One refresh is done once and copied: a test pays for its own part alone."""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from rich.console import Console

from tests.once import made_once
from warehouse.ledger import Ledger, load_all
from warehouse.paths import Home

DOCUMENTS = {
    "jiaozuo_2023.txt": "焦作市教育局2023年工作总结\n2024年1月10日\n\n2023年，焦作市新建改扩建幼儿园25所，新增学位5520个。\n"
    "全市投入教育资金8000万元，用于改善办学条件。\n",
    "jiefang_2024.md": "# 解放区2024年教育工作计划\n\n发布时间：2024-02-20\n\n今年，解放区计划新建小学2所，新增学位2160个。\n",
    "luoyang.html": "<html><head><meta charset='utf-8'><title>洛阳市新建学校投用</title></head><body><p>2023年9月1日</p>"
    "<p>今年秋季，洛阳市新建中小学18所全部投用，新增学位2.3万个。</p></body></html>",
}


def fill(inbox: Path) -> None:
    """Put the documents into an inbox, and beside them everything that is none."""
    inbox.mkdir(parents=True)
    for name, text in DOCUMENTS.items():
        (inbox / name).write_text(text, encoding="utf-8")
    (inbox / "empty.txt").touch()
    (inbox / "noise.txt").write_bytes(bytes(range(256)) * 40)
    (inbox / "cut.txt").write_bytes(("2023年，焦作市新建幼儿园25所。" * 30).encode()[:-2])
    with (inbox / "huge.txt").open("wb") as file:
        file.truncate(300_000_000)
    (inbox / "a.txt").mkdir()
    (inbox / "gone.txt").symlink_to(inbox / "nowhere.txt")
    os.mkfifo(inbox / "pipe.txt")
    if "closed.txt" in BAD:
        (inbox / "closed.txt").write_text("x", encoding="utf-8")
        (inbox / "closed.txt").chmod(0)


# What is set aside of these. To the superuser no file is closed.
BAD = {"empty.txt", "noise.txt", "cut.txt", "huge.txt", "a.txt", "gone.txt", "pipe.txt"} | ({"closed.txt"} if os.geteuid() else set())


@dataclass
class Run:
    """How one refresh went: its exit status, what the terminal showed, and its ledger (None when it never got the lock)."""

    status: int
    shown: str
    ledger: Ledger | None


@dataclass
class Warehouse:
    """A warehouse of the test's own."""

    home: Home

    @property
    def inbox(self) -> Path:
        return self.home.root / "inbox"

    def refresh(self, **choices) -> Run:
        """Run `daily_refresh` as the command line does, in this process."""
        from orchestration.command_line import refresh

        before = {ledger.run_id for ledger in load_all(self.home.runs)}
        screen = io.StringIO()
        status = refresh(self.home, choices, Console(file=screen, width=200))
        new = [ledger for ledger in load_all(self.home.runs) if ledger.run_id not in before]
        return Run(status, screen.getvalue(), new[0] if new else None)

    def query(self, sql: str) -> list[tuple]:
        """Ask the published file."""
        with duckdb.connect(str(self.home.published_file), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def fingerprint(self) -> tuple[int, bytes]:
        """What identifies the published file: its inode and content."""
        return self.home.published_file.stat().st_ino, self.home.published_file.read_bytes()


@pytest.fixture(scope="session")
def first_refresh(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    """A warehouse after its first refresh, not to be changed, and how that went."""

    def make(folder: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("WAREHOUSE_HOME", str(folder / "home"))
            patch.setenv("SAMPLES", "0")
            patch.delenv("WAREHOUSE_INBOX", raising=False)
            warehouse = Warehouse(Home(folder / "home"))
            fill(warehouse.inbox)
            warehouse.home.prepare()
            run = warehouse.refresh()
        (folder / "run.json").write_text(json.dumps({"status": run.status, "shown": run.shown}), encoding="utf-8")

    folder = made_once(tmp_path_factory, "first", make)
    root = folder / "home"
    (ledger,) = load_all(Home(root).runs)
    return root, Run(**json.loads((folder / "run.json").read_text("utf-8")), ledger=ledger)


@pytest.fixture
def new_warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Warehouse]:
    """Makes this process use an empty warehouse in a temporary folder."""

    def make() -> Warehouse:
        root = tmp_path / "home"
        for name, value in {"WAREHOUSE_HOME": str(root), "DAGSTER_HOME": str(root / "dagster"), "SAMPLES": "0"}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.delenv("WAREHOUSE_INBOX", raising=False)
        return Warehouse(Home(root))

    return make


@pytest.fixture
def warehouse(first_refresh: tuple[Path, Run], new_warehouse: Callable[[], Warehouse]) -> Warehouse:
    """A copy of the warehouse after its first refresh, with the good documents alone in its inbox."""
    made = new_warehouse()
    shutil.copytree(first_refresh[0], made.home.root, ignore=lambda _, names: BAD & set(names))
    assert first_refresh[1].status == 0, first_refresh[1].shown
    return made
