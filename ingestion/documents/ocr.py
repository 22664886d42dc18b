"""Pages that are pictures, read by recognising their text, where the optional extra `ocr` (RapidOCR, its models in the wheel) is installed.

Here belongs: whether it is there, and from a page to pieces of lines. Not here: which pages need it (`pdf.py`), columns (`pdf_layout.py`).
Nothing is fetched from a network. Recognised text may be wrong in single characters; lines of which the models are unsure are no body.
"""

from __future__ import annotations

import importlib.util
from functools import cache
from importlib.metadata import version as installed
from statistics import median

from ingestion.documents.pdf_lines import Piece

MAX_PAGES = 60  # of a document; each takes some seconds
DOTS_PER_INCH = 150
MAX_PIXELS = 3_500  # along a page's longer side
LETTERS = 0.8  # of a line's height is the size of its letters
UNEVEN = 0.25  # by which heights of lines in one size of letters may differ
SURE = 0.85  # of being right, in [0, 1]: a line of less is no body


@cache
def version() -> str | None:
    """The version of the extra; None where it is not installed. Documents are read anew when it changes."""
    if importlib.util.find_spec("rapidocr") and importlib.util.find_spec("onnxruntime"):
        return f"rapidocr {installed('rapidocr')}"
    return None


def recognised(page) -> tuple[list[Piece], list[str]]:
    """What is written on a page (a pypdfium2 PdfPage) that is a picture: pieces of lines, places in points, and unsure lines.

    Raises ImportError where the extra is missing.
    """
    width, height = page.get_size()
    scale = min(DOTS_PER_INCH / 72, MAX_PIXELS / max(width, height, 1))
    picture = page.render(scale=scale).to_numpy()
    found = _engine()(picture)
    pieces: list[Piece] = []
    unsure: list[str] = []
    if found.boxes is None:
        return pieces, unsure
    for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        if score < SURE:
            unsure.append(text)
            continue
        xs, ys = ([float(point[axis]) / scale for point in box] for axis in (0, 1))
        pieces.append(Piece(text, min(xs), min(ys), max(xs), max(ys), LETTERS * (max(ys) - min(ys))))
    usual = median(piece.em for piece in pieces) if pieces else 0.0
    # the height that is seen depends on the characters in the line
    even = [piece._replace(em=usual) if abs(piece.em - usual) < UNEVEN * usual else piece for piece in pieces]
    return even, unsure


@cache
def _engine():
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical"})
