"""Documents with tables for tests: grids of words laid out in a text as readers lay them out, each row a line, its cells joined by TAB."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from ingestion.documents.workbook import column_name
from ingestion.schemas import DOCUMENTS
from tests.extracted import document

Grid = Sequence[Sequence[str]]
# cells that take up more than one place, by row and column: (rows, columns)
Merged = dict[tuple[int, int], tuple[int, int]]


def grid_document(
    *tables: Grid,
    above: str = "",
    below: str = "",
    merged: Merged | None = None,
    sheet: str | None = None,
    keep_empty: bool = True,
    **about,
) -> pl.DataFrame:
    """One document of some tables, the text `above` before the first, `below` after the last, a blank line between two.

    `merged` holds for the first table; places that a merged cell takes up have no cell of their own. `about`: what `document` takes.
    """
    text = above
    cells = []
    for number, rows in enumerate(tables):
        text += "\n" if number else ""
        hidden = {
            (row + down, column + right)
            for (row, column), (height, width) in (merged or {} if number == 0 else {}).items()
            for down in range(height) for right in range(width) if down or right
        }  # fmt: skip
        for row, line in enumerate(rows):
            for column, word in enumerate(line):
                if (row, column) in hidden or not (word or keep_empty):
                    continue
                text += "\t" if cells and cells[-1]["table"] == number and cells[-1]["row"] == row else ""
                height, width = (merged or {}).get((row, column), (1, 1)) if number == 0 else (1, 1)
                cells.append(
                    {"table": number, "row": row, "column": column, "char_start": len(text), "char_end": len(text) + len(word),
                     "rows": height, "columns": width, "sheet": sheet, "cell": f"{column_name(column)}{row + 1}"}
                )  # fmt: skip
                text += word
            text += "\n"
    text += below
    return document(text, **about).with_columns(pl.Series("cells", [cells], dtype=DOCUMENTS["cells"]))


def read_grid(path: Path) -> list[list[str]]:
    """The rows of a file of values separated by tabs."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.reader(handle, delimiter="\t"))
