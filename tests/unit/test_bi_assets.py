"""The BI layer's files, without its server: what they refer to is there, what they ask is answered, and sums add up what may be."""

from __future__ import annotations

import os
import re
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import yaml

from tests.refreshed import Run
from warehouse.bi import assets, charts
from warehouse.bi.connection import NotReading, only_reading, table_functions
from warehouse.bi.people import secret
from warehouse.bi.place import Place
from warehouse.paths import Home
from warehouse.unseen import UNSEEN

BOARDS = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(assets.HERE.glob("dashboards/*.yml"))}
CHARTS = [(name, chart) for name, board in BOARDS.items() for row in board["rows"] for chart in row]
COLUMNS = yaml.safe_load((assets.HERE / "columns.yml").read_text(encoding="utf-8"))
SUMS = {"total", "total_yi"}
# a table of sums has a row for each status and tier


@pytest.fixture(scope="session")
def published(first_refresh: tuple[Path, Run]) -> Path:
    return Home(first_refresh[0]).published_file


@pytest.fixture(scope="session")
def bundle(published: Path) -> dict[str, dict]:
    return {name: yaml.safe_load(text) for name, text in assets.bundle(published).items()}


def sql(dataset: str) -> str:
    return assets.query(assets.HERE / "datasets" / f"{dataset}.sql")


def metrics(chart: dict) -> list[str]:
    named = chart.get("metric", [])
    return named if isinstance(named, list) else [named]


def columns(chart: dict, language: str) -> list[str]:
    named = [*chart.get("columns", []), *(chart[key] for key in ("x", "by", "region") if key in chart)]
    return [name.replace("_*", f"_{language}") for name in named]


def asked(chart: dict, language: str) -> str:
    """The question of a chart, as plain SQL."""
    grouped = columns(chart, language)
    expressions = [COLUMNS["metrics"][chart["dataset"]][name.replace("_*", f"_{language}")]["sql"] for name in metrics(chart)]
    where = f"where {chart['where']}" if chart.get("where") else ""
    group = f"group by {', '.join(grouped)}" if expressions and grouped else ""
    # the dataset's first line is a comment, its last may be one
    return f"select {', '.join([*grouped, *expressions])} from (\n{sql(chart['dataset'])}\n) {where} {group}"


def test_there_are_the_six_dashboards_in_both_languages(bundle: dict[str, dict]) -> None:
    boards = [part for name, part in bundle.items() if name.startswith("dashboards/")]
    assert {board["slug"] for board in boards} == {
        f"{name}{suffix}" for name in ("overview", "facilities", "enrolment", "funding", "plans", "evidence") for suffix in ("", "-en")
    }
    chinese = re.compile(r"[\u4e00-\u9fff]")
    for board in boards:
        if not board["slug"].endswith("-en"):
            assert chinese.search(board["dashboard_title"])
            continue
        placed = [part for part in board["position"].values() if isinstance(part, dict)]
        drawn = [part["meta"]["sliceName"] for part in placed if part["type"] == "CHART"]
        assert drawn and not [title for title in [*drawn, board["dashboard_title"]] if chinese.search(title)]


def test_every_part_refers_to_a_part_that_is_there(bundle: dict[str, dict]) -> None:
    uuids = [part["uuid"] for part in bundle.values() if "uuid" in part]
    assert len(uuids) == len(set(uuids)) == len(bundle) - 1
    for name, part in bundle.items():
        if name.startswith("charts/"):
            assert part["dataset_uuid"] in uuids
        if name.startswith("dashboards/"):
            position = part["position"]
            for placed in position.values():
                if isinstance(placed, dict):
                    assert set(placed.get("children", [])) <= position.keys()
                    assert placed["type"] != "CHART" or placed["meta"]["uuid"] in uuids
            rows = [placed for placed in position.values() if isinstance(placed, dict) and placed["type"] == "ROW"]
            assert all(sum(position[child]["meta"]["width"] for child in row["children"]) == 12 for row in rows)
            assert all(each["targets"][0]["datasetUuid"] in uuids for each in part["metadata"]["native_filter_configuration"])


