"""A document's text as HTML with every claim marked where it stands. Spans may be adjacent, nested, crossing or empty.

A claim's span is cut where another begins or ends; its identifier is the anchor of its first piece, and `data-claims` of each piece names
all claims it belongs to. Sentences that hold claims are elements too, so that a style can light up the one that was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from warehouse.evidence.harmless import shown

_SENTENCE_END = re.compile("[。！？!?\n]")
# a sentence is lit up no further than this on either side of a figure
_LONGEST_SIDE = 300
# Classes tell one claim of a page from the others, digit by digit: style.css has a rule for every digit, not for every claim.
DIGITS, BASE = "abcd", 16


@dataclass(frozen=True, slots=True)
class Span:
    """Where a claim stands in the text, in code points, and the clause that it was read from."""

    claim_id: str
    start: int
    end: int
    quote: str
    number: int


def digits(number: int) -> str:
    """The classes of the claim with this number on its page: 18 → "a2 b1 c0 d0"."""
    return " ".join(f"{letter}{number // BASE**place % BASE}" for place, letter in enumerate(DIGITS))


def marked(text: str, spans: Sequence[Span]) -> Markup:
    """The text with the spans marked. Spans that reach beyond the text end with it."""
    length = len(text)
    spans = sorted(
        (Span(s.claim_id, min(max(s.start, 0), length), min(max(s.end, s.start, 0), length), s.quote, s.number) for s in spans),
        key=lambda span: (span.start, -span.end, span.claim_id),
    )
    parts: list[str] = []
    place = first = 0
    for start, end, count in _sentences(text, spans):
        parts += (shown(text[place:start]), '<span class="sentence">')
        parts += _pieces(text, start, end, spans[first : first + count])
        parts.append("</span>")
        place, first = end, first + count
    parts.append(shown(text[place:]))
    return Markup("".join(parts))


def _sentences(text: str, spans: Sequence[Span]) -> list[tuple[int, int, int]]:
    """Start, end and number of spans of each stretch to light up; stretches that overlap are one."""
    found: list[tuple[int, int, int]] = []
    for span in spans:
        start, end = sentence_of(text, span)
        if found and start < found[-1][1]:
            start, end, count = found[-1][0], max(end, found[-1][1]), found[-1][2] + 1
            found[-1] = (start, end, count)
        else:
            found.append((start, end, 1))
    return found


def sentence_of(text: str, span: Span) -> tuple[int, int]:
    """Where the sentence of a claim begins and ends: up to the next stop or line end, but with all of the clause that it was read from."""
    lowest, highest = max(span.start - _LONGEST_SIDE, 0), min(span.end + _LONGEST_SIDE, len(text))
    start = max((match.end() for match in _SENTENCE_END.finditer(text, lowest, span.start)), default=lowest)
    stop = _SENTENCE_END.search(text, span.end, highest)
    end = highest if stop is None else stop.start() if stop[0] == "\n" else stop.end()
    quoted = text.rfind(span.quote, max(span.end - len(span.quote), 0), span.start + len(span.quote)) if span.quote else -1
    if quoted >= 0 and len(span.quote) <= 2 * _LONGEST_SIDE:
        start, end = min(start, quoted), max(end, quoted + len(span.quote))
    while start < span.start and text[start].isspace():
        start += 1
    return start, end


def _pieces(text: str, start: int, end: int, spans: Sequence[Span]) -> list[str]:
    """The stretch cut wherever a span begins or ends."""
    cuts = sorted({start, end, *(span.start for span in spans), *(span.end for span in spans)})
    parts: list[str] = []
    covering: list[Span] = []
    next_span = 0
    for here, there in zip(cuts, [*cuts[1:], cuts[-1]], strict=True):
        covering = [span for span in covering if span.end > here]
        opened = []
        while next_span < len(spans) and spans[next_span].start <= here:
            span = spans[next_span]
            next_span += 1
            opened.append(span)
            if span.end > here:
                covering.append(span)
        if not covering:
            parts += [f"<mark{_anchor(span)}></mark>" for span in opened]
            parts.append(shown(text[here:there]))
            continue
        head, *others = opened or [None]
        anchors = "".join(f"<span{_anchor(span)}></span>" for span in others)
        inner = covering[-1]
        names = escape(" ".join(span.claim_id for span in covering))
        parts.append(
            f'<mark{_anchor(head) if head else ""} data-claims="{names}">{anchors}<a href="#{escape(inner.claim_id)}">'
            f"{shown(text[here:there])}</a></mark>"
        )
    return parts


def _anchor(span: Span) -> str:
    name = escape(span.claim_id)
    return f' id="{name}" class="{digits(span.number)}" aria-details="c-{name}"'
