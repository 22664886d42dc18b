"""Searching a text for a dear pattern only where a cheap one hits.

A pattern that may begin with anything is tried by `re` at every character; one that begins with a few known words is skipped to. So the
readers look for the words first and try what they mean there. What to look for belongs to the modules that know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable


def places(text: str, words: Iterable[str]) -> list[int]:
    """Every position of `text` at which one of a few words stands, in order."""
    found = []
    for word in words:
        position = text.find(word)
        while position >= 0:
            found.append(position)
            position = text.find(word, position + 1)
    return sorted(found)


def first_match(pattern: re.Pattern[str], text: str, positions: Iterable[int]) -> re.Match[str] | None:
    """The match at the first of the positions at which `pattern` matches; None where it does at none."""
    match = pattern.match
    return next((found for position in positions if (found := match(text, position))), None)
