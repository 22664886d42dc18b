"""The BI layer's files (`datasets/`, `dashboards/`) as what Superset imports: a database, datasets, and each dashboard in Chinese and in
English.

Names are stable: the same files make the same assets, so that importing them again changes what changed and nothing else. Columns, their
types and their descriptions come from the published file itself.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from warehouse import unseen
from warehouse.bi import charts

HERE = Path(__file__).parent
LANGUAGES = ("zh", "en")
DATABASE = "教育数据仓库 Education warehouse"
VERSION = "1.0.0"
# The grid's heights are counted in these units.
ROW_UNITS = {"number": 18, "table": 60, "map": 76, "heatmap": 60}
OTHER_UNITS = 46


class DefinitionError(ValueError):
    """A file of the BI layer doesn't say what it must; the message names the file, the place and what is wrong."""


def definitions() -> list[Path]:
    """Every file that the assets are made of."""
    own = (path for pattern in ("datasets/*", "dashboards/*", "*.py", "*.css", "*.yml") for path in HERE.glob(pattern))
    return [*sorted(own), Path(unseen.__file__)]


def query(path: Path) -> str:
    """The SQL of a dataset's file. Raises DefinitionError.

    In it `{{ shown("…") }}` is a text of a document as a chart may show it, and `{{ link("…", "原句") }}` a link to a path below the
    published folder.
    """
    from jinja2 import Environment, StrictUndefined, TemplateError

    try:
        return Environment(undefined=StrictUndefined).from_string(path.read_text(encoding="utf-8")).render(shown=_shown, link=_link)
    except TemplateError as error:
        raise DefinitionError(f"{path}: {error}") from error


def _shown(expression: str) -> str:
    """Superset draws tables as HTML: without what would be markup there, or would turn the line around."""
    return f"translate({unseen.without(expression)}, '<>', '＜＞')"


def _link(path: str, words: str) -> str:
    return f"""'<a href="/' || {path} || '" target="_blank">{words}</a>'"""


def bundle(published: Path) -> dict[str, str]:
    """Path in the bundle → YAML, as Superset's import of assets wants it.

    Raises DefinitionError; duckdb.Error when the file cannot be read.
    """
    import duckdb

    columns = _load(HERE / "columns.yml")
    with duckdb.connect(str(published), read_only=True) as connection:
        # The same column is described alike wherever it stands; the shortest is the plainest.
        comments = dict(
            connection.execute(
                "select column_name, arg_min(comment, length(comment)) from duckdb_columns() where comment is not null group by 1"
            ).fetchall()
        )
        datasets = {path.stem: _dataset(path, connection, comments, columns) for path in sorted(HERE.glob("datasets/*.sql"))}
    parts: dict[str, Any] = {
        "metadata.yaml": {"version": VERSION, "type": "assets", "timestamp": "2026-11-22T00:00:00+00:00"},
        "databases/education.yaml": _database(),
    }
    parts |= {f"datasets/education/{name}.yaml": dataset for name, dataset in datasets.items()}
    boards = [(path, _load(path)) for path in sorted(HERE.glob("dashboards/*.yml"))]
    boards.sort(key=lambda board: board[1]["place"])
    for path, board in boards:
        for language in LANGUAGES:
            made = list(_charts(path, board, language, datasets, columns))
            parts |= {f"charts/{chart['uuid']}.yaml": chart for chart, _ in made}
            parts[f"dashboards/{slug(board['slug'], language)}.yaml"] = _dashboard(
                path, board, language, made, [each for _, each in boards], columns
            )
    return {name: yaml.safe_dump(part, allow_unicode=True, sort_keys=False) for name, part in parts.items()}


def slug(name: str, language: str) -> str:
    """Chinese first: the plain address is the Chinese dashboard's."""
    return name if language == "zh" else f"{name}-{language}"


def identity(*parts: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "henan-education-warehouse/" + "/".join(parts)))


