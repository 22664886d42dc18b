"""Which parts of a text say again what the text said before: the print copy of an article, a caption used four times, a page header.

Only repetition inside one document is judged here. The first place always stays. Works on clauses (text between punctuation marks), so
that a copy with another dateline, other line breaks or a changed word is still known as a copy. Time and memory are linear in the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

Span = tuple[int, int]

# White space is spelt out: `\s` in a class is a question asked of every character, and this pattern goes over all of every text.
_WHITE_SPACE = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_CLAUSE = re.compile(rf"[^{_WHITE_SPACE}，。；！？、：,:;!?“”\"()（）]{{7,}}")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DIGIT = re.compile(r"\d")
_FIGURE = re.compile(r"\d(?![\d年月日:：/\-.期版])")  # a digit that is not part of a date or an issue number

# A copy must be long to be taken for one: set phrases of officialese come back, and news stories say their main figure twice.
MIN_COPY_CHARS = 100
MIN_COPY_SHARE = 0.6  # of a passage's clauses
MIN_LINE_CHARS = 15  # of a line that is a copy by itself
MIN_RUNNING_CHARS = 8  # of a line that stands three times
MAX_MISSED_CLAUSES = 6  # in a row, where the copy leaves its original
MAX_SKIPPED_CLAUSES = 12  # of the original, which the copy lacks


def repeated_spans(text: str, lines: Iterable[tuple[int, int, str]]) -> list[Span]:
    """Half-open spans of `text` (in no particular order, perhaps overlapping) that repeat earlier parts of it: copied passages and
    repeated lines. `lines` are the text's lines (start, end, content), white space before them left out."""
    return _copied_passages(text) + _repeated_lines(lines)


def _copied_passages(text: str) -> list[Span]:
    words = _CLAUSE.findall(text)
    if not _may_hold_a_copy(words):
        return []
    first: dict[str, int] = {}
    earlier = [first.setdefault(word, i) for i, word in enumerate(words)]
    starts: list[int] = []
    spans, i = [], 0
    while i < len(words):
        if earlier[i] == i:
            i += 1
            continue
        last, chars = _follow(words, earlier, i)
        if chars >= MIN_COPY_CHARS:
            starts = starts or _starts(text, words)
            start, end = starts[i], starts[last] + len(words[last])
            original = starts[earlier[i]], starts[earlier[last]] + len(words[last])
            if chars >= MIN_COPY_SHARE * (end - start) and _same_numbers(text, (start, end), original):
                spans.append(_to_line_edges(text, start, end))
        i = last + 1
    return spans


def _starts(text: str, words: list[str]) -> list[int]:
    """Where the clauses stand, which follow each other in the text with nothing as long as a clause between them."""
    starts, position = [], 0
    for word in words:
        start = text.index(word, position)
        starts.append(start)
        position = start + len(word)
    return starts


def _may_hold_a_copy(words: list[str]) -> bool:
    """Are there enough clauses that came before for the shortest copy?"""
    different = set(words)
    return len(different) < len(words) and sum(map(len, words)) - sum(map(len, different)) >= MIN_COPY_CHARS


def _same_numbers(text: str, copy: Span, original: Span) -> bool:
    """Passages made from one template share their words but not their figures: those are no copies."""
    ours, theirs = (Counter(_NUMBER.findall(text, start, end)) for start, end in (copy, original))
    return (ours - theirs).total() <= ours.total() // 10


def _follow(words: list[str], earlier: list[int], i: int) -> tuple[int, int]:
    """From clause `i`, a copy of clause `earlier[i]`: the last clause up to which both run side by side, and the length copied."""
    last, at, chars, missed = i, earlier[i], len(words[i]), 0
    for j in range(i + 1, len(words)):
        if earlier[j] != j and 0 <= earlier[j] - at <= MAX_SKIPPED_CLAUSES:
            last, at, missed = j, earlier[j], 0
            chars += len(words[j])
        else:
            missed += 1
            if missed > MAX_MISSED_CLAUSES:
                break
    return last, chars


def _to_line_edges(text: str, start: int, end: int) -> Span:
    """Grow a span to whole lines where only a few characters (a bullet, closing punctuation) stand between it and the edge."""
    line_start = text.rfind("\n", max(0, start - 24), start) + 1
    if line_start or start <= 24:
        start = line_start
    line_end = text.find("\n", end, end + 24)
    if line_end >= 0 or end + 24 >= len(text):
        end = line_end if line_end >= 0 else len(text)
    return start, end


def _repeated_lines(lines: Iterable[tuple[int, int, str]]) -> list[Span]:
    """Later copies of a whole line: of a long one that stands twice (a caption, a headline), of a shorter one that stands three times (a
    page header). A line with a figure in it is kept, for two districts may have done the same; so is a sentence that tells a time, which
    may be that of two schools."""
    told = [(start, end, line.rstrip()) for start, end, line in lines if end - start >= MIN_RUNNING_CHARS]
    if len({line for _, _, line in told}) == len(told):
        return []
    counts = Counter(line for _, _, line in told)
    seen: set[str] = set()
    spans = []
    for start, end, line in told:
        says = _DIGIT.search if line.endswith("。") else _FIGURE.search
        if line in seen and (counts[line] >= 3 or len(line) >= MIN_LINE_CHARS) and not says(line):
            spans.append((start, end))
        seen.add(line)
    return spans
