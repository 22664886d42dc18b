"""Numbers with their measure words, as Chinese documents write them.

From cleaned text (ASCII digits) to quantities: values with bounds, unit, span. Which quantities are claims, and about what, is decided
elsewhere; a number is understood here without looking at more than the characters that touch it. What a numeral is worth by itself is for
`numerals`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import islice

from ingestion.extraction.numerals import CHINESE_DIGITS, DIGITS, NUMERAL, value_of
from ingestion.wordlists import alternatives, table

# kinds of measure words whose numbers are never claims
PASSED_OVER = {"time", "ordinal", "score", "repeat", "batch", "other_measure"}
# 八成五, 七成半
TENTHS = {digit: Decimal(value) / 10 for digit, value in DIGITS.items() if value} | {"半": Decimal("0.5")}
# units that are shares of a whole: they add up to nothing
SHARES = ("percent", "percentage_point")


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
        """惠及万家, 千户: a multiplier alone with a word for households is a way of saying many; 投资万元 lost its digits."""
        if self.kind == "money":
            return self.core_end - self.core_start == 2 and self.start == self.core_start and self.value_min in (10_000, 100_000_000)
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

    `date` is a day in figures, which holds no number; `first` is the number (in 四分之三 the 四, and `part` the 三), `scale` what follows
    an inexact digit (8000余万), `end` the end of a range and `first_unit` the sign that its beginning carries by itself (3%至5%)."""
    right, tenths = alternatives(_bounds_after()), "".join(TENTHS)
    # 班级24个学位1080个: a noun right before the next number is that one's
    units = alternatives(_measures()).replace("个学位", "个学位(?![0-9])")
    # 又一成果, 一成立: another word begins there
    units = re.sub(r"(?<=\|)成(?=\||\))", "成(?![果绩立员功就长人本都效熟型为])", units)
    return re.compile(
        rf"(?P<date>{_DATE})|(?P<first>{NUMERAL})(?:分之(?P<part>{NUMERAL}))?(?:[余多来几](?P<scale>[十百千万亿]{{1,2}}))?"
        rf"(?:(?P<first_unit>{_UNITS_OF_ENDS})?[-—–~～至到]{{1,2}}(?:百分之)?(?P<end>{NUMERAL}))?"
        rf"(?P<more>余|多|来|几|\+)?(?P<unit>{units})?(?P<tenth>(?<=成)[{tenths}](?![{CHINESE_DIGITS}]))?(?P<right>{right})?"
    )


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


# what the beginning of a range may carry by itself: 3%至5%, 30亩至60亩
_UNITS_OF_ENDS = "%|元|个|成|所|名|人|亩|家|平方米|公里|米"
# 由93%到97%, 从20所到35所: two states, no range
_RISES_FROM = ("由", "从")
# 2021-09-10 10:30: the line of a source; what follows it counts nothing
_DATE = (
    r"(?<![0-9])(?:19|20)[0-9]{2}[-/](?:0?[1-9]|1[0-2])[-/](?:3[01]|[12][0-9]|0?[1-9])(?![0-9])(?:[ T]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
)
_AT_LEAST = ("以上", "（含）以上", "及以上")
_JOINTS = ("", "、", "，", "至", "到")
# 1 . 6亿元, 新建1 2所: the rest of a number that white space broke, not the number of an item (1. 25所)
_BROKEN = re.compile(r"[^\s][0-9][ .]+$")


def read_match(text: str, match: re.Match[str]) -> Quantity | None:
    """The quantity of one scanner match, None where its characters make no number."""
    day, first, part, scale, first_unit, last, more, unit, tenth, right = match.groups()
    if day:
        return None
    # 2亿3千多万: the scale is that of the last part
    number = value_of(part or first + (scale or ""))
    if number is None or (
        text[match.start() - 1 : match.start()] in (" ", ".") and _BROKEN.search(text, max(0, match.start() - 6), match.start())
    ):
        return None
    low, high, open_ended, multiplier = number
    open_ended = open_ended or bool(more or (scale and not part))  # 百分之十多万 counts no tens of thousands
    if last:
        number = value_of(last)
        if number is None:
            return None
        _, high_of_last, _, multiplier_of_last = number
        if multiplier == 1 and multiplier_of_last > 1 and high * multiplier_of_last <= high_of_last and not first_unit:
            low *= multiplier_of_last
        if high_of_last < low:
            return None
        high = high_of_last
        multiplier = max(multiplier, multiplier_of_last)
    if tenth:
        low = high = high + TENTHS[tenth]  # 八成五
    (start, end), stop = match.span(), match.end()
    if part:
        divisor = value_of(first)
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
    for bound in filter(None, (left_kind, right_kind)):
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