def _load(path: Path) -> dict[str, Any]:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise DefinitionError(f"{path}: {error}") from error


def _database() -> dict[str, Any]:
    return {
        "database_name": DATABASE,
        # Where the file is, and how it is opened, is decided for each query: see connection.py
        "sqlalchemy_uri": "duckdb:///education.duckdb",
        "expose_in_sqllab": True,
        "allow_run_async": False,
        "allow_ctas": False,
        "allow_cvas": False,
        "allow_dml": False,
        "allow_csv_upload": False,
        "extra": {"allows_virtual_table_explore": True, "metadata_params": {}, "engine_params": {}},
        "uuid": identity("database"),
        "version": VERSION,
    }


def _dataset(path: Path, connection: Any, comments: Mapping[str, str], columns: Mapping[str, Any]) -> dict[str, Any]:
    sql = query(path)
    described = connection.execute(f"describe {sql}").fetchall()
    if missing := sorted({name for name, *_ in described} - columns["columns"].keys()):
        raise DefinitionError(
            f"{path}: columns without a name in both languages, to be added to {HERE / 'columns.yml'}: {', '.join(missing)}"
        )
    metrics = columns["metrics"].get(path.stem, {})
    return {
        "table_name": path.stem,
        "description": sql.partition("\n")[0].removeprefix("-- "),
        "schema": None,
        "sql": sql,
        "filter_select_enabled": True,
        "uuid": identity("dataset", path.stem),
        "database_uuid": identity("database"),
        "version": VERSION,
        "main_dttm_col": None,
        "columns": [
            {
                "column_name": name,
                "verbose_name": columns["columns"][name]["zh"],
                "description": comments.get(name) or comments.get(name.rpartition("_")[0]) or " ".join(columns["columns"][name].values()),
                "type": kind,
                "is_dttm": kind in ("DATE", "TIMESTAMP"),
                "groupby": True,
                "filterable": True,
                "is_active": True,
            }
            for name, kind, *_ in described
        ],
        "metrics": [
            {
                "metric_name": name,
                "verbose_name": metric["zh"],
                "description": f"{metric['en']}. {metric['zh']}。",
                "expression": metric["sql"],
                "d3format": metric.get("format", charts.INTEGER),
            }
            for name, metric in metrics.items()
        ],
    }


