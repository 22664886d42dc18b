"""Periods and the calendar: what a period was taken from, the day against which relative times are resolved, years, months and plans.

Which days a time expression means is for `time_meanings`.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ingestion.extraction.numerals import DIGITS, chinese_number


class Basis(StrEnum):
    """What a period was taken from."""

    # the words of its sentence, and the day of the text
    EXPLICIT = "explicit"
    RELATIVE = "relative"
    FIVE_YEAR_PLAN = "five_year_plan"
    UNTIL_PUBLICATION = "until_publication"
    # the text around it
    CARRIED = "carried"
    RESTATED = "restated"
    SECTION = "section"
    CONSTRUCTION = "construction"
    # the whole text: since when it holds, which years its plan has, its own year, the day on which it came out
    IN_FORCE = "in_force"
    PLAN = "plan"
    DOCUMENT = "document"
    PUBLICATION = "publication"


# how far later sentences may lean on a time: not at all, within its paragraph, through the story
FIGURE, PARAGRAPH, STORY = range(3)


@dataclass(slots=True)
class Anchor:
    """What relative times resolve against: a full date where known, else a year alone (a plan's title), else nothing.

    `is_exact` is false for the last day of a year that only a file's name told. `reviewed` is the year that a yearly review is about,
    `plan` the first and last year of the plan that the text is or tells of. `reviews_term`: it says that it reviews a term of office;
    `to_congress`: it is read to a congress, and reviews whole years. `is_guess`: the year is the one that an undated text names
    most; its 今年 may be that year, but nobody knows until when it tells of things. `is_plan`: the whole text is one.
    """

    day: date | None
    year: int | None
    is_exact: bool = True
    reviewed: int | None = None
    plan: tuple[int, int] | None = None
    reviews_term: bool = False
    to_congress: bool = False
    is_guess: bool = False
    is_plan: bool = False

    @classmethod
    def of(cls, day: date | None, year: int | None = None, is_exact: bool = True, reviewed: int | None = None) -> Anchor:
        return cls(day, day.year if day else year, is_exact, reviewed)

    @property
    def until_now(self) -> date | None:
        return self.day or (date(self.year, 12, 31) if self.year and not self.is_guess else None)


def first_year_of_plan(number: str) -> int:
    """The first year of a five-year plan: 十二 → 2011."""
    return 1951 + 5 * int(chinese_number(number))


def whole_year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def month_span(year: int, month: int, day: int | None = None) -> tuple[date, date] | None:
    """The days of a month or the one day; None where there is no such day."""
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, last)
    return (date(year, month, day), date(year, month, day)) if 1 <= day <= last else None


def year_of(text: str) -> int:
    """The year of four Arabic or Chinese digits (二〇一二, 二○一二)."""
    return (
        int(text)
        if text.isascii()
        else int("".join(char if char.isascii() else str(DIGITS["〇" if char == "○" else char]) for char in text))
    )
