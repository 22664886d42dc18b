"""Grids: a document's tables as rows and columns, with merged cells spread out, title lines, header rows and notes told apart.

Only the layout of a table belongs here, and what kind of thing a cell holds (nothing, a figure, a year, words). What headings mean is for
`headings`, what figures say for `tables`. Time and memory are linear in the number of cells and in their text, whatever spans they claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingestion.cleaning import NORMAL_FORMS
from ingestion.extraction import headings
from ingestion.extraction.numbers import candidates

EMPTY, FIGURE, YEAR, WORDS = "empty", "figure", "year", "words"
LONGEST_FIGURE = 40  # characters of a cell that holds one figure and nothing else
LONGEST_HEADING = 120
LONGEST_LINE = 60  # characters of a row of one cell that is a title or heads the rows below it
MOST_HEADER_ROWS = 6
# of a table's characters, the share in cells so long that it is a page laid out in a table rather than a table
LONGEST_CELL, LAID_OUT = 200, 0.5

_FORMS = str.maketrans({char: form for char, form in NORMAL_FORMS.items() if len(char) == 1})
_YEAR = re.compile(r"(?:19[5-9]|20[0-4])[0-9]")
_TIME = re.compile(
    r"(?:19[5-9]|20[0-4])[0-9](?:学?年度?|(?:[-—–~～至]+(?:20)?[0-9]{2})(?:学?年度?)?|[-年/][0-9]{1,2}(?:[-月/][0-9]{0,2}日?)?"
    r"|\.[0-9]{1,2}\.[0-9]{1,2})"
)
_NEGATIVE = re.compile(r"[-−–—]\s*[0-9]")


@dataclass(slots=True, eq=False)
class Box:
    """One cell: where it stands in its table (`row`, `column`, taking up `rows`, `columns`), the span of its text, and that text with
    normal forms of its characters, one for one. `number` counts the cells of the document."""

    number: int
    row: int
    column: int
    rows: int
    columns: int
    start: int
    end: int
    text: str
    kind: str = EMPTY


@dataclass(slots=True)
class Grid:
    """A table: `lines` are its rows that stand above the header (titles, units), `header` its header rows, `body` the others. Each row
    has its boxes by column; a merged cell stands in every row and column that it takes up. `prose` are notes, and cells that tell a
    story."""

    start: int
    end: int
    sheet: str | None
    lines: list[dict[int, Box]] = field(default_factory=list)
    header: list[dict[int, Box]] = field(default_factory=list)
    body: list[dict[int, Box]] = field(default_factory=list)
    prose: list[Box] = field(default_factory=list)


def figure_count(grid: Grid) -> int:
    """How many cells of a table's body hold figures."""
    return sum(box.kind == FIGURE for row in grid.body for box in row.values())


def compact(text: str) -> str:
    """A heading's words without the white space inside them: 合  计."""
    return "".join(text.split()) if len(text) <= LONGEST_HEADING else text


def grids(document: dict[str, Any]) -> list[Grid]:
    """The tables of a document (`text`, `cells`, `body`) that hold figures, in order. What lies in no body span is left out, and so are
    tables that only lay out a page, whose text is prose."""
    return [grid for boxes in _tables(document) if (grid := _grid(boxes)) is not None]


def without(body: list[dict[str, int]], found: list[Grid]) -> list[dict[str, int]]:
    """Body spans with the stretches of some tables left out, their prose apart."""
    kept: list[dict[str, int]] = []
    cuts = [cut for grid in found for cut in _cuts(grid)]
    first = 0
    for span in body:
        start, end = span["char_start"], span["char_end"]
        while first < len(cuts) and cuts[first][1] <= start:
            first += 1
        for cut_start, cut_end in cuts[first:]:
            if cut_start >= end:
                break
            if cut_start > start:
                kept.append({"char_start": start, "char_end": cut_start})
            start = max(start, cut_end)
        if start < end:
            kept.append({"char_start": start, "char_end": end})
    return kept


def _cuts(grid: Grid) -> Iterator[tuple[int, int]]:
    """The stretches of a table between its cells of prose."""
    start = grid.start
    for box in grid.prose:
        if box.start > start:
            yield start, box.start
        start = box.end
    if start < grid.end:
        yield start, grid.end


def _tables(document: dict[str, Any]) -> Iterator[list[tuple[Box, str | None]]]:
    """The cells of each table that stand in the body, as boxes with their sheet."""
    text, cells, body = document["text"], document["cells"], document["body"]
    found: list[tuple[Box, str | None]] = []
    table = None
    span = 0
    for number, cell in enumerate(cells):
        start, end = cell["char_start"], cell["char_end"]
        while span < len(body) and body[span]["char_end"] < end:
            span += 1
        if cell["table"] != table:
            if found:
                yield found
            found, table = [], cell["table"]
        if span < len(body) and body[span]["char_start"] <= start:
            raw = text[start:end]
            start += len(raw) - len(raw.lstrip())
            box = Box(number, cell["row"], cell["column"], max(cell["rows"], 1), max(cell["columns"], 1), start, start, "")
            box.text = raw.strip().translate(_FORMS)
            box.end = start + len(box.text)
            box.kind = kind_of(box.text)
            found.append((box, cell["sheet"]))
    if found:
        yield found


def kind_of(text: str) -> str:
    """What a cell holds."""
    if headings.is_missing(text):
        return EMPTY
    if _YEAR.fullmatch(text):
        return YEAR
    return FIGURE if is_figure(text) else WORDS


