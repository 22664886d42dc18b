"""The order in which a PDF's page is read: columns, what spans them, tables among them.

Here belongs: cutting a page at the white between its parts, from the pieces of its lines. Not here: paragraphs (`pdf_paragraphs.py`).

A page is cut into bands that lie below each other. Bands that follow each other and share an upright gap are columns, read from the left,
each cut in the same way again; unless their lines lie level with each other and are short: then they are a table without drawn lines.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from statistics import median

from ingestion.documents.assembly import GridCell
from ingestion.documents.pdf_lines import Piece, line_text, lines_of
from ingestion.documents.pdf_tables import Grid

GUTTER = 0.9  # ems: the least room between columns
MAX_DEPTH = 10  # of columns in columns
FAR_BELOW = 2.2  # lines of room above what no longer belongs to the columns above it
MUCH_NARROWER = 0.35  # times the room between a table's columns, as the blanks in the text below it are
SHORT_CELL = 14  # characters: the usual text of a cell is shorter
SHORT_MARK = 4  # characters: of a list's numbers, set apart from its text
PROSE_SHARE = 0.15  # of the lines of sentences that have a stop in them, at least
PROSE_LINE = 16  # characters of a line of text
LEVEL_SHARE = 0.6  # of a column's lines that lie level with those of its neighbour in a table

ON_BAND = 0.35  # ems above and below the middle of a line that it takes up for certain

_SENTENCE_MARKS = frozenset("，。；")

Interval = tuple[float, float]


@dataclass
class Placed:
    """A ruled table as a thing that takes up room on the page."""

    grid: Grid
    text: str = ""

    def __post_init__(self) -> None:
        self.left, self.right = self.grid.xs[0], self.grid.xs[-1]
        self.top, self.bottom = self.grid.ys[0], self.grid.ys[-1]


@dataclass
class Block:
    """Lines that are read one after the other, in one column."""

    rows: list[Piece]


@dataclass
class Rows:
    """A table without drawn lines."""

    cells: list[GridCell]


def reading_order(found: list[Piece], grids: list[Grid]) -> list[Block | Rows | Placed]:
    """What stands on a page in the order in which it is read. Linear in the pieces but for sorting, times the depth of columns."""
    things: list = [*found, *map(Placed, grids)]
    em = median(piece.em for piece in found) if found else 10.0
    return _ordered(things, em, 0)


def _ordered(things: list, em: float, depth: int) -> list:
    bands = _bands(things)
    out: list = []
    i = 0
    while i < len(bands):
        columns, following = _columns_from(bands, i, em) if depth < MAX_DEPTH else ([], i)
        if columns:
            out += _read_columns(columns, em, depth)
            i = following
        else:
            _add_lines(out, bands[i])
            i += 1
    return out


def _bands(things: list) -> list[list]:
    """Things in groups that lie below each other with white between them."""
    found: list[list] = []
    reach = 0.0
    for top, bottom, _, thing in sorted((*_core(thing), n, thing) for n, thing in enumerate(things)):
        if found and top < reach:
            found[-1].append(thing)
            reach = max(reach, bottom)
        else:
            found.append([thing])
            reach = bottom
    return found


def _core(thing) -> Interval:
    """The height that a thing takes up for certain; boxes of characters reach into the lines above and below."""
    if isinstance(thing, Placed):
        return thing.top, thing.bottom
    return thing.middle - ON_BAND * thing.em, thing.middle + ON_BAND * thing.em


def _columns_from(bands: list[list], first: int, em: float) -> tuple[list[list], int]:
    """The columns that begin with a band, and the number of the band behind them; none where no gap parts it or what follows."""
    free = _free(bands[first], em)
    left, right, bottom = _reach(bands[first])
    if not _inner(free, left, right):
        return [], first
    end = first + 1
    taken = list(bands[first])
    while end < len(bands):
        own_left, own_right, own_bottom = _reach(bands[end])
        own_free = _free(bands[end], em)
        narrower = _common(free, own_free, em)
        if not _inner(narrower, min(left, own_left), max(right, own_right)):
            break
        if min(thing.top for thing in bands[end]) - bottom > FAR_BELOW * em:
            break
        before, after = _inner(free, left, right), _inner(narrower, left, right)
        is_other = len(after) < len(before) or _width(after) < MUCH_NARROWER * _width(before)
        if is_other and _has_text(bands[end]) and _is_table(_split(taken, before)):
            break  # text below a table, whose blanks stand below its gaps
        free, left, right, bottom = narrower, min(left, own_left), max(right, own_right), max(bottom, own_bottom)
        taken += bands[end]
        end += 1
    columns = _split(taken, _inner(free, left, right))
    tall = [column for column in columns if len(_bands(column)) > 1 or any(isinstance(thing, Placed) for thing in column)]
    return (columns, end) if len(tall) > 1 else ([], first)


def _width(gaps: list[Interval]) -> float:
    return sum(end - start for start, end in gaps)


def _split(things: list, gaps: list[Interval]) -> list[list]:
    """The things in the columns between the gaps."""
    columns: list[list] = [[] for _ in range(len(gaps) + 1)]
    for thing in things:
        columns[sum(gap[1] <= thing.left + 0.01 for gap in gaps)].append(thing)
    return columns


def _reach(things: list) -> tuple[float, float, float]:
    """How far to the left, to the right and down things reach."""
    return min(thing.left for thing in things), max(thing.right for thing in things), max(thing.bottom for thing in things)


def _free(things: list, em: float) -> list[Interval]:
    """Where across the page none of the things stands, as far as it is wide enough for a gap between columns."""
    found, reach = [], float("-inf")
    for left, right in sorted((thing.left, thing.right) for thing in things):
        if left - reach >= GUTTER * em:
            found.append((reach, left))
        reach = max(reach, right)
    return [*found, (reach, float("inf"))]


def _common(some: list[Interval], others: list[Interval], em: float) -> list[Interval]:
    found, i, j = [], 0, 0
    while i < len(some) and j < len(others):
        start, end = max(some[i][0], others[j][0]), min(some[i][1], others[j][1])
        if end - start >= GUTTER * em:
            found.append((start, end))
        if some[i][1] < others[j][1]:
            i += 1
        else:
            j += 1
    return found


def _inner(free: list[Interval], left: float, right: float) -> list[Interval]:
    """The gaps that have things on both sides, where the things reach from `left` to `right`."""
    return [(start, end) for start, end in free if start >= left and end <= right]


def _read_columns(columns: list[list], em: float, depth: int) -> list:
    if _is_table(columns):
        return [_rows([lines_of(column) for column in columns])]
    if _is_list(columns):
        out: list = []
        for band in _bands([piece for column in columns for piece in column]):
            _add_lines(out, band)
        return out
    return [thing for column in columns for thing in _ordered(column, em, depth + 1)]


def _is_table(columns: list[list]) -> bool:
    """Are the columns those of a table without drawn lines?"""
    if any(isinstance(thing, Placed) for column in columns for thing in column):
        return False
    lines = [lines_of(column) for column in columns]
    return _are_level(lines) and max(map(_usual_chars, lines)) <= SHORT_CELL and not _is_prose(lines)


def _is_list(columns: list[list]) -> bool:
    """Is the left column nothing but the numbers of the text in the right one?"""
    if len(columns) != 2 or any(isinstance(thing, Placed) for column in columns for thing in column):
        return False
    marks, texts = (lines_of(column) for column in columns)
    return _usual_chars(marks) <= SHORT_MARK and _usual_chars(texts) >= PROSE_LINE and _are_level([marks, texts])


def _has_text(band: list) -> bool:
    """Does a line of text stand in the band, longer than the cells of tables are?"""
    return any(len(thing.text) >= PROSE_LINE or not _SENTENCE_MARKS.isdisjoint(thing.text) for thing in band)


def _usual_chars(lines: list[list[Piece]]) -> float:
    return median(len(line_text(line)) for line in lines)


def _is_prose(columns: list[list[list[Piece]]]) -> bool:
    """Do the columns hold sentences? Newspapers set them as narrow as cells, and level with each other."""
    texts = [line_text(line) for column in columns for line in column]
    return sum(not _SENTENCE_MARKS.isdisjoint(text) for text in texts) >= PROSE_SHARE * len(texts)


def _are_level(columns: list[list[list[Piece]]]) -> bool:
    """Do the lines of the columns lie level with each other?"""
    longest = max(columns, key=len)
    middles = sorted(line[0].middle for line in longest)
    for column in columns:
        if column is longest:
            continue
        level = 0
        for line in column:
            reach = ON_BAND * line[0].em
            level += bisect_left(middles, line[0].middle - reach) < bisect_left(middles, line[0].middle + reach)
        if level < LEVEL_SHARE * len(column):
            return False
    return True


def _rows(columns: list[list[list[Piece]]]) -> Rows:
    """A table of lines that lie level with each other."""
    placed = [(column, piece) for column, lines in enumerate(columns) for line in lines for piece in line]
    by_piece = {id(piece): column for column, piece in placed}
    cells = []
    for row, line in enumerate(lines_of(piece for _, piece in placed)):
        for column in range(len(columns)):
            own = [piece for piece in line if by_piece[id(piece)] == column]
            if own:
                cells.append(GridCell(row, column, line_text(own)))
    return Rows(cells)


def _add_lines(out: list, band: list) -> None:
    """Add the lines and tables of a band that has no columns; lines go on with the block before them."""
    lines = lines_of(thing for thing in band if isinstance(thing, Piece))
    rows = [_row(line) for line in lines]
    if rows:
        if out and isinstance(out[-1], Block):
            out[-1].rows.extend(rows)
        else:
            out.append(Block(rows))
    out += sorted((thing for thing in band if isinstance(thing, Placed)), key=lambda placed: placed.left)


def _row(line: list[Piece]) -> Piece:
    return Piece(
        line_text(line),
        min(piece.left for piece in line),
        min(piece.top for piece in line),
        max(piece.right for piece in line),
        max(piece.bottom for piece in line),
        median(piece.em for piece in line),
    )
