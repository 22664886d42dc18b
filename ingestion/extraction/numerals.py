"""Written numerals and their values: Arabic and Chinese digits, multipliers, inexact ones (数十, 几百).

A numeral is understood here by itself; what it counts, and the words that bound it, are for `numbers`.
"""

from __future__ import annotations

from decimal import Decimal

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
SMALL_MULTIPLIERS = {"十": 10, "百": 100, "千": 1000}
LARGE_MULTIPLIERS = {"万": 10_000, "亿": 100_000_000}

CHINESE_DIGITS = "零〇一二两三四五六七八九十百千万亿"
# Begins with a class of characters, not with a choice between forms: so the search leaps from one such character to the next in C.
# No figure has more digits than these allow; a longer run is a code.
NUMERAL = (
    rf"[0-9{CHINESE_DIGITS}数几上](?:"
    r"(?<=[0-9])(?<![0-9][0-9])(?<![0-9][.,][0-9])(?:[0-9]{0,2}(?:,[0-9]{3}){1,5}(?![0-9])|[0-9]{0,14})(?:\.[0-9]{1,8})?(?![0-9])[十百千万亿]{0,2}"
    rf"|(?<=[{CHINESE_DIGITS}])(?<![0-9.].)[{CHINESE_DIGITS}]{{0,15}}(?:点[零〇一二三四五六七八九]+)?"
    r"|(?<=[数几上])[十百千万亿]{1,3})"
)


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


def multiplier_of(text: str) -> int:
    """The product of written multipliers: 十万 is 100000, nothing is 1."""
    value = 1
    for char in text:
        value *= SMALL_MULTIPLIERS.get(char) or LARGE_MULTIPLIERS[char]
    return value


def value_of(text: str) -> tuple[int | Decimal, int | Decimal, bool, int] | None:
    """(low, high, open_ended, multiplier) of one written number, None where it is not one. Exact: a float would not keep 17.3 万."""
    if text.isdigit():
        value: int | Decimal = int(text)
        return value, value, False, 1
    if text[0].isascii():
        digits = text.rstrip("十百千万亿")
        if digits[0] == "0" and digits.isdigit() and len(digits) > 1:
            return None  # the rest of a number that was broken: 1 2 00万元
        multiplier = multiplier_of(text[len(digits) :])
        digits = digits.replace(",", "")
        value = (int(digits) if digits.isdigit() else Decimal(digits)) * multiplier
        return value, value, False, multiplier
    if text[0] in "数几上":
        multiplier = multiplier_of(text[1:])
        return multiplier, multiplier, True, multiplier
    read = chinese_number(text)
    if read is None:
        return None
    low, high = read if isinstance(read, tuple) else (read, read)
    return low, high, False, LARGE_MULTIPLIERS.get(text[-1], 1)