def _charts(
    path: Path, board: Mapping, language: str, datasets: Mapping, columns: Mapping
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each chart of a board as Superset has it, beside its definition."""
    named = columns["columns"] | {name: metric for metrics in columns["metrics"].values() for name, metric in metrics.items()}
    labels = {name: label[language] for name, label in named.items()}
    for row in board["rows"]:
        for chart in row:
            try:
                params = charts.params(chart, language, labels)
                made = {
                    "slice_name": chart["title"][language],
                    "description": chart.get("about", {}).get(language, ""),
                    "viz_type": params["viz_type"],
                    "params": params,
                    "uuid": identity("chart", board["slug"], chart["key"], language),
                    "dataset_uuid": datasets[chart["dataset"]]["uuid"],
                    "version": VERSION,
                }
            except KeyError as error:
                raise DefinitionError(f"{path}: chart {chart.get('key', chart)}: {error} is missing or unknown") from error
            yield made, chart


def _dashboard(path: Path, board: Mapping, language: str, made: list, boards: list[Mapping], columns: Mapping) -> dict[str, Any]:
    title = board["title"][language]
    return {
        "dashboard_title": title,
        "description": board["about"][language],
        "slug": slug(board["slug"], language),
        "uuid": identity("dashboard", board["slug"], language),
        "css": (HERE / "dashboards.css").read_text(encoding="utf-8"),
        "published": True,
        "position": _layout(board, language, made, boards),
        "metadata": {
            "native_filter_configuration": [_filter(name, board, language, columns) for name in board.get("filters", [])],
            "cross_filters_enabled": True,
            "filter_bar_orientation": "VERTICAL",
            "refresh_frequency": 0,
            "expanded_slices": {},
            "timed_refresh_immune_slices": [],
            "label_colors": {},
            "shared_label_colors": [],
        },
        "version": VERSION,
    }


def _layout(board: Mapping, language: str, made: list, boards: list[Mapping]) -> dict[str, Any]:
    """Superset's position of each part: a line that leads to the other dashboards, then the rows, twelve columns wide."""
    position: dict[str, Any] = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"id": "ROOT_ID", "type": "ROOT", "children": ["GRID_ID"]},
        "HEADER_ID": {"id": "HEADER_ID", "type": "HEADER", "meta": {"text": board["title"][language]}},
        "GRID_ID": {"id": "GRID_ID", "type": "GRID", "children": [], "parents": ["ROOT_ID"]},
    }

    def add_row(number: int, parts: list[tuple[str, str, dict[str, Any]]]) -> None:
        row = f"ROW-{number}"
        position["GRID_ID"]["children"].append(row)
        position[row] = {
            "id": row,
            "type": "ROW",
            "children": [name for name, *_ in parts],
            "parents": ["ROOT_ID", "GRID_ID"],
            "meta": {"background": "BACKGROUND_TRANSPARENT"},
        }
        for name, kind, meta in parts:
            position[name] = {"id": name, "type": kind, "children": [], "parents": ["ROOT_ID", "GRID_ID", row], "meta": meta}

    add_row(0, [("MARKDOWN-ways", "MARKDOWN", {"code": _ways(board, language, boards), "width": 12, "height": 10})])
    by_key = {chart["key"]: asset for asset, chart in made}
    for number, row in enumerate(board["rows"], start=1):
        parts = []
        for chart in row:
            asset = by_key[chart["key"]]
            meta = {
                "uuid": asset["uuid"],
                "sliceName": asset["slice_name"],
                "width": chart.get("width", 12 // len(row)),
                "height": chart.get("height", ROW_UNITS.get(chart["kind"], OTHER_UNITS)),
                # overwritten by the import with what the database gives
                "chartId": 0,
            }
            parts.append((f"CHART-{chart['key']}", "CHART", meta))
        add_row(number, parts)
    return position


def _ways(board: Mapping, language: str, boards: list[Mapping]) -> str:
    """Where one is, where one may go, and what this page says."""
    other = "en" if language == "zh" else "zh"
    links = [
        f"**{each['title'][language]}**"
        if each["slug"] == board["slug"]
        else f"[{each['title'][language]}](/superset/dashboard/{slug(each['slug'], language)}/)"
        for each in boards
    ]
    check = {"zh": "核对数字", "en": "Check a figure"}[language]
    links += [f"[{check}](/evidence/check)", f"[{'English' if other == 'en' else '中文'}](/language/{other}/{slug(board['slug'], other)})"]
    return " · ".join(links) + f"\n\n{board['about'][language]}"


def _filter(name: str, board: Mapping, language: str, columns: Mapping) -> dict[str, Any]:
    wanted = columns["filters"][name]
    column = wanted["column"].replace("_*", f"_{language}")
    return {
        "id": f"NATIVE_FILTER-{name}",
        "type": "NATIVE_FILTER",
        "filterType": "filter_select",
        "name": wanted[language],
        "description": "",
        "targets": [{"datasetUuid": identity("dataset", board.get("filter_dataset", "facts")), "column": {"name": column}}],
        "defaultDataMask": {"extraFormData": {}, "filterState": {}, "ownState": {}},
        "cascadeParentIds": [],
        "scope": {"rootPath": ["ROOT_ID"], "excluded": []},
        "controlValues": {
            "multiSelect": True,
            "enableEmptyFilter": False,
            "defaultToFirstItem": False,
            "inverseSelection": False,
            "searchAllOptions": True,
            "sortAscending": not wanted.get("newest_first", False),
        },
    }
