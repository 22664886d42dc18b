"""How gently a site is asked: the pause that it wishes for between requests, and the waiting that it asks for when it has too much to do.

Scrapy sees to one request at a time, the delay between them and AutoThrottle; here is what it does not know: Crawl-delay, Retry-After, and
that only the source's own addresses are asked for.
"""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware

from ingestion.crawl.robots import Refused
from ingestion.crawl.urls import own

BUSY = frozenset({429, 503})
BACK_OFF_SECONDS = 5.0  # before the first retry where the site asks for nothing; doubled each time


def seconds_asked_for(retry_after: bytes | None, now: datetime) -> float | None:
    """The seconds that a Retry-After header asks for, as a number or as a date; None where it says nothing that can be understood."""
    text = (retry_after or b"").decode("latin-1").strip()
    if text.isdigit():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds())


class OwnHostsMiddleware:
    """Refuses every request that is not for the source's own hosts, whoever makes it: links, redirects, robots.txt."""

    def __init__(self, crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler) -> OwnHostsMiddleware:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        if not own(request.url, self._crawler.spider.source.hosts):
            raise Refused("foreign", f"{request.url[:200]} is none of the source's hosts ({', '.join(self._crawler.spider.source.hosts)})")


class CrawlDelayMiddleware:
    """Keeps the pause that a host's robots.txt asks for (Crawl-delay)."""

    def __init__(self, crawler) -> None:
        self._crawler = crawler
        self._last: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler) -> CrawlDelayMiddleware:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        host = urlsplit(request.url).hostname
        wait = self._last.get(host, float("-inf")) + self._crawler.spider.delays.get(host, 0.0) - time.monotonic()
        if wait > 0:
            await self._crawler.spider.sleep(wait)
        self._last[host] = time.monotonic()


class PatientRetryMiddleware(RetryMiddleware):
    """Scrapy's retries, with the waiting that the site asks for. One request is under way at a time, so the whole visit waits with it.

    A site that asks for longer than the source's `longest_wait_seconds` is left alone: the visit ends, the rest waits for the next.
    """

    async def process_response(self, request: Request, response):
        result = super().process_response(request, response)
        if not isinstance(result, Request):
            return result
        spider, tries = self.crawler.spider, result.meta["retry_times"]
        asked = seconds_asked_for(response.headers.get("Retry-After"), datetime.now(UTC)) if response.status in BUSY else None
        longest = spider.source.pace.longest_wait_seconds
        if asked is not None and asked > longest:
            spider.stop("asked_to_wait", f"HTTP {response.status}, Retry-After {asked:.0f} s, above longest_wait_seconds {longest:.0f}")
            return response
        await spider.sleep(min(longest, BACK_OFF_SECONDS * 2 ** (tries - 1)) if asked is None else asked)
        return result


async def sleep(seconds: float) -> None:
    """Wait without holding up the reactor."""
    await asyncio.sleep(seconds)
