"""PDF: the text layer, page by page, columns and tables told from where characters and lines stand.

Here belongs: opening a file with PDFium, pages that are pictures, running heads and page numbers, writing it all as one text. Not here:
how a page is laid out (`pdf_layout.py`, `pdf_paragraphs.py`, `pdf_tables.py`).

A page that is a picture is read by `ocr.py` where that extra is installed. Where it is not, a document of nothing but pictures is set aside
as `scanned`; in others the text says in a note, at the place of the page, that it was not read.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from ingestion.boxed.limits import Limits, variable
from ingestion.documents import ocr
from ingestion.documents.assembly import Assembly, GridCell, compact
from ingestion.documents.errors import ReadError
from ingestion.documents.page import Page
from ingestion.documents.pdf_glyphs import Sheet, sheet_of
from ingestion.documents.pdf_layout import Block, Placed, Rows, reading_order
from ingestion.documents.pdf_lines import Piece, cell_text, joined, pieces
from ingestion.documents.pdf_paragraphs import Paragraph, paragraphs
from ingestion.documents.pdf_tables import take_tables
from ingestion.documents.pdfium import pdfium

SCANNED_CHARS = 30  # a page with fewer characters and a picture over half of it is a picture
SCANNED_SHARE = 0.5
DRAWN_LINES = 500  # …and so is one whose characters are drawn as lines
MARGIN = 0.1  # of the page's height, at its top and bottom, in which running heads stand
EDGE = 0.065  # …and in which smaller letters than those of the text are one, also on a single page
SMALLER = 0.95  # times the size of the text's letters
SAME_COLUMNS = 3.0  # points by which the columns of a table may move from page to page
MAX_HEADINGS = 4  # rows of a table that may be said again on its next page
END_MARK = b"%%EOF"
END_REACH = 4096  # bytes at the file's end in which its end mark stands

_PAGE_NUMBER = re.compile(r"[\s\-—–－·]*(?:第\s?)?\d{1,4}(?:\s?[/／]\s?\d{1,4}|\s?页.{0,14})?[\s\-—–－·]*")
_DIGITS = re.compile(r"\d+")


@dataclass
class _Leaf:
    """A page as laid out: what is read in order, and its running heads; `is_picture`: nothing on it can be read."""

    height: float
    things: list[Block | Rows | Placed] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    tilted: str = ""
    is_picture: bool = False
    is_recognised: bool = False


@dataclass
class _Written:
    """A ruled table that was written: the lines between its columns, and the texts of its first rows."""

    xs: list[float]
    lines: list[list[str]]


def read_pdf(data: bytes) -> Page:
    """The page of a .pdf file. Raises ReadError."""
    document = _opened(data)
    try:
        most = Limits.from_environment().pages
        if len(document) > most:
            detail = f"The file has {len(document):,} pages, more than the {most:,} allowed; split it, or raise {variable('pages')}."
            raise ReadError("too_large", detail)
        leaves = []
        for number in range(len(document)):
            try:
                page = document[number]
                leaf = _leaf(sheet_of(page))
                if leaf.is_picture and ocr.version() and sum(other.is_recognised for other in leaves) < ocr.MAX_PAGES:
                    pieces_found, unsure = ocr.recognised(page)
                    leaf = _Leaf(leaf.height, reading_order(pieces_found, []), heads=unsure, is_recognised=True)
                page.close()
            except pdfium().PdfiumError as error:
                raise ReadError("damaged", f"Page {number + 1} cannot be read ({error}); get the whole file again.") from error
            leaves.append(leaf)
        properties = document.get_metadata_dict(skip_empty=True)
    finally:
        document.close()
    pictures = [number for number, leaf in enumerate(leaves, start=1) if leaf.is_picture]
    if pictures and not any(leaf.things for leaf in leaves):
        detail = f"Pages that are pictures without text: {_numbers(pictures)}; get a PDF with text, or add the reader of scans (make ocr)."
        raise ReadError("scanned", detail)
    _take_heads(leaves)
    declared = {"file_title": properties.get("Title", ""), "file_author": properties.get("Author", "")}
    return _written(leaves).page(None, {name: value.strip() for name, value in declared.items() if value.strip()})


def _opened(data: bytes):
    pypdfium2 = pdfium()
    if not data:
        raise ReadError("empty", "The file is empty; get it again from its source or delete it.")
    if b"%PDF-" not in data[:1024]:
        raise ReadError("wrong_type", "The file is no PDF; give it the extension of its true kind, or get it again.")
    if END_MARK not in data[-END_REACH:]:
        raise ReadError("truncated", "The file ends before its end mark; get the whole file again.")
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY):
            raise ReadError("password_protected", "The file is locked with a password; save it again without one.") from error
        if error.err_code == pypdfium2.raw.FPDF_ERR_SUCCESS:
            raise ReadError("empty", "The file has no pages; get it again from its source.") from error
        raise ReadError("damaged", f"The file cannot be opened ({error}); get the whole file again.") from error


def _leaf(sheet: Sheet) -> _Leaf:
    is_drawn = sheet.picture_share >= SCANNED_SHARE or len(sheet.rules) >= DRAWN_LINES
    if sum(glyph.char != " " for glyph in sheet.glyphs) < SCANNED_CHARS and is_drawn:
        return _Leaf(sheet.height, is_picture=True)
    grids, others = take_tables(sheet.rules, sheet.glyphs)
    return _Leaf(sheet.height, reading_order(pieces(others), grids), tilted=sheet.tilted)


def _numbers(pages: list[int]) -> str:
    """Page numbers as people write them: 1–3, 7."""
    parts, start = [], pages[0]
    for number, following in zip(pages, [*pages[1:], 0], strict=True):
        if following != number + 1:
            parts.append(str(start) if start == number else f"{start}–{number}")
            start = following
    return ", ".join(parts)


def _take_heads(leaves: list[_Leaf]) -> None:
    """Move running heads and page numbers from the pages' lines to their heads."""
    counts = Counter(key for leaf in leaves for key in {_key(row) for row in _edge_rows(leaf)})
    for leaf in leaves:
        edge = {id(row) for row in _edge_rows(leaf) if counts[_key(row)] > 1 or _PAGE_NUMBER.fullmatch(row.text)}
        edge |= {id(row) for row in _small_rows(leaf)}
        for thing in leaf.things:
            if isinstance(thing, Block):
                leaf.heads += [row.text for row in thing.rows if id(row) in edge]
                thing.rows = [row for row in thing.rows if id(row) not in edge]
        leaf.things = [thing for thing in leaf.things if not isinstance(thing, Block) or thing.rows]


