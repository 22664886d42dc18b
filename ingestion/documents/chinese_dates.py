"""Dates in the one form that the readers' patterns know: Arabic digits of ordinary width.

Here belongs: full-width digits and dates in Chinese numerals (二○一一年五月十二日, 十二月二十一日).
Not here: numbers of any other kind, and what a date means.
"""

from __future__ import annotations

import re

_WIDE_DIGITS = "０１２３４５６７８９"
_WIDE = str.maketrans(_WIDE_DIGITS + "－／：．", "0123456789-/:.")
_ZEROS = "零〇○◯ＯOo"  # letters and circles that stand for a zero
_DIGITS = {sign: "0" for sign in _ZEROS} | {sign: str(value) for value, sign in enumerate("一二三四五六七八九", 1)}
_YEAR = rf"[一二1-2][{_ZEROS}0九9][0-9{''.join(_DIGITS)}]{{2}}年"
_MONTH = r"(?:十[一二]?|[元正一二三四五六七八九])"
_DAY = r"(?:[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
_MONTH_SIGN = re.compile("月(?<=[元正一二三四五六七八九十]月)")
_DATE = re.compile(rf"(?P<year>{_YEAR})\s?(?P<month>{_MONTH})月(?:\s?(?P<day>{_DAY})日)?|(?P<month2>{_MONTH})月(?P<day2>{_DAY})日")


def narrow(text: str) -> str:
    """Full-width digits and the signs of dates and times to ASCII, character for character."""
    return text.translate(_WIDE) if any(digit in text for digit in _WIDE_DIGITS) else text


def arabic_dates(text: str) -> str:
    """The text with its full-width digits narrow and its dates in Chinese numerals in Arabic ones. Places in it move with their lengths."""
    text = narrow(text)
    return _DATE.sub(_arabic, text) if _MONTH_SIGN.search(text) else text


def _arabic(found: re.Match[str]) -> str:
    year = "".join(_DIGITS.get(sign, sign) for sign in found["year"] or "")
    day = found["day"] or found["day2"]
    return f"{year}{_value(found['month'] or found['month2'])}月" + (f"{_value(day)}日" if day else "")


def _value(numeral: str) -> int:
    """A numeral below forty: 十二, 二十一, 廿一; 元 and 正 are the first month."""
    if numeral in "元正":
        return 1
    tens, ten, ones = numeral.replace("廿", "二十").rpartition("十")
    return (int(_DIGITS.get(tens, "1")) * 10 if ten else 0) + int(_DIGITS.get(ones, "0"))
