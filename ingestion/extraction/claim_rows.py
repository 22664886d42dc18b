"""The rows of claims: what is known of a claim in the making, in the columns of `ingestion.schemas.CLAIMS`.

Nothing is decided here but how it is written down: where the figure stands in its document, its clause, what money is for in words.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from ingestion.cleaning import raw_span
from ingestion.extraction.confidence import confidence
from ingestion.extraction.draft import Draft
from ingestion.extraction.name_lists import list_check
from ingestion.extraction.purposes import purpose
from ingestion.extraction.story import Story

Span = tuple[int, int]

_NO_TIME_TOLD = {"period_text": None, "period_basis": None}


def of_prose(story: Story, draft: Draft, document: dict[str, Any], article_id: str) -> dict[str, Any]:
    """The row of a claim that was read in a cleaned text, its spans mapped back to the document's."""
    spans = document["clean_map"]
    number = raw_span(spans, draft.quantity.start, draft.quantity.end)
    return claim_row(story, draft, document, article_id, number, raw_span(spans, *_trimmed(story.text, draft)))


def claim_row(story: Story, draft: Draft, document: dict[str, Any], article_id: str, span: Span, quote: Span) -> dict[str, Any]:
    """The row of a claim whose number and quote stand at these places of the document's text."""
    quantity, fields = draft.quantity, draft.fields
    start, end = span
    unit = draft.decision.unit
    number = _numbered(document["cells"], start)
    cell = document["cells"][number - 1] if number else None
    places = [name.text for name in draft.names]
    return {
        "claim_id": f"{document['document_id']}-{start}",
        "article_id": article_id,
        "char_start": start,
        "char_end": end,
        "page": _numbered(document["pages"], start),
        "sheet": cell and cell["sheet"],
        "cell": cell and cell["cell"],
        "quote": document["text"][quote[0] : quote[1]],
        "family": draft.decision.family,
        "metric": draft.decision.metric,
        "subject": draft.decision.subject.strip() or None,
        "value_min": quantity.value_min,
        "value_max": quantity.value_max,
        "unit": unit,
        "is_approximate": quantity.is_approximate,
        **_NO_TIME_TOLD,
        **fields,
        "purpose": purpose(draft.window.right) if draft.decision.family == "funding" else None,
        "facility_id": None,
        "facility_name": None,
        "named": places,
        "named_count": len(places) or None,
        "list_check": list_check(story.text, draft),
        "total_claim_id": None,
        "confidence": confidence(draft),
        "rules": [f"metric: {draft.decision.trace}", *draft.rules],
    }


def _numbered(spans: list[dict[str, Any]], place: int) -> int | None:
    """Which of the spans, counted from 1, holds a place; the spans stand in order."""
    number = bisect_right(spans, place, key=lambda span: span["char_start"])
    return number if number and place < spans[number - 1]["char_end"] else None


def _trimmed(text: str, draft: Draft) -> tuple[int, int]:
    """The clause without white space and stops at its ends."""
    start, end = draft.clause
    end = max(end, draft.quantity.end)
    while start < draft.quantity.start and text[start] in " \n\t，,；;。:：、":
        start += 1
    while end > draft.quantity.end and text[end - 1] in " \n\t，,；;。:：":
        end -= 1
    return start, end
