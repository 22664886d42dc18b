"""robots.txt by RFC 9309, asked for once a host and visit before anything else of that host is.

What the rules mean for a request belongs here; Protego reads them. Scrapy's own middleware takes a robots.txt that cannot be had for one
that allows everything, which is why this one stands in its place.

- 2xx: the rules hold for our name, or those for `*`; of a large file the first 512 KiB. One above 5 MB is a broken answer.
- 3xx: followed five times within the source's own hosts; a sixth is taken as the RFC allows, as if there were no file. A redirect to
  another host is not followed (only the source's own hosts are asked), so the rules are unknown and everything is disallowed.
- 4xx: there is no file, everything is allowed; but 429 says that the site is overburdened, which is as bad as 5xx.
- 5xx, timeouts, broken answers: everything is disallowed for this visit.
"""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from protego import Protego
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK

AGENT = "henan-education-warehouse"  # the name that robots.txt files may address
MAX_REDIRECTS = 5
MAX_BYTES, MAX_DOWNLOAD = 512 * 1024, 5_000_000  # of a file are read; may it have at most
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Refused(IgnoreRequest):
    """A request that is not made: a short reason and a sentence."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason, self.detail = reason, detail


class Rules:
    """What one host allows: by its file, or for want of it everything or nothing (then `why` says why)."""

    def __init__(self, text: str = "", why: str | None = None) -> None:
        self._file, self.why = Protego.parse(text), why

    def refusal(self, url: str) -> str | None:
        """Why a page of the host may not be asked for; None where it may."""
        if self.why:
            return self.why
        return None if self._file.can_fetch(url, AGENT) else "its robots.txt disallows the page"

    @property
    def delay(self) -> float:
        """Seconds between two requests that the host asks for."""
        return max(0.0, float(self._file.crawl_delay(AGENT) or 0.0))


class RobotsMiddleware:
    """Lets a request through where the robots.txt of its host does."""

    def __init__(self, crawler) -> None:
        self._crawler = crawler
        self._rules: dict[str, Rules] = {}

    @classmethod
    def from_crawler(cls, crawler) -> RobotsMiddleware:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raise Refused for a page that may not be asked for."""
        if request.meta.get("for_robots"):
            return
        parts = urlsplit(request.url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = await self._fetch(site)
            self._crawler.spider.delays[parts.hostname] = max(self._rules[site].delay, self._crawler.spider.delays.get(parts.hostname, 0.0))
        if why := self._rules[site].refusal(request.url):
            raise Refused("robots", f"{site}: {why}")

    async def _fetch(self, site: str) -> Rules:
        url = f"{site}/robots.txt"
        for _ in range(MAX_REDIRECTS + 1):
            meta = {"for_robots": True, "download_maxsize": MAX_DOWNLOAD}
            try:
                response = await self._crawler.engine.download_async(Request(url, callback=NO_CALLBACK, dont_filter=True, meta=meta))
            except Refused as refusal:
                return Rules(why=f"its robots.txt leads where the source has no business ({refusal.detail})")
            except Exception as error:
                return Rules(why=f"its robots.txt cannot be had ({type(error).__name__}: {error})"[:300])
            location = response.headers.get("Location")
            if response.status in REDIRECTS and location:
                url = urljoin(url, location.decode("latin-1"))
                continue
            if response.status == 200:
                return Rules(response.body[:MAX_BYTES].decode("utf-8-sig", "replace"))
            if 400 <= response.status < 500 and response.status != 429:
                return Rules()
            return Rules(why=f"its robots.txt cannot be had (HTTP {response.status})")
        return Rules()
