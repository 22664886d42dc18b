"""What the claims guide says must come out of a sentence or passage, one a line (`conformance.txt`, which tells how to read it, and
`passages.txt`).

A rule of one's own belongs in the test file of its subject; here stands a cross-section of the genre: bounds, ranges, numerals, lists,
parts, names, rises, status, time, districts, and numbers that are no claims.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from ingestion.wordlists import table
from tests.extracted import document, extract

_TABLES = [Path(__file__).with_name(name) for name in ("conformance.txt", "passages.txt")]
_WORDS = {
    "family": "facilities funding enrolment_capacity indicator",
    "unit": "school project m2 CNY seat person person_time class percent percentage_point item",
    "status": "actual ongoing target standard disputed",
    "level": "preschool primary junior_secondary senior_secondary compulsory primary_secondary vocational special higher",
    "action": "built expanded built_or_expanded relocated renovated opened started continued planned closed existing",
    "list_check": "complete partial conflict",
}


@dataclass(frozen=True)
class Case:
    """A sentence of the table, with where it was published and what must come out of it."""

    name: str
    text: str
    expected: str
    title: str
    publisher: str
    published: date


def _cases(path: Path) -> Iterator[Case]:
    about: dict[str, Any] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if line.startswith("|"):
            title, publisher, day = (part.split("=", 1)[1].strip() for part in line.strip("| ").split("|"))
            about = {"title": title, "publisher": publisher, "published": date.fromisoformat(day)}
        elif not line.startswith("#"):
            text, _, expected = line.partition(" =>")
            yield Case(f"{path.stem}_{number}", text.replace("\\n", "\n"), expected.strip(), **about)


CASES = [case for path in _TABLES for case in _cases(path)]


@cache
def _fields() -> dict[str, str]:
    """The field that each word of the table is a value of."""
    words = {word: field for field, listed in _WORDS.items() for word in listed.split()}
    return words | {row["metric"]: "metric" for row in table("metrics")}


def _day(written: str, is_last: bool) -> date:
    year, month, day = ([int(part) for part in written.split("-")] + [0, 0])[:3]
    month = month or (12 if is_last else 1)
    return date(year, month, day or (calendar.monthrange(year, month)[1] if is_last else 1))


def _period(written: str, published: date) -> dict[str, date | None]:
    years = re.fullmatch(r"([0-9]{4})-([0-9]{4})", written)
    first, _, last = "..".join(years.groups()).partition("..") if years else written.partition("..")
    last = last or ("" if ".." in written else written)
    end = published if last == "pub" else _day(last, is_last=True) if last else None
    return {"period_start": _day(first, is_last=False) if first else None, "period_end": end}


def _value(written: str) -> dict[str, Any]:
    exact = written.rstrip("~+").lstrip("<")
    low, _, high = exact.partition("..")
    return {
        "value_min": None if written.startswith("<") else float(low),
        "value_max": None if "+" in written else float(high or low),
        "is_approximate": written.endswith("~"),
    }


def _expected(case: Case) -> Iterator[dict[str, Any]]:
    for part in filter(None, case.expected.split(" ; ")):
        figure, _, written = part.partition("=")
        value, *words = re.findall(r"\{[^}]*\}|\S+", written)
        fields = {"figure": figure.replace("\\n", "\n")} | _value(value)
        for word in words:
            if word in _fields():
                fields[_fields()[word]] = word
            elif word[0] == "@":
                fields["region_name"] = word[1:]
            elif word[0] == "{":
                fields["named"] = word[1:-1].split("、")
            elif word.startswith(("per:", "sub:")):
                fields[word[:3]] = word[4:]
            else:
                fields |= _period(word, case.published)
        yield fields


@pytest.fixture(scope="module")
def found() -> dict[str, list[dict[str, Any]]]:
    """The claims of all cases by name, read in one go."""
    frames = [document(case.text, case.published, case.title, case.publisher, case.name) for case in CASES]
    rows: dict[str, list[dict[str, Any]]] = {case.name: [] for case in CASES}
    for row in extract(pl.concat(frames)).claims.sort("char_start").iter_rows(named=True):
        rows[row["document_id"]].append(row)
    return rows


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:24])
def test_what_comes_out_of_a_sentence(case: Case, found: dict[str, list[dict[str, Any]]]) -> None:
    rows = found[case.name]
    figures = {row["claim_id"]: case.text[row["char_start"] : row["char_end"]] for row in rows}
    told = [row | {"figure": figures[row["claim_id"]], "sub": figures.get(row["total_claim_id"])} for row in rows]
    wanted = list(_expected(case))
    shown = [{name: row[name] for name in fields} for row, fields in zip(told, wanted, strict=False)]
    assert [row["figure"] for row in told] == [fields["figure"] for fields in wanted]
    for row, fields in zip(shown, wanted, strict=True):
        assert row == {name: pytest.approx(value) if isinstance(value, float) else value for name, value in fields.items()}
