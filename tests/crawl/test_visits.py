"""Visits to real sites on loopback: what is fetched, once and again, after changes and after a kill."""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from ingestion.crawl.state import TRIES
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

        site.asked.clear()
        site.pages["/news/1.html"] = html(pages.portal_article(1, seats=4321))
        site.pages["/news/2.html"] = Answer(b"", 404)
        site.pages["/news/3.html"] = Answer(b"", 410)
        # the same article with another frame is no new version
        site.pages["/news/4.html"] = html(site.pages["/news/4.html"].body.decode().replace("网站首页", "首页"))
        third = crawler.visit()
        assert third.outcomes == {"not_modified": 196, "redirected": 1, "changed": 1, "gone": 2, "unchanged": 1}
        versions = [file for file in crawler.fetched() if file.name.endswith("/news/1.html")]
        assert ["4321" in file.path.read_text("utf-8") for file in versions] == [False, True]
        assert len(crawler.fetched()) == 191


def test_known_articles_are_not_even_asked_for_between_their_rechecks_and_attachments_come_with_theirs(tmp_path: Path) -> None:
    with Site(pages.portal(10)) as site:
        crawler = Crawler(tmp_path, site)
        later = {"every_days": 30, "for_days": 60}
        links = [{"kind": "article", "css": "ul a", "allow": "/news/"}, {"kind": "attachment", "css": None, "allow": "/files/"}]
        crawler.define(links=[link | {"recheck": later} for link in links])
        crawler.visit()
        site.asked.clear()
        site.pages["/"] = html(site.pages["/"].body.decode().replace("</ul>", "<li><a href='/news/new.html'>新</a></li></ul>"))
        files = "<a href='/files/table.txt'>附件</a><a href='/files/film.mp4'>视频</a>"
        site.pages["/news/new.html"] = html(pages.portal_article(11).replace("</body>", f"{files}</body>"))
        site.pages["/files/table.txt"] = Answer("解放区 新建小学2所".encode(), headers={"Content-Type": "application/octet-stream"})

        second = crawler.visit()
        assert site.paths() == ["/", "/news/new.html", "/files/table.txt"]
        assert second.outcomes == {"list": 1, "new": 2} and second.listed == 11
        assert crawler.fetched()[-1].path.suffix == ".txt"


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


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_a_visitor_ends_with_who_started_it_though_its_input_stays_open(tmp_path: Path) -> None:
    """As where a page keeps the whole process busy: nothing in it is asked to see that its parent is gone."""
    with Site(pages.portal(12)) as site:
        crawler = Crawler(tmp_path, site)
        crawler.define(pace={"delay_seconds": 0.2})
        parent = crawler.start((sys.executable, "-c", "import subprocess, sys; subprocess.run(sys.argv[1:])"))
        for _ in range(3):
            parent.stdout.readline()
        parent.kill()
        parent.stdout.read()  # until nobody holds the other end
        assert len(site.paths()) < 10
        parent.communicate()


def test_a_page_that_ends_its_visitor_comes_last_and_is_given_up_after_some_tries(tmp_path: Path) -> None:
    with Site(pages.portal(4)) as site:
        crawler, good = Crawler(tmp_path, site), site.pages["/news/1.html"]
        visitor = None

        def deadly(_) -> Answer:
            visitor.kill()
            return good

        site.pages["/news/1.html"] = deadly
        for _ in range(TRIES):
            visitor = crawler.start()
            visitor.wait()
            visitor.communicate()
        assert [path for path in site.paths() if "news" in path] == [f"/news/{n}.html" for n in (1, 2, 3, 4, *[1] * (TRIES - 1))]
        last = crawler.visit()
        assert (last.ended, last.outcomes) == ("complete", {"failed": 1, "list": 1, "new": 3, "redirected": 1})
        assert [problem["page"] for problem in last.problems] == [site.url("/news/1.html")]

        site.pages["/news/1.html"] = good  # its recheck is due with every visit
        assert crawler.visit().outcomes["new"] == 1


def test_a_page_that_a_visit_left_alone_keeps_its_place(tmp_path: Path) -> None:
    with Site(pages.portal(2)) as site:
        crawler, good = Crawler(tmp_path, site), site.pages["/news/1.html"]
        site.pages["/news/1.html"] = Answer(b"", 503, {"Retry-After": "60"})
        assert crawler.visit().ended == "asked_to_wait"
        site.pages["/news/1.html"] = good
        assert crawler.visit().outcomes["new"] == 2
        assert site.paths()[-2:] == ["/news/1.html", "/news/2.html"]


def test_a_blog_an_epaper_and_an_office_each_in_their_own_manner(tmp_path: Path) -> None:
    with (
        Site(pages.wordpress(), "blog.test") as blog,
        Site(pages.epaper(), "epaper.test") as paper,
        Site(pages.office(), "office.test") as office,
    ):
        crawler = Crawler(tmp_path, blog, loopback=(paper.loopback, office.loopback))
        recheck = {"every_days": 0, "for_days": None}
        crawler.define(
            start=[site.url("/") for site in (blog, paper, office)],
            hosts=[site.host for site in (blog, paper, office)],
            links=[
                {"kind": "list", "css": None, "allow": r"node_\d+\.htm$", "recheck": {"every_days": 1, "for_days": 2}},
                {"kind": "article", "css": None, "allow": r"\?p=\d+|content", "recheck": recheck},
            ],
            drop_parameters=["utm_source"],
        )
        visit = crawler.visit()
        assert visit.outcomes == {"list": 5, "new": 7} and visit.unselected == 0, visit.problems
        fetched = {file.name: file for file in crawler.fetched()}
        assert sorted(fetched) == sorted(
            [f"{blog.host}/?p={n}" for n in (1, 2, 3)]
            + [f"{paper.host}/html/2024-03/09/content_{n}.htm" for n in (11, 12, 21)]
            + [f"{office.host}/content/2024/%E6%80%BB%E7%BB%93.html"]
        )
        # links are read in the encoding that the bytes are in, whatever header and head say
        assert "新增学位5520个" in fetched[f"{office.host}/content/2024/%E6%80%BB%E7%BB%93.html"].path.read_bytes().decode("gbk")

        # the blog has no validators, and a counter in its frame: asked for again, and no new version
        again = crawler.visit()
        assert again.outcomes == {"list": 1, "not_modified": 5, "unchanged": 4} or again.outcomes.get("changed", 0) == 0
        assert len(crawler.fetched()) == 7


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
