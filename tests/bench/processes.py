"""What only fresh processes can tell: the speed over text that was never seen before, and what a second core is worth.

The main part takes copies of one corpus, so whatever the code remembers from one copy would flatter it at the next; here each process meets
the corpus for the first time. For the second core, two processes go the whole path against one that does so alone, and so does the
yardstick, because what a second core is worth depends on the machine and on who else uses it.
"""

from __future__ import annotations

import multiprocessing
import tempfile
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from tests.bench import anchor, extraction
from tests.bench.corpus import Corpus, take
from tests.bench.measure import Ratio, over_anchor

FRESH = 3
ROUNDS = 3
JOB_SECONDS = 1.0


def measure(corpus: Corpus, say: Callable[[str], None]) -> dict[str, Any]:
    """`first_sight_mb_per_s_over_re`: the whole path over the corpus by processes that have never seen it, as a share of the yardstick's
    speed. `speed_with_2_processes`: the work that two do in a time, as a multiple of what one does; likewise for the yardstick."""
    context = multiprocessing.get_context("spawn")
    workers: list[tuple[Any, Connection]] = []
    try:
        first = []
        for number in range(FRESH):
            say(f"documents to claims, seen for the first time, process {number + 1} of {FRESH}")
            workers.append(_start(context, corpus))
            first.append(workers[-1][1].recv())
        report = Ratio.of(first).entries("first_sight_mb_per_s_over_re")
        for kind, key in (("path", "speed_with_2_processes"), ("anchor", "anchor_speed_with_2_processes")):
            say(f"two processes against one ({kind})")
            once = _wall(workers[:1], kind, 1)
            times = max(1, round(JOB_SECONDS / once))
            rounds = [2 * _wall(workers[:1], kind, times) / _wall(workers[:2], kind, times) for _ in range(ROUNDS)]
            report |= Ratio.of(rounds).entries(key)
        return report
    finally:
        for process, connection in workers:
            connection.close()
            process.join(10)
            process.kill()


def _start(context: Any, corpus: Corpus) -> tuple[Any, Connection]:
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, corpus), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def _serve(connection: Connection, corpus: Corpus) -> None:
    """What a worker does: load everything with the help of the samples, measure its first sight of the corpus, and then one job after
    another until the other end hangs up."""
    with tempfile.TemporaryDirectory() as place:
        samples = take(None, Path(place))
        extraction.path(samples.landed, samples)
    connection.send(over_anchor(corpus.texts, lambda: extraction.path(corpus.copies(1), corpus)))
    while True:
        try:
            kind, times = connection.recv()
        except EOFError:
            return
        for number in range(times):
            if kind == "path":
                extraction.path(corpus.copies(1, first=number), corpus)
            else:
                anchor.find_all(corpus.texts)
        connection.send("done")


def _wall(workers: list[tuple[Any, Connection]], kind: str, times: int) -> float:
    """Seconds until every one of the workers has done its job."""
    start = time.perf_counter()
    for _, connection in workers:
        connection.send((kind, times))
    for _, connection in workers:
        connection.recv()
    return time.perf_counter() - start
