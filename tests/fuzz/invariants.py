"""What must hold of any bytes that arrive as a document: they are read or set aside with a reason, and every claim stands in the text.

Only the rules belong here, and running the real stages once over one document. How inputs come about (`pieces.py`, `strategies.py`,
`mutation.py`) and how work grows with length (`growth.py`) are told elsewhere.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl

from expectations.frames import rederived
from expectations.suites import vocabulary
from ingestion import documents, landing
from ingestion.documents.boxed import UnboxedReaders
from ingestion.extraction import TABLES, Extraction, extract
from ingestion.extraction.numbers import rederive
from ingestion.schemas import DOCUMENTS
from ingestion.wordlists import table

RECEIVED = datetime(2026, 1, 1, tzinfo=UTC)
LONGEST_SPAN = 60  # characters: the blocking expectation of the claims' suite
_MEMORY = Path("/dev/shm")
SCRATCH = _MEMORY if _MEMORY.is_dir() else None  # a disk would be written to at every input
_FIGURE = "figure: "  # so opens the rule that tells a cell with the unit of its heading
_NUMERAL = re.compile("[0-9０-９〇零一二两三四五六七八九十百千万亿几数]")

_STATED = (
    "metric", "value_min", "value_max", "unit", "status", "period_start", "period_end", "region_name", "level", "action", "named_count",
)  # fmt: skip

Row = dict[str, Any]


class Broken(AssertionError):
    """An invariant does not hold. `rule` names it in a few words that stay the same from input to input."""

    def __init__(self, rule: str, detail: str = ""):
        super().__init__(f"{rule}: {detail}" if detail else rule)
        self.rule = rule


def check(data: bytes, suffix: str, twice: bool = True) -> Extraction | None:
    """Land, read and extract `data` as a file with this suffix (`.txt`, `.md`, `.html`); None where it was set aside.

    Raises Broken, or whatever extraction raises. twice: do both stages again, and once more with the line breaks of another system, and
    compare.
    """
    read, again = _read(data, suffix, twice)
    _check_outcome(read)
    if again is not None:
        _hold(read.documents.equals(again.documents), "reading is deterministic")
    if read.documents.is_empty():
        return None
    document = read.documents.row(0, named=True)
    _check_document(document, data)
    extraction = extract(read.documents)
    check_extraction(read.documents, extraction)
    if twice:
        second = extract(read.documents)
        for name in TABLES:
            _hold(getattr(extraction, name).equals(getattr(second, name)), "extraction is deterministic", name)
        if suffix != ".html" and document["encoding"] == "utf-8" and "\n" in document["text"] and "\r" not in document["text"]:
            _check_line_breaks(data, suffix, extraction)
    return extraction


def _read(data: bytes, suffix: str, twice: bool) -> tuple[documents.ReadDocuments, documents.ReadDocuments | None]:
    """Land and read `data`, and read it once more where asked to."""
    with tempfile.TemporaryDirectory(dir=SCRATCH) as folder:
        home = Path(folder)
        (home / "inbox").mkdir()
        (home / "inbox" / f"document{suffix}").write_bytes(data)
        landing.land(landing.inbox_files(home / "inbox"), home / "landing", home / "quarantine", RECEIVED)
        landed = landing.landed(home / "landing")
        _hold(landed.height == 1, "a file is landed", f"{landed.height} rows")
        here = UnboxedReaders()  # a fuzzer must see the readers' own lines
        read = documents.read(landed, home / "landing", here)
        return read, documents.read(landed, home / "landing", here) if twice else None


def _check_line_breaks(data: bytes, suffix: str, extraction: Extraction) -> None:
    """With Windows line breaks the text states the same figures of the same things."""
    read, _ = _read(data.replace(b"\n", b"\r\n"), suffix, False)
    _hold(read.documents.height == 1, "line breaks change no outcome")
    ours, theirs = (frame.claims.select(_STATED).rows() for frame in (extraction, extract(read.documents)))
    _hold(
        ours == theirs,
        "line breaks change no claim",
        f"{[row for row in ours if row not in theirs]} became {[row for row in theirs if row not in ours]}",
    )


def check_extraction(frame: pl.DataFrame, extraction: Extraction) -> None:
    """What must hold of the rows that came of one read document (schema DOCUMENTS, one row). Raises Broken."""
    document = frame.row(0, named=True)
    for name, schema in TABLES.items():
        _hold(dict(getattr(extraction, name).schema) == schema, "tables have their schema", name)
    articles = {row["article_id"]: row for row in extraction.articles.iter_rows(named=True)}
    claims = extraction.claims.to_dicts()
    _check_articles(list(articles.values()), document)
    identities = {row["claim_id"] for row in claims}
    _hold(len(identities) == len(claims), "claim_id is unique", f"{len(claims)} claims, {len(identities)} identifiers")
    for claim in claims:
        for rule, holds in _CLAIM_RULES.items():
            _hold(holds(claim, document["text"]), rule, _shown(claim, document["text"]))
        article = articles.get(claim["article_id"])
        _hold(article is not None, "a claim's article exists", _shown(claim, document["text"]))
        _hold(claim["total_claim_id"] in {None, *identities}, "a claim's total exists", _shown(claim, document["text"]))
        inside = article["char_start"] <= claim["char_start"] and claim["char_end"] <= article["char_end"]
        _hold(inside, "a claim lies in its article", _shown(claim, document["text"]))
    _check_figures(claims, document["text"])
    for project in extraction.facility_projects.iter_rows(named=True):
        _check_project(project, document["text"], articles, identities)
    named = set(extraction.facility_mentions["facility_id"])
    for mention in extraction.facility_mentions.iter_rows(named=True):
        words = document["text"][mention["char_start"] : mention["char_end"]]
        _hold(words == mention["name_as_written"] and bool(mention["own_name"]), "a mention of a facility stands in its span", str(mention))
    told = {row["facility_id"] for row in [*claims, *extraction.facility_projects.to_dicts()]} - {None}
    for succession in extraction.facility_successions.iter_rows(named=True):
        told |= {succession["predecessor_id"], succession["successor_id"]} - {None}
        words = document["text"][succession["char_start"] : succession["char_end"]]
        _hold(words == succession["quote"] != "", "a succession's words stand in its span", str(succession))
        _hold(succession["predecessor_id"] != succession["successor_id"], "a succession is of two schools", str(succession))
    _hold(told <= named, "every facility told of is mentioned", f"{told - named}")
    for row in extraction.rejections.iter_rows(named=True):
        _hold(bool(row["reason"]) and row["number_count"] > 0, "a rejection has a reason and a count", str(row))


def _hold(condition: bool, rule: str, detail: str = "") -> None:
    if not condition:
        raise Broken(rule, detail)


def _check_outcome(read: documents.ReadDocuments) -> None:
    """One row in one of the two tables, and one set aside says why. A reader that fails is a fault of ours."""
    _hold(read.documents.height + read.quarantine.height == 1, "a document is read or set aside", f"{read.documents.height} read")
    for row in read.quarantine.iter_rows(named=True):
        _hold(bool(row["reason"]) and bool(row["detail"]), "what is set aside has a reason", str(row))
        _hold(row["reason"] != "reader_failed", "a reader never fails", row["detail"])


def _check_document(document: Row, data: bytes) -> None:
    text = document["text"]
    _hold(list(document) == list(DOCUMENTS), "a document has its columns")
    _hold(document["char_count"] == len(text) and bool(text.strip()), "a document has text", f"{document['char_count']} characters")
    if document["media_type"] in ("text/plain", "text/markdown"):
        _hold(data.decode(document["encoding"]) == text, "the text is the file's to the character", document["encoding"])
    edges = [edge for span in document["body"] for edge in (span["char_start"], span["char_end"])]
    _hold(bool(edges) and edges == sorted(edges) and edges[0] >= 0 and edges[-1] <= len(text), "body spans lie in the text", f"{edges}")
    _hold(all(a < b for a, b in zip(edges[::2], edges[1::2], strict=True)), "body spans are not empty", f"{edges}")


def _check_articles(articles: list[Row], document: Row) -> None:
    """In order, without overlap, and every character of the body that is no white space lies in one."""
    _hold(bool(articles), "every document has an article")
    _hold([row["ordinal"] for row in articles] == list(range(1, len(articles) + 1)), "articles are counted from 1")
    edges = [edge for row in articles for edge in (row["char_start"], row["char_end"])]
    _hold(edges == sorted(edges) and edges[0] >= 0 and edges[-1] <= len(document["text"]), "articles are in order", str(edges))
    inside = [False] * len(document["text"])
    for row in articles:
        inside[row["char_start"] : row["char_end"]] = [True] * (row["char_end"] - row["char_start"])
    for span in document["body"]:
        for place in range(span["char_start"], span["char_end"]):
            if not inside[place] and document["text"][place].isalnum():
                raise Broken("articles cover the body", f"character {place} {document['text'][place]!r}; articles {edges}")


def _check_figures(claims: list[Row], text: str) -> None:
    """The publication's own rule: every value of a claim is one that its span, or its cell with its unit, yields when read again."""
    if not claims:
        return
    frame = pd.DataFrame(
        {
            "span": [text[claim["char_start"] : claim["char_end"]] for claim in claims],
            "value_min": pd.Series([claim["value_min"] for claim in claims], dtype=float),
            "value_max": pd.Series([claim["value_max"] for claim in claims], dtype=float),
            "figure": [next((rule[len(_FIGURE) :] for rule in claim["rules"] if rule.startswith(_FIGURE)), None) for claim in claims],
            "figure_is_corrected": False,
        }
    )
    for claim, agrees in zip(claims, rederived(frame, rederive), strict=True):
        _hold(bool(agrees), "a number re-derives from its span", _shown(claim, text))


