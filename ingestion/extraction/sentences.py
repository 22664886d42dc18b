"""Sentences and clauses of a cleaned text, by position, and the cheap tests that tell whether a sentence can hold a claim.

Only where things stand belongs here; what they mean is for the modules that read them.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from ahocorasick_rs import AhoCorasick

from ingestion.wordlists import any_of, automaton_of, spots_of, stands_in, words

_SENTENCE_END = re.compile(r"[。！？\n]")
_CLAUSE_END = re.compile(r"[，；;。！？\n]|,(?![0-9]{3})|(?<![0-9]):|：")
# a sentence without any stop is cut so that no window grows with the document
LONGEST_SENTENCE = 600
GAP = 3  # characters of white space between a sentence and the one right behind it
# the share of sentences with an education term from which a whole document counts as being about education
EDUCATION_SHARE = 0.4
_SOME = 4  # sentences
# a government's report to its congress
_OF_ALL = re.compile(r"政府工作报告[^，。]{0,40}[\s\S]{0,200}?各位代表")
_OPENING = 600  # characters of a text that say what it is


class Sentences:
    """The sentences of one text: stretches between full stops and line ends, long ones cut again at a clause stop, so that no window
    grows with the document. All positions index the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        edges = [0]
        for match in _SENTENCE_END.finditer(text):
            _cut_long(text, edges, match.end())
        if edges[-1] < len(text) or not text:
            _cut_long(text, edges, len(text))
        self._edges = edges

    def of(self, position: int) -> tuple[int, int]:
        """The sentence that holds a position; the last one for the end of the text."""
        index = min(bisect_right(self._edges, position), len(self._edges) - 1)
        return self._edges[index - 1], self._edges[index]

    def holding(self, spots: Sequence[int]) -> list[tuple[int, int]]:
        """The sentences that hold at least one of some places, in order, each once."""
        found: list[tuple[int, int]] = []
        for spot in spots:
            if not found or spot >= found[-1][1]:
                found.append(self.of(spot))
        return found

    def between(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The sentences of a stretch of the text, in order, cut at its ends; those that hold nothing are left out."""
        edges = self._edges
        for first, last in pairwise(edges[max(bisect_right(edges, start), 1) - 1 : bisect_left(edges, end) + 1]):
            if min(last, end) - max(first, start) > 1:
                yield max(first, start), min(last, end)


def _cut_long(text: str, edges: list[int], end: int) -> None:
    """Append `end` to the edges, and before it as many edges as it takes that no stretch is longer than LONGEST_SENTENCE."""
    while end - edges[-1] > LONGEST_SENTENCE:
        start = edges[-1]
        limit = start + LONGEST_SENTENCE
        stops = [match.end() for match in _CLAUSE_END.finditer(text, start + LONGEST_SENTENCE // 2, limit)]
        edges.append(stops[-1] if stops else limit)
    edges.append(end)


def clause_ends(text: str, start: int, end: int) -> list[int]:
    """Positions just after each clause stop of `text[start:end]`; the end itself is the last."""
    ends = [match.end() for match in _CLAUSE_END.finditer(text, start, end)]
    if not ends or ends[-1] != end:
        ends.append(end)
    return ends


@cache
def education() -> re.Pattern[str]:
    return any_of(words("education_terms"))


@cache
def _education_automaton() -> AhoCorasick:
    return automaton_of(words("education_terms"))


def education_spots(text: str) -> array[int]:
    """Where education terms stand in a text, in order: one pass over the whole of it."""
    return spots_of(_education_automaton(), text)


def is_about_education(text: str, spots: Sequence[int], sentences: Sentences, title: str | None) -> bool:
    """Whether education is what a text is about: it stands in a good part of its sentences (the first 20,000 characters tell; a headline
    counts as one more). A government's report to its congress is about everything, however much of it is told."""
    if _OF_ALL.search(text, 0, _OPENING):
        return False
    spans = [span for span in sentences.between(0, min(len(text), 20_000)) if span[1] - span[0] > 5]
    told = [span for span in spans if stands_in(spots, *span)]
    headline = 1 if title and education().search(title) else 0
    if len(told) + headline >= EDUCATION_SHARE * max(len(spans) + headline, 1):
        return True
    # some long sentences among short lines
    return len(told) >= _SOME and sum(end - start for start, end in told) > sum(end - start for start, end in spans) / 2


def in_title_marks(text: str, start: int, position: int) -> bool:
    """Whether a position stands inside the title of a document (《…》) that opened after `start`, at most 60 characters before."""
    opened = text.rfind("《", max(start, position - 60), position)
    return opened >= 0 and text.find("》", opened, position) < 0


def is_right_behind(text: str, last: tuple[int, int], start: int) -> bool:
    """Whether nothing but a little white space stands between a sentence and the start of another."""
    return start - last[1] <= GAP and not text[last[1] : start].strip()


def item_of(text: str, sentence: tuple[int, int], position: int) -> tuple[int, int]:
    """The item of a sentence that holds a position: what stands between two semicolons."""
    start = max(text.rfind("；", sentence[0], position), text.rfind(";", sentence[0], position), sentence[0] - 1) + 1
    ends = text.find("；", position, sentence[1]), text.find(";", position, sentence[1])
    return start, sentence[1] if ends == (-1, -1) else min(end for end in ends if end >= 0)
