"""Putting a page together from what a format's library gives: lines, tables and pages become one text with their spans.

Here belongs: the convention of a table's text (a row is a line, its cells apart by a TAB), empty rows and columns left out, characters that
no text may hold. Not here: what any format calls a line or a cell, and which lines are furniture by their words (`furniture.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from ingestion.documents.errors import ReadError
from ingestion.documents.page import Cell, Page
from ingestion.documents.plain import body_spans, complement, union

Span = tuple[int, int]

UNREADABLE = "□"  # stands for a character that the document holds and nobody can tell
MAX_UNREADABLE_SHARE = 0.05

# Controls become blanks; halves of surrogate pairs, non-characters and U+FFFD are characters that got lost.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LOST = re.compile("[\ud800-\udfff\ufffd-\uffff]|[\ufdd0-\ufdef]")


class GridCell(NamedTuple):
    """A cell as its format gives it: row and column counted from 0, its text, what it takes up, and the name that people know it by."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    cell: str | None = None


AnyCell = TypeVar("AnyCell", GridCell, Cell)


def printable(text: str) -> str:
    """The text as Parquet, SQL and a reader can hold it: no control codes but TAB and line end, no half characters."""
    return _LOST.sub(UNREADABLE, _CONTROL.sub(" ", text))


def compact(cells: Iterable[GridCell]) -> list[GridCell]:
    """The cells that hold text, in reading order, numbered without the rows and columns in which none does.

    White space inside a cell is collapsed. Two cells at one place: the first counts. Linear in the number of cells, whatever their numbers.
    """
    first: dict[tuple[int, int], GridCell] = {}
    for cell in cells:
        text = " ".join(printable(cell.text).split())
        if text:
            first.setdefault((cell.row, cell.column), cell._replace(text=text))
    return renumbered([cell for _, cell in sorted(first.items())])


def renumbered(cells: list[AnyCell]) -> list[AnyCell]:
    """The cells of a table, their rows and columns counted without those in which no cell begins."""
    used_rows, used_columns = sorted({cell.row for cell in cells}), sorted({cell.column for cell in cells})
    found = []
    for cell in cells:
        top, left = bisect_left(used_rows, cell.row), bisect_left(used_columns, cell.column)
        below, right = bisect_left(used_rows, cell.row + cell.rows), bisect_left(used_columns, cell.column + cell.columns)
        found.append(cell._replace(row=top, column=left, rows=max(below - top, 1), columns=max(right - left, 1)))
    return found


class Assembly:
    """Collects a document's lines and tables in reading order; `page` gives the whole."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._cells: list[Cell] = []
        self._tables = 0
        self._table_spans: list[Span] = []
        self._away: list[Span] = []
        self._page_starts: list[int] = []

    def line(self, text: str, is_body: bool = True) -> None:
        """A line of its own; one without words is left out. `is_body` is false for running heads, page numbers and notes of ours."""
        text = " ".join(part for part in printable(text).split("\n") if part).strip()
        if text:
            start = self._put(text)
            if not is_body:
                self._away.append((start, self._length))
            self._put("\n")

    def open_paragraph(self, text: str) -> None:
        """A part of a line that may go on (a paragraph that runs on over a page), up to `end_paragraph`."""
        self._put(printable(text).replace("\n", " "))

    def end_paragraph(self) -> None:
        self._put("\n")

    def table(self, cells: Iterable[GridCell], sheet: str | None = None, continues: bool = False) -> None:
        """A table, every row a line. `continues`: its rows are further ones of the table before (which runs on over a page)."""
        kept = compact(cells)
        if not kept:
            return
        continues = continues and bool(self._cells)
        number = self._tables - 1 if continues else self._tables
        first_row = self._cells[-1].row + 1 if continues else 0
        start, row = self._length, None
        for cell in kept:
            if row is not None:
                self._put("\t" if cell.row == row else "\n")
            row = cell.row
            place = self._put(cell.text)
            self._cells.append(Cell(number, first_row + row, cell.column, place, self._length, cell.rows, cell.columns, sheet, cell.cell))
        self._table_spans.append((start, self._length))
        self._put("\n")
        self._tables = number + 1

    def begin_page(self) -> None:
        """What follows stands on the next page."""
        self._page_starts.append(self._length)

    def page(self, encoding: str | None, declared: dict[str, str] | None = None, is_prose: bool = True) -> Page:
        """The whole. `is_prose`: furniture and repetitions are looked for outside of the tables; else every line that is body stays so.

        Raises ReadError ('empty', 'undecodable') where nothing readable was collected.
        """
        text = "".join(self._pieces)
        if not text.strip():
            raise ReadError("empty", "The file has no text; get it again from its source or delete it.")
        lost = text.count(UNREADABLE)
        if lost > 20 and lost > MAX_UNREADABLE_SHARE * len(text):
            detail = f"{lost} of {len(text)} characters have fonts or codes that don't tell what they are; get the file as text or Word."
            raise ReadError("undecodable", detail)
        if is_prose:
            body = union(body_spans(text, list(self._away)), self._table_spans)
        else:
            body = complement(text, self._away) or complement(text, [])
        ends = [*self._page_starts[1:], len(text)]
        pages = list(zip(self._page_starts, ends, strict=True)) if self._page_starts else []
        return Page(text, encoding, body, dict(declared or {}), pages=pages, cells=self._cells)

    def _put(self, text: str) -> int:
        """Write; gives where it begins."""
        start = self._length
        self._pieces.append(text)
        self._length += len(text)
        return start
