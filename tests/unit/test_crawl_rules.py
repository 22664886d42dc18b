"""The crawler's rules one by one: addresses, names of pages, kinds of files, when visits are due."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest

from ingestion.crawl import media, spool, urls, visit
from ingestion.crawl.addresses import METADATA, refusal
from ingestion.crawl.state import Link, State
from ingestion.landing import land, landed
from ingestion.sources.model import Recheck
from orchestration.defs.crawl import crawl
from orchestration.refresh import Refresh
from tests.crawl.site import Site, definition
from warehouse.ledger import load_all
from warehouse.paths import Home


def test_only_public_addresses_may_be_connected_to() -> None:
    assert [refusal(address) for address in ("1.1.1.1", "223.5.5.5", "2400:3200::1", "::ffff:1.1.1.1")] == [None] * 4
    forbidden = (
        "127.0.0.1", "127.8.9.1",
        "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.1.1", "100.64.0.1", "192.0.0.1", "198.18.0.1",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:a00:1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:c0a8:101::1", "2001:db8::1", "localhost", "127.1", "",
        "2001:0:a00:1::f5ff:fffe", *METADATA,
    )  # fmt: skip
    assert [address for address in forbidden if refusal(address) is None] == []


def test_own_hosts_alone_and_no_tricks() -> None:
    hosts = ["news.test", "alt.test:8080"]
    for url in ("http://news.test/", "https://NEWS.test:443/x", "http://news.test:80/", "http://alt.test:8080/a?b", "http://news.test./a"):
        assert urls.own(url, hosts), url
    for url in (
        "http://news.test:8080/", "http://alt.test/", "http://news.test@evil.test/", "http://u:p@news.test/", "http://evil.test/news.test",
        "http://news.test.evil.test/", "ftp://news.test/", "file:///etc/passwd", "javascript:alert(1)", "http:///x", "http://[::1]/",
        "http://news.test:99999/", "http://news.test\\@evil.test/", "http://new\ns.test/", "http://127.0.0.1/", "//news.test/", "",
        "http://news.test/" + "a" * 3000,
    ):  # fmt: skip
        assert not urls.own(url, hosts), url


def test_a_page_has_one_name_however_it_is_addressed() -> None:
    same = (
        "http://News.test/a/b.html?x=1&y=2", "https://news.test:443/a/b.html?y=2&x=1#top", "http://news.test:80/a/b.html?y=2&x=1&from=rss",
    )  # fmt: skip
    assert {urls.identity(url, ["from"]) for url in same} == {"news.test/a/b.html?x=1&y=2"}
    assert urls.identity("http://news.test/show?u=/a/b") == "news.test/show?u=%2Fa%2Fb"
    assert urls.identity("http://news.test:8080/a") != urls.identity("http://news.test/a")
    assert urls.suffix("http://a.test/x/报告.PDF?v=1") == ".pdf" and urls.suffix("http://a.test/v1.2/") == ""


@pytest.mark.parametrize(
    ("url", "stated", "disposition", "body", "wanted"),
    [
        ("http://a.test/x.shtml", "text/html; charset=gbk", None, b"<html>", ".html"),
        ("http://a.test/x", None, None, b"\xef\xbb\xbf<!DOCTYPE html><p>", ".html"),
        ("http://a.test/x", "text/plain", None, b"<!-- a --> <html>", ".html"),
        ("http://a.test/x.txt", "text/plain", None, "焦作市".encode(), ".txt"),
        ("http://a.test/x", "text/plain", None, b"words", ".txt"),
        ("http://a.test/get?id=1", "application/octet-stream", 'attachment; filename="a.md"', b"words", ".md"),
        ("http://a.test/x.html", "image/png", None, b"\x89PNG", None),
        ("http://a.test/x.zipped", "application/x-unknown", None, b"PK\x03\x04", None),
    ],
)
def test_kinds_of_files(url: str, stated: str | None, disposition: str | None, body: bytes, wanted: str | None) -> None:
    assert media.extension(url, stated, disposition, body) == wanted


@pytest.mark.parametrize("comment", [b"<!---->", b"<!-- menu -->\n", b"<!-- ", b" "])
def test_the_kind_of_a_page_of_comments_is_told_in_linear_time(comment: bytes) -> None:
    begun = time.process_time()
    assert media.extension("http://a.test/feed", "text/xml", None, comment * 24 + b"words") is None
    assert media.extension("http://a.test/x", "text/plain", None, b"<?xml version='1.0'?>" + b"<!-- <p> -->\n" * 24 + b"<html>") == ".html"
    assert time.process_time() - begun < 1


def test_kinds_of_files_that_landing_learns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(media.MEDIA_TYPES, ".pdf", "application/pdf")
    monkeypatch.setitem(media.MEDIA_TYPES, ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    assert media.readable("http://a.test/files/1.pdf") and not media.readable("http://a.test/files/1.rar")
    assert media.extension("http://a.test/get?id=1", "text/html", None, b"%PDF-1.7") == ".pdf"
    assert media.extension("http://a.test/1.xlsx", "application/octet-stream", None, b"PK\x03\x04") == ".xlsx"
    assert media.extension("http://a.test/1.xlsx", "text/html", None, b"<html>not found") == ".html"


def test_archives_are_taken_as_landing_takes_them() -> None:
    assert media.readable("http://a.test/files/附件.zip")
    assert media.extension("http://a.test/files/1.zip", "application/octet-stream", None, b"PK\x03\x04") == ".zip"
    assert media.extension("http://a.test/get?id=1", "application/zip", None, b"PK\x03\x04") == ".zip"
    assert media.extension("http://a.test/1.docx", "application/zip", None, b"PK\x03\x04") == ".docx"
    assert media.extension("http://a.test/1.zip", "text/html", None, b"<html>not found") == ".html"


def test_a_visit_is_due_by_its_cadence_and_at_once_when_it_was_cut_off(tmp_path: Path) -> None:
    with Site({}) as site:
        from ingestion import sources

        source = sources.load(definition(tmp_path, site, cadence="weekly"))
    state, now = State(tmp_path / "crawl" / "test-news" / "state.sqlite"), datetime(2026, 11, 22, 6, tzinfo=UTC)
    assert visit.due_at(source, visit.last(tmp_path / "crawl", "test-news"), now) is None
    state.begin([Link("a.test/", "http://a.test/", "list", Recheck(every_days=0, for_days=None))], "", now)
    assert visit.due_at(source, visit.last(tmp_path / "crawl", "test-news"), now) is None
    state.finish("complete", now + timedelta(minutes=5))
    due = visit.due_at(source, visit.last(tmp_path / "crawl", "test-news"), now)
    assert due - now == timedelta(days=6.5)
    assert visit.due_at(source, visit.last(tmp_path / "crawl", "test-news"), now - timedelta(days=1000)) is None  # the clock was set back


def test_a_page_that_was_asked_for_before_the_clock_was_set_back_is_asked_for_again(tmp_path: Path) -> None:
    state, now = State(tmp_path / "state.sqlite"), datetime(2036, 1, 1, tzinfo=UTC)
    state.begin([Link("a.test/", "http://a.test/", "article", Recheck(every_days=30, for_days=None))], "", now)
    state.done(state.next(), "new", now)
    state.finish("complete", now)
    state.begin([], "", now + timedelta(days=1))
    assert state.waiting() == 0
    state.finish("complete", now + timedelta(days=1))
    state.begin([], "", now - timedelta(days=3000))
    assert state.waiting() == 1


def test_what_is_known_of_a_source_may_be_damaged_and_stops_nothing(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Site({}) as site:
        definition(tmp_path / "sources", site)
    monkeypatch.setenv("WAREHOUSE_SOURCES", str(tmp_path / "sources"))
    monkeypatch.setenv("WAREHOUSE_CRAWL", "test-news")
    state = home.crawl / "test-news" / "state.sqlite"
    state.parent.mkdir(parents=True)
    state.write_bytes(b"no database" * 400)
    assert dg.materialize([crawl], resources={"refresh": Refresh()}).success
    (ledger,) = load_all(home.runs)
    (check,) = ledger.warnings()
    assert (check["name"], check["table"]) == ("source_visited", "test-news")
    assert f"{state} (file is not a database)" in check["message"] and "delete it" in check["message"]


def test_a_damaged_record_of_a_fetched_page_is_named(tmp_path: Path) -> None:
    record = tmp_path / "s" / spool.FOLDER / "20260101T000000-a.txt.json"
    record.parent.mkdir(parents=True)
    record.write_text('{"name": ', "utf-8")
    with pytest.raises(ValueError, match=f"{record} is damaged .*state.sqlite"):
        list(spool.waiting(tmp_path))


def test_versions_of_a_page_land_in_their_order_with_what_the_server_said(tmp_path: Path) -> None:
    for hour, body in ((2, b"newer"), (1, b"older"), (3, b"newer")):
        record = {
            "source_id": "s",
            "url": "http://a.test/1",
            "fetched_at": f"2026-01-01T0{hour}:00:00+00:00",
            "status": 200,
            "headers": {"Etag": ["x"]},
        }
        spool.put(tmp_path / "crawl" / "s", "a.test/1", body, ".txt", record)
    (tmp_path / "crawl" / "s" / "spool" / "unfinished.txt").write_bytes(b"x")
    spool.clear_leftovers(tmp_path / "crawl" / "s")
    files = list(spool.waiting(tmp_path / "crawl"))
    report = land(files, tmp_path / "landing", tmp_path / "quarantine", datetime.now(UTC))
    assert (len(report.new), len(report.changed), len(report.unchanged)) == (1, 1, 1)
    rows = landed(tmp_path / "landing")
    assert (
        rows["received_at"].dt.hour().to_list() == [1, 2]
        and set(rows["url"]) == {"http://a.test/1"}
        and rows["document_key"].n_unique() == 1
    )
    receipts = [path.read_text("utf-8") for path in (tmp_path / "landing" / "receipts").iterdir()]
    assert all('"Etag"' in text and '"fetched_at"' in text for text in receipts)
    spool.landed(files, unread=files[:1])
    assert list(spool.waiting(tmp_path / "crawl")) == files[:1], "what could not be read stays for the next time"
    files[0].path.unlink()
    spool.landed(files, unread=files[:1])
    assert list((tmp_path / "crawl" / "s" / "spool").iterdir()) == []
