"""What is set aside now: told in every run, until the file is mended or taken away."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from ingestion import documents, landing
from ingestion.documents.boxed import BoxedReaders
from orchestration import stores
from warehouse.paths import Home


@pytest.fixture(scope="module")
def readers() -> Iterator[BoxedReaders]:
    with documents.boxed_readers() as opened:
        yield opened


def read_all(home: Home, readers: BoxedReaders) -> landing.LandingReport:
    """Land what is in the inbox and read it, as a refresh does."""
    report = landing.land(landing.inbox_files(home.root / "inbox"), home.landing, home.quarantine, datetime.now(UTC))
    store, landed = stores.reading_store(home), landing.landed(home.landing)
    store.prepare()
    waiting = landed.filter(pl.col("document_id").is_in(stores.to_read(home, landed, store)))
    read = documents.read(waiting, home.landing, readers)
    store.commit(store.next_name(datetime.now(UTC), "run"), {"documents": read.documents, "quarantine": read.quarantine})
    return report


def set_aside(home: Home, met: frozenset[str] = frozenset()) -> list[str]:
    rows = [stores.landing_quarantine(home, met), stores.unreadable(home, landing.landed(home.landing), met)]
    return pl.concat(rows)["file_name"].to_list()


@pytest.fixture
def filled(home: Home) -> Home:
    inbox = home.root / "inbox"
    (inbox / "letter.doc").write_bytes(b"x")
    (inbox / "a.txt").mkdir()
    (inbox / "noise.txt").write_bytes(bytes(range(256)) * 40)
    with zipfile.ZipFile(inbox / "all.zip", "w") as archive:
        archive.writestr("folder/slides.ppt", b"x")
        archive.writestr("empty.txt", b"")
    return home


def test_what_is_set_aside_stays_until_its_file_is_taken_away(filled: Home, readers: BoxedReaders) -> None:
    inbox = filled.root / "inbox"
    everything = ["a.txt", "slides.ppt", "letter.doc", "empty.txt", "noise.txt"]
    for _ in range(2):
        read_all(filled, readers)
        assert set_aside(filled) == everything
    for name in ("letter.doc", "noise.txt", "all.zip"):
        (inbox / name).unlink()
    (inbox / "a.txt").rmdir()
    read_all(filled, readers)
    assert set_aside(filled) == []
    (inbox / "noise.txt").write_bytes(bytes(range(256)) * 40)
    read_all(filled, readers)
    assert set_aside(filled) == ["noise.txt"]


def test_a_document_that_was_mended_is_no_longer_set_aside(filled: Home, readers: BoxedReaders) -> None:
    read_all(filled, readers)
    (filled.root / "inbox" / "noise.txt").write_text("2024年，修武县新建幼儿园3所。", "utf-8")
    read_all(filled, readers)
    assert "noise.txt" not in set_aside(filled)


@pytest.mark.parametrize("lose", [Path.unlink, lambda stored: stored.chmod(0o644) or stored.write_bytes(b"else")])
def test_a_document_whose_bytes_the_store_had_lost_is_read_when_it_was_landed_again(
    home: Home, readers: BoxedReaders, monkeypatch, lose
) -> None:
    (home.root / "inbox" / "a.txt").write_text("2024年，修武县新建幼儿园3所。", "utf-8")
    read_all(home, readers)
    stored = next(path for path in (home.landing / "objects").rglob("*") if path.is_file())
    lose(stored)
    monkeypatch.setattr(documents, "VERSION", "9.9.9")  # readers that have yet to read it
    with monkeypatch.context() as patch:
        patch.setattr(landing, "land", lambda *_: None)  # the bytes are missed before landing can bring them
        read_all(home, readers)
    assert set_aside(home) == ["a.txt"]
    stored.unlink(missing_ok=True)  # the remedy that is given
    assert read_all(home, readers).unchanged and set_aside(home) == []


def test_what_a_run_met_is_set_aside_wherever_its_inbox_lay_before(filled: Home, readers: BoxedReaders) -> None:
    read_all(filled, readers)
    moved = Home(filled.root.with_name("moved"))
    filled.root.rename(moved.root)
    report = read_all(moved, readers)
    met = frozenset([*report.unchanged, *(row["origin"] for row in report.quarantined)])
    assert sorted(set_aside(moved, met)) == ["a.txt", "empty.txt", "letter.doc", "noise.txt", "slides.ppt"]