def _edge_rows(leaf: _Leaf, margin: float = MARGIN) -> list[Piece]:
    rows = [row for thing in leaf.things if isinstance(thing, Block) for row in thing.rows]
    return [row for row in rows if row.bottom < margin * leaf.height or row.top > (1 - margin) * leaf.height]


def _small_rows(leaf: _Leaf) -> list[Piece]:
    """The rows at the page's very edge in smaller letters than most characters of the page have."""
    sizes = sorted((row.em, len(row.text)) for thing in leaf.things if isinstance(thing, Block) for row in thing.rows)
    half, usual = sum(chars for _, chars in sizes) / 2, 0.0
    for em, chars in sizes:
        usual = em
        half -= chars
        if half <= 0:
            break
    return [row for row in _edge_rows(leaf, EDGE) if row.em < SMALLER * usual]


def _key(row: Piece) -> str:
    return _DIGITS.sub("#", "".join(row.text.split()))


def _written(leaves: list[_Leaf]) -> Assembly:
    assembly = Assembly()
    running: Paragraph | None = None  # written without its line's end, for it may go on
    table: _Written | None = None  # the table right before
    waiting: list[str] = []  # lines that are no body, for where no paragraph runs

    def close() -> None:
        nonlocal running
        if running:
            assembly.end_paragraph()
        running = None
        for line in waiting:
            assembly.line(line, is_body=False)
        waiting.clear()

    for number, leaf in enumerate(leaves, start=1):
        assembly.begin_page()
        waiting += [*leaf.heads, *([leaf.tilted] if leaf.tilted else [])]
        if leaf.is_picture:
            waiting.append(f"［第{number}页是图像，没有文字，未读］")
        if leaf.is_recognised:
            waiting.append(f"［第{number}页是图像，以下文字由识别得出］")
        if leaf.is_picture or leaf.is_recognised or not running:
            close()
        for thing in leaf.things:
            if not isinstance(thing, Block):
                close()
                table = _write_table(assembly, thing, table)
                continue
            table = None
            for place, paragraph in enumerate(paragraphs(thing.rows)):
                if running and place == 0 and running.goes_on_with(paragraph):
                    assembly.open_paragraph(joined(running.text[-1:], paragraph.text)[1:])
                else:
                    close()
                    assembly.open_paragraph(paragraph.text)
                running = paragraph
    close()
    return assembly


def _write_table(assembly: Assembly, thing: Rows | Placed, before: _Written | None) -> _Written | None:
    """Write a table; where it has the columns of the one right before it, it goes on with that, and headings said again are no body."""
    if isinstance(thing, Rows):
        assembly.table(thing.cells)
        return None
    cells = compact(
        GridCell(row, column, cell_text(glyphs), rows, columns) for (row, column, rows, columns), glyphs in thing.grid.cells.items()
    )
    xs = thing.grid.xs
    lines = [[cell.text for cell in cells if cell.row == row] for row in range(MAX_HEADINGS)]
    if before is None or len(before.xs) != len(xs) or any(abs(a - b) > SAME_COLUMNS for a, b in zip(before.xs, xs, strict=True)):
        assembly.table(cells)
        return _Written(xs, lines)
    repeated = next((row for row in range(MAX_HEADINGS) if not lines[row] or lines[row] != before.lines[row]), MAX_HEADINGS)
    for line in lines[:repeated]:
        assembly.line("\t".join(line), is_body=False)
    assembly.table([cell for cell in cells if cell.row >= repeated], continues=True)
    return _Written(xs, before.lines)
