"""The lines of a column as paragraphs, from their indents, their ends, the room between them and the size of their letters.

Here belongs: where a paragraph ends, and whether it goes on in the next column or on the next page. Not here: what is a column
(`pdf_layout.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingestion.documents.pdf_glyphs import is_han
from ingestion.documents.pdf_lines import Piece, joined

INDENT = 1.2  # ems by which the first line of a paragraph is set in, at least
SHORT_BY = 2.0  # ems that a paragraph's last line ends before the others
MUCH_SHORT = 0.6  # of the column's width: a line that takes less ends its paragraph in any case
SIGNED = 0.4  # of the column's width: a line set in so far stands by itself
FULL_LINE = 12  # characters of a line that can break off inside a sentence
MORE_ROOM = 1.5  # times the usual distance of lines parts paragraphs
OTHER_SIZE = 1.18  # times the size of letters makes another kind of text

_ENDS = ("。", "！", "？", "；", "：", "”", "）", "!", "?", ";", ":")
_OPENS = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|[①-⑳]|\d{1,2}[、.．](?!\d)|第[一二三四五六七八九十百\d]{1,4}[章节条]|[●○■□◆◇▲★※·•]"
)


@dataclass
class Paragraph:
    """A paragraph's text; whether it may go on in the next column, whether it may be such a going on, and the width and size to fit."""

    text: str
    is_open: bool
    is_flush: bool
    width: float
    em: float
    lines: int

    def goes_on_with(self, following: Paragraph) -> bool:
        """Is the other one, first in the next column or on the next page, the rest of this one?"""
        fits = abs(self.width - following.width) <= 0.25 * max(self.width, following.width) or following.lines == 1
        is_rest = following.lines > 1 or following.text.endswith(_ENDS)
        same_size = max(self.em, following.em) <= OTHER_SIZE * min(self.em, following.em)
        return self.is_open and following.is_flush and fits and is_rest and same_size and not _OPENS.match(following.text)


def paragraphs(rows: list[Piece]) -> list[Paragraph]:
    """The paragraphs of a column's lines, which stand in reading order."""
    found = []
    for run in _runs(rows):
        left, right = min(row.left for row in run), _edge([row.right for row in run])
        steps = [below.middle - row.middle for row, below in pairwise(run)]
        usual_step = median(steps) if len(steps) > 1 else 2.2 * run[0].em / MORE_ROOM
        group = [run[0]]
        for above, row in pairwise(run):
            if _parts(above, row, left, right, usual_step):
                found.append(_paragraph(group, left, right))
                group = []
            group.append(row)
        found.append(_paragraph(group, left, right))
    return found


def _edge(rights: list[float]) -> float:
    """Where the full lines of a column end. One line that was taken for longer than it is (a next column of one line) does not count."""
    return sorted(rights)[-1 - len(rights) // 10]


def _runs(rows: list[Piece]) -> list[list[Piece]]:
    """Lines that follow each other with letters of about one size."""
    found: list[list[Piece]] = []
    for row in rows:
        before = found[-1][-1] if found else None
        if before and max(row.em, before.em) <= OTHER_SIZE * min(row.em, before.em):
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _parts(above: Piece, row: Piece, left: float, right: float, usual_step: float) -> bool:
    """Does a new paragraph begin with `row`?"""
    em = row.em
    if _is_upright(above, row):
        return False
    if row.middle - above.middle > MORE_ROOM * usual_step or row.middle < above.middle:
        return True
    if max(row.left, above.left) > left + SIGNED * (right - left):
        return True  # a name and a date below a letter
    is_in = row.left - left >= INDENT * em
    ends_short = above.right < right - SHORT_BY * em
    is_item = bool(_OPENS.match(above.text)) and row.left > above.left  # whose lines hang below its text
    if is_in and not is_item and (ends_short or above.text.endswith(_ENDS) or len(above.text) < FULL_LINE):
        return True
    if not ends_short:
        return bool(_OPENS.match(row.text)) and above.text.endswith(_ENDS)
    return above.text.endswith(_ENDS) or bool(_OPENS.match(row.text)) or above.right < left + MUCH_SHORT * (right - left)


def _is_upright(above: Piece, row: Piece) -> bool:
    """Do two characters stand one below the other, as upright headlines are set?"""
    is_single = len(above.text) == len(row.text) == 1 and is_han(above.text) and is_han(row.text)
    return is_single and abs(above.left - row.left) < 0.3 * row.em and 0 < row.middle - above.middle < 1.8 * row.em


def _paragraph(rows: list[Piece], left: float, right: float) -> Paragraph:
    text = ""
    for row in rows:
        text = joined(text, row.text)
    last, first = rows[-1], rows[0]
    is_full = last.right >= right - SHORT_BY * last.em and len(text) > 8
    is_open = is_full and not text.endswith(("。", "！", "？", "；", "”", "!", "?"))
    return Paragraph(text, is_open, first.left - left < INDENT * first.em, right - left, first.em, len(rows))
