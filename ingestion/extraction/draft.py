"""A claim in the making, as the modules of the extractor hand it to each other. Only its shape belongs here."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ingestion.extraction.decision import Decision
from ingestion.extraction.facilities import Name
from ingestion.extraction.gazetteer import Region
from ingestion.extraction.numbers import Quantity
from ingestion.extraction.periods import Basis
from ingestion.extraction.window import Window

PERIOD = ("period_start", "period_end", "period_text", "period_basis")  # the fields of a claim's period


@dataclass(slots=True)
class Period:
    """The first and the last day of a claim's period, None where it is open; what it was taken from, and the words that named it."""

    start: date | None
    end: date | None
    basis: Basis | None = None
    words: str | None = None


@dataclass(slots=True)
class Draft:
    """A claim in the making: positions index the cleaned text."""

    quantity: Quantity
    decision: Decision
    sentence: tuple[int, int]
    clause: tuple[int, int]
    window: Window
    fields: dict[str, Any] = field(default_factory=dict)
    rules: list[str] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    subject: tuple[Name | None] | None = None  # the school described, once it has been looked for
    region: Region | None = None  # the district named in its place in a list
    whole: Draft | None = None  # the total that this figure is a part of, where the text says so
    is_stated: bool = False  # whether its sentence itself says its status
    cue: str = ""  # the words of the cue that said its status, where one did

    def figure_before(self, drafts: list[Draft]) -> Draft | None:
        """The last of the figures of its sentence (`drafts`) that stand before it."""
        return next((other for other in reversed(drafts) if other.quantity.end <= self.quantity.start), None)

    @property
    def period(self) -> dict[str, Any]:
        """The fields of its period, for another figure to take over."""
        return {name: self.fields.get(name) for name in PERIOD}
