"""Definitions of sources: strict, with file and line named; those that ship, and those that are scaffolded."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from ingestion import sources
from ingestion.sources import scaffold
from ingestion.sources.model import DateRule
from tests.crawl.site import Site, definition


def test_shipped_definitions_are_of_the_seeds_publishers_and_none_is_enabled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAREHOUSE_SOURCES", raising=False)
    found = sources.load_all()
    publishers = {source.reading.publisher for source in found.values()}
    assert publishers == {"焦作日报", "焦作市教育局", "郑州日报", "洛阳市教育局", "河南教育手机报"} and len(found) == 6
    assert sources.enabled({}) == [] and sources.enabled({"WAREHOUSE_CRAWL": " a-b, c,a-b "}) == ["a-b", "c"]
    for source_id, source in found.items():
        text = (sources.FOLDER / f"{source_id}.yaml").read_text("utf-8")
        assert "Not tried" in text and source.contact is None and source.pace.delay_seconds >= 3
        assert all(":" not in host for host in source.hosts)


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        (("cadence: every_run", "cadence: hourly"), 3, "cadence: Input should be 'every_run'"),
        (("contact: editor@example.org\n", ""), 1, "contact: is missing"),
        (("cadence: every_run", "cadence: every_run\nenabled: true"), 4, "enabled: no such key; correct it or remove it"),
        (("contact: editor@example.org", "contcat: editor@example.org"), 2, "contcat: no such key; correct it (contact is missing)"),
        (("cadence: every_run", "cadence: every_run\ncadence: daily"), 4, "cadence: stands twice"),
        (("  minimum: 1", "  minimum: '1'"), None, "expected.minimum: Input should be a valid integer"),
        (("  minimum: 1", "  minimum: 2000"), None, "maximum is below minimum"),
        (("  home: 焦作市", "  home: 焦坐市"), None, "reading.home: not a district"),
        (("  body: .text", "  body: '.text['"), None, "reading.body: not a CSS selector"),
        (("format: '%Y-%m-%d'", "format: '%Y-%m'"), None, "reading.date.format: a date format has"),
        (("  encoding: null", "  encoding: gbq"), None, "reading.encoding: not an encoding"),
        (("- print", "- 'pr(int'"), None, "deny.0: not a regular expression"),
        (("id: test-news", "id: other-news"), 1, "must be the file's name"),
        (("contact: editor@example.org", "contact: me"), 2, "contact: not a mail address"),
        (("cadence: every_run", "cadence: [every_run"), None, "not YAML"),
        (("- http://news.test", "- ftp://news.test"), None, "start.0: not an http"),
        (("- http://news.test", "- http://elsewhere.test"), None, "is not on one of the hosts"),
    ],
)
def test_a_fault_is_named_with_file_and_line(tmp_path: Path, change: tuple[str, str], line: int | None, said: str) -> None:
    with Site({}) as site:
        path = definition(tmp_path, site)
    text = path.read_text("utf-8")
    assert change[0] in text
    path.write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(sources.BadSource) as fault:
        sources.load(path)
    message = str(fault.value)
    assert message.startswith(f"{path}:") and said in message, message
    wanted = line or next((n for n, row in enumerate(path.read_text("utf-8").splitlines(), 1) if change[1].splitlines()[0] in row), None)
    if "below" not in said and "hosts" not in said and "YAML" not in said:
        assert message.startswith(f"{path}:{wanted}: "), message


@pytest.mark.parametrize(
    "content", [b"", b"- a\n", b"\xff\xfe\x00", b"a: &x [*x]\n", b"[" * 5000, b"!!python/object/apply:os.system [id]\n"]
)
def test_files_that_are_no_definitions(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "some-site.yaml"
    path.write_bytes(content)
    with pytest.raises(sources.BadSource, match=r"some-site\.yaml:1"):
        sources.load(path)


def test_hosts_are_names_never_addresses(tmp_path: Path) -> None:
    for host in ("127.0.0.1", "127.0.0.1:8000", "[::1]", "2130706433", "0x7f000001", "localhost", "NEWS.test", "a b.test", "u@news.test"):
        with Site({}) as site, pytest.raises(sources.BadSource, match="not a host name"):
            sources.load(definition(tmp_path, site, hosts=[site.host, host]))


def test_what_readers_are_told_changes_their_version_and_nothing_else_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ingestion.documents import reader_version

    monkeypatch.setenv("WAREHOUSE_SOURCES", str(tmp_path))
    without = reader_version()
    with Site({}) as site:
        definition(tmp_path, site)
        first = reader_version()
        definition(tmp_path, site, pace={"delay_seconds": 9}, cadence="weekly")
        slower = reader_version()
        definition(tmp_path, site, reading={"body": ".story"})
    assert without != first == slower != reader_version()


def test_dates_as_sites_write_them() -> None:
    assert DateRule(css="p", format="%Y/%m/%d").pattern().search("更新时间:2024/9/12 10:06")["d"] == "12"
    assert DateRule(css="p", format="%Y年%m月%d日").pattern().search("2024年2月5日")["m"] == "2"


def test_scaffold_is_valid_and_refuses_what_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    monkeypatch.setenv("WAREHOUSE_SOURCES", str(tmp_path))
    assert scaffold.main(["Jiaozuo Daily", "http://www.jzrb.com:80/news/", "me@example.org"]) == 0
    path = tmp_path / "jiaozuo-daily.yaml"
    source = sources.load(path)
    assert (source.id, source.hosts, source.contact) == ("jiaozuo-daily", ["www.jzrb.com"], "me@example.org")
    assert str(path) in capsys.readouterr().out and path.read_text("utf-8").count("#") > 20
    for name, url in (
        ("jiaozuo-daily", "http://www.jzrb.com/"),
        ("../etc", "ftp://x.test/"),
        ("inbox", "http://a.test/"),
        ("x1", "http://127.0.0.1/"),
        ("x2", "http://me@a.test/"),
        ("x3", "http://a.test/\nhosts: [b.test]"),
        ("新", "http://a.test/"),
    ):
        assert scaffold.main([name, url]) == 1, name
        assert capsys.readouterr().err.strip()
    assert scaffold.main(["only-name"]) == 2
    assert [file.name for file in tmp_path.iterdir()] == ["jiaozuo-daily.yaml"]
    assert yaml.safe_load(path.read_text("utf-8"))["hosts"] == ["www.jzrb.com"]
