"""What tests look at in a page that a reader made: the text of its body, and its cells."""

from __future__ import annotations

from ingestion.documents.page import Page


def body(page: Page) -> str:
    """The body of a page, a line break between its spans."""
    return "\n".join(page.text[start:end] for start, end in page.body)


def cells(page: Page) -> list[tuple[int, int, int, int, str]]:
    """(row, column, rows, columns, text) of each cell of a page, in order."""
    return [(cell.row, cell.column, cell.rows, cell.columns, page.text[cell.start : cell.end]) for cell in page.cells]
