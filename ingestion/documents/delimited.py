"""CSV: one table whose cells are named as a spreadsheet names them (B7). The encoding is found as that of any text (`decode.py`).

Here belongs: which character parts the cells. Not here: which rows are headings (extraction).
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import islice

from ingestion.documents.assembly import Assembly, GridCell
from ingestion.documents.decode import decode
from ingestion.documents.errors import ReadError
from ingestion.documents.page import Page
from ingestion.documents.workbook import column_name

DELIMITERS = ",\t;"
SAMPLE_ROWS = 200
MAX_FIELD = 1_000_000  # characters of a cell; more is no table


def read_csv(data: bytes) -> Page:
    """The page of a .csv file. Raises ReadError."""
    text, encoding = decode(data)
    text = text.replace("\0", "")
    first, _, rest = text.partition("\n")
    named = first.strip().lower()
    if named.startswith("sep=") and len(named) == 5:  # Excel's own way to name it
        delimiter, text, skipped = named[4], rest, 1
    else:
        delimiter, skipped = _delimiter(text), 0
    assembly = Assembly()
    assembly.table(
        GridCell(row, column, cell, cell=f"{column_name(column)}{row + 1}")
        for row, cells in enumerate(_rows(text, delimiter), start=skipped)
        for column, cell in enumerate(cells)
        if cell and not cell.isspace()
    )
    return assembly.page(encoding, is_prose=False)


def _delimiter(text: str) -> str:
    """The character that cuts most rows into equally many cells; a comma where none cuts any."""

    def regularity(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(cells) for cells in _rows(text, delimiter, SAMPLE_ROWS) if len(cells) > 1)
        width, rows = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return rows, width

    return max(DELIMITERS, key=regularity)  # the earlier of equals


def _rows(text: str, delimiter: str, most: int | None = None) -> list[list[str]]:
    """The rows of a table, the first `most` of them. Where quotation marks are no pairs, they are taken for signs like any other, for
    one that is never closed would swallow all rows below it."""
    csv.field_size_limit(MAX_FIELD)
    try:
        return list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), most))
    except csv.Error:
        pass
    try:
        return list(islice(csv.reader(text.splitlines(), delimiter=delimiter, quoting=csv.QUOTE_NONE), most))
    except csv.Error as error:
        raise ReadError("damaged", f"The table is broken ({error}); save it anew as .csv or .xlsx.") from error