def is_figure(text: str) -> bool:
    """Whether a text is one number with what may touch it, and nothing else."""
    if len(text) > LONGEST_FIGURE or not any(char.isdigit() for char in text) or _TIME.fullmatch(text):
        return False
    figure = compact(text)
    if _NEGATIVE.match(figure):
        return is_figure(figure[1:])
    found = candidates(figure, 0, len(figure))
    if len(found) == 1 and not found[0].word:
        # 90以上: a bound belongs to a number with a unit
        figure = f"{figure[: found[0].core_end]}个{figure[found[0].core_end :]}"
        found = candidates(figure, 0, len(figure))
    return len(found) == 1 and (found[0].start, found[0].end) == (0, len(figure)) and found[0].kind != "time"


def is_negative(text: str) -> bool:
    return bool(_NEGATIVE.match(text))


def _grid(boxes: list[tuple[Box, str | None]]) -> Grid | None:
    """The grid of a table's boxes; None where they make none."""
    told = [box for box, _ in boxes if box.kind != EMPTY]
    size = sum(box.end - box.start for box in told)
    if (
        not any(box.kind in (FIGURE, YEAR) or headings.role(compact(box.text)) == "school" for box in told)
        or len({box.row for box in told}) < 2
        or len({box.column for box in told}) < 2
        or sum(box.end - box.start for box in told if box.end - box.start > LONGEST_CELL) > LAID_OUT * size
    ):
        return None
    grid = Grid(boxes[0][0].start, max(box.end for box, _ in boxes), boxes[0][1])
    rows = []
    for row in _spread([box for box, _ in boxes]):
        held = boxes_of(row)
        if len(held) == 1 and (headings.is_note(held[0].text) or len(held[0].text) > LONGEST_LINE):
            grid.prose.append(held[0])
        elif row:
            rows.append(row)
            grid.prose += [box for box in held if box.end - box.start > LONGEST_CELL]
    grid.prose = sorted({id(box): box for box in grid.prose}.values(), key=lambda box: box.start)
    first = 0
    while first < len(rows) - 1 and _stands_alone(rows[first]) and _stands_alone_by(rows, first):
        grid.lines.append(rows[first])
        first += 1
    rows = rows[first:]
    count = _header_rows(rows)
    grid.header, grid.body = rows[:count], rows[count:]
    return grid


def _spread(boxes: list[Box]) -> list[dict[int, Box]]:
    """The rows of a table, each with its boxes by column, merged ones in all their places (as far as the table has rows and columns; a
    table whose cells claim many times their number of places is taken as if none were merged)."""
    last_row = max(box.row for box in boxes)
    width = max(box.column for box in boxes) + 1
    order = {row: index for index, row in enumerate(sorted({box.row for box in boxes}))}
    rows: list[dict[int, Box]] = [{} for _ in order]
    for box in boxes:
        rows[order[box.row]].setdefault(box.column, box)
    width = max(width, min(max(box.column + box.columns for box in boxes), 4 * width))
    budget = 6 * len(boxes) + 1000
    for box in boxes:
        if box.rows == box.columns == 1 or box.kind == EMPTY:
            continue
        columns = range(box.column, min(box.column + box.columns, width))
        low = order[box.row]
        high = min(low + box.rows, len(rows)) if box.row + box.rows - 1 < last_row else len(rows)
        budget -= (high - low) * len(columns)
        if budget < 0:
            break
        for row in rows[low:high]:
            for column in columns:
                row.setdefault(column, box)
    return rows


def boxes_of(row: dict[int, Box]) -> list[Box]:
    """The different boxes of a row that hold something, from left to right."""
    return list({id(box): box for _, box in sorted(row.items()) if box.kind != EMPTY}.values())


def _stands_alone(row: dict[int, Box]) -> bool:
    """Whether a row is no row of cells but a line above them: a title, a unit, who filled the table in."""
    held = boxes_of(row)
    if any(box.kind == FIGURE for box in held):
        return False
    return len(held) <= 1 or (len(held) <= 4 and any(headings.told_units(box.text) or headings.is_note(box.text) for box in held))


def _stands_alone_by(rows: list[dict[int, Box]], index: int) -> bool:
    """Whether a line above a table is not a header cell that goes on in the next row."""
    held = boxes_of(rows[index])
    return not held or any(len(boxes_of(row)) > len(held) for row in rows[index + 1 : index + 4])


def _header_rows(rows: list[dict[int, Box]]) -> int:
    """How many of the rows are headings: those before the first with a figure, as far as cells of the row above reach over them."""
    count = 0
    above: set[int] = set()
    while count < min(len(rows) - 1, MOST_HEADER_ROWS):
        row = rows[count]
        held = boxes_of(row)
        own = [box for box in held if id(box) not in above]
        if any(box.kind == FIGURE for box in own) or not held:
            break
        years = sum(box.kind == YEAR for box in own)
        if years and years < len(own) - 2:
            break
        if count and not _goes_on(rows[count - 1], row):
            break
        above = {id(box) for box in held}
        count += 1
    return count


def _goes_on(above: dict[int, Box], row: dict[int, Box]) -> bool:
    """Whether a row is a second row of headings: under merged cells, or under gaps in the row above."""
    if any(row.get(column) is box for column, box in above.items()):
        return True
    if any(box.columns > 1 for box in above.values() if box.kind != EMPTY):
        return True
    words = [column for column, box in row.items() if box.kind in (WORDS, YEAR)]
    filled = {column for column, box in above.items() if box.kind != EMPTY}
    # a merged cell without its span: what follows it is empty, and the first column, which has no second heading, is empty below
    gaps = [column for column in words if column not in filled]
    return bool(gaps) and min(filled, default=0) not in words
