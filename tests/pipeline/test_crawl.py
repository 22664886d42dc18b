"""Sources in a whole refresh: off by default, published when enabled, versions of changed pages, and sources that fail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ingestion.crawl.reactor import LOOPBACK_VARIABLE
from tests.crawl import pages
from tests.crawl.site import Answer, Site, definition, html
from tests.refreshed import Warehouse


def test_pages_of_enabled_sources_are_published_with_their_history(
    new_warehouse: Callable[[], Warehouse], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse = new_warehouse()
    with Site(pages.portal(3)) as paper, Site(pages.office(), "office.test") as office:
        folder = tmp_path / "sources"
        definition(folder, paper, "test-paper", expected={"minimum": 1, "maximum": 2})
        definition(folder, office, "test-office", cadence="daily", expected={"minimum": 5, "maximum": 9})
        definition(folder, paper, "test-idle")
        definition(folder, paper, "test-down", start=["http://nobody.test:1/"], hosts=["nobody.test:1"])
        monkeypatch.setenv("WAREHOUSE_SOURCES", str(folder))
        monkeypatch.setenv(LOOPBACK_VARIABLE, f"{paper.loopback},{office.loopback},nobody.test=127.0.0.1:1")

        monkeypatch.setenv("WAREHOUSE_CRAWL", "test-paper, test-office, test-down, test-nowhere")
        run = warehouse.refresh()
        assert run.status == 0, run.shown
        (stage,) = [stage for stage in run.ledger.stages if stage["name"] == "crawl"]
        assert stage["detail"] == "3 sources, 4 pages new or changed; test-nowhere: not defined"
        found = warehouse.query(
            "select source_id, url, title, publisher, published_date::varchar, encoding from marts.dim_document order by 1, 2"
        )
        assert [row[:2] for row in found] == [("test-office", office.url("/content/2024/%E6%80%BB%E7%BB%93.html"))] + [
            ("test-paper", paper.url(f"/news/{n}.html")) for n in (1, 2, 3)
        ]
        assert found[0][2:] == ("焦作市教育局2023年工作总结", "焦作市教育局", "2024-01-10", "gb18030")
        assert found[1][2:] == ("解放区第1项教育工程投用", "焦作日报", "2024-03-02", "utf-8")
        facts = "select value from marts.fct_enrolment_capacity where metric = 'seats_added' and region_level = 'county' order by value"
        assert warehouse.query(facts) == [(1001.0,), (1002.0,), (1003.0,)]
        checks = warehouse.query(
            "select table_name, name, severity from audit.checks where name like 'source_%' and not passed order by 1, 2"
        )
        assert checks == [
            ("test-down", "source_pages_taken", "warning"),
            ("test-down", "source_visited", "error"),
            ("test-down", "source_yield_minimum", "error"),
            ("test-nowhere", "source_visited", "error"),
            ("test-office", "source_yield_minimum", "error"),
            ("test-paper", "source_yield_maximum", "warning"),
        ]
        assert "test-nowhere.yaml. Correct it to one of: test-down, test-idle, test-office, test-paper" in run.shown
        assert "error pipeline: source_yield_minimum on test-office" in run.shown
        assert not (warehouse.home.crawl / "test-idle").exists()

        paper.asked.clear(), office.asked.clear()
        paper.pages["/news/1.html"] = html(pages.portal_article(1, seats=4321))
        paper.pages["/news/2.html"] = Answer(b"", 404)
        monkeypatch.setenv("WAREHOUSE_CRAWL", "test-paper,test-office")
        run = warehouse.refresh()
        assert run.status == 0 and run.ledger.documents["changed"] == 1 and run.ledger.documents["new"] == 0, run.shown
        assert office.asked == [] and "test-office: not due before" in run.shown
        assert warehouse.query(facts) == [(1002.0,), (1003.0,), (4321.0,)]
        changes = warehouse.query(
            "select change, value, previous_value from audit.fact_history where value = 4321 or previous_value = 1001"
        )
        assert ("changed", 4321.0, 1001.0) in changes
        assert list((warehouse.home.crawl / "test-paper" / "spool").iterdir()) == []


def test_a_broken_definition_is_named_with_its_line_and_nothing_is_published(
    new_warehouse: Callable[[], Warehouse], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse = new_warehouse()
    with Site({}) as site:
        path = definition(tmp_path / "sources", site)
    path.write_text(path.read_text("utf-8").replace("cadence: every_run", "cadence: hourly"), encoding="utf-8")
    monkeypatch.setenv("WAREHOUSE_SOURCES", str(path.parent))
    run = warehouse.refresh()
    assert run.status == 1 and f"{path}:3: cadence" in run.shown
