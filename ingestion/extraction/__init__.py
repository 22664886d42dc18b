"""Extraction: documents in, articles, claims and named facilities out. One pure function over a batch, with no state, clock or network.

`extract` is the only door. The modules beside it each hold one part of the grammar: numbers, times, regions, levels, actions, status,
metrics, facilities, and `claims`, which brings them together. Vocabulary is data in `ingestion/lexicon`.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa

from ingestion import articles as story_cutter
from ingestion.cleaning import clean, raw_span
from ingestion.extraction import actions, claim_rows, claims, facility_rows, grids, successions, table_rows, totals
from ingestion.extraction.draft import Draft
from ingestion.extraction.home import home_of
from ingestion.extraction.numbers import Quantity, candidate_count, candidates
from ingestion.extraction.places import describes
from ingestion.extraction.regions import RegionContext
from ingestion.extraction.retold import restate, restate_headings, share_times
from ingestion.extraction.sentences import GAP, Sentences, education_spots, is_about_education, is_right_behind
from ingestion.extraction.story import Story, likely_year
from ingestion.schemas import ARTICLES, CLAIMS, FACILITY_MENTIONS, FACILITY_PROJECTS, FACILITY_SUCCESSIONS, REJECTIONS

VERSION = "1.1.0"
# a number that invisible characters or markup draw out over more of its document than this is no number that a reader would see
LONGEST_SPAN = 60
# an item of a list of works: 一、县第三中学新建项目。
_HEADED = re.compile(
    r"[ \t\u3000]*(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十0-9]{1,2}[)）]|[0-9]{1,2}[.、．])"
    r"(?![^，。；\n]{0,30}[医卫文旅路])[^，。；\n]{0,24}(?:学校|[小中]学|幼儿园|高中|校舍|学位)[^，。；\n]{0,14}。"
)

# figures that one document may state, ten kilobytes of memory each while it is read; no yearbook's chapter has as many
MOST_FIGURES = 100_000
_ROWS_AT_ONCE = 10_000  # claims of a batch that are held as rows; a frame takes a tenth of their memory

# what extraction writes, with the columns of each table
TABLES = {
    "articles": ARTICLES,
    "claims": CLAIMS,
    "facility_projects": FACILITY_PROJECTS,
    "facility_mentions": FACILITY_MENTIONS,
    "facility_successions": FACILITY_SUCCESSIONS,
    "rejections": REJECTIONS,
}


class TooManyFigures(ValueError):
    """A document states more than MOST_FIGURES figures."""


@dataclass(slots=True)
class Extraction:
    """What a batch of documents yields, each frame in its schema of `ingestion.schemas`."""

    articles: pl.DataFrame
    claims: pl.DataFrame
    facility_projects: pl.DataFrame
    facility_mentions: pl.DataFrame
    facility_successions: pl.DataFrame
    rejections: pl.DataFrame


@cache
def extractor_version() -> str:
    """The version of the rules: a hand-kept number and a fingerprint of code and lexicon, so that no change goes unnoticed."""
    root = Path(__file__).parent.parent
    digest = hashlib.sha256()
    files = [
        *root.glob("extraction/*.py"),
        *root.glob("lexicon/*.csv"),
        *root.glob("lexicon/*.txt"),
        *(root / name for name in ("articles.py", "cleaning.py", "spans.py", "wordlists.py")),
    ]
    for path in sorted(files):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return f"{VERSION}+{digest.hexdigest()[:8]}"


def extract(documents: pl.DataFrame) -> Extraction:
    """Articles, claims, named facilities and rejection counts of a batch of documents (schema `DOCUMENTS`).

    Every document yields at least one article. Spans index `text` in code points. Deterministic: the same documents give the same rows.
    Raises TooManyFigures.
    """
    version = extractor_version()
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    frames: list[dict[str, pl.DataFrame]] = []
    for document in prepared(documents):
        for name, rows in read_document(document).items():
            for row in rows:
                row["document_id"], row["extractor_version"] = document["document_id"], version
            tables[name] += rows
        if len(tables["claims"]) > _ROWS_AT_ONCE:
            frames.append(_frames(tables))
            tables = {name: [] for name in TABLES}
    frames.append(_frames(tables))
    return Extraction(**{name: pl.concat([frame[name] for frame in frames]) for name in TABLES})


def prepared(documents: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """Documents (schema `DOCUMENTS`) as rows with `clean_text` and `clean_map`, and their tables as `grids`, whose text is left out of the
    clean text: it is read cell by cell."""
    tables = {}
    if documents["cells"].list.len().sum():
        rows = documents.select("text", "body", "cells").iter_rows(named=True)
        tables = {number: found for number, row in enumerate(rows) if row["cells"] and (found := grids.grids(row))}
    if tables:
        bodies = documents["body"].to_list()
        for number, found in tables.items():
            bodies[number] = grids.without(bodies[number], found)
        documents = documents.with_columns(pl.Series("body", bodies, documents.schema["body"]))
    unused = ("body", "signature")  # long, and costly to hand over row by row
    for number, row in enumerate(clean(documents).drop(*unused, strict=False).iter_rows(named=True)):
        yield row | {"grids": tables.get(number, [])}


def _frames(tables: dict[str, list[dict[str, Any]]]) -> dict[str, pl.DataFrame]:
    return {name: _frame(rows, TABLES[name]) for name, rows in tables.items()}


def _frame(rows: list[dict[str, Any]], schema: dict[str, Any]) -> pl.DataFrame:
    """Rows as a frame, column by column."""
    return pl.DataFrame([_column(name, kind, list(map(itemgetter(name), rows))) for name, kind in schema.items()])


def _column(name: str, kind: Any, values: list[Any]) -> pl.Series:
    if kind == pl.List(pl.String):
        # Polars would make a Series of its own for every list; Arrow does not
        return pl.Series(name, pa.array(values, pa.large_list(pa.large_string())), dtype=kind)
    return pl.Series(name, values, dtype=kind)


@dataclass(slots=True)
class Reading:
    """One story of a document as read: its claims in the making, its refused numbers, and the sentences that speak of building, and of
    schools that take another's place."""

    story: Story
    drafts: list[Draft] = field(default_factory=list)
    refused: list[tuple[Quantity, str]] = field(default_factory=list)
    acting: list[tuple[int, int]] = field(default_factory=list)
    succeeding: list[tuple[int, int]] = field(default_factory=list)