_WITH_ONE = ("进一步", "统一", "逐一", "单一", "同一")


def _is_of_a_word(text: str, quantity: Quantity) -> bool:
    """Whether a number is but a part of a word: of a kind of school (九年一贯制学校, 九年制学校, 九年义务教育), or of 进一步, 统一部署."""
    if text[quantity.start] == "一":
        return text.startswith(_WITH_ONE, quantity.start - 1)
    return quantity.word == "年制" or (quantity.word == "年" and text.startswith(("一贯", "义务教育"), quantity.end))


def candidates(text: str, start: int, end: int) -> list[Quantity]:
    """Every number of `text[start:end]` that could count something: with a measure word, or bare in Arabic digits (a list may lend
    it one)."""
    return _joined(text, _candidates(text, start, end))


def candidate_count(text: str, start: int, end: int, most: int) -> int:
    """How many such numbers stand in `text[start:end]`; `most` where there are more."""
    return sum(1 for _ in islice(_candidates(text, start, end), most))


def _candidates(text: str, start: int, end: int) -> Iterator[Quantity]:
    for match in scanner().finditer(text, start, end):
        if match["date"] or match["first_unit"]:
            yield from _both_ends(text, match)
            continue
        # a Chinese numeral that counts nothing: the 一 of 一些
        if match["unit"] is None and not (first := match["first"])[0].isascii() and first[-1] not in "万亿" and not match["part"]:
            continue
        quantity = glance(match) or read_match(text, match)
        if quantity is not None and ((text[quantity.start] != "一" and quantity.word[:1] != "年") or not _is_of_a_word(text, quantity)):
            yield quantity


def _both_ends(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    """The quantities of a match whose two numbers both have a unit: one range (30亩至60亩), or two of their own (由93%到97%, 3所到2025年);
    none of a day in figures."""
    if match["date"]:
        return
    is_range = match["unit"] in (None, match["first_unit"]) or match["unit"].startswith(match["first_unit"])
    is_rise = text.startswith(_RISES_FROM, match.start() - 1) and text[match.end("first_unit")] in "到至"
    if is_range and not is_rise:
        parts = [match]
    else:
        parts = [scanner().match(text, match.start(), match.end("first_unit")), scanner().match(text, match.start("end"), match.end())]
    yield from (quantity for part in parts if part and (quantity := glance(part) or read_match(text, part)))


def _joined(text: str, found: Iterable[Quantity]) -> list[Quantity]:
    """Quantities in order, each pair of bounds as one."""
    joined: list[Quantity] = []
    for quantity in found:
        if joined and (between := _both_bounds(text, joined[-1], quantity)):
            joined[-1] = between
        else:
            joined.append(quantity)
    return joined


def _both_bounds(text: str, low: Quantity, high: Quantity) -> Quantity | None:
    """Two bounds side by side as the one range that they are: 5万元以上10万元以下, 12个以上、36个以下."""
    if low.value_max is not None or high.value_min is not None or low.value_min is None or high.value_max is None:
        return None
    is_one = low.kind == high.kind and low.value_min < high.value_max and text[low.core_end : low.end] in _AT_LEAST
    if not is_one or text[low.end : high.start] not in _JOINTS:
        return None
    return replace(
        high, start=low.start, core_start=low.core_start, value_min=low.value_min, is_approximate=low.is_approximate or high.is_approximate
    )


def quantities(text: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """Every quantity of `text[start:end]` in order."""
    matches = scanner().finditer(text, start, len(text) if end is None else end)
    yield from _joined(text, (quantity for match in matches if (quantity := read_match(text, match)) is not None))


def parse_quantity(text: str) -> Quantity | None:
    """The one quantity that a claim's span holds; None where the span holds none. Raw spans may be full-width and broken by spaces."""
    from ingestion.cleaning import clean_string

    return next(quantities(clean_string(text)), None)


def rederive(spans: list[str]) -> list[tuple[float | None, float | None]]:
    """(value_min, value_max) of each claim's span, read anew from its raw characters; (None, None) where a span holds no number.

    Published claims are checked against this: their figures must follow from the document's own words.
    """
    return [(quantity.value_min, quantity.value_max) if (quantity := parse_quantity(span)) else (None, None) for span in spans]
