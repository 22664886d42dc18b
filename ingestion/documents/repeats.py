"""Which parts of a text say again what the text said before: the print copy of an article, a caption used four times, a page header.

Only repetition inside one document is judged here. The first place always stays. Works on clauses (text between punctuation marks), so
that a copy with another dateline, other line breaks or a changed word is still known as a copy. Time and memory are linear in the text.
"""

from __future__ import annotations

import re
from collections import Counter

Span = tuple[int, int]

_CLAUSE = re.compile(r"[^\s，。；！？、：:,;!?“”\"()（）]{7,}")
_LINE = re.compile(r"\S[^\n]*")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_FIGURE = re.compile(r"\d(?![\d年月日:：/\-.期版])")  # a digit that is not part of a date or an issue number

# A copy must be long to be taken for one: set phrases of officialese come back, and news stories say their main figure twice.
MIN_COPY_CHARS = 100
MIN_COPY_SHARE = 0.6  # of a passage's clauses
MIN_LINE_CHARS = 15  # of a line that is a copy by itself
MIN_RUNNING_CHARS = 8  # of a line that stands three times
MAX_MISSED_CLAUSES = 6  # in a row, where the copy leaves its original
MAX_SKIPPED_CLAUSES = 12  # of the original, which the copy lacks


def repeated_spans(text: str) -> list[Span]:
    """Half-open spans of `text` (sorted, perhaps overlapping) that repeat earlier parts of it: copied passages and repeated lines."""
    return sorted(set(_copied_passages(text)) | set(_repeated_lines(text)))


def _copied_passages(text: str) -> list[Span]:
    words = _CLAUSE.findall(text)
    if len(set(words)) == len(words):
        return []
    first: dict[str, int] = {}
    earlier = [first.setdefault(word, i) for i, word in enumerate(words)]
    clauses = [match.span() for match in _CLAUSE.finditer(text)]
    spans, i = [], 0
    while i < len(clauses):
        if earlier[i] == i:
            i += 1
            continue
        last, chars = _follow(clauses, earlier, i)
        start, end = clauses[i][0], clauses[last][1]
        is_copy = chars >= MIN_COPY_CHARS and chars >= MIN_COPY_SHARE * (end - start)
        if is_copy and _same_numbers(text, (start, end), (clauses[earlier[i]][0], clauses[earlier[last]][1])):
            spans.append(_to_line_edges(text, start, end))
        i = last + 1
    return spans


def _same_numbers(text: str, copy: Span, original: Span) -> bool:
    """Passages made from one template share their words but not their figures: those are no copies."""
    ours, theirs = (Counter(_NUMBER.findall(text, start, end)) for start, end in (copy, original))
    return (ours - theirs).total() <= ours.total() // 10


def _follow(clauses: list[Span], earlier: list[int], i: int) -> tuple[int, int]:
    """From clause `i`, a copy of clause `earlier[i]`: the last clause up to which both run side by side, and the length copied."""
    last, at, chars, missed = i, earlier[i], clauses[i][1] - clauses[i][0], 0
    for j in range(i + 1, len(clauses)):
        if earlier[j] != j and 0 <= earlier[j] - at <= MAX_SKIPPED_CLAUSES:
            last, at, missed = j, earlier[j], 0
            chars += clauses[j][1] - clauses[j][0]
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


def _repeated_lines(text: str) -> list[Span]:
    """Later copies of a whole line: of a long one that stands twice (a caption, a headline), of a shorter one that stands three times (a
    page header). A line with a figure in it is kept, for two districts may have done the same."""
    lines = [(m.start(), m.end(), m.group().rstrip()) for m in _LINE.finditer(text) if m.end() - m.start() >= MIN_RUNNING_CHARS]
    counts = Counter(line for _, _, line in lines)
    if len(counts) == len(lines):
        return []
    seen: set[str] = set()
    spans = []
    for start, end, line in lines:
        if line in seen and (counts[line] >= 3 or len(line) >= MIN_LINE_CHARS) and not _FIGURE.search(line):
            spans.append((start, end))
        seen.add(line)
    return spans
