"""The data dictionary as one page: every table and column of the published file with its comment, and the metrics, in English and Chinese.

What it says is taken from the file alone, where the descriptions of the models and of the metric catalogue ended up.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

from warehouse.catalogue import described
from warehouse.published import reading

STYLE = (
    "body{font:14px/1.5 system-ui,'Noto Sans','Noto Sans CJK SC','Microsoft YaHei',sans-serif;"
    "max-width:80rem;margin:1rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%;margin-bottom:1.5rem}td,th{text-align:left;vertical-align:top;padding:.25rem .6rem;"
    "border-bottom:1px solid #8884}th{white-space:nowrap}code{white-space:nowrap}:root{color-scheme:light dark}"
)
NO_REQUESTS = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"


def page(title: str, body: str) -> str:
    """A whole page that needs nothing besides itself; `body` is HTML."""
    return f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{NO_REQUESTS}<title>{html.escape(title)}</title><style>{STYLE}</style></head><body><h1>{html.escape(title)}</h1>{body}</body></html>'  # noqa: E501


def table(header: list[str], rows: list[tuple]) -> str:
    """Rows as an HTML table; the first cell of each is set as code, all are escaped."""
    head = "".join(f"<th>{html.escape(name)}</th>" for name in header)
    lines = []
    for first, *rest in rows:
        cells = "".join(f"<td>{'' if cell is None else html.escape(str(cell))}</td>" for cell in rest)
        lines.append(f"<tr><td><code>{html.escape(str(first))}</code></td>{cells}</tr>")
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def dictionary(published: Path) -> str:
    """The page. Raises published.Unreadable when the file cannot be read, duckdb.Error when it lacks what the page tells of."""
    with reading(published) as connection:
        tables = described(connection)
        metrics = connection.execute(
            "select metric, family, unit, name_en, name_zh, description_en, description_zh, is_additive"
            " from marts.dim_metric order by family, metric"
        ).fetchall()
    parts = []
    for one in tables:
        rows = [(column.name, column.kind, *in_two_languages(column.comment)) for column in one.columns]
        english, chinese = in_two_languages(one.comment)
        parts.append(f"<h2><code>{html.escape(one.name)}</code></h2><p>{html.escape(english)}<br>{html.escape(chinese)}</p>")
        parts.append(table(["column 列", "type 类型", "English", "中文"], rows))
    header = ["metric 指标", "family", "unit 单位", "name", "名称", "description", "说明", "may be summed 可加"]
    return page("Data dictionary 数据字典", "".join(parts) + "<h2>Metrics 指标</h2>" + table(header, metrics))


def in_two_languages(text: str) -> tuple[str, str]:
    """A comment's English and its Chinese: the Chinese starts with the sentence that has the first Chinese character outside brackets."""
    match = re.search(r"(?<=[.;:!?)]) (?=(?:(?!\. ).)*[\u4e00-\u9fff])", text)
    return (text[: match.start()], text[match.end() :]) if match else (text, "")
