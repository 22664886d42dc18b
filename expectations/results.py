"""What a check reports, in the form that the run ledger and `audit.checks` keep. No logic beyond that belongs here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

BLOCKING = "blocking"
WARNING = "warning"
SAMPLE_ROWS = 20


@dataclass(frozen=True)
class CheckResult:
    """One expectation and what became of it.

    table: schema.table of the build file. severity: `blocking` (nothing is published while it fails) or `warning`. observed: a short
    phrase such as "3 of 339 rows". failing_rows: how many rows broke it, 0 for a passed check. message: what it means when the rule is
    broken, why it matters, where to look. sample: at most 20 failing rows, as plain values, each with the table's key, what helps to
    find it, and the column looked at.
    """

    name: str
    table: str
    severity: str
    passed: bool
    observed: str
    failing_rows: int
    message: str
    sample: list[dict[str, Any]] = field(default_factory=list)
    tool: str = "great_expectations"
