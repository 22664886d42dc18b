"""Sentences and clauses of a cleaned text, by position, and the cheap tests that tell whether a sentence can hold a claim.

Only where things stand belongs here; what they mean is for the modules that read them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

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


def clause_ends(text: str, start: int, end: int) -> list[int]:
    """Positions just after each clause stop of `text[start:end]`; the end itself is the last."""
    ends = [match.end() for match in _CLAUSE_END.finditer(text, start, end)]
    if not ends or ends[-1] != end:
        ends.append(end)
    return ends


@cache
def education() -> re.Pattern[str]:
    return any_of(words("education_terms"))


def is_about_education(text: str) -> bool:
    """Whether education is what a text is about: it stands in a good part of its sentences (the first 20,000 characters tell)."""
    sentences = [piece for piece in re.split(r"[。！？\n]", text[:20_000]) if len(piece) > 4]
    told = sum(1 for piece in sentences if education().search(piece))
    return told >= EDUCATION_SHARE * max(len(sentences), 1)
