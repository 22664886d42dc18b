"""Values of spreadsheet cells as people see them: 25 and not 25.0, 85.2% and not 0.852, 2024-05-01.

Here belongs: what a number format does to a value, as far as it changes what is read (digits, percent, thousands, words around the number,
how much of a date). Not here: colours, conditions, and formats that draw numbers otherwise (fractions, 1.5E+03): those show plain digits.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

MAX_DECIMALS = 15
LARGEST = 1e18  # a number beyond shows its powers of ten
GENERAL_DIGITS = 11  # of significance, as spreadsheets show numbers without a format

_DRESS = re.compile(r"\[[^\]]*\]|_.|\*.")  # colours and conditions, blanks as wide as a character, fillers
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
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
    pattern = _QUOTED.sub("", _DRESS.sub("", number_format)).lower()
    if "y" in pattern and "d" not in pattern and "h" not in pattern:
        return f"{value.year}年{value.month}月" if "m" in pattern else f"{value.year}年"
    if isinstance(value, datetime) and (value.hour or value.minute):
        return value.strftime("%Y-%m-%d %H:%M")
    return value.strftime("%Y-%m-%d")


def _number(value: float, number_format: str) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    form = _form(number_format)
    if form is None or abs(value) >= LARGEST:
        return _general(value)
    before, after, decimals, optional, grouped, factor = form
    number = f"{value * factor:{',' if grouped else ''}.{decimals}f}"
    if optional and "." in number:
        number = number[: len(number) - optional] + number[len(number) - optional :].rstrip("0")
        number = number.rstrip(".")
    return f"{before}{number}{after}"


@lru_cache(maxsize=1024)
def _form(number_format: str) -> tuple[str, str, int, int, bool, float] | None:
    """What a format does: words before and after, decimals and how many of them may be left out, thousands, factor. None: as it is."""
    section = _DRESS.sub("", number_format.split(";")[0]).strip()
    literals: list[str] = []

    def keep(found: re.Match[str]) -> str:
        literals.append(found[1] if found[1] is not None else found[2])
        return chr(0xE000 + len(literals) - 1)  # no character of a format

    if len(section) > 200:
        return None
    section = _QUOTED.sub(keep, section)
    found = list(_NUMBER.finditer(section))
    if len(found) != 1 or re.search(r"[eE/@ymdhsYMDHS]", section) or "general" in section.lower():
        return None
    number = found[0]
    before, after = section[: number.start()], section[number.end() :]
    percent = (before + after).count("%")
    decimals = (number["decimals"] or "")[:MAX_DECIMALS]
    optional = len(decimals) - len(decimals.rstrip("#?"))
    factor = 100.0**percent / 1000.0 ** len(number["scale"])
    words = [re.sub("[\ue000-\uf8ff]", lambda sign: literals[ord(sign[0]) - 0xE000], part).strip() for part in (before, after)]
    return words[0], words[1], len(decimals), optional, "," in number["whole"], factor


def _general(value: float) -> str:
    if isinstance(value, int) or value.is_integer():
        return str(int(value)) if abs(value) < LARGEST else repr(value)
    return f"{value:.{GENERAL_DIGITS}g}" if 1e-4 <= abs(value) < 1e15 else repr(value)
