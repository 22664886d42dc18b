"""What the crawler does when a site says no, not now, or nothing sensible."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

from ingestion.crawl.pace import seconds_asked_for
from tests.crawl import pages
from tests.crawl.site import Answer, Asked, Site, html
from tests.crawl.visiting import Crawler
from tests.drills import network


def test_traps_end_with_a_reason_and_the_rest_goes_on(tmp_path: Path) -> None:
    rows = network.spring(tmp_path)
    assert [row for row in rows if not row.passed] == []
    assert len(rows) == len(network.TRAPS) + 1


def test_retry_after_is_waited_for_and_broken_answers_are_tried_again(tmp_path: Path) -> None:
    once: dict[str, int] = {}

    def first(answer: Answer, good: Answer, times: int = 1):
        def page(asked: Asked) -> Answer:
            once[asked.path] = once.get(asked.path, 0) + 1
            return answer if once[asked.path] <= times else good

        return page

    def busy_by_date(asked: Asked) -> Answer:
        when = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
        return first(Answer(b"", 503, {"Retry-After": when}), html(pages.portal_article(2)))(asked)

    built = pages.portal(5) | {
        "/news/1.html": first(Answer(b"", 429, {"Retry-After": "1"}), html(pages.portal_article(1))),
        "/news/2.html": busy_by_date,
        "/news/3.html": first(Answer(b"<html>", cut=True), html(pages.portal_article(3))),
        "/news/4.html": Answer(b"", 404),
    }
    with Site(built) as site:
        crawler = Crawler(tmp_path, site)
        visit = crawler.visit()
        assert visit.outcomes == {"gone": 1, "list": 1, "new": 4, "redirected": 1} and visit.ended == "complete"
        times = {path: [asked.at for asked in site.asked if asked.path == path] for path in once}
        assert times["/news/1.html"][1] - times["/news/1.html"][0] >= 1
        assert times["/news/2.html"][1] - times["/news/2.html"][0] >= 1  # the date's seconds are whole ones
        # while one page waits, no other of the site is asked for
        assert [path for path in site.paths() if path.startswith("/news/")] == [f"/news/{n}.html" for n in (1, 1, 2, 2, 3, 3, 4, 5)]


def test_a_site_that_asks_for_a_long_rest_is_left_alone_and_the_rest_waits(tmp_path: Path) -> None:
    built = pages.portal(3) | {"/news/2.html": Answer(b"", 429, {"Retry-After": "7200"})}
    with Site(built) as site:
        crawler = Crawler(tmp_path, site)
        visit = crawler.visit()
        assert (visit.ended, visit.waiting, visit.outcomes["new"]) == ("asked_to_wait", 2, 1)
        assert site.paths().count("/news/2.html") == 1 and "/news/3.html" not in site.paths()
        site.pages["/news/2.html"] = html(pages.portal_article(2))
        assert crawler.visit().ended == "complete" and len(crawler.fetched()) == 3


def test_seconds_that_retry_after_asks_for() -> None:
    now = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    assert seconds_asked_for(b"120", now) == 120
    assert seconds_asked_for(b"Sun, 22 Nov 2026 12:01:30 GMT", now) == 90
    assert seconds_asked_for(b"Sun, 22 Nov 2026 11:00:00 GMT", now) == 0
    assert [seconds_asked_for(value, now) for value in (None, b"", b"soon", b"-5", b"\xff")] == [None] * 5


def test_what_robots_allow_is_asked_for_and_nothing_else_at_their_pace(tmp_path: Path) -> None:
    rules = """User-agent: *
Disallow: /

