"""Numbers with their measure words, as Chinese documents write them.

From cleaned text (ASCII digits) to quantities: values with bounds, unit, span. Which quantities are claims, and about what, is decided
elsewhere; a number is understood here without looking at more than the characters that touch it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ingestion.wordlists import alternatives, table

# kinds of measure words whose numbers are never claims
PASSED_OVER = {"time", "ordinal", "score", "repeat", "batch", "other_measure"}
# units that are shares of a whole: they add up to nothing
SHARES = ("percent", "percentage_point")
DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
SMALL_MULTIPLIERS = {"十": 10, "百": 100, "千": 1000}
LARGE_MULTIPLIERS = {"万": 10_000, "亿": 100_000_000}

_CHINESE = "零〇一二两三四五六七八九十百千万亿"
# Begins with a class of characters, not with a choice between forms: so the search leaps from one such character to the next in C.
# No figure has more digits than these allow; a longer run is a code.
_NUMBER = (
    rf"[0-9{_CHINESE}数几上](?:"
    r"(?<=[0-9])(?<![0-9][0-9])(?<![0-9][.,][0-9])(?:[0-9]{0,2}(?:,[0-9]{3}){1,5}(?![0-9])|[0-9]{0,14})(?:\.[0-9]{1,8})?(?![0-9])[十百千万亿]{0,2}"
    rf"|(?<=[{_CHINESE}])(?<![0-9.].)[{_CHINESE}]{{0,15}}(?:点[零〇一二三四五六七八九]+)?"
    r"|(?<=[数几上])[十百千万亿]{1,3})"
)


@dataclass(slots=True)
class Quantity:
    """A number with its measure word. `start`/`end` cover bound words that touch it; `core_start`/`core_end` only number and unit."""

    start: int
    end: int
    core_start: int
    core_end: int
    value_min: float | None
    value_max: float | None
    is_approximate: bool
    word: str
    kind: str
    unit: str | None
    has_multiplier: bool = False
    is_range: bool = False

    @property
    def is_idiom(self) -> bool:
        """惠及万家, 千户: a multiplier alone with a word for households is a way of saying many."""
        return self.word in ("家", "户") and self.core_end - self.core_start == 2 and self.value_min in (100, 1000, 10_000)

    @property
    def is_bound(self) -> bool:
        return (self.value_min is None) != (self.value_max is None)


@cache
def _measures() -> dict[str, tuple[str, str | None, int | Decimal]]:
    """(kind, unit, factor) by measure word; whole factors as int, which is quicker to count with and as exact."""
    rows = {}
    for row in table("measure_words"):
        factor = Decimal(row["factor"])
        rows[row["word"]] = (row["kind"], row["unit"] or None, int(factor) if factor == int(factor) else factor)
    return rows


@cache
def _passed_over() -> dict[str, tuple[str, str | None]]:
    return {word: (kind, unit) for word, (kind, unit, _) in _measures().items() if kind in PASSED_OVER}


@cache
def scanner() -> re.Pattern[str]:
    """The pattern that finds every number together with what touches it on the right.

    `first` is the number (in 四分之三 the 四, and `part` the 三), `scale` what follows an inexact digit (8000余万), `end` the end of a range
    and `first_unit` the sign that its beginning carries by itself (3%至5%)."""
    right = alternatives(_bounds_after())
    return re.compile(
        rf"(?P<first>{_NUMBER})(?:分之(?P<part>{_NUMBER}))?(?:[余多来几](?P<scale>[十百千万亿]{{1,2}}))?"
        rf"(?:(?P<first_unit>%|元|个)?[-—–~～至到]{{1,2}}(?:百分之)?(?P<end>{_NUMBER}))?"
        rf"(?P<more>余|多|来|几)?(?P<unit>{alternatives(_measures())})?(?P<right>{right})?"
    )


# the bound words before a number with their kinds, the longest first, by their last character


@cache
def _bounds_before() -> dict[str, list[tuple[str, str]]]:
    """Bound words that stand before a number, with their kinds, by their last character, longest first."""
    found = sorted(((row["word"], row["kind"]) for row in table("bounds") if row["side"] == "before"), key=lambda row: -len(row[0]))
    return {tail: [row for row in found if row[0][-1] == tail] for tail in {word[-1] for word, _ in found}}


@cache
def _bounds_after() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in table("bounds") if row["side"] == "after"}


# 约 inside 节约, 近 inside 附近 are other words
_NO_BOUNDS = ("节约", "附近", "最近", "集约", "签约", "契约", "条约")


def _left_bound(text: str, start: int) -> tuple[int, str | None]:
    """Where a number at `start` begins with the bound word before it, and the kind of bound; (start, None) where there is none."""
    for word, kind in _bounds_before().get(text[start - 1 : start], ()):
        if text.endswith(word, 0, start):
            return (start, None) if text.endswith(_NO_BOUNDS, 0, start) else (start - len(word), kind)
    return start, None


def chinese_number(text: str) -> int | Decimal | tuple[int, int] | None:
    """The value of a Chinese numeral (`一千二百`, `二十六`, `两万三`, `二〇二三`), a pair for `两三`, None where it is not a number."""
    whole, _, fraction = text.partition("点")
    if SMALL_MULTIPLIERS.keys().isdisjoint(whole) and LARGE_MULTIPLIERS.keys().isdisjoint(whole):
        digits = [DIGITS[char] for char in whole]
        if len(digits) == 1:
            value = digits[0]
        elif len(digits) == 2 and digits[1] == digits[0] + 1 and digits[0] > 0 and not fraction:
            return digits[0], digits[1]
        elif len(digits) == 4 or 0 in digits:
            value = int("".join(map(str, digits)))
        else:
            return None
    else:
        value = _with_multipliers(whole)
    if value is None or not fraction:
        return value
    return value + Decimal("0." + "".join(str(DIGITS[char]) for char in fraction))


def _with_multipliers(numeral: str) -> int | None:
    """The value of a numeral that holds 十, 百, 千, 万 or 亿; None where two digits follow each other."""
    total = section = 0
    digit: int | None = None
    scale = 1
    for char in numeral:
        if char in DIGITS:
            if digit not in (None, 0):
                return None
            digit = DIGITS[char]
            if char in "零〇":
                scale = 10
        elif char in SMALL_MULTIPLIERS:
            scale = SMALL_MULTIPLIERS[char]
            section += (digit or 1) * scale
            digit = None
        else:
            scale = LARGE_MULTIPLIERS[char]
            section += digit or 0
            total = (total + section or 1) * scale
            section, digit = 0, None
    if digit:
        # a last digit without its own multiplier stands one place below the one before it: 两万三 is 23000, but 一百零三 is 103
        section += digit * (scale // 10 if scale > 10 else 1)
    return total + section


def _multiplier(text: str) -> int:
    value = 1
    for char in text:
        value *= SMALL_MULTIPLIERS.get(char) or LARGE_MULTIPLIERS[char]
    return value


def _number(text: str) -> tuple[int | Decimal, int | Decimal, bool, int] | None:
    """(low, high, open_ended, multiplier) of one written number, None where it is not one. Exact: a float would not keep 17.3 万."""
    if text.isdigit():
        value: int | Decimal = int(text)
        return value, value, False, 1
    if text[0].isascii():
        digits = text.rstrip("十百千万亿")
        if digits[0] == "0" and digits.isdigit() and len(digits) > 1:
            return None  # the rest of a number that was broken: 1 2 00万元
        multiplier = _multiplier(text[len(digits) :])
        digits = digits.replace(",", "")
        value = (int(digits) if digits.isdigit() else Decimal(digits)) * multiplier
        return value, value, False, multiplier
    if text[0] in "数几上":
        multiplier = _multiplier(text[1:])
        return multiplier, multiplier, True, multiplier
    read = chinese_number(text)
    if read is None:
        return None
    low, high = read if isinstance(read, tuple) else (read, read)
    return low, high, False, LARGE_MULTIPLIERS.get(text[-1], 1)


# 1 . 6亿元, 新建1 2所: the rest of a number that white space broke, not the number of an item (1. 25所)
_BROKEN = re.compile(r"[^\s][0-9][ .]+$")


def read_match(text: str, match: re.Match[str]) -> Quantity | None:
    """The quantity of one scanner match, None where its characters make no number."""
    first, part, scale, first_unit, last, more, unit, right = match.groups()
    number = _number(part or first)
    if number is None or (
        text[match.start() - 1 : match.start()] in (" ", ".") and _BROKEN.search(text, max(0, match.start() - 6), match.start())
    ):
        return None
    low, high, open_ended, multiplier = number
    if part:
        scale = None  # 百分之十多万 counts no tens of thousands
    if scale:
        times = _multiplier(scale)
        low, high, multiplier = low * times, high * times, multiplier * times
    open_ended = open_ended or bool(scale or more)
    if last:
        number = _number(last)
        if number is None:
            return None
        _, high_of_last, _, multiplier_of_last = number
        if multiplier == 1 and multiplier_of_last > 1 and high * multiplier_of_last <= high_of_last and not first_unit:
            low *= multiplier_of_last
        if high_of_last < low:
            return None
        high = high_of_last
        multiplier = max(multiplier, multiplier_of_last)
    (start, end), stop = match.span(), match.end()
    if part:
        divisor = _number(first)
        if divisor is None or divisor[0] != divisor[1] or not divisor[0]:
            return None
        low, high = Decimal(low) / divisor[0] * 100, Decimal(high) / divisor[0] * 100
        word, kind, measure, factor = "分之", "percent", "percent", 1
        if unit or not right:
            end = match.end("more" if more else "end" if last else "part")
    elif unit:
        word = unit
        kind, measure, factor = _measures()[unit]
    else:
        word, kind, measure, factor = "", "bare", None, 1
        end = match.start("right") if right else stop
    core_start, core_end = start, end
    right_kind = None
    if right and end == stop:
        core_end, right_kind = match.start("right"), _bounds_after()[right]
    lowest = round(float(low * factor), 6)  # 96.6 亩 are 64,400 m²
    highest = lowest if high is low else round(float(high * factor), 6)
    value_min, value_max, approximate = lowest, None if open_ended else highest, open_ended
    start, left_kind = _left_bound(text, start)
    for bound in (left_kind, right_kind):
        if bound == "approximate":
            approximate = True
            if value_max is None and not open_ended:
                value_max = highest
        elif bound == "min":
            value_min, value_max = lowest, None
        elif bound == "max":
            value_min, value_max = (lowest if last else None), highest
    return Quantity(
        start, end, core_start, core_end, value_min, value_max, approximate, word, kind, measure, multiplier > 1, last is not None
    )  # fmt: skip


def glance(match: re.Match[str]) -> Quantity | None:
    """A number that counts nothing (2023年, 3月, 第5届) as a bare place and kind, without its value; None for all others."""
    # where the unit is the last group that matched, nothing stands after it
    measure = _passed_over().get(match["unit"]) if match.lastgroup == "unit" else None
    if measure is None or match["end"] or match["part"]:
        return None
    start, end = match.span()
    return Quantity(start, end, start, end, None, None, False, match["unit"], *measure)


def candidates(text: str, start: int, end: int) -> list[Quantity]:
    """Every number of `text[start:end]` that could count something: with a measure word, or bare in Arabic digits (a list may lend
    it one)."""
    found = []
    for match in scanner().finditer(text, start, end):
        # a Chinese numeral that counts nothing: the 一 of 一些
        if match["unit"] is None and not (first := match["first"])[0].isascii() and first[-1] not in "万亿" and not match["part"]:
            continue
        quantity = glance(match) or read_match(text, match)
        if quantity is not None:
            found.append(quantity)
    return found


def quantities(text: str, start: int = 0, end: int | None = None):
    """Every quantity of `text[start:end]` in order."""
    for match in scanner().finditer(text, start, len(text) if end is None else end):
        quantity = read_match(text, match)
        if quantity is not None:
            yield quantity


def parse_quantity(text: str) -> Quantity | None:
    """The one quantity that a claim's span holds; None where the span holds none. Raw spans may be full-width and broken by spaces."""
    from ingestion.cleaning import clean_string

    return next(quantities(clean_string(text)), None)


def rederive(spans: list[str]) -> list[tuple[float | None, float | None]]:
    """(value_min, value_max) of each claim's span, read anew from its raw characters; (None, None) where a span holds no number.

    Published claims are checked against this: their figures must follow from the document's own words.
    """
    return [(quantity.value_min, quantity.value_max) if (quantity := parse_quantity(span)) else (None, None) for span in spans]
