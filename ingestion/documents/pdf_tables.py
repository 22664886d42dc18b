"""Ruled tables on a page of a PDF: the grid that its drawn lines make, and the characters in each of its cells.

Here belongs: lines to grids, merged cells. Not here: tables without lines (`pdf_layout.py`), the text of a cell (`pdf_lines.py`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

from ingestion.documents.pdf_glyphs import Glyph, Rule

SNAP = 3.0  # points within which drawn lines are meant to meet
MAX_LINES = 1500  # merged lines of a page; more is a drawing
MAX_SQUARES = 20_000  # of a grid
MAX_MEAN_CHARS = 100  # of a cell; boxes around newspaper stories hold more


@dataclass
class Grid:
    """A ruled table: the lines between its columns and rows in points, and its cells as (row, column, rows, columns) with their glyphs."""

    xs: list[float]
    ys: list[float]
    cells: dict[tuple[int, int, int, int], list[Glyph]] = field(default_factory=dict)


def take_tables(rules: list[Rule], glyphs: list[Glyph]) -> tuple[list[Grid], list[Glyph]]:
    """The tables that the rules make around the glyphs, from the top of the page, and the glyphs that stand in none."""
    grids = []
    for lines in _meeting(_merged(rules)):
        grid = _grid(lines)
        if grid is None:
            continue
        inside = [glyph for glyph in glyphs if _is_inside(grid[0], glyph)]
        if _fill(*grid, inside):
            grids.append(grid[0])
            glyphs = [glyph for glyph in glyphs if not _is_inside(grid[0], glyph)]
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0])), glyphs


def _merged(rules: list[Rule]) -> list[Rule]:
    """The rules with those on one line that touch or overlap made one; none where there are too many for tables."""
    found: list[Rule] = []
    for is_level in (True, False):
        rows: list[list[Rule]] = []
        for rule in sorted((rule for rule in rules if rule.is_level == is_level), key=lambda rule: rule.at):
            if rows and rule.at - rows[-1][0].at <= SNAP:
                rows[-1].append(rule)
            else:
                rows.append([rule])
        for row in rows:
            at = sum(rule.at for rule in row) / len(row)
            start = end = None
            for rule in sorted(row, key=lambda rule: rule.start):
                if end is not None and rule.start <= end + SNAP:
                    end = max(end, rule.end)
                    continue
                if end is not None:
                    found.append(Rule(is_level, at, start, end))
                start, end = rule.start, rule.end
            found.append(Rule(is_level, at, start, end))
    return found if len(found) <= MAX_LINES else []


def _root(parents: list[int], i: int) -> int:
    """The one that stands for all that hang together with `i`."""
    while parents[i] != i:
        parents[i] = parents[parents[i]]
        i = parents[i]
    return i


def _meeting(rules: list[Rule]) -> list[list[Rule]]:
    """The rules in groups that hang together."""
    parents = list(range(len(rules)))

    level = [i for i, rule in enumerate(rules) if rule.is_level]
    upright = sorted((i for i, rule in enumerate(rules) if not rule.is_level), key=lambda i: rules[i].at)
    places = [rules[i].at for i in upright]
    for i in level:
        row = rules[i]
        for j in upright[bisect_right(places, row.start - SNAP) : bisect_right(places, row.end + SNAP)]:
            if rules[j].start - SNAP <= row.at <= rules[j].end + SNAP:
                parents[_root(parents, i)] = _root(parents, j)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for i, rule in enumerate(rules):
        groups[_root(parents, i)].append(rule)
    return [group for group in groups.values() if len(group) >= 4]


def _grid(rules: list[Rule]) -> tuple[Grid, list[list[tuple[int, int, int, int]]]] | None:
    """The grid of lines that hang together, and by row and column the cell to which each of its squares belongs."""
    level = [rule for rule in rules if rule.is_level]
    upright = [rule for rule in rules if not rule.is_level]
    if len(level) < 2 or not upright:
        return None
    left, right = min(rule.start for rule in level), max(rule.end for rule in level)
    top, bottom = min(rule.at for rule in level), max(rule.at for rule in level)
    sides = [at for at in (left, right) if all(abs(rule.at - at) > 2 * SNAP for rule in upright)]  # tables open at their sides
    upright += [Rule(False, at, top, bottom) for at in sides]
    xs, ys = _places(upright), _places(level)
    if len(xs) < 3 or len(ys) < 3 or (len(xs) - 1) * (len(ys) - 1) > MAX_SQUARES:
        return None
    return Grid(xs, ys), _cells_of_squares(xs, ys, level, upright)


def _places(rules: list[Rule]) -> list[float]:
    found: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not found or at - found[-1] > SNAP:
            found.append(at)
    return found


def _cells_of_squares(xs: list[float], ys: list[float], level: list[Rule], upright: list[Rule]) -> list[list[tuple[int, int, int, int]]]:
    """Squares with no line between them belong to one cell: each square's cell as (row, column, rows, columns)."""
    columns, rows = len(xs) - 1, len(ys) - 1
    parents = list(range(columns * rows))

    def walls(lines: list[Rule], along: list[float], across: list[float]) -> set[tuple[int, int]]:
        found = set()
        for rule in lines:
            line = min(range(len(across)), key=lambda i: abs(across[i] - rule.at))
            for i in range(len(along) - 1):
                middle = (along[i] + along[i + 1]) / 2
                if rule.start - SNAP <= middle <= rule.end + SNAP:
                    found.add((i, line))
        return found

    beside, below = walls(upright, ys, xs), walls(level, xs, ys)
    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and (row, column + 1) not in beside:
                parents[_root(parents, here + 1)] = _root(parents, here)
            if row + 1 < rows and (column, row + 1) not in below:
                parents[_root(parents, here + columns)] = _root(parents, here)
    members: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in range(rows):
        for column in range(columns):
            members[_root(parents, row * columns + column)].append((row, column))
    cells: list[list[tuple[int, int, int, int]]] = [[(0, 0, 1, 1)] * columns for _ in range(rows)]
    for squares in members.values():
        top, bottom = min(row for row, _ in squares), max(row for row, _ in squares)
        left, right = min(column for _, column in squares), max(column for _, column in squares)
        for row, column in squares:
            cells[row][column] = (top, left, bottom - top + 1, right - left + 1)
    return cells


def _is_inside(grid: Grid, glyph: Glyph) -> bool:
    x, y = (glyph.left + glyph.right) / 2, glyph.middle
    return grid.xs[0] <= x < grid.xs[-1] and grid.ys[0] <= y < grid.ys[-1]


def _fill(grid: Grid, cells: list[list[tuple[int, int, int, int]]], glyphs: list[Glyph]) -> bool:
    """Put the glyphs into the cells; false where what they give is no table (frames around stories, a box around a note)."""
    if len({cell for row in cells for cell in row}) < 4:
        return False
    for glyph in glyphs:
        row = bisect_right(grid.ys, glyph.middle) - 1
        column = bisect_right(grid.xs, (glyph.left + glyph.right) / 2) - 1
        grid.cells.setdefault(cells[row][column], []).append(glyph)
    filled = len(grid.cells)
    return filled >= 2 and len(glyphs) <= MAX_MEAN_CHARS * filled