def read_stories(document: dict[str, Any]) -> Iterator[Reading]:
    """Read a cleaned document story by story. Positions in what is yielded index `clean_text`."""
    text = document["clean_text"]
    sentences = Sentences(text)
    spots, built = education_spots(text), actions.building_spots(text)
    is_education = is_about_education(text, spots, sentences, document["title"])
    told = list(sentences.between(0, len(text))) if is_education else _with_those_that_go_on(sentences, spots)
    _see_that_it_fits(document, told)
    regions = RegionContext(text, document["title"], document["publisher"], document["published_date"])
    home = home_of(regions, text, document["title"], document["publisher"], document["home_region"])
    facts = document | {"likely_year": likely_year(text)}

    def names_district(line: str) -> bool:
        region = regions.of_heading(line, home[0])
        return region is not None and region.level != "nation"

    opening: Story | None = None
    for article in story_cutter.cut(text, names_district):
        story = Story(text, article, regions, home, facts, sentences, opening if article.region_heading else None)
        if not article.region_heading:
            opening = story
        reading = Reading(story)
        for sentence in told[bisect_left(told, (article.start, 0)) : bisect_left(told, (article.end, 0))]:
            if quantities := candidates(text, *sentence):
                _read_figures(reading, sentence, quantities, is_education)
            if actions.tells_of_building(text, built, *sentence):
                reading.acting.append(sentence)
            if successions.cues().search(text, *sentence):
                reading.succeeding.append(sentence)
        restate_headings(story, reading.drafts)
        share_times(reading.drafts)
        yield reading


def _see_that_it_fits(document: dict[str, Any], told: list[tuple[int, int]]) -> None:
    """Count the figures of a document before the first is read, in its tables and, where so many have room there, in these sentences.
    Raises TooManyFigures."""
    text, count = document["clean_text"], sum(map(grids.figure_count, document["grids"]))
    for sentence in told if len(text) > MOST_FIGURES else ():
        if count > MOST_FIGURES:
            break
        count += candidate_count(text, *sentence, MOST_FIGURES + 1)
    if count > MOST_FIGURES:
        raise TooManyFigures(f"more than {MOST_FIGURES:,} figures")


def _read_figures(reading: Reading, sentence: tuple[int, int], quantities: list[Quantity], is_education: bool) -> None:
    """Read the numbers of a sentence. Also in a document about other things it is of education where it goes on with figures that are, or
    a heading says so."""
    text, last = reading.story.text, reading.drafts[-1] if reading.drafts else None
    goes_on = last and last.decision.family != "indicator" and _goes_on(text, last.sentence, sentence)
    is_told = is_education or bool(goes_on or _is_headed(text, sentence))
    drafts, refused = claims.read_sentence(reading.story, sentence, quantities, is_told)
    reading.drafts += drafts
    reading.refused += refused


