"""Fuzzing with hypothesis alone: the strategies of `strategies.py` for as long as is asked. A program, run by `__main__.py`.

Arguments: the folder for what is found, and the seconds. Each round draws anew; a fault is kept small and passed over afterwards.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fuzz.findings import Findings
from tests.fuzz.growth import check_lines, check_seconds
from tests.fuzz.invariants import Broken, fault
from tests.fuzz.pieces import SUFFIXES
from tests.fuzz.strategies import files, tiles

ROUND = 300  # documents a round; hypothesis varies what it draws more between rounds than inside one
GROWTH_ROUND = 10
LINES_CHARS = 400
SECONDS_CHARS = 8_000
# No example database, and no shrinking: `findings.py` makes inputs small in its own way, for both engines.
_QUIET = {"deadline": None, "database": None, "phases": [Phase.generate], "suppress_health_check": list(HealthCheck)}


def main(arguments: list[str]) -> None:
    """Fuzz for so many seconds; print how many documents and tiles were tried."""
    findings, end = Findings(Path(arguments[1])), time.monotonic() + float(arguments[2])
    counts = {"documents": 0, "texts for growth": 0}

    @settings(max_examples=ROUND, **_QUIET)
    @given(files())
    def documents_round(file: tuple[bytes, str]) -> None:
        if time.monotonic() < end:
            counts["documents"] += 1
            wrong = fault(*file)
            if wrong:
                findings.add(wrong, *file)

    @settings(max_examples=GROWTH_ROUND, **_QUIET)
    @given(tiles, st.sampled_from(SUFFIXES))
    def growth_round(tile: str, suffix: str) -> None:
        if time.monotonic() < end:
            counts["texts for growth"] += 1
            try:
                check_lines(tile, suffix, LINES_CHARS)
                check_seconds(tile, suffix, SECONDS_CHARS)
            except Broken as broken:
                findings.add_growth(broken, tile, suffix)

    while time.monotonic() < end:
        documents_round()
        growth_round()
    print(f"hypothesis: {', '.join(f'{count} {name}' for name, count in counts.items())}", flush=True)


if __name__ == "__main__":
    main(sys.argv)
