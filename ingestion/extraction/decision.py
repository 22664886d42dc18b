"""What is decided of one number: the claim that it makes, or the reason why it makes none. Only their shape belongs here."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ingestion.extraction.action_rules import ActionRule
from ingestion.extraction.numbers import Quantity
from ingestion.extraction.terms import families
from ingestion.extraction.window import Window

# the rule of a figure that is a part of the total it points to
PART = "a part by district or kind"


@dataclass(slots=True)
class Decision:
    """A claim: what is counted, and what is done to it. `rule` says how that was decided, `action_rule` how what is done was found."""

    family: str
    metric: str
    unit: str | None
    subject: str
    rule: str
    action: str | None = None
    action_rule: ActionRule | None = None

    @property
    def trace(self) -> str:
        """How it was decided, in words."""
        return self.rule if self.action_rule is None else f"{self.rule}; action: {self.action_rule}"

    @property
    def is_part(self) -> bool:
        """Whether a figure is a part, by district or kind, of the total that it points to."""
        return self.rule == PART

    @property
    def is_carried(self) -> bool:
        """Whether what is done to the schools counted was told of another count."""
        return self.action_rule is not None and self.action_rule.is_carried

    def taken_over(self, rule: str) -> Decision:
        """The same claim where all of it, also what is done, is known from another figure."""
        return replace(self, rule=rule, action_rule=None)


@dataclass(slots=True)
class Rejection:
    reason: str


def indicator(metric: str | None, quantity: Quantity, window: Window, rule: str) -> Decision:
    """An indicator; a term of another family's metric (在校生 beside a number that is no stock of pupils) chooses none."""
    subject = window.head or window.local[-12:]
    if metric is None or families()[metric] != "indicator":
        metric = "people" if quantity.kind in ("person", "person_time") else "other"
    return Decision("indicator", metric, quantity.unit, subject, rule)
