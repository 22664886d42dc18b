"""Characters of a PDF's page put together to pieces of lines, and pieces of lines to running text.

Here belongs: what stands on one line, where blanks belong, how a broken line goes on. Not here: columns and paragraphs (`pdf_layout.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ingestion.documents.pdf_glyphs import Glyph, is_han

# in ems, the room that is a blank: between two Chinese characters, beside one, between Latin letters or digits
BLANK_HAN, BLANK_MIXED, BLANK_LATIN = 0.8, 0.6, 0.18
BLANK_MARKED = 0.1  # …and where the file has a blank of its own there
APART = 0.9  # ems of room that part pieces of a line, which may stand in different columns
ON_LINE = 0.35  # ems by which the middles of characters on one line may differ

_STOPS = frozenset("，。、；：！？")
_WORD_BREAK = re.compile(r"[A-Za-z]-$")


class Piece(NamedTuple):
    """A stretch of a line without large gaps; its box in points from the page's top left, the size of its font."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    em: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def pieces(glyphs: Iterable[Glyph]) -> list[Piece]:
    """The pieces of lines that the glyphs make, line by line from the top, each line from the left."""
    found = []
    for line in lines_of(glyphs):
        line.sort(key=lambda glyph: glyph.left)
        piece: list[Glyph] = []
        text = ""
        is_apart = False  # by a blank that the file itself has
        for glyph in line:
            if glyph.char == " ":
                is_apart = True
                continue
            if piece and glyph.left - _ink_end(piece[-1]) > APART * max(glyph.em, piece[-1].em):
                found.append(_piece(piece, text))
                piece, text = [], ""
            elif piece:
                text += _room(piece[-1], glyph, is_apart)
            piece.append(glyph)
            text += glyph.char
            is_apart = False
        if piece:
            found.append(_piece(piece, text))
    return found


def lines_of(boxes: Iterable) -> list[list]:
    """Glyphs or pieces in groups whose middles lie on one line, from the top."""
    found: list[list] = []
    middle = 0.0
    for box in sorted(boxes, key=lambda box: box.middle):
        if found and box.middle - middle <= ON_LINE * min(box.em, found[-1][-1].em):
            found[-1].append(box)
            middle += (box.middle - middle) / len(found[-1])
        else:
            found.append([box])
            middle = box.middle
    return found


def cell_text(glyphs: Sequence[Glyph]) -> str:
    """The text of a table's cell: its lines as one."""
    text = ""
    for line in lines_of(glyphs):
        text = joined(text, line_text(pieces(line)))
    return text


def line_text(line: Sequence[Piece]) -> str:
    """The pieces of one line, blanks between them."""
    return " ".join(piece.text for piece in sorted(line, key=lambda piece: piece.left))


def joined(text: str, following: str) -> str:
    """Two lines of one paragraph as running text: no blank, but between Latin words; a hyphen at the line's end goes."""
    if not text or not following:
        return text + following
    first = following[0]
    if _WORD_BREAK.search(text) and first.isascii() and first.islower():
        return text[:-1] + following
    last = text[-1]
    both_latin = last.isascii() and first.isascii() and (last.isalpha() or first.isalpha() or last in ",.;:") and first.isalnum()
    return text + (" " if both_latin else "") + following


def _room(before: Glyph, glyph: Glyph, is_apart: bool) -> str:
    """The blank between two glyphs, or none."""
    limit = BLANK_MARKED if is_apart else (BLANK_LATIN, BLANK_MIXED, BLANK_HAN)[is_han(before.char[-1]) + is_han(glyph.char[0])]
    return " " if glyph.left - _ink_end(before) > limit * min(before.em, glyph.em) else ""


def _ink_end(glyph: Glyph) -> float:
    """Where a glyph ends; the right half of a full-width stop is empty, and may hang over the column's edge."""
    return min(glyph.right, glyph.left + glyph.em / 2) if glyph.char in _STOPS else glyph.right


def _piece(glyphs: list[Glyph], text: str) -> Piece:
    sizes = sorted(glyph.em for glyph in glyphs)
    return Piece(
        text,
        min(glyph.left for glyph in glyphs),
        min(glyph.top for glyph in glyphs),
        max(_ink_end(glyph) for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
        sizes[len(sizes) // 2],
    )
