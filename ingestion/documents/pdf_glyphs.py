"""What stands on a page of a PDF: its characters with their boxes, the lines that rule it, how much of it is pictures.

Here belongs: asking PDFium, and turning its coordinates into ones that begin at the top left of the page as it is shown. Not here: which
characters make a line (`pdf_lines.py`) and which lines a table (`pdf_tables.py`).
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from ingestion import wordlists
from ingestion.documents.assembly import UNREADABLE

MAX_RULES = 20_000  # pieces of drawn lines on a page; more is a map or a drawing
MAX_FORM_DEPTH = 8  # of drawings inside drawings
SMALLEST, LARGEST = 1.0, 2000.0  # points: letters that people can see
MAX_TILT = 6.0  # degrees off the level; more is askew
_SAME_PLACE = 0.6  # points within which the same character twice is one that is drawn bold


class Glyph(NamedTuple):
    """A character and its box in points from the page's top left; `em` is the size of its font."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    em: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


class Rule(NamedTuple):
    """A line that is drawn upright or level: `at` is where it stands across its direction, `start` and `end` along it, in points."""

    is_level: bool
    at: float
    start: float
    end: float


@dataclass
class Sheet:
    """A page as it is shown, width and height in points. `tilted` holds what is written askew (watermarks), `picture_share` the share of
    the page under pictures, in [0, 1]."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    tilted: str = ""
    picture_share: float = 0.0


def sheet_of(page) -> Sheet:
    """Everything on a page (a pypdfium2 PdfPage) that reading needs. Raises pypdfium2.PdfiumError where PDFium cannot read it.

    The page is turned so that most of its text reads level: tables set sideways are often on pages that are not said to be turned.
    """
    left, bottom, right, top = _frame(page)
    width, height = right - left, top - bottom
    found = list(_raw_glyphs(page))
    turns = Counter(glyph.turn for glyph in found if glyph.turn is not None).most_common(1)
    turn = turns[0][0] if turns else 0
    shown = {
        90: lambda x, y: (y - bottom, x - left),
        180: lambda x, y: (right - x, y - bottom),
        270: lambda x, y: (top - y, right - x),
    }.get(turn, lambda x, y: (x - left, top - y))
    sheet = Sheet(*((height, width) if turn in (90, 270) else (width, height)))
    sheet.tilted = "".join(glyph.char for glyph in found if glyph.turn != turn).strip()
    seen: dict[tuple[str, int, int], tuple[float, float]] = {}
    for glyph in found:
        if glyph.turn == turn:
            (x0, y0), (x1, y1) = shown(glyph.left, glyph.bottom), shown(glyph.right, glyph.top)
            x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
            is_on_page = x1 >= 0 and x0 <= sheet.width and y1 >= 0 and y0 <= sheet.height
            if is_on_page and _is_new(seen, glyph.char, x0, y0):
                sheet.glyphs.append(Glyph(glyph.char, x0, y0, x1, y1, glyph.em))
    _read_drawings(page, sheet, shown)
    return sheet


def _frame(page) -> tuple[float, float, float, float]:
    """The part of the page that is shown, in the page's own coordinates: left, bottom, right, top."""
    media, crop = page.get_mediabox(), page.get_cropbox()
    left, bottom = max(min(media[0], media[2]), min(crop[0], crop[2])), max(min(media[1], media[3]), min(crop[1], crop[3]))
    right, top = min(max(media[0], media[2]), max(crop[0], crop[2])), min(max(media[1], media[3]), max(crop[1], crop[3]))
    return (left, bottom, right, top) if right > left and top > bottom else (0.0, 0.0, 612.0, 792.0)


class _Raw(NamedTuple):
    """A character with its box in the page's own coordinates; `turn`: the degrees by which its line is turned, None where it is askew."""

    char: str
    left: float
    bottom: float
    right: float
    top: float
    em: float
    turn: int | None


def _raw_glyphs(page) -> Iterator[_Raw]:
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    lead = 0
    try:
        for i in range(text.count_chars()):
            code = pdfium.FPDFText_GetUnicode(text, i)
            if 0xD800 <= code < 0xDC00:
                lead = code
                continue
            if 0xDC00 <= code < 0xE000 and lead:
                code = 0x10000 + ((lead - 0xD800) << 10) + (code - 0xDC00)
            lead = 0
            if pdfium.FPDFText_IsGenerated(text, i) == 1 or code in (0x0A, 0x0D):
                continue  # PDFium's own guess at blanks and lines
            if not pdfium.FPDFText_GetLooseCharBox(text, i, box) or not pdfium.FPDFText_GetMatrix(text, i, matrix):
                continue
            em = abs(pdfium.FPDFText_GetFontSize(text, i)) * math.hypot(matrix.c, matrix.d)
            place = box.left, box.bottom, box.right, box.top
            if not all(map(math.isfinite, (*place, em))) or not SMALLEST <= em <= LARGEST:
                continue
            char = UNREADABLE if pdfium.FPDFText_HasUnicodeMapError(text, i) == 1 else _character(code)
            degrees = math.degrees(math.atan2(matrix.b, matrix.a))
            turn = round(degrees / 90) * 90
            yield _Raw(char, *place, em, turn % 360 if abs(degrees - turn) < MAX_TILT else None)
    finally:
        text.close()