def _check_project(project: Row, text: str, articles: dict[str, Row], claims: set[str]) -> None:
    shown = str({name: project[name] for name in ("facility_name", "name_as_written", "char_start", "char_end", "action", "status")})
    start, end = project["char_start"], project["char_end"]
    _hold(0 <= start < end <= len(text) and text[start:end] == project["name_as_written"], "a facility's name stands in its span", shown)
    _hold(bool((project["facility_name"] or "").strip()), "a facility has a name", shown)
    _hold(project["article_id"] in articles, "a facility's article exists", shown)
    _hold(project["claim_id"] in {None, *claims}, "a facility's claim exists", shown)
    for column, words in (("action", vocabulary.ACTIONS), ("status", vocabulary.STATUSES), ("level", vocabulary.LEVELS)):
        _hold(project[column] in {None, *words}, f"a facility's {column} is a known word", shown)
    _hold(_in_order(project["period_start"], project["period_end"]), "a facility's period is in order", shown)


@cache
def _metrics() -> dict[str, str]:
    return {row["metric"]: row["family"] for row in table("metrics")}


def _in_order(low: Any, high: Any) -> bool:
    return low is None or high is None or low <= high


def _is_finite(value: float | None) -> bool:
    return value is None or abs(value) < float("inf")


# rule → whether it holds of a claim in its text: the expectations that forbid a publication, and what the columns promise
_CLAIM_RULES: dict[str, Callable[[Row, str], bool]] = {
    "a span lies in the text": lambda row, text: 0 <= row["char_start"] < row["char_end"] <= len(text),
    "a span is as short as a number": lambda row, text: row["char_end"] - row["char_start"] <= LONGEST_SPAN,
    "a span holds a numeral": lambda row, text: bool(_NUMERAL.search(text, row["char_start"], row["char_end"])),
    "a quote holds its span": lambda row, text: text[row["char_start"] : row["char_end"]] in row["quote"],
    "a quote is verbatim": lambda row, text: row["quote"] in text,
    "a claim states a value": lambda row, text: row["value_min"] is not None or row["value_max"] is not None,
    "values are finite": lambda row, text: _is_finite(row["value_min"]) and _is_finite(row["value_max"]),
    "value_min is not above value_max": lambda row, text: _in_order(row["value_min"], row["value_max"]),
    "a metric is in the catalogue under its family": lambda row, text: _metrics().get(row["metric"]) == row["family"],
    "a unit is a known word": lambda row, text: row["unit"] in vocabulary.UNITS,
    "a status is a known word": lambda row, text: row["status"] in vocabulary.STATUSES,
    "a level is a known word": lambda row, text: row["level"] in {None, *vocabulary.LEVELS},
    "an action is a known word": lambda row, text: row["action"] in {None, *vocabulary.ACTIONS},
    "a basis of a standard is a known word": lambda row, text: row["per"] in {None, *vocabulary.BASES},
    "funding is money": lambda row, text: row["family"] != "funding" or row["unit"] == "CNY",
    "a period is in order": lambda row, text: _in_order(row["period_start"], row["period_end"]),
    "a region's code has a name": lambda row, text: row["region_code"] is None or row["region_name"] is not None,
    "confidence is a probability": lambda row, text: 0 <= row["confidence"] <= 1,
    "names are as many as counted": lambda row, text: (row["named_count"] or 0) == len(row["named"] or ()),
    "a claim says which rules made it": lambda row, text: bool(row["rules"]),
}


def _shown(claim: Row, text: str) -> str:
    columns = ("char_start", "char_end", "metric", "value_min", "value_max", "unit", "quote", "rules")
    return f"span {text[claim['char_start'] : claim['char_end']]!r}, { ({name: claim[name] for name in columns}) }"


def fault(data: bytes, suffix: str, twice: bool = True) -> str | None:
    """What is wrong with how `data` is treated: the name of a broken rule, or an exception and the function that raised it; else None."""
    try:
        check(data, suffix, twice)
    except Broken as broken:
        return broken.rule
    except Exception as error:
        return f"{type(error).__name__} in {next(_own_frames(error), 'another library')}"
    return None


def _own_frames(error: BaseException) -> Iterator[str]:
    """The project's functions on the way to an exception, the innermost first."""
    frames = []
    trace = error.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if "ingestion" in path.parts:
            frames.append(f"{path.stem}.{trace.tb_frame.f_code.co_name}")
        trace = trace.tb_next
    yield from reversed(frames)
