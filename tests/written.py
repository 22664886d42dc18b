"""Writes documents of every kind with the real writers (reportlab, python-docx, openpyxl, xlwt), for tests that read them.

A report is a title and paragraphs, a table is rows of texts; what a test checks belongs to the test.
"""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Callable, Sequence
from functools import cache

FONT = "STSong-Light"  # one of the fonts that every PDF reader knows by name, so that none has to be shipped


@cache
def _styles():
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    body = ParagraphStyle("body", fontName=FONT, fontSize=11, leading=18, firstLineIndent=22, wordWrap="CJK", alignment=4)
    return body, ParagraphStyle("title", fontName=FONT, fontSize=18, leading=26, alignment=1, wordWrap="CJK")


def pdf(
    title: str,
    paragraphs: Sequence[str] = (),
    columns: int = 1,
    table: Sequence[Sequence[str]] = (),
    spans: Sequence[tuple[tuple[int, int], tuple[int, int]]] = (),
    heads: bool = False,
    font_size: float = 11,
    about: dict[str, str] | None = None,
    on_page: Callable | None = None,
    **encryption,
) -> bytes:
    """A PDF on A4: the title above `columns` columns of paragraphs, a ruled table below. `heads`: running heads and page numbers.

    `spans` merge cells (first, last as column and row). `on_page(canvas, number)` draws more; `password` locks the file.
    """
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.platypus import BaseDocTemplate, Frame, FrameBreak, PageTemplate, Paragraph, Table

    body, headline = _styles()
    body = body.clone("sized", fontSize=font_size, leading=font_size * 1.6, firstLineIndent=2 * font_size)
    width, height = A4
    margin, gap, top = 60, max(20, 1.5 * font_size), 64

    def decorate(canvas, document):
        if heads:
            canvas.setFont(FONT, 9)
            canvas.drawString(margin, height - 36, "焦作教育简报　内部交流")
            canvas.drawCentredString(width / 2, 30, f"— {document.page} —")
        if on_page:
            on_page(canvas, document.page)

    across = (width - 2 * margin - (columns - 1) * gap) / columns

    def frames(room: float) -> list:
        tall = height - 2 * margin - room
        return [Frame(margin + i * (across + gap), margin, across, tall, 0, 0, 0, 0) for i in range(columns)]

    first = [Frame(margin, height - margin - top, width - 2 * margin, top, 0, 0, 0, 0), *frames(top)]
    target = io.BytesIO()
    lock = StandardEncryption(encryption["password"], canPrint=1) if encryption else None
    document = BaseDocTemplate(target, pagesize=A4, encrypt=lock, **(about or {}))
    document.addPageTemplates(
        [PageTemplate("first", first, onPage=decorate, autoNextPageTemplate="more"), PageTemplate("more", frames(0), onPage=decorate)]
    )
    story = [Paragraph(title, headline), FrameBreak(), *(Paragraph(text, body) for text in paragraphs)]
    if table:
        style = [("FONT", (0, 0), (-1, -1), FONT, 10), ("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
        cells = [[Paragraph(cell, body.clone("cell", firstLineIndent=0)) if len(cell) > 20 else cell for cell in row] for row in table]
        story.append(Table(cells, style=[*style, *(("SPAN", *span) for span in spans)], repeatRows=1))
    document.build(story)
    return target.getvalue()


def drawn_pdf(*pages: Callable, size: tuple[float, float] = (595, 842), turn: int = 0) -> bytes:
    """A PDF whose pages are drawn by functions of a reportlab canvas, its font set."""
    from reportlab.pdfgen.canvas import Canvas

    _styles()
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=size)
    for draw in pages:
        canvas.setFont(FONT, 11)
        if turn:
            canvas.setPageRotation(turn)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def picture(canvas, left: float = 0, bottom: float = 0, width: float = 595, height: float = 842) -> None:
    """Draw a grey picture, as a scanner gives a page."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("L", (60, 84), 200)), left, bottom, width, height)


def docx(title: str, paragraphs: Sequence[str] = (), table: Sequence[Sequence[str]] = (), about: dict[str, str] | None = None) -> bytes:
    """A Word document: a heading, paragraphs, a table."""
    from docx import Document

    document = Document()
    for name, value in (about or {}).items():
        setattr(document.core_properties, name, value)
    document.add_heading(title, 0)
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        grid = document.add_table(rows=len(table), cols=len(table[0]))
        for row, cells in enumerate(table):
            for column, text in enumerate(cells):
                grid.cell(row, column).text = text
    return saved(document)


def page(title: str, paragraphs: Sequence[str] = (), table: Sequence[Sequence[str]] = ()) -> bytes:
    """An HTML page with a menu, the story, a table and a foot."""
    told = "".join(f"<p>{html.escape(text)}</p>" for text in paragraphs)
    rows = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in table)
    grid = f"<table>{rows}</table>" if table else ""
    return (
        f'<html><head><meta charset="utf-8"><title>{html.escape(title)}</title></head><body>'
        f'<div><a href="/">首页</a> <a href="/n">新闻</a></div>'
        f"<h1>{html.escape(title)}</h1>{told}{grid}<div><a href='/c'>联系我们</a></div></body></html>"
    ).encode()


def xlsx(
    rows: Sequence[Sequence[object]], merged: Sequence[str] = (), formats: dict[str, str] | None = None, name: str = "Sheet1"
) -> bytes:
    """A workbook of one sheet."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    for cell, number_format in (formats or {}).items():
        sheet[cell].number_format = number_format
    return saved(book)


def saved(document) -> bytes:
    """The bytes of a document of python-docx, openpyxl or xlwt."""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def replaced(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A ZIP-based document with one of its parts changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            made.writestr(name, change(source.read(name)) if name == part else source.read(name))
    return target.getvalue()
