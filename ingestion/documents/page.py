"""What a reader makes of a document's bytes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

CELL_WEIGHT = 100  # a cell takes as much memory as so many characters


class Cell(NamedTuple):
    """A cell of a table: where in which table it stands (counted from 0 in the document), and the code points of its text.

    `sheet` and `cell` are what people find it by (sheet 学校一览, cell B7), where its kind of document has such names. Merged cells
    stand once, at their first row and column, with the number of `rows` and `columns` that they take up.
    """

    table: int
    row: int
    column: int
    start: int
    end: int
    rows: int = 1
    columns: int = 1
    sheet: str | None = None
    cell: str | None = None


@dataclass(frozen=True)
class Page:
    """A document as its reader sees it.

    `text` is the whole text, furniture included; `body` the half-open spans of it (code points; sorted, disjoint) that are main body.
    `declared` holds what the page says of itself outside its text (HTML meta elements and the like): title, publisher, published; and what
    the properties of a PDF or Word file say, which are believed last: file_title, file_author.
    `pages` are the spans of a paged document's pages in order, `cells` the cells of its tables in the order of their text.
    `encoding` is None for kinds of files that are no text.
    `is_whole_file`: the text is the decoded file to the character, with nothing of it worked out or left out.
    """

    text: str
    encoding: str | None
    body: list[tuple[int, int]]
    declared: dict[str, str] = field(default_factory=dict)
    is_whole_file: bool = False
    pages: list[tuple[int, int]] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)

    @property
    def weight(self) -> int:
        """How much memory the page takes, in characters."""
        return len(self.text) + CELL_WEIGHT * len(self.cells)