@pytest.mark.parametrize(("board", "chart"), CHARTS, ids=[f"{board}-{chart['key']}" for board, chart in CHARTS])
def test_every_chart_can_be_answered(board: str, chart: dict, published: Path) -> None:
    with duckdb.connect(str(published), read_only=True) as connection:
        for language in assets.LANGUAGES:
            connection.execute(asked(chart, language)).fetchall()
            for name in columns(chart, language):
                assert COLUMNS["columns"][name][language]


def test_columns_say_what_they_are(bundle: dict[str, dict]) -> None:
    datasets = [part for name, part in bundle.items() if name.startswith("datasets/")]
    assert len(datasets) >= 8
    for dataset in datasets:
        assert dataset["description"] and dataset["columns"]
        for column in dataset["columns"]:
            assert column["verbose_name"] and column["description"], f"{dataset['table_name']}.{column['column_name']}"
        for metric in dataset["metrics"]:
            assert metric["description"]


@pytest.mark.parametrize(
    ("board", "chart"),
    [(board, chart) for board, chart in CHARTS if SUMS & set(metrics(chart))],
    ids=[f"{board}-{chart['key']}" for board, chart in CHARTS if SUMS & set(metrics(chart))],
)
def test_a_chart_of_sums_keeps_to_one_status_and_one_tier_of_regions(board: str, chart: dict) -> None:
    where = chart["where"]
    assert re.findall(r"\bstatus\s*(=|in|<>)", where) == ["="], "exactly one status"
    tiers = re.findall(r"region_level (= '\w+'|in \([^)]*\))", where)
    # a zone is a county's neighbour, never its part
    assert tiers in (["= 'province'"], ["= 'prefecture'"], ["= 'county'"], ["in ('county', 'zone')"])
    for name in metrics(chart):
        assert "is_summable" in COLUMNS["metrics"][chart["dataset"]][name]["sql"]


def test_sums_leave_out_parts_and_other_states(published: Path, tmp_path: Path) -> None:
    """The facts of a chart of sums, against the fact table: each counted once, none that is a part of another or of another state."""
    (chart,) = [chart for board, chart in CHARTS if (board, chart["key"]) == ("enrolment", "added")]
    with duckdb.connect(str(published), read_only=True) as connection:
        (shown,) = connection.execute(asked(chart, "zh")).fetchone()
        (meant,) = connection.execute(
            "select sum(value) from marts.fct_enrolment_capacity where metric = 'seats_added' and status = 'actual' and not is_subtotal"
            " and not spans_years and period_start is not null and region_level = 'prefecture' and per is null and year is not null"
        ).fetchone()
    assert shown == meant == 28520


def test_no_text_of_a_document_reaches_a_page_as_markup(published: Path, tmp_path: Path) -> None:
    hostile = "<img src=x onerror=alert(1)><script>alert(1)</script>\u202e所有\u2066\u200b\x07\x1b[31m 25\n所"
    copy = tmp_path / "education.duckdb"
    copy.write_bytes(published.read_bytes())
    with duckdb.connect(str(copy)) as connection:
        connection.execute("update marts.fct_claims set quote = $1, facility_name = $1", [hostile])
        connection.execute("update marts.dim_document set title = $1, publisher = $1, file_name = $1", [hostile])
        connection.execute("update audit.fact_history set file_name = $1", [hostile])
        connection.execute("update audit.checks set message = $1", [hostile])
        for table in ("fct_facilities", "fct_funding", "fct_enrolment_capacity", "fct_indicators"):
            connection.execute(f"update marts.{table} set facility_name = $1", [hostile])
        connection.execute("update marts.fct_funding set purpose = $1", [hostile])
        for path in assets.HERE.glob("datasets/*.sql"):
            found = connection.execute(assets.query(path))
            names = [column[0] for column in found.description]
            rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
            texts = list(_texts(rows))
            assert not [text for text in texts if re.search(r"<(?!/?a\b)", text) or UNSEEN.search(text)], path.name
            shown = any("alert(1)＜/script＞所有[31m 25\n所" in text for text in texts)
            assert shown or not rows or "shown(" not in path.read_text(encoding="utf-8"), path.name
            for link in (text for text in texts if text.startswith("<a")):
                assert re.fullmatch(r'<a href="/evidence/\w+\.html(#[\w-]+)?" target="_blank">[^<>]+</a>', link)


def _texts(rows: list[dict]) -> Iterator[str]:
    for row in rows:
        yield from (value for value in row.values() if isinstance(value, str))


