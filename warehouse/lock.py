"""One writer at a time, whoever starts it: the user interface, the schedule, the sensor or the command line.

The lock is the kernel's (`flock`), so a writer that is killed releases it by dying; the file's content only says who holds it.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

POLL_SECONDS = 0.5


@dataclass(frozen=True)
class Holder:
    """Who is writing. `since` is an ISO 8601 timestamp in UTC."""

    pid: int
    run_id: str
    since: str
    trigger: str

    def __str__(self) -> str:
        return f"run {self.run_id[:8]} (process {self.pid}, started by {self.trigger}, writing since {self.since})"


class LockHeld(RuntimeError):
    """Another run kept the warehouse for the whole time that this one was willing to wait."""


def holder(path: Path) -> Holder | None:
    """Who holds the lock now, or None when nobody does. Takes nothing and waits for nothing."""
    if not path.exists():
        return None
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return _described(file.read())
    return None


@contextmanager
def writer_lock(
    path: Path, run_id: str, trigger: str, wait_seconds: float = 0, on_wait: Callable[[Holder, float], None] | None = None
) -> Iterator[None]:
    """Hold the writer's lock while the block runs.

    Waits up to `wait_seconds` for another holder to finish, calling `on_wait(holder, seconds waited)` at each try; then raises LockHeld.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Closed on exec, so that a child (dbt) that outlives a killed run doesn't keep the lock.
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644), "r+b", buffering=0) as file:
        _acquire(file, wait_seconds, on_wait)
        me = Holder(os.getpid(), run_id, datetime.now(UTC).isoformat(timespec="seconds"), trigger)
        file.truncate(0)
        file.seek(0)
        file.write(json.dumps(asdict(me)).encode())
        try:
            yield
        finally:
            with suppress(OSError):
                file.truncate(0)
            fcntl.flock(file, fcntl.LOCK_UN)


def _acquire(file, wait_seconds: float, on_wait: Callable[[Holder, float], None] | None) -> None:
    began = time.monotonic()
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            file.seek(0)
            other = _described(file.read())
        waited = time.monotonic() - began
        # One more try after POLL_SECONDS even where waiting is not wanted: a glance by holder() shuts the door for an instant.
        if waited > max(wait_seconds, POLL_SECONDS):
            raise LockHeld(f"the warehouse is being written by {other}; waited {waited:.0f} s for it. Try again when it has finished.")
        if on_wait and waited:
            on_wait(other, waited)
        time.sleep(POLL_SECONDS)


def _described(content: bytes) -> Holder:
    """The holder written in the lock file; between taking the lock and writing its name a holder is known to nobody."""
    try:
        return Holder(**json.loads(content))
    except (ValueError, TypeError):
        return Holder(pid=0, run_id="unknown", since="just now", trigger="unknown")
