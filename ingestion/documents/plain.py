"""Plain text and Markdown: the text is the decoded file, to the character; only what counts as body is worked out here."""

from __future__ import annotations

import re

from ingestion.documents.decode import decode
from ingestion.documents.furniture import Line, Span, furniture_spans, markup_spans
from ingestion.documents.page import Page
from ingestion.documents.repeats import repeated_spans

_LINE_BREAKS = str.maketrans(dict.fromkeys("\r\x85\u2028\u2029", "\n"))
_FRONT_MATTER = re.compile(r"\s*---\n(?:[^\n]{0,500}\n){0,100}?---\n")
_LINK_TARGET = re.compile(r"!\[[^\[\]\n]{0,200}\]\([^()\s]{1,1000}\)|(?<=\])\([^()\s]{1,1000}\)")


def read_text(data: bytes) -> Page:
    """The page of a .txt file. Raises ReadError."""
    text, encoding = decode(data)
    return Page(text=text, encoding=encoding, body=body_spans(text, markup_spans(text)), is_whole_file=True)


def read_markdown(data: bytes) -> Page:
    """The page of a .md file. Front matter, comments and link targets are no body. Raises ReadError."""
    text, encoding = decode(data)
    away = markup_spans(text)
    if "](" in text:
        away += [m.span() for m in _LINK_TARGET.finditer(text)]
    front = _FRONT_MATTER.match(text)
    if front:
        away.append(front.span())
    return Page(text=text, encoding=encoding, body=body_spans(text, away), is_whole_file=True)


def body_spans(text: str, markup: list[Span] | None = None) -> list[Span]:
    """The spans of `text` that are its main body: sorted, disjoint, half-open, without white space at their ends.

    `markup` are spans that are no body whatever they say. Where the rules would leave nothing, the whole text (but for markup) is body.
    """
    markup = markup or []
    # every kind of line break is one here; a character for a character, so that places stay
    parted = text.translate(_LINE_BREAKS) if any(mark in text for mark in "\r\x85\u2028\u2029") else text
    lines = _lines(parted)
    kept = complement(text, markup + furniture_spans(parted, lines) + repeated_spans(parted, lines))
    return kept or complement(text, markup) or complement(text, [])


def _lines(text: str) -> list[Line]:
    """The lines of `text` that are not blank, white space before them left out."""
    found, end = [], -1
    for whole in text.split("\n"):
        end += 1 + len(whole)
        line = whole.lstrip()
        if line:
            found.append((end - len(line), end, line))
    return found


def complement(text: str, away: list[Span]) -> list[Span]:
    """What is left of `text` without the spans in `away` (any order, overlaps allowed): non-empty pieces, white space stripped."""
    kept, position = [], 0
    for start, end in [*sorted(away), (len(text), len(text))]:
        if start > position:
            piece = text[position:start]
            stripped = piece.strip()
            if stripped:
                begin = position + len(piece) - len(piece.lstrip())
                kept.append((begin, begin + len(stripped)))
        position = max(position, end)
    return kept


def union(spans: list[Span], more: list[Span]) -> list[Span]:
    """Both lists of spans as one: sorted and disjoint."""
    merged: list[Span] = []
    for start, end in sorted(spans + more):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
