"""The columns and labels of one table: what its title says, which columns hold figures and which the labels of rows, what each column says.

How single headings read is for `headings` and `said`; what comes of a figure is for `tables`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from ingestion.extraction import actions, headings, levels
from ingestion.extraction.gazetteer import Region
from ingestion.extraction.genres import genre_of
from ingestion.extraction.grids import EMPTY, FIGURE, WORDS, YEAR, Box, Grid, boxes_of, compact
from ingestion.extraction.regions import RegionContext
from ingestion.extraction.said import Said, tell, time_of

_LINES_ABOVE = 4
_LONGEST_TITLE = 60
# a table of schools that are built says so in its title; 建设 alone says nothing
_BUILT = {"built", "expanded", "built_or_expanded", "relocated", "renovated", "closed"}
_SHEET = re.compile(r"(?:sheet|工作表)\s*[0-9]*", re.IGNORECASE)


@dataclass(slots=True)
class Column:
    """A column: its role (`headings.role`), whether its cells are labels of their rows, and what its headings say."""

    role: str | None
    is_label: bool
    said: Said


@dataclass(slots=True)
class Caption:
    """What stands over a table: its title, the units that hold for all of it, and what the title says of every figure."""

    title: str | None
    units: list[str]
    said: Said


def caption_of(grid: Grid, text: str, about: str | None) -> Caption:
    """The title and units of a table: from its own first lines, else from the lines above it in the document's text, else its sheet. What
    the title does not say of time, level and building, the title of the document that it is `about` does."""
    lines = [box.text for row in grid.lines for box in boxes_of(row)]
    above = text[max(0, grid.start - 400) : grid.start].splitlines()
    near = [line.strip() for line in above if line.strip()][-_LINES_ABOVE:]
    units: list[str] = []
    for line in [*reversed(near), *lines]:
        units = headings.told_units(line) or units
    title = _title(lines)
    if title is None:
        title = _title(near[::-1])
    if title is None and grid.sheet and not _SHEET.fullmatch(grid.sheet.strip()):
        title = grid.sheet.strip()
    said, wider = said_of_title(title or ""), said_of_title(about or "")
    if genre_of(about, "") == "report":
        wider.time = None  # the report of 2024 tells of 2023
    said.time, said.words, said.nature = said.time or wider.time, said.words or wider.words, said.nature or wider.nature
    return Caption(title, units, said)


def _title(lines: list[str]) -> str | None:
    """The first of some lines, the nearest first, that can be a table's title."""
    for line in lines:
        if headings.told_units(line):
            # 2023年…情况统计表 单位:万元
            line = re.split(r"[\s(（]*(?:金额|计量|数量|填报)?单位\s*[:：]", line)[0]
        line = headings.without_name(line).strip(" \u3000:：")
        if len(line) < 4 or headings.is_note(line) or "\t" in line:
            continue
        return line if len(line) <= _LONGEST_TITLE and not line.endswith(("。", "；", "!", "！")) else None
    return None


def said_of_title(title: str) -> Said:
    """What a title says of every figure below it: the time, the one level (as `words`), what is done to the schools (`nature`)."""
    said = Said()
    title = "".join(title.split())
    said.time = time_of(title)[0]
    named = levels.mentions(title)
    if levels.known(levels.single(named)):
        said.words = [title[named[0][0] : named[0][1]]]
    done = [found for found in actions.actions(title, 0, len(title)) if found.action in _BUILT and found.strength >= 3]
    if len({found.action for found in done}) == 1 and not title[done[0].start : done[0].end].endswith(("项目建设", "工程建设")):
        said.nature = title[done[0].start : done[0].end]
    return said


def columns_of(grid: Grid, regions: RegionContext, home: Region | None) -> dict[int, Column]:
    """Every column of a table, by its number."""
    kinds: dict[int, Counter[str]] = {}
    for row in grid.body:
        for number, box in row.items():
            kinds.setdefault(number, Counter())[box.kind] += 1
    heads: dict[int, list[Box]] = {}
    for row in grid.header:
        _fill_gaps(row, grid)
        for number, box in row.items():
            if box.kind != EMPTY and box not in heads.setdefault(number, []):
                heads[number].append(box)
    found: dict[int, Column] = {}
    for number in sorted(kinds.keys() | heads.keys()):
        path = [compact(box.text) for box in heads.get(number, [])]
        role = next((role for text in reversed(path) if (role := headings.role(text))), None)
        count = kinds.get(number, Counter())
        words, figures = count[WORDS], count[FIGURE]
        if role == "measure" and not any(headings.is_unit(compact(row[number].text)) for row in grid.body[:200] if number in row):
            role = "school"  # 单位 may be who as well as what is counted in
        if role is None and not path and _is_ordinal(grid, number):
            role = "ordinal"
        is_label = role in ("time", "opening", "place", "school", "nature", "measure") or (
            role not in headings.NO_FIGURES and words > figures + (count[YEAR] if path else 0)
        )
        if role in ("what", "school", "place") and figures > words:
            role, is_label = None, False
        said = Said()
        for text in path:
            tell(said, text, regions, home)
        if role is None and not is_label and not path and count[YEAR] and not figures:
            role, is_label = "time", True
        found[number] = Column(role, is_label, said)
    return found


def _fill_gaps(row: dict[int, Box], grid: Grid) -> None:
    """A merged heading that a file holds without its span stands over the empty columns after it, where those have a heading below."""
    below = grid.header[-1]
    if row is below:
        return
    last: Box | None = None
    for number in sorted(below):
        box = row.get(number)
        if box is not None and box.kind != EMPTY:
            last = box
        elif (
            last is not None and last.columns == 1 and last.rows == 1 and below[number].kind != EMPTY and last is not below.get(last.column)
        ):
            row[number] = last


def _is_ordinal(grid: Grid, number: int) -> bool:
    """Whether a column without a heading counts its rows: 1, 2, 3."""
    told = [row[number].text for row in grid.body[:50] if number in row and row[number].kind == FIGURE]
    return len(told) >= 2 and told == [str(count) for count in range(1, len(told) + 1)]


def is_index_row(row: dict[int, Box]) -> bool:
    """Whether a row only numbers the columns: 甲 乙 1 2 3."""
    told = [box.text.strip("()（） ") for box in boxes_of(row)]
    numbers = [text for text in told if text.isdigit()]
    rest = [text for text in told if not text.isdigit()]
    return (
        len(numbers) >= 2
        and numbers == [str(int(numbers[0]) + step) for step in range(len(numbers))]
        and int(numbers[0]) <= 2
        and all(text in "甲乙丙丁戊栏次" for text in rest)
    )
