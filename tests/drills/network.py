"""What a site may do to a crawler, each in a small function: endless redirects, bodies that drip or swell, addresses that lead inside.

A trap says what it serves and what must become of it; `spring` serves them all on loopback, lets the real crawler visit, and tells what
happened. Every trap stands between good articles, which must all arrive. The intake drill prints the rows, a test looks at them.
"""

from __future__ import annotations

import gzip
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.crawl.pages import portal_article
from tests.crawl.site import Answer, Asked, Site, html
from tests.crawl.visiting import Crawler

CAP = 200_000  # bytes of a page that the drill's source allows
DEADLINE = 1.5  # seconds for a page


@dataclass
class Trap:
    """What is tried: `link` is what an article list names (`{site}` stands for the site's host), `pages` what the site serves for it.

    `outcome` and `why` are what must become of it: the outcome in the crawler's state, and a part of the reason.
    """

    what: str
    link: str
    outcome: str
    why: str
    pages: dict[str, Answer | Callable[[Asked], Answer]] = field(default_factory=dict)


@dataclass
class Row:
    """What was tried, what happened, and whether that is what should."""

    what: str
    happened: str
    passed: bool


def _page(body: bytes, **headers: str) -> Answer:
    return Answer(body, headers={"Content-Type": "text/html"} | {name.replace("_", "-"): value for name, value in headers.items()})


def _to(place: str, status: int = 302) -> Answer:
    return Answer(b"", status, {"Location": place})


def endless_redirects() -> Trap:
    steps = {f"/news/on/{n}": _to(f"/news/on/{n + 1}") for n in range(40)}
    return Trap("redirects without an end", "/news/on/0", "failed", "redirects led to it", steps)


def redirects_in_a_circle() -> Trap:
    ring = {"/news/ring/a": _to("/news/ring/b"), "/news/ring/b": _to("/news/ring/c"), "/news/ring/c": _to("/news/ring/a")}
    return Trap("redirects in a circle", "/news/ring/a", "failed", "circle", ring)


def redirect_to_itself() -> Trap:
    return Trap("a redirect to itself", "/news/self", "failed", "circle", {"/news/self": _to("/news/self")})


def slow_drip() -> Trap:
    return Trap("a body a byte at a time", "/news/drip", "failed", "longer than", {"/news/drip": Answer(b"x" * 100_000, drip=0.05)})


def body_beyond_the_cap() -> Trap:
    return Trap("a body beyond the cap", "/news/large", "failed", "too large", {"/news/large": _page(b"x" * (CAP + 1))})


def body_without_a_length() -> Trap:
    # the length, which contradicts the chunks, doesn't count where there are chunks
    chunks = _page(b"".join(b"8000\r\n" + b"y" * 0x8000 + b"\r\n" for _ in range(400)), Transfer_Encoding="chunked", Content_Length="1")
    return Trap("13 MB in chunks, without a length", "/news/chunks", "failed", "too large", {"/news/chunks": chunks})


def compressed_bomb() -> Trap:
    bomb = _page(gzip.compress(b"0" * 50_000_000), Content_Encoding="gzip")
    return Trap("50 MB packed into 50 kB", "/news/bomb", "failed", "not to be unpacked", {"/news/bomb": bomb})


def cut_off_body() -> Trap:
    return Trap("a body that is cut off", "/news/cut", "failed", "cut off", {"/news/cut": Answer(b"<html>", cut=True)})


def redirect_to_another_host() -> Trap:
    return Trap("a redirect to another's host", "/news/away", "refused", "foreign", {"/news/away": _to("http://elsewhere.test/x")})


def redirect_to_a_private_address() -> Trap:
    return Trap("a redirect to a private address", "/news/in", "refused", "foreign", {"/news/in": _to("http://192.168.0.1/admin")})


def redirect_to_metadata() -> Trap:
    place = "http://169.254.169.254/latest/meta-data/"
    return Trap("a redirect to the cloud's metadata", "/news/meta", "refused", "foreign", {"/news/meta": _to(place)})


def redirect_to_a_file() -> Trap:
    return Trap("a redirect to a file", "/news/file", "refused", "foreign", {"/news/file": _to("file:///etc/passwd")})


def redirect_with_a_user_name() -> Trap:
    place = "http://{site}@192.168.0.1/"
    return Trap("a redirect that hides its host in a user name", "/news/user", "refused", "foreign", {"/news/user": _to(place)})


