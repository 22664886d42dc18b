"""Which tables of an HTML page hold data, and where their cells stand in rows and columns.

Here belongs: telling a table of data from one that lays out a page, and counting columns past rowspan and colspan. Not here: the text of
cells (`visible.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

MAX_COLUMNS = 500  # of a table; more is no table that people read
MAX_ROWSPAN = 65_534  # as browsers have it
LONGEST_CELL = 400  # characters; a longer one holds an article
MAX_LINKED_SHARE = 0.8  # of the table's text; more is a menu

_PARTS = frozenset({"h1", "h2", "h3", "form", "article", "section", "nav", "iframe"})  # of a page, not of a table of data
_SAID_TO_LAY_OUT = ("presentation", "none")


@dataclass
class _Seen:
    """What was seen of a table so far."""

    element: object
    rows: int = 0
    columns: int = 0
    in_row: int = 0
    cells: int = 0
    chars: int = 0
    linked: int = 0
    longest: int = 0
    in_cell: int = 0
    is_layout: bool = False


def data_tables(root) -> set:
    """The `table` elements of a page that hold data: two rows and two columns at least, no table or heading inside, no long text."""
    from lxml import etree

    found, stack, links = set(), [], 0
    if next(root.iter("table"), None) is None:
        return found
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if event == "start":
            if tag == "table":
                for outer in stack[-1:]:
                    outer.is_layout = True
                stack.append(_Seen(element, is_layout=element.get("role") in _SAID_TO_LAY_OUT))
            elif stack:
                _see(stack[-1], element)
            links += tag == "a"
            _count(stack, element.text, links)
            continue
        links -= tag == "a"
        if tag == "table":
            seen = stack.pop()
            if _holds_data(seen):
                found.add(seen.element)
        _count(stack, element.tail, links)
    return found


def _see(table: _Seen, element) -> None:
    tag = element.tag
    if tag == "tr":
        table.rows += 1
        table.in_row = 0
    elif tag in ("td", "th"):
        table.cells += 1
        table.in_cell = 0
        table.in_row += span_of(element, "colspan", MAX_COLUMNS + 1)
        table.columns = max(table.columns, table.in_row)
    elif tag in _PARTS:
        table.is_layout = True


def _count(stack: list[_Seen], text: str | None, links: int) -> None:
    if stack and text:
        size = len("".join(text.split()))
        table = stack[-1]
        table.chars += size
        table.linked += size if links else 0
        table.in_cell += size
        table.longest = max(table.longest, table.in_cell)


def _holds_data(seen: _Seen) -> bool:
    if seen.is_layout or seen.rows < 2 or not 2 <= seen.columns <= MAX_COLUMNS or seen.longest > LONGEST_CELL:
        return False
    return seen.cells >= 3 and seen.chars > 0 and seen.linked <= MAX_LINKED_SHARE * seen.chars


def span_of(element, name: str, most: int) -> int:
    """A cell's rowspan or colspan: 1 where it is none, `most` where it is more."""
    value = (element.get(name) or "").strip()
    if not (value.isascii() and value.isdigit()):
        return 1
    return min(max(int(value), 1), most) if len(value) < 9 else most


def places_claimed(root) -> int:
    """How many places the page's tables claim at most: their rows times their widest cell. A page may claim far more than it holds."""
    widest = max((span_of(cell, "colspan", MAX_COLUMNS) for cell in root.iter("td", "th") if cell.get("colspan")), default=1)
    return widest * sum(1 for _ in root.iter("tr"))


@dataclass
class Places:
    """Counts a table's rows and columns while its cells come in the order of the page."""

    row: int = -1
    column: int = 0
    _taken: dict[int, int] = field(default_factory=dict)  # by column: the first row that is free again

    def begin_row(self) -> None:
        self.row += 1
        self.column = 0

    def next_cell(self, element) -> tuple[int, int, int, int]:
        """Row, column, rows and columns of the next cell."""
        self.row = max(self.row, 0)  # a cell outside of any row
        while self._taken.get(self.column, 0) > self.row:
            self.column += 1
        rows, columns = span_of(element, "rowspan", MAX_ROWSPAN), span_of(element, "colspan", MAX_COLUMNS)
        place = self.row, self.column, rows, columns
        if rows > 1:
            self._taken.update(dict.fromkeys(range(self.column, self.column + columns), self.row + rows))
        self.column += columns
        return place
