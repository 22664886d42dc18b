"""Landing: the store, receipts, versions, and what is set aside."""

import errno
import hashlib
import os
import resource
from datetime import UTC, datetime, timedelta
from itertools import chain

import pytest

from ingestion.landing import IncomingFile, inbox_files, land, landed
from ingestion.object_store import ReadFailed, object_path, store_stream, write_json
from ingestion.schemas import LANDED, QUARANTINE
from orchestration.stores import landing_quarantine
from tests.killed import killed_at_the_switch
from warehouse.paths import Home

DAY_1 = datetime(2026, 1, 1, 6, tzinfo=UTC)
DAY_2, DAY_3 = DAY_1 + timedelta(days=1), DAY_1 + timedelta(days=2)


@pytest.fixture
def home(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    return tmp_path


def refresh(home, at=DAY_1, **options):
    return land(inbox_files(home / "inbox"), home / "landing", home / "quarantine", at, **options)


def test_bytes_are_stored_once_under_their_digest(home):
    data = "新增学位5520个。".encode()
    (home / "inbox" / "a.txt").write_bytes(data)
    (home / "inbox" / "b.md").write_bytes(data)
    report = refresh(home)
    assert len(report.new) == 2 and not report.quarantined
    stored = [p for p in (home / "landing" / "objects").rglob("*") if p.is_file()]
    assert stored == [object_path(home / "landing", hashlib.sha256(data).hexdigest())]
    assert stored[0].read_bytes() == data
    assert stored[0].stat().st_mode & 0o222 == 0


def test_receipts_have_the_landed_columns(home):
    (home / "inbox" / "下级").mkdir()
    (home / "inbox" / "下级" / "通知.HTM").write_text("<p>好</p>", "utf-8")
    refresh(home)
    table = landed(home / "landing")
    assert dict(table.schema) == LANDED
    row = table.row(0, named=True)
    assert (row["file_name"], row["media_type"], row["source_id"]) == ("通知.HTM", "text/html", "inbox")
    assert row["received_at"] == row["last_received_at"] == DAY_1


def test_an_empty_store_gives_an_empty_table(tmp_path):
    assert dict(landed(tmp_path).schema) == LANDED


def test_the_same_bytes_again_are_unchanged(home):
    (home / "inbox" / "a.txt").write_text("一", "utf-8")
    first = refresh(home)
    second = refresh(home, DAY_2)
    assert second.unchanged == first.new and not second.new and not second.changed
    assert landed(home / "landing")["last_received_at"].to_list() == [DAY_1]


def test_other_bytes_under_the_same_name_are_a_new_version(home):
    file = home / "inbox" / "a.txt"
    file.write_text("一", "utf-8")
    refresh(home)
    file.write_text("二", "utf-8")
    report = refresh(home, DAY_2)
    table = landed(home / "landing")
    assert len(report.changed) == 1 and not report.new
    assert table["document_key"].n_unique() == 1 and table["document_id"].n_unique() == 2


def test_an_older_version_that_comes_back_is_the_current_one_again(home):
    file = home / "inbox" / "a.txt"
    file.write_text("一", "utf-8")
    original = refresh(home).new
    file.write_text("二", "utf-8")
    refresh(home, DAY_2)
    file.write_text("一", "utf-8")
    report = refresh(home, DAY_3)
    assert report.changed == original
    current = landed(home / "landing").sort("last_received_at").row(-1, named=True)
    assert (current["document_id"], current["received_at"], current["last_received_at"]) == (original[0], DAY_1, DAY_3)
    assert refresh(home, DAY_3 + timedelta(days=1)).unchanged == original


def test_a_version_that_comes_after_the_clock_was_set_back_is_the_current_one(home):
    file = home / "inbox" / "a.txt"
    file.write_text("一", "utf-8")
    refresh(home, DAY_3)
    file.write_text("二", "utf-8")
    later = refresh(home, DAY_1).changed
    assert refresh(home, DAY_2).unchanged == later
    table = landed(home / "landing").sort("last_received_at")
    assert table["document_id"][-1] == later[0] and table["received_at"].to_list() == [DAY_3, DAY_1]


def test_the_same_name_in_two_folders_is_two_documents(home):
    for folder in ("甲", "乙"):
        (home / "inbox" / folder).mkdir()
        (home / "inbox" / folder / "a.txt").write_text("一", "utf-8")
    assert len(set(refresh(home).new)) == 2


def test_of_two_inboxes_with_a_file_of_one_name_the_first_has_it_and_the_other_is_told(home):
    folders = [home / "bureau a", home / "bureau b"]
    for folder in folders:
        folder.mkdir()
        (folder / "总结.txt").write_text(f"总结 {folder.name}", "utf-8")

    def land_both(at):
        return land(chain(*map(inbox_files, folders)), home / "landing", home / "quarantine", at)

    for at in (DAY_1, DAY_2):
        report = land_both(at)
        assert len(report.new + report.unchanged) == 1 and not report.changed
        (row,) = report.quarantined
        assert row["reason"] == "duplicate_name" and all(str(folder / "总结.txt") in row["detail"] for folder in folders)
    (folders[1] / "总结.txt").rename(folders[1] / "another.txt")
    report = land_both(DAY_3)
    assert len(report.new) == len(report.unchanged) == 1 and not report.quarantined and not list((home / "quarantine").iterdir())
    assert set(landed(home / "landing")["origin"]) == {str(folders[0] / "总结.txt"), str(folders[1] / "another.txt")}


def test_an_inbox_named_twice_is_one(tmp_path, monkeypatch):
    monkeypatch.setenv("WAREHOUSE_INBOX", f"{tmp_path}:{tmp_path}/:{tmp_path / 'other'}")
    assert Home(tmp_path).inboxes() == [tmp_path, tmp_path / "other"]


def test_folders_may_lie_in_each_other_however_deep(deep_inbox, home):
    report = land(inbox_files(deep_inbox), home / "landing", home / "quarantine", DAY_1)
    assert len(report.new) == 1 and not report.quarantined


def test_entries_come_in_the_order_of_their_names_each_folder_before_what_is_in_it(home):
    for name in ("b/2.txt", "b/1.txt", "b.txt/x.txt", "a.txt", "c.txt", "b/a/z.txt"):
        (home / "inbox" / name).parent.mkdir(parents=True, exist_ok=True)
        (home / "inbox" / name).write_text("一", "utf-8")
    names = [file.name for file in inbox_files(home / "inbox")]
    assert names == ["a.txt", "b/1.txt", "b/2.txt", "b/a/z.txt", "b.txt", "b.txt/x.txt", "c.txt"]


def test_troublesome_entries_are_set_aside_and_the_rest_is_landed(home):
    inbox = home / "inbox"
    (inbox / "好.txt").write_text("好", "utf-8")
    (inbox / "a.txt").mkdir()
    (inbox / "a.txt" / "inner.txt").write_text("里面", "utf-8")
    (inbox / "link.txt").symlink_to(inbox / "好.txt")
    (inbox / "big.txt").write_bytes(b"x" * 2000)
    (inbox / "letter.doc").write_bytes(b"PK")
    (inbox / ".DS_Store").write_bytes(b"x")
    (inbox / "~$报告.docx").write_bytes(b"x")
    os.mkfifo(inbox / "pipe.txt")
    report = refresh(home, max_bytes=1000)
    assert len(report.new) == 2
    reasons = {row["file_name"]: row["reason"] for row in report.quarantined}
    assert reasons == {
        "a.txt": "folder",
        "link.txt": "symlink",
        "big.txt": "too_large",
        "letter.doc": "unsupported_type",
        "pipe.txt": "not_a_file",
    }
    assert all(row.keys() == QUARANTINE.keys() for row in report.quarantined)


def test_a_huge_file_is_refused_by_its_size_alone(home):
    with open(home / "inbox" / "huge.txt", "wb") as out:
        out.truncate(300_000_000)
    report = refresh(home)
    assert [row["reason"] for row in report.quarantined] == ["too_large"]
    assert report.quarantined[0]["byte_count"] == 300_000_000
    assert not any(p.is_file() for p in (home / "landing" / "objects").rglob("*"))


def test_a_file_that_vanished_is_unreadable(home):
    gone = IncomingFile(home / "gone.txt", "gone.txt", "inbox", "gone.txt")
    report = land([gone], home / "landing", home / "quarantine", DAY_1)
    assert [row["reason"] for row in report.quarantined] == ["unreadable"] and report.unread == [gone]


def test_a_full_disk_is_no_fault_of_the_document(home):
    (home / "inbox" / "a.txt").write_text("新增学位5520个。" * 5_000, "utf-8")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, limits[1]))
    try:
        with pytest.raises(OSError) as full:
            refresh(home)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert full.value.errno == errno.EFBIG and not isinstance(full.value, ReadFailed)
    assert not list((home / "quarantine").iterdir()) and not list((home / "landing" / "objects").iterdir())
    assert len(refresh(home).new) == 1


