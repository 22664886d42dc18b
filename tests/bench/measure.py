"""How a measurement is taken: processor seconds, several rounds with the yardstick before and after, and the ratio's median and range.

Processor time and interleaving keep neighbours on a shared machine out of the figures as far as that is possible; the range says how far.
What is measured belongs to the other modules.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from typing import Any

from tests.bench import anchor

MEGA = 1e6


@dataclass(frozen=True)
class Ratio:
    """A figure measured several times."""

    rounds: tuple[float, ...]

    @classmethod
    def of(cls, rounds: Iterable[float]) -> Ratio:
        return cls(tuple(rounds))

    @property
    def median(self) -> float:
        return median(self.rounds)

    def __str__(self) -> str:
        return f"{self.median:.3f} [{min(self.rounds):.3f}, {max(self.rounds):.3f}]"

    def entries(self, key: str) -> dict[str, Any]:
        """For the report: `key` holds the median, `key_min` and `key_max` the range, `key_rounds` how often it was measured."""
        return {key: round(self.median, 4), f"{key}_min": round(min(self.rounds), 4), f"{key}_max": round(max(self.rounds), 4),
                f"{key}_rounds": len(self.rounds)}  # fmt: skip


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds, of all threads of this process, that a piece of work takes. What it made is thrown away afterwards."""
    gc.collect()
    start = time.process_time()
    made = work()
    took = time.process_time() - start
    del made
    return max(took, 1e-9)


def anchor_seconds(texts: list[str], at_least: float = 0.05) -> float:
    """Processor seconds of one search of the yardstick over the texts; short ones are searched until `at_least` seconds are full."""
    searches, start = 0, time.process_time()
    while not searches or time.process_time() - start < at_least:
        anchor.find_all(texts)
        searches += 1
    return max(time.process_time() - start, 1e-9) / searches


def over_anchor(texts: list[str], work: Callable[[], object], scale: float = 1.0) -> float:
    """The speed of `work` as a share of the yardstick's over the same text, which is searched before and after.

    scale: how many times the text the work goes through.
    """
    before = anchor_seconds(texts)
    took = seconds(work)
    return scale * (before + anchor_seconds(texts)) / 2 / took
