"""Every dashboard in a real browser, and what people do there: it opens whole, its headlines are the file's, filters filter, links lead on.

A page is opened once and kept for those who go on with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlparse

import pytest
from playwright.sync_api import expect

from tests.bi.server import Server
from tests.bi.visit import WAIT, Visit, check_headlines
from tests.unit.test_bi_assets import BOARDS, CHARTS, asked

pytestmark = pytest.mark.bi

Boards = Callable[[str], Visit]


@pytest.mark.parametrize("name", list(BOARDS))
def test_a_dashboard_opens_whole_and_its_headlines_are_the_files(board: Boards, server: Server, name: str) -> None:
    visit = board(name)
    charts = [chart for row in BOARDS[name]["rows"] for chart in row]
    assert visit.page.locator("[data-test-chart-name]").count() == len(charts)
    assert len(visit.answered) == len(charts) and set(visit.answered.values()) == {200}
    assert not visit.faults and not visit.outside
    check_headlines(visit, server, BOARDS[name], "zh")


def test_filters_change_the_figures(board: Boards, server: Server) -> None:
    (chart,) = [chart for name, chart in CHARTS if (name, chart["key"]) == ("enrolment", "regions")]
    title = chart["title"]["zh"]
    visit = board("enrolment")
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


def test_the_map_draws_every_county_and_colours_those_with_figures(board: Boards, server: Server) -> None:
    (chart,) = [chart for name, chart in CHARTS if (name, chart["key"]) == ("overview", "map")]
    regions = board("overview").page.locator(f"[data-test-chart-name='{chart['title']['zh']}'] path.region")
    regions.first.wait_for(timeout=WAIT)
    fills = regions.evaluate_all("paths => paths.map(path => path.style.fill)")
    assert len(fills) == 157
    counties = server.ask(asked(chart, "zh"))
    henan = [code for code, _ in counties if code.startswith("41")]
    assert henan and len([fill for fill in fills if fill not in ("", "none")]) == len(henan)


def test_a_link_leads_to_the_very_sentence(board: Boards, server: Server) -> None:
    visit = board("evidence")
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


def test_links_lead_from_board_to_board(board: Boards) -> None:
    """Also for those who may not change anything: nobody is asked to sign in on the way."""
    visit = board("evidence")
    for name in ("overview", "funding"):
        visit.page.locator(".dashboard-markdown a", has_text=BOARDS[name]["title"]["zh"]).first.click()
        visit.page.wait_for_url(f"**/superset/dashboard/{name}/", wait_until="commit", timeout=WAIT)
        visit.settle()
    assert not visit.faults and not visit.outside


def test_the_other_language_is_one_click_away(board: Boards) -> None:
    visit = board("plans")
    visit.page.locator(".dashboard-markdown a", has_text="English").click()
    visit.page.wait_for_url("**/superset/dashboard/plans-en/", wait_until="commit", timeout=WAIT)
    visit.page.wait_for_selector("text=Plans against results", timeout=WAIT)
    assert visit.page.locator("text=Apply filters").count() == 1
    assert not visit.faults and not visit.outside
