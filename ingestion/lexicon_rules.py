"""What the columns of the lexicon's tables may hold. Every row is held against this as its table is loaded (`wordlists.table`).

A column that isn't named here holds words or remarks, of any form. A new unit, kind, action or level is a row of its column here, and of
the warehouse's contract (`dim_code.csv`, `expectations/suites/vocabulary.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

FAMILIES = ("facilities", "funding", "enrolment_capacity", "indicator")
STATUSES = ("actual", "ongoing", "target", "standard", "disputed")
UNITS = ("school", "project", "m2", "CNY", "seat", "person", "person_time", "class", "percent", "percentage_point", "item")
LEVELS = (
    "preschool", "primary", "junior_secondary", "senior_secondary", "compulsory", "primary_secondary", "vocational", "special", "higher",
)  # fmt: skip
ACTIONS = (
    "built", "expanded", "built_or_expanded", "relocated", "renovated", "opened", "started", "continued", "planned", "closed",
    "existing", "other",
)  # fmt: skip
REGION_LEVELS = ("nation", "province", "prefecture", "county", "zone")

COUNTED_KINDS = (
    "school", "seat", "person", "person_time", "class", "class_size", "money", "area", "length", "percent", "points", "tenths", "building",
    "generic",
)  # fmt: skip
NEVER_CLAIMED_KINDS = ("time", "ordinal", "score", "repeat", "batch", "other_measure", "foreign_money")
HEADINGS = (
    "ordinal", "code", "other", "measure", "time", "opening", "start", "place", "school", "nature", "what", "count", "person", "rate",
    "area", "money", "plan", "done", "state", "total", "part", "missing", "note", "empty", "qualifier", "office", "name", "school_word",
)  # fmt: skip
BYLINES = (
    "publisher_label", "supplier_label", "host_label", "author_label", "date_label", "media_suffix", "office_suffix", "school_suffix",
    "byline_ending", "no_publisher", "portal", "generic_title", "program_title", "meta_publisher", "meta_published", "meta_title",
    "mail_prefix",
)  # fmt: skip

# What is wrong with a cell of a row, in words for people; None where nothing is.
Rule = Callable[[str, Mapping[str, str]], str | None]


def fault(table: str, row: Mapping[str, str]) -> str | None:
    """What is wrong with a row of a table, behind the name of the column; None where nothing is."""
    for column, rule in COLUMNS.get(table, {}).items():
        if column not in row:
            return f"{column}: the header names no such column"
        if said := rule(row[column], row):
            return f"{column}: {said}"
    return None


def _filled(value: str, _: Mapping[str, str]) -> str | None:
    return None if value else "the cell is empty"


def _one_of(*known: str) -> Rule:
    shown = ", ".join(filter(None, known))

    def rule(value: str, _: Mapping[str, str]) -> str | None:
        return None if value in known else f"{value or 'an empty cell'} is none of {shown}"

    return rule


def _like(pattern: str, wanted: str) -> Rule:
    fits = re.compile(pattern).fullmatch

    def rule(value: str, _: Mapping[str, str]) -> str | None:
        return None if fits(value) else f"{value or 'an empty cell'} is {wanted}"

    return rule


def _whole(least: int, most: int) -> Rule:
    def rule(value: str, _: Mapping[str, str]) -> str | None:
        is_whole = value.isascii() and value.isdigit() and least <= int(value) <= most
        return None if is_whole else f"{value or 'an empty cell'} is no whole number from {least} to {most}"

    return rule


def _listed_in(table: str, column: str, *others: str) -> Rule:
    """A word of a column of another table, or one of the others."""

    def rule(value: str, _: Mapping[str, str]) -> str | None:
        from ingestion.wordlists import mapping  # which asks this module about its rows

        return None if value in others or value in mapping(table, column, column) else f"{value or 'an empty cell'} is not in {table}.csv"

    return rule


def _expression(value: str, _: Mapping[str, str]) -> str | None:
    try:
        re.compile(value)
    except re.error as error:
        return f"{value} is no regular expression ({error})"
    return None if value else "the cell is empty"


def _search_term(value: str, row: Mapping[str, str]) -> str | None:
    """An expression that is looked for inside texts: one that an empty text fits would be found at every place."""
    said = _expression(value, row)
    return f"{value} fits an empty text as well" if said is None and re.fullmatch(value, "") else said


def _said_of_heading(value: str, row: Mapping[str, str]) -> str | None:
    """The words before a figure, which may hold a group of the heading's expression (`\\1`)."""
    groups = re.compile(row["term"]).groups
    return next((f"{value}: the term has no group {n}" for n in re.findall(r"\\([0-9])", value) if int(n) > groups), None)


