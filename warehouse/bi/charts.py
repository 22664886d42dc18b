"""From a chart's few lines in a dashboard's file to the parameters of a Superset chart, in one language.

A chart names a kind, a dataset and columns; what stands here is how each kind is drawn. Which charts there are is for `dashboards/*.yml`.
A column that ends in `_*` has a twin in each language (`level_*`: `level_zh`, `level_en`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

# Superset's names of a chart, and the label it gives a figure that stands nowhere else.
INTEGER, SHORT_DATE = ",d", "%Y-%m-%d"
SEQUENTIAL, COLORS = "superset_seq_1", "supersetColors"


def params(chart: Mapping[str, Any], language: str, labels: Mapping[str, str]) -> dict[str, Any]:
    """Superset's `params` of a chart.

    labels: what the dataset's columns are called in that language. Raises KeyError for an unknown kind.
    """
    own = _in_language(chart, language)
    filters = [{"expressionType": "SQL", "clause": "WHERE", "sqlExpression": own["where"]}] if own.get("where") else []
    return {"adhoc_filters": filters, "row_limit": own.get("limit", 1000), **KINDS[own["kind"]](own, labels)}


def _in_language(value: Any, language: str) -> Any:
    """The same with `_*` replaced by the language, and {zh: …, en: …} by what it says in it."""
    if isinstance(value, str):
        return value.replace("_*", f"_{language}")
    if isinstance(value, list):
        return [_in_language(item, language) for item in value]
    if isinstance(value, Mapping):
        return value[language] if set(value) == {"zh", "en"} else {key: _in_language(item, language) for key, item in value.items()}
    return value


def _number(own: Mapping, labels: Mapping) -> dict[str, Any]:
    return {
        "viz_type": "big_number_total",
        "metric": own["metric"],
        "subtitle": own.get("note", ""),
        "header_font_size": 0.6,
        "subtitle_font_size": 0.25,
        "y_axis_format": own.get("format", INTEGER),
    }


def _bar(own: Mapping, labels: Mapping) -> dict[str, Any]:
    return {
        **_by_category(own, labels),
        "viz_type": "echarts_timeseries_bar",
        "orientation": "horizontal" if own.get("lying") else "vertical",
        "stack": "Stack" if own.get("by") and not own.get("beside") else None,
        "show_value": True,
        "only_total": not own.get("beside"),
        "rich_tooltip": True,
    }


def _by_category(own: Mapping, labels: Mapping) -> dict[str, Any]:
    metrics = _listed(own["metric"])
    return {
        "color_scheme": COLORS,
        "x_axis": own["x"],
        "xAxisForceCategorical": True,
        "x_axis_sort": own.get("sort", own["x"]),
        "x_axis_sort_asc": own.get("sort", own["x"]) == own["x"],
        "metrics": metrics,
        "groupby": [own["by"]] if own.get("by") else [],
        "show_legend": bool(own.get("by")) or len(metrics) > 1,
        "legendType": "scroll",
        "legendOrientation": "top",
        "y_axis_format": own.get("format", INTEGER),
        "truncate_metric": True,
        "show_empty_columns": True,
        "y_axis_title": "",
        "y_axis_title_margin": 15,
    }


def _listed(named: str | list[str]) -> list[str]:
    return named if isinstance(named, list) else [named]


def _pie(own: Mapping, labels: Mapping) -> dict[str, Any]:
    return {
        "viz_type": "pie",
        "color_scheme": COLORS,
        "groupby": [own["by"]],
        "metric": own["metric"],
        "donut": True,
        "innerRadius": 45,
        "outerRadius": 70,
        "label_type": "key_value",
        "labels_outside": True,
        "label_line": True,
        "show_legend": False,
        "number_format": own.get("format", INTEGER),
    }


def _heatmap(own: Mapping, labels: Mapping) -> dict[str, Any]:
    return {
        "viz_type": "heatmap_v2",
        "x_axis": own["x"],
        "groupby": own["by"],
        "metric": own["metric"],
        "normalize_across": "heatmap",
        "legend_type": "continuous",
        "linear_color_scheme": SEQUENTIAL,
        "xscale_interval": -1,
        "yscale_interval": 1,
        "value_bounds": [0, None],
        "show_values": True,
        "show_legend": False,
        "show_percentage": False,
        "sort_x_axis": "alpha_asc",
        "sort_y_axis": "alpha_desc",
        "y_axis_format": INTEGER,
        "left_margin": "auto",
        "bottom_margin": "auto",
    }


def _map(own: Mapping, labels: Mapping) -> dict[str, Any]:
    # China's outlines are Henan's here: see web.py
    return {
        "viz_type": "country_map",
        "select_country": "china",
        "entity": own["region"],
        "metric": own["metric"],
        "linear_color_scheme": SEQUENTIAL,
        "number_format": own.get("format", INTEGER),
    }


def _table(own: Mapping, labels: Mapping) -> dict[str, Any]:
    totals = _listed(own.get("metric", []))
    columns = [*own["columns"], *totals]
    formats = {"year": "d", "confidence": ".2f", **own.get("formats", {})}
    config: dict[str, dict[str, Any]] = {
        column: {
            "customColumnName": labels[column],
            **({"d3NumberFormat": formats[column]} if column in formats else {}),
            "showCellBars": False,
        }
        for column in columns
    }
    return {
        "viz_type": "table",
        "query_mode": "aggregate" if totals else "raw",
        "groupby": own["columns"] if totals else [],
        "metrics": totals,
        "all_columns": [] if totals else columns,
        "order_by_cols": [json.dumps([column.lstrip("-"), not column.startswith("-")]) for column in own.get("sort", [])],
        "column_config": config,
        "table_timestamp_format": SHORT_DATE,
        "page_length": own.get("page", 20),
        "include_search": own.get("search", True),
        "show_cell_bars": False,
        "allow_render_html": True,
        "server_pagination": own.get("server_pages", False),
        "server_page_length": own.get("page", 20),
    }


KINDS: dict[str, Callable[[Mapping, Mapping], dict[str, Any]]] = {
    "number": _number,
    "bar": _bar,
    "pie": _pie,
    "heatmap": _heatmap,
    "map": _map,
    "table": _table,
}
