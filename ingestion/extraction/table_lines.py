"""The figures of one table as the sentences that a person would read off it: one line for each cell with a figure, or with words that
hold some.

Here rows are walked and each cell gets its headings; what the lines claim is read in `tables` by the grammar of prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingestion.extraction import headings
from ingestion.extraction.columns import Caption, Column, columns_of, is_index_row
from ingestion.extraction.gazetteer import Region
from ingestion.extraction.grids import EMPTY, FIGURE, LONGEST_CELL, YEAR, Box, Grid, boxes_of, compact, is_negative
from ingestion.extraction.numbers import candidates
from ingestion.extraction.regions import RegionContext
from ingestion.extraction.said import Said, sentence, tell

_COUNTED_WORDS = re.compile(r"[0-9一二三四五六七八九十百千万]\s*[\u4e00-\u9fa5%]")


@dataclass(slots=True)
class Line:
    """A cell and the sentence that it makes: `before` the figure, the `figure` with its unit, and what its headings `said`, those of its row
    (`label`) and those of its `column`. `unit` is
    what headings told, `name` where the name of a school stands in `before`, and in which cell. A cell of words (`is_prose`) is itself what
    `figure` holds."""

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
    section = Said()
    above: dict[int, Box] = {}
    header = [[compact(box.text) for box in boxes_of(row)] for row in grid.header]
    for number, row in enumerate(grid.body):
        held = boxes_of(row)
        if not held or [compact(box.text) for box in held] in header or is_index_row(row):
            continue
        if len(held) == 1 and held[0].kind not in (FIGURE, YEAR) and len(columns) > 1:
            if headings.is_note(held[0].text):
                break
            # 一、小学: a row that heads those below it
            section = Said()
            tell(section, held[0].text, regions, home)
            section.label = None
            continue
        told, name = _labels(row, columns, above, section, regions, home)
        yield from _figures(number, row, columns, told, name, caption)
        if told.is_total:
            section = replace(section, label=None)


def _labels(
    row: dict[int, Box], columns: dict[int, Column], above: dict[int, Box], section: Said, regions: RegionContext, home: Region | None
) -> tuple[Said, Box | None]:
    """What the labels of a row say, and the cell with the name of its school. `above` is what stood in the columns of labels before."""
    told = Said()
    name: Box | None = None
    seen: set[int] = set()
    labels = [number for number, column in columns.items() if column.is_label]
    if not labels and not any(column.said.path for column in columns.values()):
        labels = []  # a form: each figure's label stands before it
    is_total = any(number in row and headings.is_total(compact(row[number].text)) for number in labels)
    for number in labels:
        box = row.get(number)
        if box is None or box.kind == EMPTY:
            # a merged label that the file holds without its span
            box = above.get(number) if number != labels[-1] and columns[number].role in ("place", "time", "what", None) and not is_total else None
            if box is None:
                continue
        else:
            above[number] = box
            for inner in labels[labels.index(number) + 1 :] if number == labels[0] else ():
                above.pop(inner, None)
        if id(box) in seen or box.end - box.start > LONGEST_CELL:
            continue
        seen.add(id(box))
        role = columns[number].role
        if role == "measure":
            told.unit = compact(box.text) if headings.is_unit(compact(box.text)) else told.unit
            continue
        if _COUNTED_WORDS.search(box.text) and len(box.text) > 12 and role not in ("school", "place", "time", "opening"):
            continue  # words that count something: a line of their own
        before = told.school
        tell(told, box.text, regions, home, role or "what")
        if told.school != before:
            name = box
    return section.and_(told), name


def _figures(
    number: int, row: dict[int, Box], columns: dict[int, Column], told: Said, name: Box | None, caption: Caption
) -> Iterator[Line | Refused]:
    is_form = not any(column.said.path or column.is_label for column in columns.values())
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
        elif not is_form and box.end - box.start <= LONGEST_CELL and _COUNTED_WORDS.search(box.text):
            if column.is_label and column.role in ("school", "place", "time", "opening", "nature", "measure"):
                continue
            if column.is_label and len(box.text) <= 12:
                continue
            said = replace(told, words=[], nouns=[], label=None if told.is_total else told.label)
            before, *at = sentence(replace(said, moods=[]), replace(caption.said, words=[]), "", "")
            yield Line(box, number, before, box.text, said, told, column.said, True, "", (*at, name) if name is not None else None)


def _line(
    number: int, box: Box, said: Said, caption: Caption, name: Box | None, label: Said, column: Said
) -> Line | Refused:
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
    return Line(box, number, before, figure, said, label, column, False, unit, (start, end, name) if name is not None and end > start else None)


def _unit(said: Said, caption: Caption, value: float | None, figure: str) -> str | None:
    """The unit of a figure that tells none itself: its headings', else the one of the table's that fits what is counted, else the one that
    such things are always counted in."""
    if said.unit:
        return said.unit
    counted = next((noun for noun in reversed(said.nouns) if noun.measure), None) or next(iter(said.nouns), None)
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