def _unit(value: str, row: Mapping[str, str]) -> str | None:
    if not value and row["kind"] in NEVER_CLAIMED_KINDS:
        return None
    return _one_of(*UNITS)(value, row)


def _part_or_whole(value: str, row: Mapping[str, str]) -> str | None:
    return _one_of(*{"level": LEVELS, "action": ACTIONS}[row["field"]])(value, row)


def _day(value: str, _: Mapping[str, str]) -> str | None:
    try:
        is_day = not value or date.fromisoformat(value).isoformat() == value
    except ValueError:
        is_day = False
    return None if is_day else f"{value} is no day like 2014-09-30"


def _region_of_alias(value: str, row: Mapping[str, str]) -> str | None:
    from ingestion.wordlists import table  # which asks this module about its rows

    named = any(region["region_code"] == value and region["region_name"] == row["region_name"] for region in table("regions"))
    return None if named else f"regions.csv has no {value} {row['region_name']}"


_NUMBER = _like(r"-?[0-9]+(\.[0-9]+)?", "no number")
_TIMES = _like(r"(?=.*[1-9])[0-9]+(\.[0-9]+)?", "no number above 0")
_COUNT = _whole(0, 10**9)
_TRUE_OR_FALSE = _one_of("true", "false")
_CODE = _like("[0-9]{6}", "no code of six digits")
_CODE_OR_NONE = _like("([0-9]{6})?", "no code of six digits")
_CHARACTER = _like("(?s:.)", "not one character")
_YEAR = _whole(1900, 2100)

COLUMNS: dict[str, dict[str, Rule]] = {
    "measure_words": {"word": _filled, "kind": _one_of(*COUNTED_KINDS, *NEVER_CLAIMED_KINDS), "unit": _unit, "factor": _TIMES},
    "bounds": {"word": _filled, "side": _one_of("before", "after"), "kind": _one_of("min", "max", "approximate")},
    "metrics": {
        "metric": _filled,
        "family": _one_of(*FAMILIES),
        "unit": _one_of(*UNITS),
        "name_zh": _filled,
        "name_en": _filled,
        "is_additive": _TRUE_OR_FALSE,
        "is_stock": _TRUE_OR_FALSE,
    },
    "wholes": {"field": _one_of("level", "action"), "whole": _part_or_whole, "part": _part_or_whole},
    "metric_terms": {
        "kind": _one_of("percent", "money", "area", "person", "generic"),
        "term": _search_term,
        "metric": _listed_in("metrics", "metric"),
        "rank": _whole(1, 9),
    },
    "table_headings": {
        "kind": _one_of(*HEADINGS),
        "term": _expression,
        "says": _said_of_heading,
        "measure": _listed_in("measure_words", "word", ""),
    },
    "actions": {"term": _filled, "action": _one_of(*ACTIONS), "strength": _whole(0, 5)},
    "status_cues": {"term": _filled, "status": _one_of(*STATUSES, ""), "weight": _whole(0, 5)},
    "status_signs": {"sign": _filled} | dict.fromkeys(("actual", "target", "ongoing", "standard"), _NUMBER),
    "levels": {"term": _filled, "level": _one_of(*LEVELS, "mixed", "")},
    "facility_tails": {"term": _filled, "kind": _one_of("campus", "phase", "part", "building")},
    "facility_forms": {"form": _filled, "use": _one_of("numbered", "ending", "same", "municipal")},
    "facility_aliases": {"alias": _filled, "region_code": _region_of_alias, "canonical": _filled},
    "succession_cues": {"term": _filled, "kind": _one_of("renamed", "former", "into", "formed", "closed")},
    "reliability": {"source": _filled, "seen": _COUNT, "right": _COUNT},
    "confidence": {"product_from": _NUMBER, "claims": _whole(1, 10**9), "right": _COUNT},
    "regions": {
        "region_code": _CODE,
        "region_name": _filled,
        "region_level": _one_of(*REGION_LEVELS),
        "parent_code": _CODE_OR_NONE,
        "valid_from": _day,
        "valid_to": _day,
        "successor_code": _CODE_OR_NONE,
    },
    "former_divisions": {"region_name": _filled, "region_level": _one_of(*REGION_LEVELS), "first_year": _YEAR, "last_year": _YEAR},
    "furniture": {"kind": _one_of("section", "sidebar", "record", "footer", "place", "menu", "button", "line", "tail"), "term": _filled},
    "bylines": {"kind": _one_of(*BYLINES), "term": _filled},
    "traditional": {"traditional": _CHARACTER, "simplified": _CHARACTER},
    "radicals": {"radical": _CHARACTER, "character": _CHARACTER},
}
