"""A browser's visit to a dashboard: what it asked for, what went wrong, and when it has settled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.bi.server import DESKTOP, Server
from tests.unit.test_bi_assets import asked

WAIT = 60_000


class Visit:
    """A page that keeps account of what it asked for and what went wrong."""

    def __init__(self, page: Any, server: Server):
        self.page, self.server = page, server
        self.outside: list[str] = []
        self.faults: list[str] = []
        self.answered: dict[int, int] = {}
        page.on("request", self._asked)
        page.on("response", self._answered)
        page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.server.url, "data:", "blob:", "about:")):
            self.outside.append(request.url)

    def _answered(self, response: Any) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status} {response.url}")
        if ("/api/v1/chart/data" in response.url or "/explore_json/" in response.url) and (
            chart := re.search(r"slice_id%22%3A(\d+)", response.url)
        ):
            self.answered[int(chart[1])] = response.status

    def open(self, board: str) -> None:
        """Open a dashboard and wait for what is in sight."""
        self.page.goto(f"{self.server.url}/superset/dashboard/{board}/")
        self.page.wait_for_selector("[data-test='dashboard-content-wrapper'] .chart-container", timeout=WAIT)
        self.settle()

    def look_at_all(self) -> None:
        """Charts are drawn when they come into sight."""
        for part in self.page.query_selector_all(".dashboard-component-chart-holder"):
            part.scroll_into_view_if_needed(timeout=WAIT)
            self.page.wait_for_timeout(100)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is loading any more, filters included."""
        self.page.wait_for_load_state("networkidle", timeout=WAIT)
        expect(self.page.locator("[data-test='loading-indicator']")).to_have_count(0, timeout=WAIT)
        self.page.wait_for_timeout(300)

    def headline(self, title: str) -> str:
        """What a tile with one number shows."""
        tile = self.tile(title)
        tile.scroll_into_view_if_needed(timeout=WAIT)
        return tile.inner_text(timeout=WAIT)

    def tile(self, title: str) -> Any:
        return self.page.locator(f"[data-test-chart-name='{title}'] .header-line")


@pytest.fixture
def visit(server: Server, browser: Any) -> Iterator[Visit]:
    """A page of the test's own."""
    browser.clear_cookies()
    with _page(server, browser) as opened:
        yield opened


@pytest.fixture(scope="module")
def board(server: Server, browser: Any) -> Iterator[Callable[[str], Visit]]:
    """Opens a dashboard, looks at all of it, and keeps it open for those who ask again."""
    browser.clear_cookies()
    with ExitStack() as pages:

        @cache
        def opened(name: str) -> Visit:
            visit = pages.enter_context(_page(server, browser))
            visit.open(name)
            visit.look_at_all()
            return visit

        yield opened


@contextmanager
def _page(server: Server, browser: Any) -> Iterator[Visit]:
    page = browser.new_page()
    page.set_viewport_size(DESKTOP)
    yield Visit(page, server)
    page.close()


def check_headlines(visit: Visit, server: Server, board: dict, language: str) -> None:
    assert visit.page.title().startswith(board["title"][language])
    for chart in (chart for row in board["rows"] for chart in row if chart["kind"] == "number"):
        ((value,),) = server.ask(asked(chart, language))
        if (expected := shown(value, chart.get("format", ",d"))) is not None:
            assert visit.headline(chart["title"][language]) == expected, chart["key"]


def shown(value: float | None, pattern: str) -> str | None:
    """A figure as a tile writes it; None for a pattern that isn't compared."""
    if value is None:
        return None
    if pattern == ",d":
        return f"{round(value):,}"
    if pattern == ".0%":
        return f"{value:.0%}"
    digits = f"{value:,.2f}"
    return digits.rstrip("0").rstrip(".") if "~" in pattern else digits
