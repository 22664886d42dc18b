"""Values of spreadsheet cells as people see them: 25 and not 25.0, 85.2% and not 0.852, 2024-05-01.

Here belongs: what a number format does to a value, as far as it changes what is read (digits, percent, thousands, words around the number,
how much of a date; figures below zero, and zero, where the format has sections of their own for them). Not here: colours, conditions, and
formats that draw numbers otherwise (fractions, 1.5E+03): those show plain digits.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

MAX_DECIMALS = 15
LARGEST = 1e18  # a number beyond shows its powers of ten
GENERAL_DIGITS = 11  # of significance, as spreadsheets show numbers without a format
KNOWN_DIGITS = 15  # of significance, with which spreadsheets round for a format: 1.005 is that, not the binary fraction next to it
LONGEST_FORMAT = 500  # Excel allows half as much

# Words; then what is none of them and no digit: colours and conditions, blanks as wide as a character, fillers.
_ASIDE = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
_CONDITION = re.compile(r"\[[<>=]")
# Wide enough for all the percent signs that a format has room for.
_ROUNDING = Context(prec=2 * LONGEST_FORMAT + 50, rounding=ROUND_HALF_UP)
_NUMBER = re.compile(r"(?P<whole>[#0?,]*[#0?])(?:\.(?P<decimals>[0#?]*))?(?P<scale>,*)")


def shown(value: object, number_format: str | None) -> str:
    """A cell's value as text; '' for None. `number_format` is the cell's own (None or General: none)."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (datetime, date)):
        return _day(value, number_format or "")
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, (int, float)):
        return _number(value, number_format or "General")
    return str(value)


def _day(value: date, number_format: str) -> str:
    """A day in ISO form; a month or a year alone where the format shows no more (2023年, 2023年3月)."""
    pattern = _ASIDE.sub("", number_format).lower()
    if "y" in pattern and "d" not in pattern and "h" not in pattern:
        return f"{value.year}年{value.month}月" if "m" in pattern else f"{value.year}年"
    if isinstance(value, datetime) and (value.hour or value.minute):
        return value.strftime("%Y-%m-%d %H:%M")
    return value.strftime("%Y-%m-%d")


class _Section(NamedTuple):
    """What a section of a format does: words before and after, the places for digits ('' for words alone), decimals and how many of them
    may be left out, thousands, and the power of ten by which the number grows."""

    before: str
    after: str
    places: str
    decimals: int
    optional: int
    grouped: bool
    shift: int


def _number(value: float, number_format: str) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    sections = _sections(number_format)
    section = sections[_place(value, len(sections))]
    if section is None or abs(value) >= LARGEST:
        return _general(value)
    number = _digits(value, section)
    # With no section of its own, or one that differs in its colour alone, a figure below zero keeps its sign.
    if value < 0 and number and section[:2] == (sections[0] or ("", ""))[:2]:
        number = f"-{number}"
    return f"{section.before}{number}{section.after}"


def _place(value: float, count: int) -> int:
    """Which of a format's sections a number is shown by: one for all, or the first, those below zero the second, zero the third."""
    if value < 0:
        return min(1, count - 1)
    return 2 if value == 0 and count > 2 else 0


def _digits(value: float, section: _Section) -> str:
    """The digits of a number without its sign, halves rounded up; '' where the section has none to show."""
    if not section.places:
        return ""
    number = _ROUNDING.scaleb(abs(Decimal(f"{value:.{KNOWN_DIGITS}g}")), section.shift)
    number = _ROUNDING.quantize(number, Decimal(1).scaleb(-section.decimals))
    if not number and "0" not in section.places:
        return ""
    shown = f"{number:{',' if section.grouped else ''}f}"
    if section.optional:
        shown = shown[: len(shown) - section.optional] + shown[len(shown) - section.optional :].rstrip("0")
    return shown.rstrip(".")


@lru_cache(maxsize=1024)
def _sections(number_format: str) -> tuple[_Section | None, ...]:
    """A format's sections, at least one; None for one that shows plain digits."""
    if len(number_format) > LONGEST_FORMAT:
        return (None,)
    literals: dict[str, str] = {}

    def keep(found: re.Match[str]) -> str:
        word = found[1] or found[2]
        if not word:
            return ""
        sign = chr(0xE000 + len(literals))  # no character of a format
        literals[sign] = word
        return sign

    parts = _ASIDE.sub(keep, number_format).split(";")
    if len(parts) == 1 or _CONDITION.search(number_format):
        section = _section(parts[0], literals)
        return (section if section and section.places else None,)
    return tuple(_section(part, literals) for part in parts[:3])


def _section(text: str, literals: dict[str, str]) -> _Section | None:
    """What a section does; None for one that shows plain digits. literals: the words for which single characters stand in `text`."""
    found = list(_NUMBER.finditer(text))
    if len(found) > 1 or re.search(r"[eE/@ymdhsYMDHS]", text) or "general" in text.lower():
        return None
    number = found[0] if found else None
    before, after = (text[: number.start()], text[number.end() :]) if number else (text, "")
    places, scale = (number[0].rstrip(","), number["scale"]) if number else ("", "")
    decimals = (number["decimals"] or "")[:MAX_DECIMALS] if number else ""
    shift = 2 * (before + after).count("%") - 3 * len(scale)
    before, after = ("".join(literals.get(sign, sign) for sign in part).strip() for part in (before, after))
    return _Section(before, after, places, len(decimals), len(decimals) - len(decimals.rstrip("#?")), "," in places, shift)


def _general(value: float) -> str:
    if isinstance(value, int) or value.is_integer():
        return str(int(value)) if abs(value) < LARGEST else repr(value)
    return f"{value:.{GENERAL_DIGITS}g}" if 1e-4 <= abs(value) < 1e15 else repr(value)
