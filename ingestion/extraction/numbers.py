"""Numbers with their measure words, as Chinese documents write them.

From cleaned text (ASCII digits) to quantities: values with bounds, unit, span. Which quantities are claims, and about what, is decided
elsewhere; a number is understood here without looking at more than the characters that touch it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ingestion.extraction.lexicon import alternatives, table

# kinds of measure words whose numbers are never claims
PASSED_OVER = {"time", "ordinal", "score", "repeat", "batch", "other_measure"}
DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
SMALL_MULTIPLIERS = {"十": 10, "百": 100, "千": 1000}
LARGE_MULTIPLIERS = {"万": 10_000, "亿": 100_000_000}

_CHINESE = "零〇一二两三四五六七八九十百千万亿"
# no figure has more digits than this; a longer run is a code
_ARABIC_NUMBER = r"(?<![0-9])(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}(?![0-9])(?:\.[0-9]{1,8})?|[0-9]{1,15}(?:\.[0-9]{1,8})?)(?![0-9])"
_NUMBER = rf"(?:(?:{_ARABIC_NUMBER})[十百千万亿]{{0,2}}|[{_CHINESE}]{{1,16}}(?:点[零〇一二三四五六七八九]+)?|[数几上][十百千万亿]{{1,3}}|[十百千]几)"
_LEFT_BOUNDS = {
    "approximate": ("约", "大约", "近", "将近", "接近", "约为", "大概", "约计", "约达"),
    "min": (
        "至少", "最少", "不少于", "不低于", "不小于", "不得低于", "不得少于", "不能低于", "不应低于", "不应小于", "不宜低于", "不宜小于",
        "超过", "超", "逾", "突破", "高于", "大于", "多于", "超出", "最低", "下限为", "达到或超过",
    ),
    "max": (
        "不超过", "不高于", "不大于", "不多于", "不得超过", "不得高于", "不得大于", "不能超过", "不应超过", "不应大于", "不宜大于", "不宜超过",
        "低于", "少于", "小于", "最高", "最多", "至多", "上限为", "控制在", "不足",
    ),
}  # fmt: skip
_RIGHT_BOUNDS = {
    "min": ("以上", "及以上", "或以上", "之多以上", "起"),
    "max": ("以内", "以下", "之内", "及以下", "内"),
    "approximate": ("左右", "上下", "许"),
}


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
def _measures() -> dict[str, tuple[str, str | None, Decimal]]:
    return {row["word"]: (row["kind"], row["unit"] or None, Decimal(row["factor"])) for row in table("measure_words")}


@cache
def scanner() -> re.Pattern[str]:
    """The pattern that finds every number together with what touches it on the right."""
    right = alternatives(word for entries in _RIGHT_BOUNDS.values() for word in entries)
    return re.compile(
        rf"(?=[0-9{_CHINESE}数几上])(?P<share>[{_CHINESE}]{{1,8}}分之|[0-9]+分之)?(?P<a>{_NUMBER})(?P<odd>[余多来几](?=[十百千万亿]))?(?P<mult>(?<=[余多来几])[十百千万亿]{{1,2}})?"
        rf"(?:(?P<aunit>%|元|个)?(?P<sep>[-—–~～至到]{{1,2}})(?P<share2>百分之)?(?P<b>{_NUMBER}))?"
        rf"(?P<more>余|多|来|几)?(?P<unit>{alternatives(_measures())})?(?P<right>{right})?"
    )


@cache
def _left_bounds() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {word: kind for kind, entries in _LEFT_BOUNDS.items() for word in entries}
    return re.compile(rf"(?:{alternatives(kinds)})$"), kinds


_BOUND_TAILS = frozenset(word[-1] for entries in _LEFT_BOUNDS.values() for word in entries)
_RIGHT_KIND = {word: kind for kind, entries in _RIGHT_BOUNDS.items() for word in entries}


def chinese_number(text: str) -> Decimal | tuple[Decimal, Decimal] | None:
    """The value of a Chinese numeral (`一千二百`, `二十六`, `两万三`, `二〇二三`), a pair for `两三`, None where it is not a number."""
    whole, _, fraction = text.partition("点")
    if not set(whole) & (SMALL_MULTIPLIERS.keys() | LARGE_MULTIPLIERS.keys()):
        digits = [DIGITS[char] for char in whole]
        if len(digits) == 1:
            value = Decimal(digits[0])
        elif len(digits) == 2 and digits[1] == digits[0] + 1 and digits[0] > 0 and not fraction:
            return Decimal(digits[0]), Decimal(digits[1])
        elif len(digits) == 4 or 0 in digits:
            value = Decimal("".join(map(str, digits)))
        else:
            return None
    else:
        total = section = Decimal(0)
        digit: Decimal | None = None
        scale = Decimal(1)
        for char in whole:
            if char in DIGITS:
                if digit not in (None, 0):
                    return None
                digit = Decimal(DIGITS[char])
                if char in "零〇":
                    scale = Decimal(10)
            elif char in SMALL_MULTIPLIERS:
                scale = Decimal(SMALL_MULTIPLIERS[char])
                section += (1 if digit in (None, 0) else digit) * scale
                digit = None
            else:
                scale = Decimal(LARGE_MULTIPLIERS[char])
                section += digit or 0
                total = (total + section or Decimal(1)) * scale if section or total else scale
                section, digit = Decimal(0), None
        if digit:
            # a last digit without its own multiplier stands one place below the one before it: 两万三 is 23000, but 一百零三 is 103
            section += digit * (scale / 10 if scale > 10 else 1)
        value = total + section
    if fraction:
        value += Decimal("0." + "".join(str(DIGITS[char]) for char in fraction))
    return value


def _multiplier(text: str) -> Decimal:
    value = Decimal(1)
    for char in text:
        value *= SMALL_MULTIPLIERS.get(char) or LARGE_MULTIPLIERS[char]
    return value


def _number(text: str) -> tuple[Decimal, Decimal, bool, Decimal] | None:
    """(low, high, open_ended, multiplier) of one written number, None where it is not one."""
    if text[0] in "数几上" or text[-1] == "几":
        multiplier = _multiplier(text.strip("数几上"))
        return multiplier, multiplier, True, multiplier
    if text[0].isascii():
        digits = text.rstrip("十百千万亿")
        multiplier = _multiplier(text[len(digits) :])
        value = Decimal(digits.replace(",", "")) * multiplier
        return value, value, False, multiplier
    value = chinese_number(text)
    if value is None:
        return None
    low, high = value if isinstance(value, tuple) else (value, value)
    return low, high, False, Decimal(1)


def read_match(text: str, match: re.Match[str]) -> Quantity | None:
    """The quantity of one scanner match, None where its characters make no number."""
    start, end = match.start(), match.end()
    # a match may have swallowed a numeral of a later word only when nothing else follows: 十四五 is no number
    first = _number(match["a"])
    if first is None:
        return None
    low, high, open_ended, multiplier = first
    word = match["unit"] or ""
    if match["odd"] or match["more"]:
        if match["mult"]:
            scale = _multiplier(match["mult"])
            low, high, multiplier = low * scale, high * scale, multiplier * scale
        open_ended = True
    is_range = False
    if match["b"]:
        second = _number(match["b"])
        if second is None:
            return None
        _, high2, _, multiplier2 = second
        if multiplier == 1 and multiplier2 > 1 and high <= high2 / multiplier2 and not match["aunit"]:
            low *= multiplier2
        if high2 < low:
            return None
        high, is_range = high2, True
        multiplier = max(multiplier, multiplier2)
    share = match["share"]
    if share:
        divisor = chinese_number(share[:-2]) if not share[0].isascii() else Decimal(share[:-2])
        if not isinstance(divisor, Decimal) or divisor == 0:
            return None
        low, high = low / divisor * 100, high / divisor * 100
        word, kind, unit, factor = "分之", "percent", "percent", Decimal(1)
        if match["unit"] or match["right"] is None:
            end = match.end("more") if match["more"] else match.end("b" if match["b"] else "a")
    elif word:
        kind, unit, factor = _measures()[word]
    else:
        kind, unit, factor = "bare", None, Decimal(1)
        if match["right"]:
            end = match.start("right")
    low, high = low * factor, high * factor
    value_min: Decimal | None = low
    value_max: Decimal | None = high
    approximate = open_ended
    if open_ended:
        value_max = None
    core_end = match.start("right") if match["right"] else end
    right = _RIGHT_KIND.get(match["right"] or "") if end == match.end() else None
    if right is None and end < match.end():
        core_end = end
    bounds_pattern, kinds = _left_bounds()
    left = bounds_pattern.search(text, max(0, start - 5), start) if text[start - 1 : start] in _BOUND_TAILS else None
    # 约 inside 节约, 近 inside 附近, 超 inside 高超 are other words
    if (
        left
        and start - len(left[0]) > 0
        and text[start - len(left[0]) - 1 : start] in ("节约", "附近", "最近", "集约", "签约", "契约", "条约", "大约约")
    ):
        left = None
    left_kind = kinds[left[0]] if left else None
    if left:
        start = left.start()
    for bound in (left_kind, right):
        if bound == "approximate":
            approximate = True
            if value_max is None and not open_ended:
                value_max = high
        elif bound == "min":
            value_min, value_max = low, None
        elif bound == "max":
            value_min, value_max = (None, high) if not is_range else (low, high)
    return Quantity(
        start, end, match.start(), core_end,
        None if value_min is None else float(value_min), None if value_max is None else float(value_max),
        approximate, word, kind, unit, multiplier > 1, is_range,
    )  # fmt: skip


@cache
def _passed_over() -> dict[str, tuple[str, str | None]]:
    return {word: (kind, unit) for word, (kind, unit, _) in _measures().items() if kind in PASSED_OVER}


def glance(match: re.Match[str]) -> Quantity | None:
    """A number that counts nothing (2023年, 3月, 第5届) as a bare place and kind, without its value; None for all others."""
    if match["b"] or match["share"] or match["right"] or not (measure := _passed_over().get(match["unit"] or "")):
        return None
    start, end = match.span()
    return Quantity(start, end, start, end, None, None, False, match["unit"], *measure)


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
