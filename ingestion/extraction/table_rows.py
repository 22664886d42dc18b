"""The rows that the tables of one document make: claims of their cells, the schools of their lists, and how many numbers were refused.

Tables are read by `tables`; here what was read is written down beside the articles in which the tables stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from ingestion.extraction import actions, facility_rows, projects, table_totals
from ingestion.extraction.claim_rows import claim_row
from ingestion.extraction.facilities import Name
from ingestion.extraction.grids import Grid
from ingestion.extraction.places import describes
from ingestion.extraction.story import Story
from ingestion.extraction.tables import Figure, TableReading, number_of, quote_of, read_table

Row = dict[str, Any]


def of_document(
    document: dict[str, Any], articles: Sequence[Row], stories: Sequence[Story], facts: dict[str, Any], refused: Counter[str]
) -> Iterator[tuple[str, Row]]:
    """(table, row) for everything that the tables of a document state. `articles` (as rows, with `stories` beside them) are told the
    tables that stand in them; numbers that make no claim are counted in `refused`, by reason."""
    for grid in document["grids"]:
        index = max((index for index, article in enumerate(articles) if article["char_start"] <= grid.start), default=0)
        article = articles[index]
        reading = read_table(document, grid, stories[index], facts)
        _widen(article, grid, reading)
        refused.update(reading.refused)
        yield from _of_table(document, reading, article["article_id"], refused)


def _widen(article: Row, grid: Grid, reading: TableReading) -> None:
    """An article reaches over its tables, and speaks for their district where it names none itself."""
    article["char_start"], article["char_end"] = min(article["char_start"], grid.start), max(article["char_end"], grid.end)
    if article["region_name"] is None and reading.figures:
        article["region_code"], article["region_name"] = describes(reading.figures[0].story.home)


def _of_table(document: dict[str, Any], reading: TableReading, article_id: str, refused: Counter[str]) -> Iterator[tuple[str, Row]]:
    read: list[tuple[Figure, Row]] = []
    for figure in reading.figures:
        quote = quote_of(document["text"], figure.line.box)
        read.append((figure, claim_row(figure.story, figure.draft, document, article_id, number_of(figure), quote)))
    unknown = {id(row) for _, row in table_totals.link(read)}
    refused["unknown_label"] += len(unknown)
    if not unknown:
        del refused["unknown_label"]
    read = [(figure, row) for figure, row in read if id(row) not in unknown]
    yield from _schools(document, read, article_id)
    for _, row in read:
        yield "claims", row


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
        done = line.before[: start]
        found = [action for action in actions.actions(done, 0, len(done)) if action.strength >= 3 and action.end == start]
        if found:
            row = projects.row(story, name, None, found[-1].action, fields)
            yield "facility_projects", {key: value for key, value in row.items() if key not in ("name", "facility")} | place
