"""What takes long to make is made once for a run of the tests, however many processes share the tests among them."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder `name` of this run of the tests, filled by `make` in the process that asks first; the others wait for it.

    Whoever gets it must leave it as it is. A `make` that raises leaves the folder unfinished, and the next process tries again in another.
    """
    base = factory.getbasetemp()
    # each process of a shared run works in a folder of its own below that of the run
    common = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    with (common / f"{name}.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        if made := lock.read():
            return Path(made)
        folder = factory.mktemp(name)
        make(folder)
        lock.write(str(folder))
    return folder
