"""A trace for people: which rules set each field of each claim of a text, and why its other numbers are no claims.

Run it as `make explain TEXT="…"` or `make explain TEXT=path/to/file`. Nothing is decided here; it prints what the extractor decided.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from ingestion.extraction import prepared, read_stories, table_rows
from ingestion.extraction.draft import Draft
from ingestion.extraction.story import Story
from ingestion.schemas import DOCUMENTS
from ingestion.wordlists import check

REASONS = {
    "no_unit": "no measure word follows",
    "no_education_context": "nothing in the clause speaks of education",
    "other_subject": "the counted noun is not education",
    "not_a_school": "所 without a school in reach",
    "time": "a time or duration",
    "ordinal": "an ordinal, rank or number of a thing",
    "anaphora": "points back to a figure already stated (这4所)",
    "indefinite": "一 as an article (一名, 一个)",
    "rate_base": "the base of a rate (每千人)",
    "slogan": "counts slogans or measures (十大行动)",
    "idiom": "a way of saying many (惠及万家)",
    "place_name": "part of a place's name (三元区)",
    "kind_name": "part of the name of a kind of thing (800米自由泳, 400米跑道)",
    "quoted_name": "part of a quoted name (“三个课堂”)",
    "inside_title": "inside the title of a document (《…》)",
    "broken_number": "its characters lie too far apart",
    "negative": "below zero",
    "code": "a code or a telephone number, by its column",
    "other_column": "in a column of remarks or responsibilities",
    "label": "in a column of labels",
    "unclear_figure": "a cell of figures that holds no number with at most a unit",
    "no_heading": "no heading says what it counts",
    "unknown_label": "the label of its row is not understood, and it is no part of a total",
    "academic_degree": "学位 in the sense of an academic degree",
}


def describe(story: Story, draft: Draft) -> list[str]:
    """Lines that explain one claim."""
    quantity, fields = draft.quantity, draft.fields
    value = _range(quantity.value_min, quantity.value_max)
    counted = f"{draft.decision.family}/{draft.decision.metric}  {value} {draft.decision.unit or ''}"
    head = f"+ {story.text[quantity.start : quantity.end]}  →  {counted}"
    named = "、".join(name.text for name in draft.names)
    shown = {
        "approximate": "yes" if quantity.is_approximate else None,
        "per": fields["per"],
        "status": fields["status"],
        "period": f"{fields['period_start'] or '…'} to {fields['period_end'] or '…'}",
        "region": f"{fields['region_name']} ({fields['region_basis']})",
        "level": fields["level"],
        "action": fields["action"],
        "named": named or None,
    }
    lines = [head, "    " + "; ".join(f"{key}: {value}" for key, value in shown.items() if value)]
    return [*lines, *(f"    rule  {rule}" for rule in [f"metric: {draft.decision.trace}", *draft.rules])]


def explain(documents: pl.DataFrame) -> str:
    """The whole trace of a batch of documents (schema `DOCUMENTS`)."""
    lines: list[str] = []
    for document in prepared(documents):
        day, basis = document["published_date"] or "unknown", document["published_date_basis"] or "no basis"
        lines.append(f"{document['file_name']}: published {day} ({basis})")
        stories = []
        for reading in read_stories(document):
            story = reading.story
            stories.append(story)
            home = story.home.name if story.home else "unknown"
            years = story.anchor.year or "nothing"
            lines.append(f"\narticle “{story.title or ''}”: {story.genre}, speaks for {home} ({story.home_basis}), years by {years}")
            rows = [(draft.quantity.start, describe(story, draft)) for draft in reading.drafts]
            for quantity, reason in reading.refused:
                words = story.text[max(0, quantity.start - 8) : quantity.end + 8].replace("\n", " ")
                rows.append(
                    (quantity.start, [f"- {story.text[quantity.start : quantity.end]}  no claim: {REASONS.get(reason, reason)}  …{words}…"])
                )
            for _, block in sorted(rows, key=lambda row: row[0]):
                lines += block
        lines += _tables(document, stories)
    return "\n".join(lines)


def _tables(document: dict[str, Any], stories: list[Story]) -> Iterator[str]:
    """The trace of a document's tables, cell by cell."""
    for reading, _ in table_rows.read_tables(document, stories):
        yield f"\ntable “{reading.caption.title or ''}”{f' on sheet {reading.grid.sheet}' if reading.grid.sheet else ''}"
        rows = []
        for figure, claim in table_rows.claims_of(document, reading, document["document_id"]):
            part = [f"    part of {claim['total_claim_id']}"] if claim["total_claim_id"] else []
            rows.append((figure.line.box, [*describe(figure.story, figure.draft), *part]))
        rows += [(box, [f"- {box.text}  no claim: {REASONS.get(reason, reason)}"]) for box, reason in reading.refused]
        for box, block in sorted(rows, key=lambda row: row[0].start):
            cell = document["cells"][box.number]["cell"] or f"row {box.row + 1}, column {box.column + 1}"
            yield f"{block[0]}   [{cell}]"
            yield from block[1:]


def of_text(text: str) -> pl.DataFrame:
    """A typed-in sentence as a batch of one document, all of it body, with no date or publisher of its own."""
    now = datetime.now(UTC)
    row = dict.fromkeys(DOCUMENTS) | {
        "document_id": "typed", "document_key": "typed", "file_name": "typed text", "source_id": "typed", "received_at": now,
        "last_received_at": now, "text": text, "char_count": len(text), "body": [{"char_start": 0, "char_end": len(text)}],
        "pages": [], "cells": [],
    }  # fmt: skip
    return pl.DataFrame([row], schema=DOCUMENTS)


def of_file(path: Path) -> pl.DataFrame:
    """A file as the pipeline would read it. Raises SystemExit with the reader's reason where it can't be read."""
    import tempfile

    from ingestion import documents, landing

    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "landing"
        file = landing.IncomingFile(path, path.name, "typed", str(path))
        landing.land([file], store, Path(folder) / "quarantine", datetime.now(UTC))
        read = documents.read(landing.landed(store), store)
    if read.quarantine.height:
        raise SystemExit(f"{path}: {read.quarantine['detail'][0]}")
    return read.documents


def is_file(given: str) -> bool:
    """Whether what was given names a file; a text may be longer than any file's name, or hold what no name can."""
    try:
        return Path(given).is_file()
    except (OSError, ValueError):
        return False


def is_missing(given: str) -> bool:
    """Whether what was given bears a document's ending and is no file: a path mistyped, which a text to read isn't."""
    from ingestion.landing import supported

    return given.lower().endswith(tuple(supported())) and not is_file(given)


def _range(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return f"{'≥' if high is None else '≤'}{low if high is None else high:,.10g}"
    return f"{low:,.10g}" if low == high else f"{low:,.10g} to {high:,.10g}"


if __name__ == "__main__":
    given = " ".join(sys.argv[1:]).strip()
    if not given:
        raise SystemExit('say what to explain: make explain TEXT="新建幼儿园25所、新增学位5520个" or TEXT=path/to/file')
    if is_missing(given):
        raise SystemExit(f"{given}: there is no such file")
    try:
        check()
    except ValueError as error:
        raise SystemExit(str(error)) from None
    print(explain(of_file(Path(given)) if is_file(given) else of_text(given)))
