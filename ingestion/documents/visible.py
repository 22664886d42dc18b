"""What a browser shows of an HTML page, as text in reading order.

Here belongs: parsing (lxml), which elements are seen, and how they break lines. Not here: which of the text is main body (`html.py`), which
tables hold data (`html_tables.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingestion.documents.assembly import renumbered
from ingestion.documents.errors import ReadError
from ingestion.documents.html_tables import Places, data_tables
from ingestion.documents.page import Cell

# fmt: off
_UNSEEN = frozenset({
    "script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "select", "textarea", "audio", "video",
    "canvas",
})
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd",
    "label", "mark", "meter", "nobr", "output", "progress", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr", "button", "input",
})
# fmt: on
_CELLS = frozenset({"td", "th"})
_HEADINGS = frozenset({"h1", "h2", "h3"})
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_ANY_SPACE = re.compile(r"\s+")


@dataclass
class Line:
    """A line of the visible text: its span, how many of its characters are links, and the data table (from 0) of which it is a row."""

    start: int
    end: int
    linked: int = 0
    heading: bool = False
    table: int | None = None


def parse(source: str):
    """The root element of a page and how deep its elements are nested. Raises ReadError where it has none or they lie too deep."""
    from lxml import etree

    # Bytes in UTF-8 and a parser told so: an XML declaration or a meta element that names another charset is then of no effect.
    parser = etree.HTMLParser(encoding="utf-8", recover=True, no_network=True, huge_tree=True, remove_blank_text=False)
    root = etree.fromstring(source.replace("\0", "").encode("utf-8"), parser)
    if parser.error_log.filter_from_fatals():
        raise ReadError("too_deep", "Elements are nested too deeply to read the page whole; save it again as a browser shows it.")
    if root is None:
        raise ReadError("empty", "The page has no elements; get it again from its source.")
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return root, deepest


def visible_text(root) -> tuple[str, list[Line], list[Cell]]:
    """The text a browser shows, its lines, and the cells of its data tables.

    Inline elements run together, block elements stand on lines of their own, table cells apart by a tab; a row of a data table is one line,
    whatever blocks its cells hold.
    """
    from lxml import etree

    writer = _Writer()
    tables = data_tables(root)
    unseen = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if unseen is None:
                writer.write(element.tail)
            continue
        if event == "start":
            if unseen is None and _is_unseen(element):
                unseen = element
            if unseen is None:
                if element in tables:
                    writer.open_table()
                writer.open(element)
                writer.write(element.text)
            continue
        if unseen is None:
            writer.close(element.tag)
            if element in tables:
                writer.close_table()
        elif unseen is element:
            unseen = None
        if unseen is None and element is not root:
            writer.write(element.tail)
    return writer.finish()


def _is_unseen(element) -> bool:
    if element.tag in _UNSEEN or element.get("hidden") is not None:
        return True
    return element.tag == "input" or bool(_HIDDEN_STYLE.search(element.get("style") or ""))


class _Writer:
    """Collects visible text line by line, white space collapsed as HTML collapses it."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.lines: list[Line] = []
        self.line: Line | None = None
        self.pending_space = False
        self.links = self.preformatted = self.headings = 0
        self.cells: list[Cell] = []
        self.tables = 0
        self.places: Places | None = None  # while in a data table
        self.cell: tuple[int, int, int, int] | None = None  # the place of the cell in it
        self.cell_start: int | None = None
        self.unnumbered: list[Cell] = []

    def open_table(self) -> None:
        self.end_line()
        self.places, self.unnumbered = Places(), []

    def close_table(self) -> None:
        self._close_cell()
        self.places = None
        self.end_line()
        self.cells += renumbered(self.unnumbered)
        self.tables += bool(self.unnumbered)

    def open(self, element) -> None:
        tag = element.tag
        if self.places:
            self._open_in_table(self.places, element)
        elif tag == "br":
            self.end_line()
        elif tag in _CELLS:
            if self.line:
                self._put("\t")
        elif tag not in _INLINE:
            self.end_line()
        self._count(tag, 1)

    def _open_in_table(self, places: Places, element) -> None:
        tag = element.tag
        if tag == "tr" or tag in _CELLS:
            self._close_cell()
        if tag == "tr":
            self.end_row()
            places.begin_row()
        elif tag in _CELLS:
            self.cell = places.next_cell(element)
        elif tag not in _INLINE:
            self.end_line()

    def _close_cell(self) -> None:
        """Where the cell shows any text, it is one of its table from now on."""
        if self.cell and self.cell_start is not None:
            row, column, rows, columns = self.cell
            self.unnumbered.append(Cell(self.tables, row, column, self.cell_start, self.length, rows, columns))
        self.cell = self.cell_start = None
        self.pending_space = False

    def close(self, tag: str) -> None:
        self._count(tag, -1)
        if self.places and (tag == "tr" or tag in _CELLS):
            self._close_cell()
            if tag == "tr":
                self.end_row()
            return
        if tag not in _INLINE and tag not in _CELLS and tag != "br":
            self.end_line()

    def write(self, text: str | None) -> None:
        if not text:
            return
        if self.preformatted and not self.cell:
            for i, row in enumerate(text.splitlines()):
                if i:
                    self.end_line()
                if row:
                    self._put(row)
            return
        collapsed = (_ANY_SPACE if self.cell else _SPACE).sub(" ", text)
        if collapsed.startswith(" "):
            self.pending_space = True
            collapsed = collapsed[1:]
        if not collapsed:
            return
        if self.cell:
            if self.cell_start is None:
                if self.line:
                    self._put("\t")
                self.cell_start = self.length
            elif self.pending_space:
                self._put(" ")
        elif self.pending_space and self.line:
            self._put(" ")
        self.pending_space = collapsed.endswith(" ")
        self._put(collapsed.rstrip(" "))

    def end_line(self) -> None:
        """End the line; inside the cell of a data table, where a row is one line, a blank does."""
        if self.cell:
            self.pending_space = True
        else:
            self.end_row()

    def end_row(self) -> None:
        if self.line:
            self.line.end = self.length
            self.lines.append(self.line)
            self.line = None
            self.pieces.append("\n")
            self.length += 1
        self.pending_space = False

    def finish(self) -> tuple[str, list[Line], list[Cell]]:
        self.end_row()
        return "".join(self.pieces), self.lines, self.cells

    def _put(self, text: str) -> None:
        if self.line is None:
            self.line = Line(self.length, self.length, heading=self.headings > 0, table=self.tables if self.cell else None)
        self.pieces.append(text)
        self.length += len(text)
        if self.links:
            self.line.linked += len(text)

    def _count(self, tag: str, step: int) -> None:
        if tag == "a":
            self.links += step
        elif tag in ("pre", "textarea"):
            self.preformatted += step
        elif tag in _HEADINGS:
            self.headings += step
