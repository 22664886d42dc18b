"""The order in which pages are asked for, as Scrapy's scheduler: kept in the source's state, so that a killed visit loses none.

Only handing out requests belongs here; which page is next is the state's business, what a request looks like the spider's.
"""

from __future__ import annotations

import scrapy


class Frontier:
    """Scrapy's scheduler: what a request was made of again (retries, spellings) first, then what the state says."""

    def __init__(self, crawler) -> None:
        self._crawler = crawler
        self._again: list[scrapy.Request] = []

    @classmethod
    def from_crawler(cls, crawler) -> Frontier:
        return cls(crawler)

    def open(self, spider: scrapy.Spider) -> None:
        """Nothing to prepare."""

    def close(self, reason: str) -> None:
        """Nothing to keep: the state has it all."""

    def has_pending_requests(self) -> bool:
        spider = self._crawler.spider
        return bool(self._again) or (spider.ended is None and spider.state.next() is not None)

    def enqueue_request(self, request: scrapy.Request) -> bool:
        self._again.append(request)
        return True

    def next_request(self) -> scrapy.Request | None:
        return self._again.pop(0) if self._again else self._crawler.spider.take()
