"""A visit to one source: lists are read for links, articles and their attachments go to the spool, and what became of each is noted.

What is done with an answer belongs here. Scrapy calls it with answers; the order of requests comes from the state (`frontier.py`), so that
a visit is as far as its state says, whatever happens to the process.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import urljoin

import scrapy
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import HtmlResponse, Response
from scrapy.linkextractors import LinkExtractor
from scrapy.utils.response import get_meta_refresh

from ingestion.crawl import media, pace, spool, urls
from ingestion.crawl.addresses import ForbiddenAddress
from ingestion.crawl.robots import REDIRECTS, Refused
from ingestion.crawl.state import ALWAYS, NO_BODY, TRIES, UNDER_WAY, Link, Page, State, utc_now
from ingestion.documents.decode import decode
from ingestion.documents.errors import ReadError
from ingestion.sources.model import Links, Recheck, Source

MAX_HOPS = 5  # redirects on the way to a page
DEAD_AFTER = 5  # pages in a row that could not be had: the site is down, and is left alone
MAX_LINKS = 5_000  # of one page
FAULT = "fault"  # why a visit ends that is to go on when this machine is well again
_FAULTS = {
    "Timeout": "took too long (pace.page_deadline_seconds)",
    "DataLoss": "the body was cut off",
    "CannotResolve": "the host's name is not known",
    "Refused": "the host refuses connections",
}
_NO_COOKIES = frozenset({"set-cookie", "set-cookie2"})


class Visitor(scrapy.Spider):
    """Visits a source. `said` is called with the numbers of pages asked for and waiting after each page."""

    name = "visitor"

    def __init__(self, source: Source, folder: Path, state: State, said: Callable[[int, int], None], **kwargs) -> None:
        super().__init__(**kwargs)
        self.source, self.folder, self.state, self.said = source, folder, state, said
        self.delays: dict[str | None, float] = {}
        self.deadline = time.monotonic() + source.limits.minutes * 60
        self.ended: str | None = None
        self.in_hand: dict[int, Page] = {}
        self._failures = 0
        self._denied = [re.compile(pattern) for pattern in source.deny]

    async def start(self):
        """Nothing: the frontier knows where to begin."""
        for request in ():
            yield request

    async def sleep(self, seconds: float) -> None:
        """Wait, but not beyond the visit's time."""
        await pace.sleep(min(seconds, max(0.0, self.deadline - time.monotonic())))

    def stop(self, why: str, detail: str = "") -> None:
        """Ask for nothing more in this visit."""
        self.ended = self.ended or why
        self.logger.info("visit ends: %s %s", why, detail)

    def take(self) -> scrapy.Request | None:
        """The next request of the visit; None when it is over."""
        if self.ended is None and time.monotonic() >= self.deadline:
            self.stop("time_limit")
        if self.ended is None and self.state.asked() >= self.source.limits.pages:
            self.stop("page_limit")
        while self.ended is None and not self.in_hand and (page := self.state.next()):
            self.state.ask(page)
            if page.state == UNDER_WAY and page.tries >= TRIES:
                self._done(page, "failed", f"visits ended while they dealt with it; it was tried {TRIES} times")
            elif page.hops > MAX_HOPS:
                self._done(page, "failed", f"more than {MAX_HOPS} redirects led to it")
            elif not self._follows(page.url):
                self._done(page, "refused", "the source's definition leaves the page out")
            else:
                self.in_hand[page.id] = page
                return self._request(page, page.url)
        return None

    def _request(self, page: Page, url: str, hops: int = 0) -> scrapy.Request:
        headers = {}
        if page.etag:
            headers["If-None-Match"] = page.etag
        if page.last_modified:
            headers["If-Modified-Since"] = page.last_modified
        meta = {"page": page, "hops": hops, "handle_httpstatus_all": True}
        return scrapy.Request(url, callback=self.answered, errback=self.failed, dont_filter=True, headers=headers, meta=meta)

    def answered(self, response: Response) -> scrapy.Request | None:
        """Deal with an answer, and with one that we can't deal with: that is this page's fault alone."""
        try:
            return self._answered(response.meta["page"], response)
        except (OSError, sqlite3.Error):
            self.stop(FAULT)  # of this machine's: a full disk
            raise
        except Exception as error:
            self.logger.exception("%s could not be dealt with", response.url)
            self._done(response.meta["page"], "failed", f"the answer could not be dealt with: {type(error).__name__}: {error}")
            return None

    def _answered(self, page: Page, response: Response) -> scrapy.Request | None:
        location = response.headers.get("Location")
        if self.ended == "asked_to_wait" and response.status in pace.BUSY:
            return None  # the page waits for the next visit
        if response.status == 304:
            self._done(page, "not_modified")
        elif response.status in REDIRECTS and location:
            return self._redirected(page, response, location.decode("latin-1"))
        elif response.status in (404, 410):
            self._done(page, "gone", f"HTTP {response.status}")
        elif response.status != 200:
            self._done(page, "failed", f"HTTP {response.status}", dead=response.status >= 500)
        elif page.kind == "list":
            links = list(self._links(page, self._readable(response), ("list", "article", "attachment")))
            self._done(page, "list", links=links, validators=_validators(response))
        else:
            self._take_in(page, response)
        return None

    def failed(self, failure) -> None:
        """Note a page that could not be had."""
        page: Page = failure.request.meta["page"]
        error = failure.value
        if isinstance(error, Refused):
            self._done(page, "refused", f"{error.reason}: {error.detail}")
        elif isinstance(error, ForbiddenAddress):
            self._done(page, "refused", f"forbidden address: {error}")
        elif isinstance(error, DownloadCancelledError):
            self._done(page, "failed", f"too large: more than the {self.source.limits.page_bytes:,} bytes of limits.page_bytes")
        elif isinstance(error, IgnoreRequest):
            self._done(page, "failed", f"too large when unpacked, or not to be unpacked: {error}")
        else:
            kind = next((name for name in _FAULTS if name in type(error).__name__), None)
            self._done(page, "failed", f"{_FAULTS.get(kind, type(error).__name__)}: {error}".removesuffix(": "), dead=True)

    def closed(self, reason: str) -> None:
        """Close the visit, unless the process was told to end: then the next one goes on with it. What was left alone was not tried."""
        for page in self.in_hand.values():
            self.state.give_back(page)
        if self.ended != FAULT and (reason == "finished" or self.ended):
            self.state.finish(self.ended or "complete", utc_now())

    def _redirected(self, page: Page, response: Response, location: str) -> scrapy.Request | None:
        target = urljoin(response.url, location)
        hops = response.meta["hops"] + 1
        if not self._follows(target):
            self._done(page, "refused", f"foreign: it redirects to {target[:200]}, which is none of the source's pages")
            return None
        link = self._link(target, page.kind, page.recheck)
        if link.name == page.name and target != response.url and hops <= MAX_HOPS:
            return self._request(page, target, hops)  # the same page by another spelling of its address, mostly https
        if link.name == page.name or self.state.circles(page, link.name):
            self._done(page, "failed", "its redirects go in a circle")
        else:
            self.state.redirected(page, link, utc_now())
            self._settled(page)
        return None

    def _take_in(self, page: Page, response: Response) -> None:
        """Leave a body in the spool if it is new or another than before."""
        stated, disposition = (_text(response.headers.get(name)) for name in ("Content-Type", "Content-Disposition"))
        extension = media.extension(response.url, stated, disposition, response.body)
        if extension is None:
            self._done(page, "unsupported", f"no reader for {stated or 'what it is'}")
            return
        detail, links = None, []
        digest = hashlib.sha256(response.body).hexdigest()
        if extension == ".html":
            readable = self._readable(response)
            links = list(self._links(page, readable, ("attachment",)))
            selected = self._selected(readable)
            if selected is not None:
                digest = hashlib.sha256(selected.encode()).hexdigest()
            elif self.source.reading.body:
                detail = NO_BODY
        now = utc_now()
        outcome = "unchanged" if digest == page.digest else "changed" if page.digest else "new"
        if outcome != "unchanged":
            headers = {
                name.decode("latin-1"): [_text(value) for value in values]
                for name, values in response.headers.items()
                if name.decode("latin-1").lower() not in _NO_COOKIES
            }
            about = {"source_id": self.source.id, "url": response.url, "fetched_at": now.isoformat(), "status": 200, "headers": headers}
            spool.put(self.folder, page.name, response.body, extension, about)
        self._done(page, outcome, detail, links=links, validators=_validators(response), digest=digest)

    def _selected(self, response: HtmlResponse) -> str | None:
        """The text of what the definition calls title, date and body; None where it calls nothing body or none is there.

        Versions are told apart by it: a counter of visitors or today's teasers in the frame make no new version of an article.
        """
        reading = self.source.reading
        if not reading.body or not response.css(reading.body):
            return None
        css = [selector for selector in (reading.title, reading.date and reading.date.css, reading.body) if selector]
        return "\0".join(" ".join("".join(found.css("*::text").getall()).split()) for selector in css for found in response.css(selector))

    def _links(self, page: Page, response: HtmlResponse | None, kinds: tuple[str, ...]) -> Iterator[Link]:
        """Links of a page that its source's definition follows, by the first rule that fits, each page once."""
        if response is None:
            return
        seen = set()
        rules = [rule for rule in self.source.links if rule.kind in kinds]
        deepest = page.kind == "list" and page.depth >= self.source.limits.depth
        if page.kind == "list" and (target := self._refresh(response)):
            found = self._link(target, "list", ALWAYS)
            seen.add(found.name)
            yield found
        for rule in rules:
            for link in _extractor(rule).extract_links(response)[:MAX_LINKS]:
                if self._follows(link.url) and media.readable(link.url):
                    found = self._link(link.url, rule.kind, rule.recheck)
                    if found.name not in seen and found.name != page.name:
                        seen.add(found.name)
                        if not (deepest and rule.kind == "list"):
                            yield found

    def _refresh(self, response: HtmlResponse) -> str | None:
        """Where a list page sends its readers by itself (an e-paper's address sends them to today's issue)."""
        _, target = get_meta_refresh(response)
        return target if target and target != response.url and self._follows(target) else None

    def _link(self, url: str, kind: str, recheck: Recheck) -> Link:
        return Link.to(url, self.source.drop_parameters, kind, recheck)

    def _follows(self, url: str) -> bool:
        return urls.own(url, self.source.hosts) and not any(pattern.search(url) for pattern in self._denied)

    def _readable(self, response: Response) -> HtmlResponse | None:
        """The answer as a page, in the encoding that its bytes are in, whatever it says of itself."""
        try:
            encoding = self.source.reading.encoding or decode(response.body, looks_for_declaration=True)[1]
        except ReadError:
            return None
        return HtmlResponse(response.url, body=response.body, encoding=encoding)

    def _done(self, page: Page, outcome: str, detail: str | None = None, dead: bool = False, **more) -> None:
        self.state.done(page, outcome, utc_now(), detail, **more)
        self._failures = self._failures + 1 if dead else 0
        if self._failures >= DEAD_AFTER:
            self.stop("site_down", detail or "")
        self._settled(page)

    def _settled(self, page: Page) -> None:
        self.in_hand.pop(page.id, None)
        self.said(self.state.asked(), self.state.waiting())


@lru_cache(maxsize=64)
def _extractor(rule: Links) -> LinkExtractor:
    return LinkExtractor(allow=rule.allow, restrict_css=rule.css or (), deny_extensions=(), canonicalize=False, unique=True)


def _validators(response: Response) -> tuple[str | None, str | None]:
    return _text(response.headers.get("ETag")), _text(response.headers.get("Last-Modified"))


def _text(value: bytes | None) -> str | None:
    return value.decode("latin-1") if value is not None else None
