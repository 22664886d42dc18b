"""Written numerals and their values: Arabic and Chinese digits, multipliers, inexact ones (数十, 几百).

A numeral is understood here by itself; what it counts, and the words that bound it, are for `numbers`.
"""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
SMALL_MULTIPLIERS = {"十": 10, "百": 100, "千": 1000}
# 壹仟贰佰万: how contracts write them, never one alone (伍 and 陆 are names)
_FORMAL = dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千", strict=True))
_PLAIN = str.maketrans(_FORMAL | {"○": "〇", "廿": "二十", "卅": "三十"})
LARGE_MULTIPLIERS = {"万": 10_000, "亿": 100_000_000}

CHINESE_DIGITS = "零〇一二两三四五六七八九十百千万亿廿卅"
_FORMAL_DIGITS = "".join(_FORMAL)
# Begins with a class of characters, not with a choice between forms: so the search leaps from one such character to the next in C.
# No figure has more digits than these allow; a longer run is a code.
NUMERAL = (
    rf"[0-9{CHINESE_DIGITS}{_FORMAL_DIGITS}数几上](?:"
    r"(?<=[0-9])(?<![0-9][0-9])(?<![0-9][.,][0-9])(?:[0-9]{0,2}(?:,[0-9]{3}){1,5}(?![0-9])|[0-9]{0,14})(?:\.[0-9]{1,8})?(?![0-9])[十百千万亿]{0,2}"
    # 1亿8000万, 2亿3千5百万, 1万2千: each part smaller than the one before it
    r"(?:(?<=[百千万亿])零?[0-9]{1,4}(?![0-9.,年月日时点])[百千]?万?){0,4}"
    rf"|(?<=[{CHINESE_DIGITS}])(?<![0-9.].)[{CHINESE_DIGITS}○]{{0,15}}(?:点[零〇一二三四五六七八九]+[百千万亿]{{0,2}})?"
    rf"|(?<=[{_FORMAL_DIGITS}])[{_FORMAL_DIGITS}零万亿]{{1,15}}"
    r"|(?<=[数几上])[十百千万亿]{1,3})"
)

_PIECE = re.compile(rf"[0-9.,]+|[{CHINESE_DIGITS}]")
# 两三百, 十七八, 一百二三十; 十四五 is a plan
_ONE_OR_NEXT = re.compile("一二|[二两]三|三四|(?<!^十)四五|五六|六七|七八|八九")


def chinese_number(text: str) -> int | Decimal | tuple[int, int] | None:
    """The value of a Chinese numeral (`一千二百`, `两万三`, `二〇二三`), a pair for `两三` and `两三百`, None where it is not a number."""
    whole, _, fraction = text.translate(_PLAIN).partition("点")
    digits_behind = fraction.rstrip("百千万亿")
    scale, fraction = multiplier_of(fraction[len(digits_behind) :]), digits_behind  # 二点二八亿
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
    elif (either := _ONE_OR_NEXT.search(whole)) and not fraction:
        at = either.start()
        low, high = _with_multipliers(whole[: at + 1] + whole[at + 2 :]), _with_multipliers(whole[:at] + whole[at + 1 :])
        return None if low is None or high is None else (low, high)
    else:
        value = _with_multipliers(whole)
    if value is None or not fraction:
        return value
    return (value + Decimal("0." + "".join(str(DIGITS[char]) for char in fraction))) * scale


def _with_multipliers(numeral: str) -> int | Decimal | None:
    """The value of a numeral that holds 十, 百, 千, 万 or 亿, its digits Chinese (一亿八千万) or Arabic (1亿8000万); None where two digits
    follow each other."""
    total: int | Decimal = 0
    section: int | Decimal = 0
    digit: int | Decimal | None = None
    scale = scale_of_total = 1
    for piece in _PIECE.findall(numeral):
        if piece in SMALL_MULTIPLIERS:
            scale = SMALL_MULTIPLIERS[piece]
            section += (digit or 1) * scale
            digit = None
        elif piece in LARGE_MULTIPLIERS:
            scale = LARGE_MULTIPLIERS[piece]
            section += digit or 0
            # 一亿八千万 adds, 一万亿 multiplies
            total = total + section * scale if scale < scale_of_total else (total + section or 1) * scale
            scale_of_total, section, digit = scale, 0, None
        elif digit not in (None, 0):
            return None
        else:
            digit = DIGITS[piece] if piece in DIGITS else _arabic(piece)
            if piece in "零〇" or len(piece) > 1:
                scale = 10
    if digit:
        # a last digit without its own multiplier stands one place below the one before it: 两万三 is 23000, but 一百零三 is 103
        section += digit * (scale // 10 if scale > 10 else 1)
    return total + section


def _arabic(digits: str) -> int | Decimal:
    digits = digits.replace(",", "")
    return int(digits) if digits.isdigit() else Decimal(digits)


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
        if digits.isascii():
            value = _arabic(digits) * multiplier
        elif (mixed := _with_multipliers(text)) is not None:
            value, multiplier = mixed, max(multiplier, SMALL_MULTIPLIERS["千"])
        else:
            return None
        return value, value, False, multiplier
    if text[0] in "数几上":
        multiplier = multiplier_of(text[1:])
        return multiplier, multiplier, True, multiplier
    read = chinese_number(text)
    if read is None:
        return None
    low, high = read if isinstance(read, tuple) else (read, read)
    return low, high, False, LARGE_MULTIPLIERS.get(text[-1], 1)