@pytest.mark.skipif(not os.path.exists("/proc/self/mem"), reason="no file here opens and cannot be read")
def test_a_stream_that_breaks_off_is_told_from_a_full_disk(home):
    (home / "landing" / "objects").mkdir(parents=True)
    with open("/proc/self/mem", "rb") as broken, pytest.raises(ReadFailed, match="Input/output error"):
        store_stream(broken, home / "landing", 1000)
    assert not list((home / "landing" / "objects").iterdir())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_read_permission_is_unreadable(home):
    file = home / "inbox" / "secret.txt"
    file.write_text("一", "utf-8")
    file.chmod(0)
    assert [row["reason"] for row in refresh(home).quarantined] == ["unreadable"]


def test_the_quarantine_holds_one_record_until_the_file_is_good(home):
    file = home / "inbox" / "a.txt"
    file.write_bytes(b"x" * 2000)
    first = refresh(home, max_bytes=1000)
    again = refresh(home, DAY_2, max_bytes=1000)
    assert first.quarantined == again.quarantined
    assert len(list((home / "quarantine").iterdir())) == 1
    file.write_bytes(b"x")
    assert len(refresh(home, DAY_3).new) == 1
    assert not list((home / "quarantine").iterdir())


def test_a_damaged_record_of_the_quarantine_is_named_and_written_anew_where_it_still_holds(home):
    (home / "inbox" / "a.txt").write_bytes(b"x" * 2000)
    refresh(home, max_bytes=1000)
    (record,) = (home / "quarantine").iterdir()
    whole = record.read_bytes()
    record.write_bytes(whole[:40])
    with pytest.raises(ValueError, match=f"{record.name} is damaged .*delete it"):
        landing_quarantine(Home(home))
    refresh(home, max_bytes=1000)
    assert record.read_bytes() == whole and landing_quarantine(Home(home))["reason"].to_list() == ["too_large"]


