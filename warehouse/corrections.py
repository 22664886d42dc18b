"""The reviewed list of corrections: from the CSV that people keep to the table that the models read.

Only the list's form is judged here: a file that is no such list is refused whole, a row that is not in order is kept with its fault. What a
row is about, and whether it still holds, is the models' business (dbt_project/models/intermediate/int_correction_*).
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import polars as pl

COLUMNS = ("document", "quote", "number", "claim_id", "fact_id", "field", "expect", "value", "who", "why", "decided_on")
# line: where the row begins in the file, from 1. fault: what is wrong with its form; NULL where nothing is.
SCHEMA = {"line": pl.Int64, **dict.fromkeys(COLUMNS, pl.String), "fault": pl.String}

LARGEST_BYTES = 5_000_000
LONGEST_CELL = 2_000  # characters; a longer one is its row's fault
MAX_FIELD = 131_072  # characters; a longer one is a quotation mark that is never closed, so no row of the list can be told from it
# A spreadsheet that opens the list, or a table made of it, would compute such a cell instead of showing it.
FORMULA_STARTS = "=+-@"


class UnreadableCorrections(ValueError):
    """The file as a whole is no list of corrections; the message says why and what to do."""


def read(path: Path) -> pl.DataFrame:
    """Every row of the list, in the file's order (columns: SCHEMA; empty cells are NULL). Raises UnreadableCorrections."""
    rows = _parsed(_text(path), path)
    header = [name.strip() for name in next(rows, (1, []))[1]]
    if wrong := [name for name in COLUMNS if header.count(name) != 1] + [name for name in header if name not in COLUMNS]:
        raise UnreadableCorrections(
            f"{path}: the first line must name these columns once each: {','.join(COLUMNS)}; missing, twice or unknown: {', '.join(wrong)}"
        )
    return pl.DataFrame([_row(line, header, cells) for line, cells in rows if any(cells)], schema=SCHEMA)


def _text(path: Path) -> str:
    if not path.is_file():
        raise UnreadableCorrections(f"{path} is not a file: make it with a first line that names the columns, {','.join(COLUMNS)}")
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise UnreadableCorrections(f"{path} cannot be opened ({error.strerror}): give this user the right to read it") from error
    if len(content) > LARGEST_BYTES:
        raise UnreadableCorrections(f"{path} has more than {LARGEST_BYTES:,} bytes: a list of corrections is smaller; is it another file?")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableCorrections(f"{path}, line {line}: not UTF-8; save the file as CSV in UTF-8") from error


def _parsed(text: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Each row's first line and its cells, without white space around them. A quotation mark that is never closed has no row after it."""
    csv.field_size_limit(MAX_FIELD)  # the limit is the whole process's, and other readers set theirs
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, [cell.strip() for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableCorrections(
            f"{path}, in the row that begins at line {line}: not CSV ({error}); are all quotation marks closed?"
        ) from error


def _row(line: int, header: list[str], cells: list[str]) -> dict[str, object]:
    named = dict(zip(header, cells, strict=False))
    faults = {name: fault for name, cell in named.items() if (fault := _fault_of_cell(name, cell))}
    if len(cells) != len(header):
        faults[""] = f"the row has {len(cells)} cells instead of {len(header)}; put cells that contain a comma into quotation marks"
    # A cell that is not fit to be shown is left out wherever the row is shown; its fault names it.
    return {"line": line, "fault": "; ".join(faults.values()) or None} | {
        name: (named.get(name) or None) if name not in faults else None for name in COLUMNS
    }


def _fault_of_cell(name: str, cell: str) -> str | None:
    if len(cell) > LONGEST_CELL:
        return f"{name} has {len(cell):,} characters, more than {LONGEST_CELL:,}; shorten it"
    if cell[:1] in FORMULA_STARTS and cell:
        return f"{name} begins with {cell[0]}, like a spreadsheet's formula; write it without"
    if any(unicodedata.category(character) == "Cc" and character not in "\t\r\n" for character in cell):
        return f"{name} holds a control character; write it anew"
    return None
