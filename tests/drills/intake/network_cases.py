"""What a site may do to the crawler, as cases of the drill: one visit meets all traps of `tests/drills/network.py`, each is a row.

The first case makes the visit and so bears its seconds.
"""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from tests.drills.intake.attempt import Case, Happened
from tests.drills.network import TRAPS, spring

BETWEEN = "good articles between all these"


@cache
def _visited() -> dict[str, Happened]:
    with tempfile.TemporaryDirectory() as folder:
        return {row.what: Happened(row.happened, row.passed) for row in spring(Path(folder))}


def _case(what: str, expected: str) -> Case:
    return Case("network", what, expected, lambda folder: _visited()[what])


CASES = [*(_case(trap.what, f"{trap.outcome}: {trap.why}") for trap in (make() for make in TRAPS)), _case(BETWEEN, "all taken")]
