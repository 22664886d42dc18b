"""Sentences and clauses of a cleaned text, by position, and the cheap tests that tell whether a sentence can hold a claim.

Only where things stand belongs here; what they mean is for the modules that read them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from ingestion.extraction.lexicon import any_of, words

_SENTENCE_END = re.compile(r"[。！？\n]")
_CLAUSE_END = re.compile(r"[，；;。！？\n]|,(?![0-9]{3})|(?<![0-9]):|：")
# a sentence without any stop is cut so that no window grows with the document
LONGEST_SENTENCE = 600
# the share of sentences with an education term from which a whole document counts as being about education
EDUCATION_SHARE = 0.4


class Sentences:
    """Boundaries of the sentences of one text. `of(position)` gives the (start, end) of the sentence at a position."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._ends = [match.end() for match in _SENTENCE_END.finditer(text)]

    def of(self, position: int) -> tuple[int, int]:
        index = bisect_right(self._ends, position)
        start = self._ends[index - 1] if index else 0
        end = self._ends[index] if index < len(self._ends) else len(self.text)
        if end - start > LONGEST_SENTENCE:
            start = max(start, position - position % LONGEST_SENTENCE)
            end = min(end, start + LONGEST_SENTENCE)
        return start, end


    def holding(self, spots: list[int]) -> list[tuple[int, int]]:
        """The sentences that hold at least one of some places, in order, each once."""
        found: list[tuple[int, int]] = []
        for spot in spots:
            if not found or spot >= found[-1][1]:
                found.append(self.of(spot))
        return found

    def between(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The sentences of a stretch of the text, in order; those that hold nothing are left out."""
        edge = start
        for index in range(bisect_right(self._ends, start), len(self._ends)):
            if edge >= end:
                return
            if self._ends[index] - edge > 1:
                yield edge, min(self._ends[index], end)
            edge = self._ends[index]
        if edge < end:
            yield edge, end


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
    return AhoCorasick(list(words("education_terms")), matchkind=MatchKind.LeftmostLongest)


def education_spots(text: str) -> list[int]:
    """Where education terms stand in a text, in order: one pass over the whole of it."""
    return [start for _, start, _ in _education_automaton().find_matches_as_indexes(text)]


def is_about_education(text: str, spots: list[int], sentences: Sentences) -> bool:
    """Whether education is what a text is about: it stands in a good part of its sentences (the first 20,000 characters tell)."""
    spans = [span for span in sentences.between(0, min(len(text), 20_000)) if span[1] - span[0] > 5]
    told = sum(1 for start, end in spans if bisect_left(spots, start) < bisect_left(spots, end))
    return told >= EDUCATION_SHARE * max(len(spans), 1)
