"""What is decided of one number: the claim that it makes, or the reason why it makes none. Only their shape belongs here."""

from __future__ import annotations

from dataclasses import dataclass

from ingestion.extraction.numbers import Quantity
from ingestion.extraction.terms import families
from ingestion.extraction.window import Window

# what is done to schools that are counted as parts of those before: at the end of the rule, whatever else it says
CARRIED = "carried from the count before"


@dataclass(slots=True)
class Decision:
    family: str
    metric: str
    unit: str | None
    subject: str
    rule: str
    action: str | None = None


@dataclass(slots=True)
class Rejection:
    reason: str


def indicator(metric: str | None, quantity: Quantity, window: Window, rule: str) -> Decision:
    """An indicator; a term of another family's metric (在校生 beside a number that is no stock of pupils) chooses none."""
    subject = window.head or window.local[-12:]
    if metric is None or families()[metric] != "indicator":
        metric = "people" if quantity.kind in ("person", "person_time") else "other"
    return Decision("indicator", metric, quantity.unit, subject, rule)
