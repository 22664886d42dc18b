"""The rows that the tables of one document make: claims of their cells, the schools of their lists, and how many numbers were refused.

Tables are read by `tables`; here what was read is written down beside the articles in which the tables stand.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from ingestion.cleaning import raw_span
from ingestion.extraction import actions, facility_rows, projects, table_totals
from ingestion.extraction.claim_rows import claim_row
from ingestion.extraction.facilities import Name
from ingestion.extraction.places import describes
from ingestion.extraction.story import Story, likely_year
from ingestion.extraction.tables import Figure, TableReading, number_of, quote_of, read_table

Row = dict[str, Any]


def of_document(
    document: dict[str, Any], articles: Sequence[Row], stories: Sequence[Story], refused: Counter[str]
) -> Iterator[tuple[str, Row]]:
    """(table, row) for everything that the tables of a document state. `articles` (rows, with their `stories` beside them) reach over the
    tables that stand in them from here on; numbers that make no claim are counted in `refused`, by reason."""
    for reading, index in read_tables(document, stories):
        article = articles[index]
        _widen(article, reading)
        read = claims_of(document, reading, article["article_id"])
        refused.update(reason for _, reason in reading.refused)
        yield from _schools(document, read, article["article_id"])
        for _, row in read:
            yield "claims", row


def read_tables(document: dict[str, Any], stories: Sequence[Story]) -> Iterator[tuple[TableReading, int]]:
    """Each table of a prepared document as read, with the number of the story in which it stands or which it follows."""
    if not document["grids"]:
        return
    document = document | {"likely_year": likely_year(document["clean_text"] or document["text"])}
    spans = document["clean_map"]
    starts = [raw_span(spans, story.start, story.end)[0] if story.end > story.start else 0 for story in stories]
    for grid in document["grids"]:
        index = max(bisect_right(starts, grid.start) - 1, 0)
        yield read_table(document, grid, stories[index]), index


def _widen(article: Row, reading: TableReading) -> None:
    """An article reaches over its tables, and speaks for their district where it names none itself."""
    grid = reading.grid
    article["char_start"], article["char_end"] = min(article["char_start"], grid.start), max(article["char_end"], grid.end)
    if article["region_name"] is None and reading.figures:
        article["region_code"], article["region_name"] = describes(reading.figures[0].story.home)


def claims_of(document: dict[str, Any], reading: TableReading, article_id: str) -> list[tuple[Figure, Row]]:
    """The claims of one table as rows, each beside the figure that it was made of, parts linked with their totals. Figures of which nobody
    knows what they belong to join what the reading refused."""
    read: list[tuple[Figure, Row]] = []
    for figure in reading.figures:
        quote = quote_of(document["text"], figure.line.box)
        read.append((figure, claim_row(figure.story, figure.draft, document, article_id, number_of(figure), quote)))
    unknown = table_totals.link(read)
    reading.refused += [(figure.line.box, "unknown_label") for figure, _ in unknown]
    left_out = {id(row) for _, row in unknown}
    return [(figure, row) for figure, row in read if id(row) not in left_out]


def _schools(document: dict[str, Any], read: list[tuple[Figure, Row]], article_id: str) -> Iterator[tuple[str, Row]]:
    """The schools that head the rows of a list: each is told in the claims of its row, mentioned once, and what is done to it is a
    project."""
    seen: set[int] = set()
    for figure, claim in read:
        line, story = figure.line, figure.story
        if line.name is None:
            continue
        start, end, box = line.name
        name = Name(figure.start + start, figure.start + end, line.before[start:end])
        facility = projects.facility_of(story, name, figure.draft.fields)
        if not line.is_prose:
            claim["facility_id"], claim["facility_name"] = facility.facility_id, facility.name
        if box.start in seen:
            continue
        seen.add(box.start)
        place = {"article_id": article_id, "char_start": box.start, "char_end": box.end}
        place["name_as_written"] = document["text"][box.start : box.end]
        fields = figure.draft.fields
        yield "facility_mentions", facility_rows.mention_row(name, facility, fields) | place
        done = line.before[:start]
        found = [action for action in actions.actions(done, 0, len(done)) if action.strength >= 3 and action.end == start]
        if found:
            row = projects.row(story, name, None, found[-1].action, fields)
            yield "facility_projects", {key: value for key, value in row.items() if key not in ("name", "facility")} | place