def test_the_inbox_is_not_changed(home):
    file = home / "inbox" / "a.txt"
    file.write_text("一", "utf-8")
    before = file.stat()
    refresh(home)
    after = file.stat()
    assert (before.st_mtime_ns, before.st_mode, before.st_size) == (after.st_mtime_ns, after.st_mode, after.st_size)


def test_a_name_that_is_no_utf8_is_landed_with_a_printable_name(home):
    path = os.fsencode(home / "inbox") + b"/\xbd\xb9\xd7\xf7.txt"
    try:
        with open(path, "wb") as out:
            out.write("一".encode())
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    report = refresh(home)
    assert len(report.new) == 1
    landed(home / "landing")["file_name"].to_list()[0].encode("utf-8")


def test_a_missing_inbox_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        list(inbox_files(tmp_path / "nowhere"))


def test_what_a_killed_landing_left_is_cleared_away(home):
    (home / "inbox" / "a.txt").write_text("一", "utf-8")
    refresh(home)
    records = [home / "landing" / "receipts", home / "landing" / "containers", home / "quarantine"]
    records[1].mkdir()
    before = sorted(home.rglob("*"))
    for folder in records:
        killed_at_the_switch(write_json, folder / "1.json", {})
    (home / "landing" / "objects" / ".incoming-1").write_bytes(b"half")
    assert len(sorted(home.rglob("*"))) == len(before) + 4
    refresh(home)
    assert sorted(home.rglob("*")) == before


def test_a_time_without_zone_is_refused(home):
    with pytest.raises(ValueError, match="time zone"):
        refresh(home, datetime(2026, 1, 1))


def test_a_damaged_receipt_is_named(home):
    (home / "inbox" / "a.txt").write_text("一", "utf-8")
    [document] = refresh(home).new
    (home / "landing" / "receipts" / f"{document}.json").write_text("{", "utf-8")
    with pytest.raises(ValueError, match=document):
        landed(home / "landing")