def _goes_on(text: str, last: tuple[int, int], sentence: tuple[int, int]) -> bool:
    """Whether a sentence goes on with the figures of the one right before it."""
    return is_right_behind(text, last, sentence[0]) and bool(claims.GOES_ON.match(text, sentence[0]))


def _is_headed(text: str, sentence: tuple[int, int]) -> bool:
    """Whether a sentence stands in a line that opens with the name of a school's works: 2.公办幼儿园建设。任务数5所，总投资2600万元."""
    opening = _HEADED.match(text, text.rfind("\n", 0, sentence[0]) + 1, sentence[1])
    return opening is not None and opening.end() <= sentence[0] + 1


def _with_those_that_go_on(sentences: Sentences, spots: array[int]) -> list[tuple[int, int]]:
    """The sentences that speak of education, and those right behind them that go on with their figures."""
    text = sentences.text
    told: list[tuple[int, int]] = []
    for sentence in sentences.holding(spots):
        while sentence and (not told or sentence > told[-1]):
            told.append(sentence)
            reach = next((end for end in range(sentence[1], min(len(text), sentence[1] + GAP)) if not text[end].isspace()), None)
            following = sentences.of(reach) if reach is not None else None
            sentence = following if following and (_goes_on(text, sentence, following) or _is_headed(text, following)) else None
    return told


def claims_of_reading(document: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Draft]]:
    """The claims of one cleaned document as rows, each beside the draft that it was made of: for those who ask why (calibration)."""
    for ordinal, reading in enumerate(read_stories(document), start=1):
        for draft in reading.drafts:
            yield claim_rows.of_prose(reading.story, draft, document, f"{document['document_id']}-a{ordinal}"), draft


def read_document(document: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The rows of one cleaned document, by table, spans already mapped back to its text."""
    out: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    refused: Counter[str] = Counter()
    raw, spans = document["text"], document["clean_map"]
    stories: list[Story] = []
    for ordinal, reading in enumerate(read_stories(document), start=1):
        stories.append(reading.story)
        article_id = f"{document['document_id']}-a{ordinal}"
        out["articles"].append(_article_row(reading.story, article_id, ordinal, raw, spans))
        refused.update(reason for _, reason in reading.refused)
        read: list[tuple[Draft, dict[str, Any]]] = []
        claim_of: dict[int, str] = {}
        for draft in reading.drafts:
            row = claim_rows.of_prose(reading.story, draft, document, article_id)
            if row["char_end"] - row["char_start"] > LONGEST_SPAN:
                refused["broken_number"] += 1
                continue
            claim_of[id(draft)] = row["claim_id"]
            if draft.decision.is_part:
                row["total_claim_id"] = claim_of.get(id(draft.whole))
            read.append((draft, row))
        out["claims"] += [row for _, row in read]
        for table, row in facility_rows.of_story(reading.story, read, reading.acting, reading.succeeding):
            out[table].append(_placed(row, TABLES[table], article_id, raw, spans))
    restate(out["claims"])
    totals.link_parts(out["claims"], raw)
    for table, row in table_rows.of_document(document, out["articles"], stories, refused):
        out[table].append(row)
    out["rejections"] = [{"reason": reason, "number_count": count} for reason, count in sorted(refused.items())]
    return out


def _article_row(story: Story, article_id: str, ordinal: int, raw: str, spans: list[dict[str, int]]) -> dict[str, Any]:
    code, name = describes(story.home)
    start, end = raw_span(spans, story.start, story.end) if story.end > story.start else (0, len(raw))
    return {
        "article_id": article_id,
        "ordinal": ordinal,
        "char_start": start,
        "char_end": end,
        "title": story.title,
        "article_date": story.anchor.day,
        "article_date_basis": story.date_basis if story.anchor.day else None,
        "region_code": code,
        "region_name": name,
    }


def _placed(row: dict[str, Any], schema: dict[str, Any], article_id: str, raw: str, spans: list[dict[str, int]]) -> dict[str, Any]:
    """A row of a named school with its place in the document, and the document's words there."""
    start, end = raw_span(spans, row["char_start"], row["char_end"])
    words = "quote" if "quote" in schema else "name_as_written"
    return row | {"article_id": article_id, "char_start": start, "char_end": end, words: raw[start:end]}


__all__ = ["Extraction", "TooManyFigures", "candidates", "extract", "extractor_version", "read_document", "read_stories"]