def test_every_table_function_of_duckdb_is_judged() -> None:
    """A new version of DuckDB may bring functions that reach files: each must be put on one of the two lists."""
    with duckdb.connect(config={"autoload_known_extensions": "false"}) as connection:
        rows = connection.execute(
            "select distinct function_name from duckdb_functions() where function_type in ('table', 'pragma')"
        ).fetchall()
    there = {name for (name,) in rows}
    harmless, forbidden = table_functions("harmless"), table_functions("forbidden")
    assert there - forbidden - harmless == set()
    assert not forbidden & harmless


@pytest.mark.parametrize(
    "text", ["select 1", "from marts.fct_claims", "with a as (select 1) from a", "explain select 1", "describe x", "show tables"]
)
def test_reading_is_let_through(text: str) -> None:
    assert only_reading(text, database=None) == text


@pytest.mark.parametrize(
    "text",
    [
        "copy (select 1) to 'x.csv'",
        "attach 'x.duckdb'",
        "attach ':memory:'",
        "install httpfs",
        "load httpfs",
        "set threads = 1",
        "pragma enable_profiling",
        "pragma profile_output = 'x'",
        "call enable_logging(storage = 'file')",
        "create table x as select 1",
        "drop table marts.fct_claims",
        "insert into x values (1)",
        "export database 'x'",
        "select 1; drop table x",
        "-- select\nvacuum",
    ],
)
def test_everything_else_is_refused(text: str) -> None:
    with pytest.raises(NotReading):
        only_reading(text)


def test_secrets_are_made_once_and_are_their_owners_alone(tmp_path: Path) -> None:
    place = Place(Home(tmp_path))
    first = secret(place, "secret_key")
    assert len(first) >= 40 and secret(place, "secret_key") == first
    assert secret(Place(Home(tmp_path / "other")), "secret_key") != first
    assert stat.S_IMODE((place.secrets / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE(place.secrets.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("host", "alone"), [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("::", False), ("bi.example", False)]
)
def test_only_loopback_counts_as_this_machine(host: str, alone: bool) -> None:
    assert Place(Home(Path("/nowhere")), host=host).is_loopback is alone


def test_the_map_has_a_place_for_each_county_of_today(published: Path) -> None:
    import json

    outlines = json.loads((assets.HERE / "map" / "henan.geojson").read_text(encoding="utf-8"))
    drawn = {feature["properties"]["ISO"]: feature["properties"]["NAME_1"] for feature in outlines["features"]}
    with duckdb.connect(str(published), read_only=True) as connection:
        counties = dict(
            connection.execute(
                "select region_code, region_name from marts.dim_region"
                " where region_level = 'county' and region_code like '41%' and valid_to is null"
            ).fetchall()
        )
    assert len(drawn) == 157 and drawn == counties


def test_a_definition_that_is_wrong_is_said_with_its_place(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    shutil.copytree(assets.HERE, tmp_path / "bi", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(assets, "HERE", tmp_path / "bi")
    board = tmp_path / "bi" / "dashboards" / "plans.yml"
    board.write_text(board.read_text(encoding="utf-8").replace("kind: pie", "kind: cake"), encoding="utf-8")
    with pytest.raises(assets.DefinitionError, match=r"plans\.yml: chart outcomes: 'cake'"):
        assets.bundle(published)
    assert "pie" in charts.KINDS


def test_a_port_that_another_has_is_told_before_anything_is_started(first_refresh: tuple[Path, Run]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        environment = os.environ | {"WAREHOUSE_HOME": str(first_refresh[0]), "WAREHOUSE_BI_PORT": str(port)}
        started = subprocess.run([sys.executable, "-m", "warehouse.bi"], env=environment, capture_output=True, text=True)
    assert started.returncode == 1
    assert f"Nothing can be shown at http://127.0.0.1:{port}: Address already in use" in started.stderr
    assert f"make bi PORT={port + 1}" in started.stderr


def test_the_board_counts_as_unsure_what_the_review_list_begins_with() -> None:
    project = yaml.safe_load((assets.HERE.parents[1] / "dbt_project" / "dbt_project.yml").read_text("utf-8"))
    board = (assets.HERE / "dashboards" / "evidence.yml").read_text("utf-8")
    assert f"confidence < {project['vars']['review_below_confidence']}," in board
