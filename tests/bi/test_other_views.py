"""The English twins of the dashboards, their look on a telephone, and the box that checks a figure, in a real browser."""

from __future__ import annotations

import pytest

from tests.bi.server import Server
from tests.bi.visit import Visit, check_headlines
from tests.unit.test_bi_assets import BOARDS
from warehouse.bi.assets import slug

pytestmark = pytest.mark.bi

PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize("name", list(BOARDS))
def test_its_english_twin_shows_the_same_headlines(visit: Visit, server: Server, name: str) -> None:
    visit.open(slug(name, "en"))
    check_headlines(visit, server, BOARDS[name], "en")
    assert set(visit.answered.values()) == {200}
    assert not visit.faults and not visit.outside


@pytest.mark.parametrize("name", ["overview", "enrolment"])
def test_a_telephone_shows_a_dashboard_without_scrolling_sideways(visit: Visit, name: str) -> None:
    visit.page.set_viewport_size(PHONE)
    visit.open(name)
    visit.look_at_all()
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    widths = visit.page.eval_on_selector_all(
        ".dashboard-component-chart-holder", "parts => parts.map(part => part.parentElement.getBoundingClientRect().right)"
    )
    tiles = visit.page.locator("[data-test-viz-type='big_number_total']").evaluate_all(
        "parts => parts.map(part => part.getBoundingClientRect()).map(box => [box.left, box.right])"
    )
    assert widths and tiles and all(left >= 0 and right <= PHONE["width"] for left, right in tiles)


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
