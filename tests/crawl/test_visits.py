"""Visits to real sites on loopback: what is fetched, once and again, after changes and after a kill."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

from tests.crawl import pages
from tests.crawl.site import Answer, Site, html
from tests.crawl.visiting import Crawler


def test_two_visits_to_a_site_of_200_pages_give_every_article_once(tmp_path: Path) -> None:
    with Site(pages.portal(190)) as site:
        crawler = Crawler(tmp_path, site)
        first = crawler.visit()

        assert first.ended == "complete" and first.listed == 190 and first.outcomes == {"list": 10, "new": 190, "redirected": 1}
        assert sorted(file.name for file in crawler.fetched()) == sorted(f"{site.host}/news/{n}.html" for n in range(1, 191))
        asked = Counter(site.paths())
        assert set(asked.values()) == {1} and len(asked) == 201
        assert not any("print" in path or "from=" in path for path in asked)
        one = next(file for file in crawler.fetched() if file.name.endswith("/news/7.html"))
        assert one.path.read_bytes() == site.pages["/news/7.html"].body
        assert one.url == site.url("/news/7.html") and one.http["status"] == 200
        assert one.http["headers"]["Etag"] == [site.pages["/news/7.html"].headers["ETag"]]
        assert {asked.headers["User-Agent"] for asked in site.asked} == {"henan-education-warehouse/0.1 (+editor@example.org)"}

        site.asked.clear()
        second = crawler.visit()
        assert site.paths(200) == [] and second.outcomes == {"not_modified": 200, "redirected": 1} and second.listed == 190
        assert len(crawler.fetched()) == 190


def test_known_articles_are_not_even_asked_for_between_their_rechecks(tmp_path: Path) -> None:
    with Site(pages.portal(10)) as site:
        crawler = Crawler(tmp_path, site)
        later = {"every_days": 30, "for_days": 60}
        crawler.define(links=[{"kind": "article", "css": "ul a", "allow": "/news/", "recheck": later}])
        crawler.visit()
        site.asked.clear()
        site.pages["/"] = html(site.pages["/"].body.decode().replace("</ul>", "<li><a href='/news/new.html'>新</a></li></ul>"))
        site.pages["/news/new.html"] = html(pages.portal_article(11))

        second = crawler.visit()
        assert site.paths() == ["/", "/news/new.html"] and second.outcomes == {"list": 1, "new": 1} and second.listed == 11


def test_a_changed_page_is_fetched_as_a_version_and_a_vanished_one_is_noted(tmp_path: Path) -> None:
    with Site(pages.portal(4)) as site:
        crawler = Crawler(tmp_path, site)
        crawler.visit()
        site.pages["/news/1.html"] = html(pages.portal_article(1, seats=4321))
        site.pages["/news/2.html"] = Answer(b"", 404)
        site.pages["/news/3.html"] = Answer(b"", 410)
        # the same article with another frame is no new version
        site.pages["/news/4.html"] = html(site.pages["/news/4.html"].body.decode().replace("网站首页", "首页"))

        second = crawler.visit()
        assert {name: second.outcomes[name] for name in ("changed", "gone", "unchanged")} == {"changed": 1, "gone": 2, "unchanged": 1}
        versions = [file for file in crawler.fetched() if file.name.endswith("/news/1.html")]
        assert ["4321" in file.path.read_text("utf-8") for file in versions] == [False, True]
        assert len(crawler.fetched()) == 5


def test_a_visit_killed_in_the_middle_goes_on_and_repeats_nothing(tmp_path: Path) -> None:
    def slow(answer: Answer):
        def page(_) -> Answer:
            time.sleep(0.02)
            return answer

        return page

    built = {path: answer if path == "/robots.txt" else slow(answer) for path, answer in pages.portal(60).items()}
    with Site(built) as site:
        crawler = Crawler(tmp_path, site)
        for wanted in (15, 45):
            process = crawler.start()
            deadline = time.monotonic() + 30
            while len(site.paths()) < wanted and time.monotonic() < deadline:
                time.sleep(0.01)
            process.kill()
            process.wait()
        assert 45 <= len(site.paths()) < 63
        last = crawler.visit()

        assert last.number == 1 and last.ended == "complete" and last.waiting == 0
        assert {name: last.outcomes[name] for name in ("list", "new")} == {"list": 3, "new": 60}
        assert len({file.name for file in crawler.fetched()}) == 60
        # of each kill at most the page that was under way is asked for again, and it is the same document
        assert sum(count - 1 for count in Counter(site.paths()).values()) <= 2


def test_a_visitor_ends_when_who_started_it_is_gone_and_the_next_goes_on(tmp_path: Path) -> None:
    with Site(pages.portal(12)) as site:
        crawler = Crawler(tmp_path, site)
        crawler.define(pace={"delay_seconds": 0.2})
        process = crawler.start()
        while len(site.paths()) < 3:
            time.sleep(0.01)
        process.stdin.close()
        assert process.wait(10) == 0
        assert len(site.paths()) < 10
        crawler.define()
        last = crawler.visit()
        assert last.number == 1 and last.outcomes["new"] == 12 and max(Counter(site.paths()).values()) == 1


def test_addresses_by_parameters_are_one_page_each_and_a_counter_makes_no_version(tmp_path: Path) -> None:
    with Site(pages.wordpress()) as site:
        crawler = Crawler(tmp_path, site)
        recheck = {"every_days": 0, "for_days": None}
        links = [{"kind": "article", "css": None, "allow": r"\?p=\d+", "recheck": recheck}]
        crawler.define(links=links, drop_parameters=["utm_source"])
        assert crawler.visit().outcomes == {"list": 1, "new": 3}
        assert sorted(file.name for file in crawler.fetched()) == [f"{site.host}/?p={n}" for n in (1, 2, 3)]
        assert crawler.visit().outcomes == {"not_modified": 1, "unchanged": 3}
        assert len(crawler.fetched()) == 3


def test_an_epaper_is_followed_from_its_forwarding_address_through_its_pages(tmp_path: Path) -> None:
    with Site(pages.epaper()) as site:
        crawler = Crawler(tmp_path, site)
        once = {"every_days": 1, "for_days": 2}
        crawler.define(
            links=[
                {"kind": "list", "css": None, "allow": r"node_\d+\.htm$", "recheck": once},
                {"kind": "article", "css": "ul", "allow": r"content_\d+\.htm$", "recheck": once},
            ]
        )
        visit = crawler.visit()
        assert visit.outcomes == {"list": 3, "new": 3} and visit.unselected == 0
        assert [file.name.rpartition("/")[2] for file in crawler.fetched()] == ["content_11.htm", "content_12.htm", "content_21.htm"]


def test_links_in_the_office_page_that_lies_about_its_charset_are_followed_as_its_bytes_say(tmp_path: Path) -> None:
    with Site(pages.office()) as site:
        # the address is escaped in the page's own encoding, as browsers do it for parameters, and in UTF-8 for paths
        crawler = Crawler(tmp_path, site)
        visit = crawler.visit()
        assert visit.outcomes == {"list": 1, "new": 1}, site.paths()
        (file,) = crawler.fetched()
        assert "新增学位5520个" in file.path.read_bytes().decode("gbk")


def test_changed_link_rules_have_unchanged_lists_read_anew(tmp_path: Path) -> None:
    with Site(pages.portal(5)) as site:
        crawler = Crawler(tmp_path, site)
        recheck = {"every_days": 0, "for_days": None}
        crawler.define(links=[{"kind": "article", "css": None, "allow": r"/news/[12]\.html$", "recheck": recheck}])
        assert crawler.visit().listed == 2
        crawler.define(links=[{"kind": "article", "css": None, "allow": r"/news/", "recheck": recheck}])
        visit = crawler.visit()
        assert visit.listed == 5 and visit.outcomes == {"list": 1, "new": 3, "not_modified": 2}


def test_pages_beyond_the_limit_wait_for_the_next_visit(tmp_path: Path) -> None:
    with Site(pages.portal(10)) as site:
        crawler = Crawler(tmp_path, site)
        crawler.define(limits={"pages": 4})
        first = crawler.visit()
        assert (first.ended, first.asked, len(crawler.fetched())) == ("page_limit", 4, 2) and first.waiting == 8
        crawler.define()
        crawler.visit()
        assert len(crawler.fetched()) == 10
