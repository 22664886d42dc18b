"""Claims out of table cells: the sentences that a person would read off a table, read by the grammar of prose, each figure in its cell.

Here the sentences of a table become stories, and what is read in them is brought back to the cells. How a table is laid out is for `grids`,
what its headings say for `columns` and `said`, which parts belong to which total for `table_totals`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ingestion.articles import Article
from ingestion.extraction import claims, levels
from ingestion.extraction.columns import Caption, caption_of
from ingestion.extraction.draft import Draft
from ingestion.extraction.facilities import level_of_name
from ingestion.extraction.gazetteer import Region
from ingestion.extraction.genres import genre_of
from ingestion.extraction.grids import Box, Grid, boxes_of
from ingestion.extraction.home import districts, home_of
from ingestion.extraction.numbers import candidates
from ingestion.extraction.places import describes
from ingestion.extraction.regions import RegionContext
from ingestion.extraction.sentences import Sentences, education
from ingestion.extraction.story import Story
from ingestion.extraction.table_lines import Line, Refused, lines_of

# of the document's prose and of the table, what tells which of two districts of one name is meant
_CONTEXT = 3000
_LONGEST_QUOTE = 400


@dataclass(slots=True)
class Figure:
    """A claim in the making out of a cell, the line that it was read from (`start`, in its story's text), and that line's story."""

    draft: Draft
    line: Line
    start: int
    story: Story


@dataclass(slots=True)
class TableReading:
    """One table as read: its figures in order of their cells, and the cells whose numbers were refused, with the reason."""

    grid: Grid
    caption: Caption
    figures: list[Figure] = field(default_factory=list)
    refused: list[tuple[Box, str]] = field(default_factory=list)


def read_table(document: dict[str, Any], grid: Grid, host: Story) -> TableReading:
    """Read one table of a document, which has what stories are told of theirs (`likely_year`). `host` is the story that it stands in."""
    text = document["text"]
    caption = caption_of(grid, text, host.title or document["title"])
    reading = TableReading(grid, caption)
    title = _title(caption, host, document["title"])
    context = f"{host.text[:_CONTEXT]}\n{text[grid.start : min(grid.end, grid.start + 4 * _CONTEXT)]}\n"
    about = RegionContext(context, title, document["publisher"], document["published_date"])
    home = (host.home, host.home_basis) if host.home else home_of(about, context, title, document["publisher"])
    lines: list[Line] = []
    for line in lines_of(grid, caption, about, _home_of_title(about, caption, home[0])):
        if isinstance(line, Refused):
            reading.refused.append((line.box, line.reason))
        else:
            lines.append(line)
    if lines:
        _read_lines(reading, lines, context, title, home, document)
    return reading


def _title(caption: Caption, host: Story, title: str | None) -> str:
    """What says whether a table's figures are plans or results: its own title, and the document's before it where its own doesn't say."""
    own = caption.title or ""
    about = host.title or title or ""
    return own if own and (genre_of(own, "") != "news" or own == about) else f"{own} {about}".strip()


def _home_of_title(about: RegionContext, caption: Caption, home: Region | None) -> Region | None:
    named = districts(about, caption.title)
    return named[-1] if named else home


def _read_lines(
    reading: TableReading,
    lines: list[Line],
    context: str,
    title: str,
    home: tuple[Region | None, str],
    document: dict[str, Any],
) -> None:
    """Read the lines of a table, those of one time together, so that no row takes its time from another."""
    by_time: dict[str, list[Line]] = {}
    for line in lines:
        by_time.setdefault(f"{line.said.time}|{line.said.opening}", []).append(line)
    pieces, length = [context], len(context)
    groups: list[tuple[int, int, list[tuple[Line, int, int]]]] = []
    for members in by_time.values():
        start = length
        placed = []
        for line in members:
            said = f"{line.before}{line.figure}。\n"
            placed.append((line, length, length + len(said) - 1))
            pieces.append(said)
            length += len(said)
        groups.append((start, length, placed))
    text = "".join(pieces)
    regions = RegionContext(text, title, document["publisher"], document["published_date"])
    sentences = Sentences(text)
    is_education = bool(education().search(title) or education().search(_headings(reading.grid)))
    for start, end, placed in groups:
        story = Story(text, Article(start, end, title or None), regions, home, document, sentences, is_prose=False)
        for line, first, last in placed:
            _read_line(reading, story, line, first, last, is_education)
    reading.figures.sort(key=lambda figure: figure.line.box.start)


def _headings(grid: Grid) -> str:
    rows = [*grid.lines, *grid.header, *grid.body[:20]]
    return "\n".join(box.text[:60] for row in rows for box in boxes_of(row)[:60])


def _read_line(reading: TableReading, story: Story, line: Line, start: int, end: int, is_education: bool) -> None:
    story.forget_figures()  # no row goes on with what another said
    drafts, rejected = claims.read_sentence(story, (start, end), candidates(story.text, start, end), is_education)
    first = start + len(line.before)
    told = [draft for draft in drafts if draft.quantity.core_start >= first and draft.quantity.start >= first - 2]
    refused = [reason for quantity, reason in rejected if quantity.core_start >= first]
    if not line.is_prose and not told and not refused:
        refused = ["no_unit"]
    for draft in told:
        if line.said.label and not line.said.is_total and not line.is_prose:
            draft.rules.append(f"label: {line.said.label}")
        _set_by_headings(draft, line, reading.caption)
        reading.figures.append(Figure(draft, line, start, story))
    reading.refused += [(line.box, reason) for reason in refused]


def _level_of_title(caption: Caption) -> str | None:
    return levels.known(levels.single(levels.mentions("".join(caption.said.words))))


def _set_by_headings(draft: Draft, line: Line, caption: Caption) -> None:
    """What headings say outright: the district of a row or a column, the level of the school in its row or of all schools of the table."""
    said = line.said
    if said.place is not None and not (line.is_prose and draft.fields["region_basis"] == "clause"):
        draft.fields["region_code"], draft.fields["region_name"] = describes(said.place)
        draft.fields["region_basis"] = "heading"
    if said.school and draft.fields["level"] is None and not line.is_prose:
        own = level_of_name(said.school)
        draft.fields["level"] = own or _level_of_title(caption)
        draft.rules.append(f"level: {'the school described' if own else 'the headline'}")
    draft.rules.append(f"table: {' / '.join(said.path)}" if said.path else "table: its cell alone")
    draft.rules.append(f"read as: {line.before}{line.figure}")
    if line.unit:
        draft.rules.append(f"figure: {line.figure}")


def quote_of(text: str, box: Box) -> tuple[int, int]:
    """The row of a cell as it stands in the document, or as much of it around the cell as a person can read."""
    start = text.rfind("\n", max(0, box.start - _LONGEST_QUOTE), box.start) + 1
    if start == 0 and box.start > _LONGEST_QUOTE:
        start = text.find("\t", box.start - _LONGEST_QUOTE, box.start) + 1 or box.start
    end = text.find("\n", box.end, box.end + _LONGEST_QUOTE)
    if end < 0:
        end = len(text) if len(text) - box.end <= _LONGEST_QUOTE else max(text.rfind("\t", box.end, box.end + _LONGEST_QUOTE), box.end)
    return start, end


def number_of(figure: Figure) -> tuple[int, int]:
    """The span of a figure's number in the document's text: its cell, or its place in a cell of words."""
    box, line = figure.line.box, figure.line
    if not line.is_prose:
        return box.start, box.end
    offset = box.start - (figure.start + len(line.before))
    return figure.draft.quantity.start + offset, figure.draft.quantity.end + offset
