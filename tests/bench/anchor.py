"""The yardstick: one ordinary regular expression of the standard library that finds a number and its measure word.

Every speed of the benchmark is a ratio to this search over the same text in the same run, so that a figure means the same on a fast
machine, a slow one and a busy one. It is what a good engineer would write in an hour: Arabic and full-width digits with thousands commas
and decimals, Chinese numerals, 万 and 亿, then one of the project's measure words. No bounds, no ranges, no meaning.
Only the yardstick belongs here; what is measured with it does not.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

MEASURE_WORDS = Path(__file__).resolve().parents[2] / "ingestion" / "lexicon" / "measure_words.csv"

_ARABIC = r"[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．][0-9０-９]+)?[十百千]?[万亿]*"
_CHINESE = r"[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?"


@cache
def pattern() -> re.Pattern[str]:
    """The compiled expression; the longest measure word at a place wins."""
    with MEASURE_WORDS.open(encoding="utf-8", newline="") as rows:
        words = sorted({row["word"] for row in csv.DictReader(rows)}, key=lambda word: (-len(word), word))
    return re.compile(rf"(?:{_ARABIC}|{_CHINESE})(?:{'|'.join(map(re.escape, words))})")


def find_all(texts: Iterable[str]) -> int:
    """Search every text from end to end; the number of matches."""
    search = pattern().finditer
    return sum(1 for text in texts for _ in search(text))
