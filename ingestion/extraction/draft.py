"""A claim in the making, as the modules of the extractor hand it to each other. Only its shape belongs here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ingestion.extraction.facilities import Name
from ingestion.extraction.metrics import Decision, Window
from ingestion.extraction.numbers import Quantity


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