def private_address_by_name() -> Trap:
    return Trap("an own host whose name is of a private address", "http://inside.test/news/1", "refused", "private address")


def loopback_by_name() -> Trap:
    return Trap("an own host whose name is of this machine", "http://machine.test/news/1", "refused", "loopback address")


def mapped_address_by_name() -> Trap:
    return Trap("the same in an IPv6 address", "http://mapped.test/news/1", "refused", "loopback address inside")


def changing_name() -> Trap:
    """robots.txt comes from the site itself; asked again, the name is of the cloud's metadata service."""
    return Trap("a name that changes to another address between two looks", "http://changing.test:{port}/news/1", "refused", "metadata")


TRAPS = (
    endless_redirects, redirects_in_a_circle, redirect_to_itself, slow_drip, body_beyond_the_cap, body_without_a_length, compressed_bomb,
    cut_off_body, redirect_to_another_host, redirect_to_a_private_address, redirect_to_metadata, redirect_to_a_file,
    redirect_with_a_user_name, private_address_by_name, loopback_by_name, mapped_address_by_name, changing_name,
)  # fmt: skip


def spring(folder: Path) -> list[Row]:
    """Serve all traps, visit, and say what became of each; the last row tells of the good articles between them."""
    traps = [make() for make in TRAPS]
    good = {f"/news/{n}.html": html(portal_article(n)) for n in range(len(traps) + 1)}
    with Site(good) as site:
        filled = [trap.link.replace("{port}", str(site.port)) for trap in traps]
        for trap in traps:
            for path, answer in trap.pages.items():
                if not callable(answer) and "Location" in answer.headers:
                    answer.headers["Location"] = answer.headers["Location"].replace("{site}", site.host)
                site.pages[path] = answer
        places = list(itertools.chain.from_iterable(zip(good, [*filled, None], strict=True)))
        site.pages["/"] = html("<html><body>" + "".join(f"<a href='{place}'>x</a>" for place in places if place) + "</body></html>")
        # the connection ends with robots.txt, so that the next request has to look the name up again
        site.pages["/robots.txt"] = Answer(b"", headers={"Content-Type": "text/plain", "Connection": "close"})
        names = ("inside.test", "machine.test", "mapped.test", f"changing.test:{site.port}")
        crawler = Crawler(folder, site, loopback=(
            "inside.test=10.1.2.3:80", "machine.test=127.0.0.1:0", "mapped.test=[::ffff:127.0.0.1]:80",
            f"changing.test=127.0.0.1:{site.port}|169.254.169.254:{site.port}",
        ))  # fmt: skip
        links = [{"kind": "article", "css": None, "allow": r"/news/", "recheck": {"every_days": 0, "for_days": None}}]
        crawler.define(hosts=[site.host, *names], links=links, limits={"page_bytes": CAP}, pace={"page_deadline_seconds": DEADLINE})
        visit = crawler.visit()
        said = _outcomes(crawler)
        rows = [_row(trap, link if link.startswith("http") else site.url(link), said) for trap, link in zip(traps, filled, strict=True)]
        taken = {file.name for file in crawler.fetched()}
        lost = [path for path in good if f"{site.host}{path}" not in taken]
        happened = f"{len(good) - len(lost)} of {len(good)} taken, visit {visit.ended}"
        rows.append(Row("good articles between all these", happened, not lost and visit.ended == "complete"))
    return rows


def _outcomes(crawler: Crawler) -> dict[str, list[tuple[str, str]]]:
    """By address, what became of a page and why; of one that led to others also what became of these."""
    import sqlite3

    database = sqlite3.connect(crawler.crawl / crawler.path.stem / "state.sqlite")
    try:
        rows = database.execute(
            "SELECT pages.id, url, target, outcome, coalesce(detail, '') FROM outcomes JOIN pages ON page = id"
        ).fetchall()
    finally:
        database.close()
    by_id = {row[0]: row for row in rows}
    told: dict[str, list[tuple[str, str]]] = {}
    for number, url, *_ in rows:
        seen: list[int] = []
        while number in by_id and number not in seen:
            seen.append(number)
            told.setdefault(url, []).append(by_id[number][3:5])
            number = by_id[number][2]
    return told


def _row(trap: Trap, url: str, told: dict[str, list[tuple[str, str]]]) -> Row:
    outcome, why = told.get(url, [("not asked for", "")])[-1]
    return Row(trap.what, f"{outcome}: {why}"[:160], outcome == trap.outcome and trap.why in why)
