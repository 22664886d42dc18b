"""Whether the work that a document makes grows in proportion to its length: a text and four times the same are compared.

Lines of the project's own code show loops within loops; processor time shows what a regular expression does inside one line. Which texts
are repeated is for the callers.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from ingestion.documents import READERS
from ingestion.documents.errors import ReadError
from ingestion.extraction import extract
from ingestion.landing import MEDIA_TYPES
from tests.bench.extraction import documents_of
from tests.bench.test_work_done import lines_run
from tests.fuzz.invariants import Broken

TIMES = 4
LINES_SLACK = 1.5  # a square law would make it 4
SECONDS_SLACK = 2.5  # the same, on a machine with neighbours
SHORTEST_SECONDS = 0.02  # what takes less is no trouble, and the clock says nothing about it


def check_lines(tile: str, suffix: str, chars: int) -> None:
    """`tile`, repeated to about `chars` characters and to four times as many, as files with this suffix: lines run. Raises Broken."""
    shorter, longer = _texts(tile, chars)
    _whole(shorter, suffix)  # what is loaded once a process
    once, more = lines_run(lambda: _whole(shorter, suffix)), lines_run(lambda: _whole(longer, suffix))
    if more > LINES_SLACK * TIMES * once:
        raise Broken("work grows with length", f"{TIMES} times {tile!r} as {suffix} run {more / once:.1f} times the lines of code")


def check_seconds(tile: str, suffix: str, chars: int) -> None:
    """The same with processor time. Raises Broken."""
    shorter, longer = _texts(tile, chars)
    slow = _least_seconds(lambda: _whole(longer, suffix))
    if slow < SHORTEST_SECONDS:
        return
    quick = max(_least_seconds(lambda: _whole(shorter, suffix)), SHORTEST_SECONDS / TIMES)
    if slow > SECONDS_SLACK * TIMES * quick:
        raise Broken("time grows with length", f"{TIMES} times {tile!r} as {suffix} take {slow / quick:.1f} times as long")


def _texts(tile: str, chars: int) -> tuple[str, str]:
    shorter = tile * max(1, chars // len(tile))
    return shorter, shorter * TIMES


def _whole(text: str, suffix: str) -> None:
    """Read and extract without a store in between: writing files is not what is measured."""
    try:
        page = READERS[MEDIA_TYPES[suffix]](text.encode("utf-8", "surrogatepass"))
    except ReadError:
        return
    extract(documents_of([page.text]))


def _least_seconds(work: Callable[[], object]) -> float:
    """Processor seconds of the quickest of three rounds."""
    rounds = []
    for _ in range(3):
        start = time.process_time()
        work()
        rounds.append(time.process_time() - start)
    return min(rounds)
