"""The form in which suites are written down: a table, the query that loads what is to be looked at, and the rules that must hold.

Suites are data; this module only gives them names and a few short forms for the expectations that occur often. Great Expectations
itself is not imported here: `expectation` is the name of one of its classes, `arguments` what that class takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from expectations.results import BLOCKING


@dataclass(frozen=True)
class Rule:
    """One expectation. `message` tells a data engineer what it means when it is broken, and what to suspect."""

    name: str
    expectation: str
    arguments: dict[str, Any]
    message: str
    severity: str = BLOCKING

    @property
    def columns(self) -> list[str]:
        """The columns that the rule looks at."""
        named = [self.arguments[key] for key in ("column", "column_A", "column_B") if key in self.arguments]
        return named + list(self.arguments.get("column_list", ()))


@dataclass(frozen=True)
class Suite:
    """The rules of one table.

    query: loads the key, the columns looked at, and columns computed for a rule (a rule's NULL says nothing about its row). Numbers come
    as DOUBLE, days and times as TIMESTAMP, so that pandas gets types that it compares well. shown: columns of a failing row that samples
    show, its key first. may_be_empty: whether a table without rows is a legitimate state (no document yet) rather than a fault. where:
    where to look when any of the rules fails, added to their messages. compares: the query also reads the last published file, as
    `published`; without one nothing is judged.

    key, anew: for a table that grows without end, whose rules look at one row at a time or at rows that change together: its key, and the
    table of the build file with the keys of the rows that a build shows anew where it continues an earlier one. The query then reads the
    table as `judged`, which holds all rows or those that have to be judged again, see frames.load.
    """

    table: str
    shown: tuple[str, ...]
    query: str
    rules: tuple[Rule, ...] = field(default_factory=tuple)
    may_be_empty: bool = True
    where: str = ""
    compares: bool = False
    key: str = ""
    anew: str = ""

    def message(self, rule: Rule) -> str:
        """What is wrong and where to look."""
        return f"{rule.message} {self.where}".rstrip()


def unique(columns: Sequence[str], message: str, severity: str = BLOCKING, name: str | None = None) -> Rule:
    """The columns together occur once. Several columns must not be NULL in the query (coalesce them there)."""
    name = name or f"unique {', '.join(columns)}"
    if len(columns) == 1:
        return Rule(name, "ExpectColumnValuesToBeUnique", {"column": columns[0]}, message, severity)
    return Rule(name, "ExpectCompoundColumnsToBeUnique", {"column_list": list(columns)}, message, severity)


def present(column: str, message: str, severity: str = BLOCKING) -> Rule:
    """The column is never NULL."""
    return Rule(f"{column} is present", "ExpectColumnValuesToNotBeNull", {"column": column}, message, severity)


def among(column: str, values: Sequence[Any], message: str, severity: str = BLOCKING) -> Rule:
    """The column is NULL or one of the values."""
    arguments = {"column": column, "value_set": list(values)}
    return Rule(f"{column} is a known value", "ExpectColumnValuesToBeInSet", arguments, message, severity)


def holds(column: str, name: str, message: str, severity: str = BLOCKING) -> Rule:
    """The column, a condition computed by the query, is never false."""
    return Rule(name, "ExpectColumnValuesToBeInSet", {"column": column, "value_set": [True]}, message, severity)


def silent(column: str, name: str, message: str, severity: str = BLOCKING) -> Rule:
    """The column, in which the query says in words what is wrong with a row, is always NULL."""
    return Rule(name, "ExpectColumnValuesToBeNull", {"column": column}, message, severity)


def between(column: str, low: float | None, high: float | None, name: str, message: str, severity: str = BLOCKING) -> Rule:
    """The column is NULL or within the bounds (inclusive)."""
    return Rule(name, "ExpectColumnValuesToBeBetween", {"column": column, "min_value": low, "max_value": high}, message, severity)


def ordered(low: str, high: str, name: str, message: str, severity: str = BLOCKING) -> Rule:
    """Where both are present, `high` is not below `low`."""
    arguments = {"column_A": high, "column_B": low, "or_equal": True, "ignore_row_if": "either_value_is_missing"}
    return Rule(name, "ExpectColumnPairValuesAToBeGreaterThanB", arguments, message, severity)


def matches(column: str, pattern: str, name: str, message: str, severity: str = BLOCKING) -> Rule:
    """The column is NULL or matches the regular expression."""
    return Rule(name, "ExpectColumnValuesToMatchRegex", {"column": column, "regex": pattern}, message, severity)
