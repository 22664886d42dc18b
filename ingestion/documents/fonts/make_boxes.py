"""Makes `boxes.ttf`, the font that PDFium measures letters with where a PDF names fonts that it doesn't bring along.

Every character is one and the same small box, no wider than the narrowest letter: how wide each is, the PDF itself says. Run it by

    uv run --with fonttools python ingestion/documents/fonts/make_boxes.py
"""

from __future__ import annotations

import copy
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

EM, ASCENT, DESCENT = 1000, 880, -120
LEFT, RIGHT, TOP, BOTTOM = 20, 200, 700, -100
# A name that PDFium looks for among a Linux system's fonts when a PDF asks for Chinese ones.
FAMILY = "AR PL UMing CN Light"
# Latin letters, then signs and characters of China, Japan and Korea, with their rare ones.
RANGES = ((0x20, 0x2FF), (0x2000, 0x33FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0xFE10, 0xFE6F), (0xFF00, 0xFFEF), (0x20000, 0x323AF))
CODE_PAGES = (0, 17, 18, 19, 20)  # Latin, Japanese, simplified Chinese, Korean, traditional Chinese


def main() -> None:
    pen = TTGlyphPen(None)
    pen.moveTo((LEFT, BOTTOM))
    for corner in ((LEFT, TOP), (RIGHT, TOP), (RIGHT, BOTTOM)):
        pen.lineTo(corner)
    pen.closePath()
    box = pen.glyph()
    font = FontBuilder(EM, isTTF=True)
    font.setupGlyphOrder([".notdef", "box"])
    font.setupGlyf({".notdef": box, "box": copy.deepcopy(box)})
    font.setupHorizontalMetrics({".notdef": (EM, LEFT), "box": (EM, LEFT)})
    font.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    font.setupCharacterMap({0x20: "box"})
    font.setupNameTable({"familyName": FAMILY, "styleName": "Regular", "psName": FAMILY.replace(" ", "")})
    font.setupOS2(sTypoAscender=ASCENT, sTypoDescender=DESCENT, ulCodePageRange1=sum(1 << page for page in CODE_PAGES))
    font.setupPost()
    font.font["head"].created = font.font["head"].modified = 0
    font.font.recalcTimestamp = False
    # Many characters to one shape: 80,000 of them in a few lines.
    table = CmapSubtable.newSubtable(13)
    table.platformID, table.platEncID, table.language = 3, 10, 0
    table.cmap = {code: "box" for first, last in RANGES for code in range(first, last + 1)}
    font.font["cmap"].tables = [table]
    font.save(Path(__file__).with_name("boxes.ttf"))


if __name__ == "__main__":
    main()
