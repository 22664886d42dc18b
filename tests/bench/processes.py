"""Does a second core do a second core's work? Two processes that each take documents down the whole path, against one that does so alone.

The yardstick is put through the same test, because what a second core is worth depends on the machine and on who else uses it.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from tests.bench import anchor, extraction
from tests.bench.corpus import Corpus
from tests.bench.measure import Ratio

ROUNDS = 5
JOB_SECONDS = 1.0


def measure(corpus: Corpus, say: Callable[[str], None]) -> dict[str, Any]:
    """`speed_with_2_processes`: the work done by two processes in a time, as a multiple of what one does; likewise for the yardstick."""
    context = multiprocessing.get_context("spawn")
    workers = [_start(context, corpus) for _ in range(2)]
    report: dict[str, Any] = {}
    try:
        for kind, key in (("path", "speed_with_2_processes"), ("anchor", "anchor_speed_with_2_processes")):
            say(f"two processes against one ({kind})")
            once = _wall(workers[:1], kind, 1)
            times = max(1, round(JOB_SECONDS / once))
            rounds = [2 * _wall(workers[:1], kind, times) / _wall(workers, kind, times) for _ in range(ROUNDS)]
            report |= Ratio.of(rounds).entries(key)
    finally:
        for process, connection in workers:
            connection.close()
            process.join(10)
            process.kill()
    return report


def _start(context: Any, corpus: Corpus) -> tuple[Any, Connection]:
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, corpus), daemon=True)
    process.start()
    theirs.close()
    ours.recv()
    return process, ours


def _serve(connection: Connection, corpus: Corpus) -> None:
    """What a worker does: one job after another until the other end hangs up."""
    extraction.path(corpus.copies(1), corpus)
    connection.send("ready")
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