def _is_new(seen: dict, char: str, x: float, y: float) -> bool:
    """Does the same character not stand at the same place already? Bold print is often the same twice, a hair apart."""
    keys = [(char, int(x + shift) // 2, int(y + down) // 2) for shift in (0, 1) for down in (0, 1)]
    keys = [(key[0], key[1] * 4 + number, key[2]) for number, key in enumerate(keys)]
    for key in keys:
        at = seen.get(key)
        if at and abs(at[0] - x) < _SAME_PLACE and abs(at[1] - y) < _SAME_PLACE:
            return False
    seen.update(dict.fromkeys(keys, (x, y)))
    return True


def _character(code: int) -> str:
    """A code as the character that people read: radicals and compatibility forms, which fonts use in their stead, made ordinary."""
    if code in (0x09, 0x20, 0xA0, 0x3000):
        return " "
    if code in (0x2, 0xAD, 0xFFFE):
        return "-"  # how PDFium tells a hyphen at a line's end
    if code < 0x20 or code > 0x10FFFF or 0xD800 <= code < 0xE000 or code == 0xFFFF or code == 0xFFFD:
        return UNREADABLE
    char = chr(code)
    if 0xE000 <= code <= 0xF8FF or code >= 0xF0000:
        return UNREADABLE  # a font's own signs
    if 0x2E80 <= code < 0x2FE0 or 0xF900 <= code < 0xFB07:
        return wordlists.mapping("radicals", "radical", "character").get(char) or unicodedata.normalize("NFKC", char)
    return char


def _read_drawings(page, sheet: Sheet, shown) -> None:
    import pypdfium2.raw as pdfium

    pictures: list[tuple[float, float, float, float]] = []
    budget = MAX_RULES
    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=MAX_FORM_DEPTH):
        if thing.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = thing.get_bounds()
            pictures.append((left, bottom, right, top))
        elif budget > 0:
            before = len(sheet.rules)
            for (x0, y0), (x1, y1) in _strokes(thing):
                sheet.rules += _rule(*shown(x0, y0), *shown(x1, y1))
                if len(sheet.rules) - before > budget:
                    break
            budget -= len(sheet.rules) - before
    if budget <= 0:
        sheet.rules = []
    whole = sheet.width * sheet.height
    if whole > 0:
        left, bottom, right, top = _frame(page)
        areas = (max(min(r, right) - max(x, left), 0) * max(min(t, top) - max(b, bottom), 0) for x, b, r, t in pictures)
        sheet.picture_share = min(sum(areas) / whole, 1.0)


def _strokes(path) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight pieces of a drawn path, in the page's own coordinates."""
    import pypdfium2.raw as pdfium

    matrices = _matrices(path)
    x, y = ctypes.c_float(), ctypes.c_float()
    start = here = None
    for i in range(min(pdfium.FPDFPath_CountSegments(path), MAX_RULES)):
        segment = pdfium.FPDFPath_GetPathSegment(path, i)
        if not segment or not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = x.value, y.value
        for m in matrices:
            point = m.a * point[0] + m.c * point[1] + m.e, m.b * point[0] + m.d * point[1] + m.f
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO and here:
            yield here, point
        here = point
        if start and pdfium.FPDFPathSegment_GetClose(segment):
            yield here, start


def _matrices(thing) -> list:
    found = []
    while thing is not None and len(found) <= MAX_FORM_DEPTH:
        found.append(thing.get_matrix())
        thing = thing.container
    return found


def _rule(x0: float, y0: float, x1: float, y1: float) -> list[Rule]:
    if not all(map(math.isfinite, (x0, y0, x1, y1))):
        return []
    if abs(y0 - y1) <= 1 and abs(x0 - x1) > 3:
        return [Rule(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))]
    if abs(x0 - x1) <= 1 and abs(y0 - y1) > 3:
        return [Rule(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1))]
    return []


@cache
def is_han(char: str) -> bool:
    """Is it written without blanks beside it: a Chinese character, or a sign or a letter of full width?"""
    return unicodedata.east_asian_width(char) in "WF" or char in "“”‘’—…·〇"