User-agent: henan-education-warehouse
Crawl-delay: 0.5
Disallow: /news/2
Allow: /news/2.html$
Disallow: /*/3.html"""
    built = pages.portal(4) | {"/news/20.html": html(pages.portal_article(20)), "/robots.txt": Answer(rules.encode())}
    built["/"] = html(built["/"].body.decode().replace("</ul>", "<li><a href='/news/20.html'>x</a></li></ul>"))
    with Site(built) as site:
        crawler = Crawler(tmp_path, site)
        visit = crawler.visit()
        assert {path for path in site.paths() if "news" in path} == {"/news/1.html", "/news/2.html", "/news/4.html"}
        assert visit.outcomes["refused"] == 2 and all("robots" in problem["why"] for problem in visit.problems)
        times = [asked.at for asked in site.asked if asked.path != "/robots.txt"]
        assert min(later - earlier for earlier, later in pairwise(times)) >= 0.49


def _moved(name: str, times: int) -> dict[str, Answer]:
    steps = {f"/{name}{n}.txt": Answer(b"", 302, {"Location": f"/{name}{n + 1}.txt"}) for n in range(1, times)}
    return steps | {f"/{name}{times}.txt": Answer(b"User-agent: *\nDisallow: /news/")}


# by host: what its robots.txt is, and whether its page /news/1 may then be asked for, and /news/2
ROBOTS = {
    "absent.test": (Answer(b"", 404), True, True),
    "forbidden.test": (Answer(b"", 403), True, True),
    "error.test": (Answer(b"", 500), False, False),
    "busy.test": (Answer(b"", 429, {"Retry-After": "0"}), False, False),
    "slow.test": (Answer(b"x" * 1000, drip=0.05), False, False),
    "abroad.test": (Answer(b"", 302, {"Location": "http://elsewhere.test/robots.txt"}), False, False),
    "five.test": (Answer(b"", 301, {"Location": "/five1.txt"}), False, False),
    "six.test": (Answer(b"", 301, {"Location": "/six1.txt"}), True, True),
    "large.test": (Answer(b"\xef\xbb\xbfUser-agent: *\nDisallow: /news/1\n" + b"#" * 600_000), False, True),
    "huge.test": (Answer(b"#" * 6_000_000), False, False),
}


def test_robots_that_cannot_be_had_or_are_strange(tmp_path: Path) -> None:
    def robots(asked: Asked) -> Answer:
        return ROBOTS[asked.host.split(":")[0]][0] if asked.host.split(":")[0] in ROBOTS else Answer(b"", 404)

    numbers = (1, 2)
    built = (
        {f"/news/{n}.html": html(pages.portal_article(n)) for n in numbers} | _moved("five", 5) | _moved("six", 6) | {"/robots.txt": robots}
    )
    with Site(built) as site:
        hosts = {name: f"{name}:{site.port}" for name in ROBOTS}
        site.pages["/"] = html("".join(f"<a href='http://{host}/news/{n}.html'>x</a>" for host in hosts.values() for n in numbers))
        crawler = Crawler(tmp_path, site, loopback=tuple(f"{name}=127.0.0.1:{site.port}" for name in ROBOTS))
        crawler.define(hosts=[site.host, *hosts.values()], pace={"page_deadline_seconds": 1, "longest_wait_seconds": 0})
        visit = crawler.visit()
        asked = {(one.host.split(":")[0], one.path) for one in site.asked}
        for name, (_, first, second) in ROBOTS.items():
            got = ((name, "/news/1.html") in asked, (name, "/news/2.html") in asked)
            assert got == (first, second), name
        assert visit.ended == "complete" and visit.outcomes == {"list": 1, "new": 7, "refused": 13}


def test_a_site_that_is_down_is_left_alone_after_some_pages_and_taken_up_again(tmp_path: Path) -> None:
    built = pages.portal(12) | {f"/news/{n}.html": Answer(b"", 500) for n in range(3, 13)}
    with Site(built) as site:
        crawler = Crawler(tmp_path, site)
        crawler.define(pace={"longest_wait_seconds": 0})
        visit = crawler.visit()
        assert visit.ended == "site_down" and visit.outcomes["failed"] == 5 and visit.waiting == 5
