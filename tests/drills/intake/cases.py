"""All cases of the drill, in the order of the table. What comes by network has a module of its own, like each larger group."""

from __future__ import annotations

from tests.drills.intake import container_cases, document_cases, misdeed_cases, network_cases
from tests.drills.intake.attempt import Case

ALL: list[Case] = [*container_cases.CASES, *document_cases.CASES, *misdeed_cases.CASES, *network_cases.CASES]


def chosen(words: list[str]) -> list[Case]:
    """The cases whose group or description has one of these words; all where there is none."""
    return [case for case in ALL if not words or any(word in f"{case.group}: {case.what}" for word in words)]
