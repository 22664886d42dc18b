"""The figures of one table as the sentences that a person would read off it: one line for each cell with a figure, or with words that
hold some.

Here rows are walked and each cell gets its headings; what the lines claim is read in `tables` by the grammar of prose.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingestion.extraction import headings
from ingestion.extraction.columns import Caption, Column, columns_of, is_index_row
from ingestion.extraction.gazetteer import Region
from ingestion.extraction.grids import EMPTY, FIGURE, LONGEST_CELL, LONGEST_FIGURE, YEAR, Box, Grid, boxes_of, compact, is_negative
from ingestion.extraction.numbers import PASSED_OVER, candidates
from ingestion.extraction.regions import RegionContext
from ingestion.extraction.said import Said, sentence, tell

_LONGEST_NOUN = 12  # characters of a label, which may hold a number (九年一贯制); longer words that count something are a statement


# so many columns of labels are looked at: a table has few, whatever a file claims
MOST_LABELS = 40
# roles of columns whose cells are names, whatever numbers stand in them
_NAMES = ("school", "place", "time", "opening", "nature", "measure")


@dataclass(slots=True)
class Line:
    """A cell and the sentence that it makes: `before` the figure, the `figure` with its unit, and what its headings `said`, those of its
    row (`label`) and those of its `column`. `unit` is what headings told, `name` where the name of a school stands in `before`, and in
    which cell. A cell of words (`is_prose`) is itself what `figure` holds."""

    box: Box
    row: int
    before: str
    figure: str
    said: Said
    label: Said
    column: Said
    is_prose: bool = False
    unit: str = ""
    name: tuple[int, int, Box] | None = None


@dataclass(slots=True)
class Refused:
    """A cell with a number that is no figure, and why."""

    box: Box
    reason: str


def lines_of(grid: Grid, caption: Caption, regions: RegionContext, home: Region | None) -> Iterator[Line | Refused]:
    """The figures of a table, row by row."""
    columns = columns_of(grid, regions, home)
    labels = [number for number, column in columns.items() if column.is_label][:MOST_LABELS]
    is_form = not labels and not any(column.said.path for column in columns.values())
    section = Said()
    above: dict[int, Box] = {}
    header = [[compact(box.text) for box in boxes_of(row)] for row in grid.header]
    for number, row in enumerate(grid.body):
        held = boxes_of(row)
        if not held or [compact(box.text) for box in held] in header or is_index_row(row):
            continue
        if len(held) == 1 and held[0].kind not in (FIGURE, YEAR) and len(columns) > 1:
            # 一、小学: a row that heads those below it
            section = Said()
            tell(section, held[0].text, regions, home)
            section.label = None
            continue
        told, name = _labels(row, labels, columns, above, regions, home)
        yield from _figures(number, row, columns, section.and_(told), name, caption, is_form)


def _labels(
    row: dict[int, Box], labels: list[int], columns: dict[int, Column], above: dict[int, Box], regions: RegionContext, home: Region | None
) -> tuple[Said, Box | None]:
    """What the labels of a row say, and the cell with the name of its school. `above` is what stood in the columns of labels before."""
    told = Said()
    name: Box | None = None
    seen: set[int] = set()
    # also in a column of ordinals
    totals = [label for box in boxes_of(row)[:MOST_LABELS] if headings.is_total(label := compact(box.text))]
    told.is_total = bool(totals)
    # a sub-total is of the district above it, a total of all
    is_total = any(not label.endswith("小计") for label in totals)
    for number in labels:
        box = row.get(number)
        if box is None or box.kind == EMPTY:
            # a merged label that the file holds without its span
            is_merged = number != labels[-1] and columns[number].role in ("place", "time", "what", None) and not is_total
            box = above.get(number) if is_merged else None
            if box is None:
                continue
        else:
            if number == labels[0]:
                above.clear()
            above[number] = box
        if id(box) in seen or box.end - box.start > LONGEST_CELL:
            continue
        seen.add(id(box))
        role = columns[number].role
        if role == "measure":
            told.unit = compact(box.text) if headings.is_unit(compact(box.text)) else told.unit
            continue
        if role not in _NAMES and _states(box):
            continue  # words that count something: a line of their own
        before = told.school
        tell(told, box.text, regions, home, role or "what")
        if told.school != before:
            name = box
    return told, name


def _figures(
    number: int, row: dict[int, Box], columns: dict[int, Column], told: Said, name: Box | None, caption: Caption, is_form: bool
) -> Iterator[Line | Refused]:
    """The lines of one row's cells. In a form, which has no headings, each figure's label stands before it."""
    seen: set[int] = set()
    beside: Box | None = None
    for place, box in sorted(row.items()):
        column = columns[place]
        if id(box) in seen or box.kind == EMPTY:
            continue
        seen.add(id(box))
        if is_form and box.kind not in (FIGURE, YEAR):
            beside = box
        if column.role in headings.NO_FIGURES:
            if box.kind in (FIGURE, YEAR):
                yield Refused(box, headings.NO_FIGURES[column.role])
            continue
        if box.kind in (FIGURE, YEAR):
            if column.is_label:
                if box.kind == FIGURE:
                    yield Refused(box, "label")
                continue
            said = told.and_(column.said)
            if is_form and beside is not None:
                said = replace(said, words=[*said.words, compact(beside.text)], path=[beside.text])
            yield _line(number, box, said, caption, name, told, column.said)
        elif not is_form and column.role not in _NAMES and _states(box):
            said = replace(told, words=[], nouns=[], label=None if told.is_total else told.label)
            before, *at = sentence(replace(said, moods=[]), replace(caption.said, words=[]), "", "")
            yield Line(box, number, before, box.text, said, told, column.said, True, "", (*at, name) if name is not None else None)
        elif not column.is_label and not is_form and len(box.text) <= LONGEST_FIGURE and any(map(str.isdigit, box.text)):
            yield Refused(box, "unclear_figure")


def _states(box: Box) -> bool:
    """Whether a cell of words counts something: 新建幼儿园3所. A short label may hold a number that counts nothing: 三个课堂."""
    if box.end - box.start > LONGEST_CELL:
        return False
    text = headings.bare(box.text)  # 在校生数(万人) counts nothing
    found = [found for found in candidates(text, 0, len(text)) if found.word and text[found.core_start] not in "十百千万亿"]
    kinds = {quantity.kind for quantity in found} - PASSED_OVER
    return bool(kinds - {"generic"}) or (bool(kinds) and len(box.text) > _LONGEST_NOUN)


def _line(number: int, box: Box, said: Said, caption: Caption, name: Box | None, label: Said, column: Said) -> Line | Refused:
    """The line of one figure, or why it makes none."""
    figure = compact(box.text)
    if is_negative(figure):
        return Refused(box, "negative")
    if not said.path:
        return Refused(box, "no_heading")
    quantity = next(iter(candidates(figure, 0, len(figure))), None)
    if quantity is None:
        return Refused(box, "no_unit")
    unit = ""
    if not quantity.word:
        unit = _unit(said, caption, quantity.value_min, figure) or ""
        if not unit or (quantity.has_multiplier and unit[0] in "十百千万亿"):
            return Refused(box, "no_unit")
        figure = figure[: quantity.core_end] + unit + figure[quantity.core_end :]
    before, start, end = sentence(said, caption.said, figure, unit or quantity.word)
    place = (start, end, name) if name is not None and end > start else None
    return Line(box, number, before, figure, said, label, column, False, unit, place)


def _unit(said: Said, caption: Caption, value: float | None, figure: str) -> str | None:
    """The unit of a figure that tells none itself: its headings', else the one of the table's that fits what is counted, else the one that
    such things are always counted in."""
    if said.unit:
        return said.unit
    nouns = [noun for noun in said.nouns if noun.measure] or [noun for noun in said.nouns if noun.kind != "count"] or said.nouns
    counted = nouns[-1] if nouns else None
    measure = counted.measure if counted else ""
    if counted is not None and counted.kind == "rate":
        # a share of one and a percentage look alike where neither is told
        return "%" if "%" in caption.units or (value or 0) > 1 else None
    kinds = {unit: headings.kind_of_unit(unit) for unit in caption.units}
    wanted = headings.kind_of_unit(measure) if measure else "money" if counted is not None and counted.kind == "money" else None
    if counted is not None and counted.kind == "area":
        wanted = "area"
    fitting = [unit for unit, kind in kinds.items() if kind == wanted]
    if wanted is not None:
        return fitting[0] if fitting else measure or None
    return caption.units[0] if len(caption.units) == 1 else None
