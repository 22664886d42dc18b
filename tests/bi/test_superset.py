"""The BI server as people meet it: dashboards in a real browser, who may do what, what is refused, readers while a refresh publishes.

All in one file, so that the tests of a run share one server.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import duckdb
import pytest
from playwright.sync_api import expect

from tests.bi.server import DESKTOP, Person, Server
from tests.unit.test_bi_assets import BOARDS, CHARTS, asked
from warehouse.bi.assets import slug
from warehouse.publish import _switch

pytestmark = pytest.mark.bi

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


@pytest.mark.parametrize("name", list(BOARDS))
def test_a_dashboard_opens_whole_and_its_headlines_are_the_files(visit: Visit, server: Server, name: str) -> None:
    board = BOARDS[name]
    visit.open(name)
    visit.look_at_all()
    charts = [chart for row in board["rows"] for chart in row]
    assert visit.page.locator("[data-test-chart-name]").count() == len(charts)
    assert len(visit.answered) == len(charts) and set(visit.answered.values()) == {200}
    assert not visit.faults and not visit.outside
    check_headlines(visit, server, board, "zh")


@pytest.mark.parametrize("name", list(BOARDS))
def test_its_english_twin_shows_the_same_headlines(visit: Visit, server: Server, name: str) -> None:
    visit.open(slug(name, "en"))
    check_headlines(visit, server, BOARDS[name], "en")
    assert set(visit.answered.values()) == {200}
    assert not visit.faults and not visit.outside


def check_headlines(visit: Visit, server: Server, board: dict, language: str) -> None:
    assert visit.page.title().startswith(board["title"][language])
    for chart in (chart for row in board["rows"] for chart in row if chart["kind"] == "number"):
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
    visit.look_at_all()
    regions = visit.page.locator(f"[data-test-chart-name='{chart['title']['zh']}'] path.region")
    regions.first.wait_for(timeout=WAIT)
    fills = regions.evaluate_all("paths => paths.map(path => path.style.fill)")
    assert len(fills) == 157
    counties = server.ask(asked(chart, "zh"))
    henan = [code for code, _ in counties if code.startswith("41")]
    assert henan and len([fill for fill in fills if fill not in ("", "none")]) == len(henan)


def test_a_link_leads_to_the_very_sentence(visit: Visit, server: Server) -> None:
    visit.open("evidence")
    visit.look_at_all()
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
    visit.look_at_all()
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


READERS, PUBLISHES = 20, 200
REFUSED = [
    "copy (select 1) to '{folder}/x.csv'",
    "attach '{folder}/x.duckdb' as x",
    "attach ':memory:' as x",
    "select * from read_csv('/etc/passwd')",
    "select * from '/etc/passwd'",
    "select * from read_text('/etc/passwd')",
    "select * from glob('/*')",
    "with x as (select * from read_parquet('{folder}/*')) select * from x",
    "install httpfs",
    "load httpfs",
    "set enable_external_access = true",
    "set memory_limit = '1GB'",
    "pragma threads = 1",
    "pragma enable_profiling",
    "call enable_logging(storage = 'file', storage_path = '{folder}/log')",
    "select * from enable_logging(storage = 'file')",
    "create table x as select 1",
    "create temp table x as select 1",
    "drop table marts.fct_claims",
    "alter table marts.fct_claims drop column quote",
    "insert into marts.fct_claims select * from marts.fct_claims",
    "update marts.fct_claims set quote = ''",
    "delete from marts.fct_claims",
    "create secret x (type s3)",
    "export database '{folder}/x'",
    "select getenv('HOME')",
    "select * from query('select 1')",
    "select 1; drop table marts.fct_claims",
]


@pytest.fixture(scope="module")
def admin(server: Server) -> Person:
    return Person(server, "admin")


@pytest.fixture(scope="module")
def viewer(server: Server) -> Person:
    return Person(server, "viewer")


def query(person: Person, sql: str) -> tuple[int, dict]:
    """What SQL Lab says to a statement."""
    body = {"database_id": 1, "sql": sql, "client_id": uuid.uuid4().hex[:10], "runAsync": False, "schema": "marts"}
    status, answer = person.ask("POST", "/api/v1/sqllab/execute/", body)
    return status, json.loads(answer)


def test_sql_lab_reads(admin: Person, server: Server) -> None:
    status, answer = query(admin, "select count(*) as n from marts.fct_claims")
    assert status == 200 and [(row["n"],) for row in answer["data"]] == server.ask("select count(*) from marts.fct_claims")


@pytest.mark.parametrize("sql", REFUSED)
def test_everything_but_reading_the_file_is_refused(admin: Person, server: Server, sql: str, tmp_path: Path) -> None:
    before = server.home.published_file.read_bytes()
    status, answer = query(admin, sql.format(folder=tmp_path))
    assert status >= 400 and (answer.get("errors") or answer.get("message")), answer
    assert "root:" not in json.dumps(answer) and not list(tmp_path.iterdir())
    assert server.home.published_file.read_bytes() == before


@pytest.mark.parametrize(
    "expression", ["(select content from read_text('/etc/passwd'))", "getenv('HOME')", "(select count(*) from audit.runs)"]
)
def test_a_chart_reads_nothing_but_its_dataset(admin: Person, viewer: Person, server: Server, expression: str) -> None:
    metric = {"expressionType": "SQL", "sqlExpression": expression, "label": "x"}
    question = {"datasource": {"id": 1, "type": "table"}, "queries": [{"columns": [], "metrics": [metric], "row_limit": 5}]}
    for person in (admin, viewer, Person(server)):
        status, answer = person.ask("POST", "/api/v1/chart/data", question)
        assert status >= 400 and "root:" not in answer


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "/api/v1/dashboard/1", {"dashboard_title": "x"}),
        ("DELETE", "/api/v1/dashboard/1", None),
        ("POST", "/api/v1/dashboard/", {"dashboard_title": "x"}),
        ("PUT", "/api/v1/chart/1", {"slice_name": "x"}),
        ("DELETE", "/api/v1/chart/1", None),
        ("POST", "/api/v1/chart/", {"slice_name": "x", "datasource_id": 1, "datasource_type": "table"}),
        ("PUT", "/api/v1/dataset/1", {"sql": "select 1"}),
        ("PUT", "/api/v1/database/1", {"database_name": "x"}),
        ("GET", "/api/v1/database/", None),
        ("POST", "/api/v1/sqllab/execute/", {"database_id": 1, "sql": "select 1", "client_id": "x"}),
        ("GET", "/api/v1/security/users/", None),
        ("GET", "/api/v1/assets/export/", None),
    ],
)
def test_a_viewer_sees_and_changes_nothing(viewer: Person, server: Server, method: str, path: str, body: dict | None) -> None:
    assert viewer.ask("GET", "/api/v1/dashboard/overview")[0] == 200
    assert viewer.ask(method, path, body)[0] == 403
    assert Person(server).ask(method, path, body)[0] in (400, 401, 403)


def test_it_listens_on_this_machine_alone_and_keeps_its_secrets(server: Server) -> None:
    port = int(server.url.rpartition(":")[2])
    listening = [
        line.split()[1]
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        for line in Path(table).read_text().splitlines()[1:]
        if line.split()[3] == "0A" and int(line.split()[1].rpartition(":")[2], 16) == port
    ]
    assert listening == [f"0100007F:{port:04X}"]
    state = server.home.root / "bi"
    assert stat.S_IMODE(state.stat().st_mode) == 0o700
    secrets = {path.name: path.read_text() for path in (state / "secrets").iterdir()}
    assert {"secret_key", "admin_password", "viewer_password"} <= secrets.keys() and len(set(secrets.values())) == len(secrets)
    assert not [name for name, secret in secrets.items() if secret in server.said or secret in (state / "superset.log").read_text()]


def test_the_first_start_is_soon_done(server: Server) -> None:
    assert "Datasets, charts and dashboards are imported" in server.said


@pytest.mark.parametrize("path", ["/evidence/../education.duckdb", "/evidence/%2e%2e/education.duckdb", "/evidence//etc/passwd"])
def test_evidence_shows_its_own_pages_alone(server: Server, path: str) -> None:
    assert Person(server).ask("GET", path)[0] == 404


def test_twenty_readers_see_two_hundred_publishes(server: Server) -> None:
    """Queries of a dashboard go on while files are published: none fails, none mixes two, and the last one shows the last."""
    published = server.home.published_file
    kept = published.with_name(".kept")
    shutil.copy2(published, kept)
    _, answer = Person(server).ask("GET", "/api/v1/dashboard/overview/datasets")
    (dataset,) = [each["id"] for each in json.loads(answer)["result"] if each["table_name"] == "changes"]
    metrics = [
        {"expressionType": "SQL", "sqlExpression": expression, "label": label}
        for label, expression in {"least": "min(value)", "most": "max(previous_value)", "named": "max(metric_zh)"}.items()
    ]
    question = {"datasource": {"id": dataset, "type": "table"}, "queries": [{"columns": [], "metrics": metrics, "row_limit": 1}]}
    over, faults, seen = threading.Event(), [], [[] for _ in range(READERS)]

    def publish(number: int) -> None:
        candidate = published.with_name(".candidate")
        shutil.copy(kept, candidate)
        candidate.chmod(0o644)
        with duckdb.connect(str(candidate)) as connection:
            connection.execute(f"update audit.fact_history set value = {number}, previous_value = {number}")
            connection.execute(f"update marts.dim_metric set name_zh = '{number}'")
        _switch(candidate, published)

    def read(mine: list[int]) -> None:
        person = Person(server)
        while True:
            last = over.is_set()
            status, answer = person.ask("POST", "/api/v1/chart/data", question)
            if status != 200:
                faults.append(answer)
                return
            row = json.loads(answer)["result"][0]["data"][0]
            if not row["least"] == row["most"] == float(row["named"]):
                faults.append(row)
                return
            mine.append(int(row["least"]))
            if last:
                return

    try:
        publish(0)
        readers = [threading.Thread(target=read, args=(mine,)) for mine in seen]
        for reader in readers:
            reader.start()
        for number in range(1, PUBLISHES + 1):
            publish(number)
        over.set()
        for reader in readers:
            reader.join()
    finally:
        os.replace(kept, published)
    assert not faults, faults[0]
    assert all(mine == sorted(mine) and mine[-1] == PUBLISHES for mine in seen)
    assert len({number for mine in seen for number in mine}) > 10
