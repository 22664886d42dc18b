"""Each dashboard in a real browser: it opens whole, its figures are those of the file, and nothing is asked of any other host."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlparse

import pytest
from playwright.sync_api import expect

from tests.bi.server import DESKTOP, Person, Server
from tests.unit.test_bi_assets import BOARDS, CHARTS, asked
from warehouse.bi.assets import slug

pytestmark = [pytest.mark.bi, pytest.mark.xdist_group("server")]

WAIT = 60_000
PHONE = {"width": 390, "height": 844}


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
        """Open a dashboard and look at all of it: charts are drawn when they come into sight."""
        self.page.goto(f"{self.server.url}/superset/dashboard/{board}/")
        self.page.wait_for_selector("[data-test='dashboard-content-wrapper']", timeout=WAIT)
        self.look_at_all()

    def look_at_all(self) -> None:
        self.page.wait_for_selector(".dashboard-chart-id-0, [data-test='chart-container'], .chart-container", timeout=WAIT)
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
    browser.clear_cookies()
    page = browser.new_page()
    page.set_viewport_size(DESKTOP)
    yield Visit(page, server)
    page.close()


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


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", list(BOARDS))
def test_a_dashboard_opens_whole_and_its_headlines_are_the_files(visit: Visit, server: Server, name: str, language: str) -> None:
    board = BOARDS[name]
    visit.open(slug(name, language))
    assert visit.page.title().startswith(board["title"][language])
    charts = [chart for row in board["rows"] for chart in row]
    drawn = visit.page.locator("[data-test-chart-name]").count()
    assert drawn == len(charts)
    assert len(visit.answered) == len(charts) and set(visit.answered.values()) == {200}
    assert not visit.faults and not visit.outside
    for chart in (chart for chart in charts if chart["kind"] == "number"):
        ((value,),) = server.ask(asked(chart, language))
        if (expected := shown(value, chart.get("format", ",d"))) is not None:
            assert visit.headline(chart["title"][language]) == expected, chart["key"]


def test_filters_change_the_figures(visit: Visit, server: Server) -> None:
    (chart,) = [chart for board, chart in CHARTS if (board, chart["key"]) == ("enrolment", "regions")]
    title = chart["title"]["zh"]
    visit.open("enrolment")
    before = visit.headline(title)
    visit.page.locator("[data-test='filter-bar'] .ant-select").first.click()
    visit.page.keyboard.type("2023")
    visit.page.locator(".ant-select-item-option[title='2023']").click()
    visit.page.keyboard.press("Escape")
    visit.page.locator("[data-test='filter-bar__apply-button']").click()
    expect(visit.tile(title)).not_to_have_text(before, timeout=WAIT)
    visit.settle()
    ((value,),) = server.ask(asked({**chart, "where": f"({chart['where']}) and year = 2023"}, "zh"))
    assert visit.headline(title) == f"{value:,.0f}" != before
    assert not visit.faults and not visit.outside


def test_the_map_draws_every_county_and_colours_those_with_figures(visit: Visit, server: Server) -> None:
    (chart,) = [chart for board, chart in CHARTS if (board, chart["key"]) == ("overview", "map")]
    visit.open("overview")
    regions = visit.page.locator(f"[data-test-chart-name='{chart['title']['zh']}'] path.region")
    regions.first.wait_for(timeout=WAIT)
    fills = regions.evaluate_all("paths => paths.map(path => path.style.fill)")
    assert len(fills) == 157
    counties = server.ask(asked(chart, "zh"))
    henan = [code for code, _ in counties if code.startswith("41")]
    assert henan and len([fill for fill in fills if fill not in ("", "none")]) == len(henan)


def test_a_link_leads_to_the_very_sentence(visit: Visit, server: Server) -> None:
    visit.open("evidence")
    link = visit.page.locator("td a[href^='/evidence/'][href*='#']").first
    address = link.get_attribute("href")
    with visit.page.context.expect_page() as opened:
        link.click()
    page = opened.value
    page.wait_for_load_state()
    assert urlparse(page.url).path + "#" + urlparse(page.url).fragment == address
    claim = urlparse(page.url).fragment
    ((start, end, text),) = server.ask(
        f"select char_start, char_end, text from marts.fct_claims join marts.document_text using (document_id) where claim_id = '{claim}'"
    )
    mark = page.locator(":target")
    assert re.sub(r"\s", "", mark.inner_text()).startswith(re.sub(r"\s", "", text[start:end])[:20])
    box, height = mark.bounding_box(), page.viewport_size["height"]
    assert box and 0 <= box["y"] < height, "the sentence is in sight"
    plain = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert page.evaluate("getComputedStyle(document.querySelector(':target')).backgroundColor") != plain


def test_a_figure_is_checked_in_the_box(visit: Visit, server: Server) -> None:
    page = visit.page
    page.goto(f"{server.url}/evidence/check")
    page.locator("textarea, input[name='text']").first.fill("焦作市2023年新建改扩建幼儿园25所，投入教育资金999亿元")
    page.locator("form button, form [type='submit']").first.click()
    page.wait_for_load_state()
    said = page.locator("body").inner_text()
    assert "有据可查" in said and ("暂无依据" in said or "不符" in said)
    href = page.locator("a[href*='.html#']").first.get_attribute("href")
    page.goto(server.url + href if href.startswith("/") else f"{server.url}/evidence/{href}")
    assert page.locator(":target").count() == 1
    assert not visit.faults and not visit.outside


def test_hostile_text_in_the_box_is_text(visit: Visit, server: Server) -> None:
    alerts: list[str] = []
    visit.page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    visit.page.goto(
        f"{server.url}/evidence/check?text=%3Cscript%3Ealert(1)%3C/script%3E%3Cimg%20src=x%20onerror=alert(2)%3E%E6%96%B0%E5%BB%BA25%E6%89%80"
    )
    assert not alerts and visit.page.locator("form script, section script, img[src='x']").count() == 0


@pytest.mark.parametrize("board", ["overview", "enrolment"])
def test_a_telephone_shows_a_dashboard_without_scrolling_sideways(visit: Visit, board: str) -> None:
    visit.page.set_viewport_size(PHONE)
    visit.open(board)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    widths = visit.page.eval_on_selector_all(
        ".dashboard-component-chart-holder", "parts => parts.map(part => part.parentElement.getBoundingClientRect().right)"
    )
    tiles = visit.page.locator("[data-test-viz-type='big_number_total']").evaluate_all(
        "parts => parts.map(part => part.getBoundingClientRect()).map(box => [box.left, box.right])"
    )
    assert widths and tiles and all(left >= 0 and right <= PHONE["width"] for left, right in tiles)


def test_links_lead_from_board_to_board(visit: Visit) -> None:
    """Also for those who may not change anything: nobody is asked to sign in on the way."""
    visit.open("evidence")
    for name in ("overview", "facilities", "funding"):
        visit.page.locator(".dashboard-markdown a", has_text=BOARDS[name]["title"]["zh"]).first.click()
        visit.page.wait_for_url(f"**/superset/dashboard/{name}/", wait_until="commit", timeout=WAIT)
        visit.settle()
    assert not visit.faults and not visit.outside


def test_the_other_language_is_one_click_away(visit: Visit) -> None:
    visit.open("plans")
    visit.page.locator(".dashboard-markdown a", has_text="English").click()
    visit.page.wait_for_url("**/superset/dashboard/plans-en/", wait_until="commit", timeout=WAIT)
    visit.page.wait_for_selector("text=Plans against results", timeout=WAIT)
    assert visit.page.locator("text=Apply filters").count() == 1
    assert not visit.faults and not visit.outside


def test_definitions_of_the_boards_are_what_is_shown(server: Server) -> None:
    """The import took every definition over: a board's charts in Superset are those of its file."""
    for name, board in BOARDS.items():
        status, answer = Person(server).ask("GET", f"/api/v1/dashboard/{name}/charts")
        assert status == 200
        titles = {chart["slice_name"] for chart in json.loads(answer)["result"]}
        assert titles == {chart["title"]["zh"] for row in board["rows"] for chart in row}
