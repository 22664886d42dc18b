"""What takes long to make is made once for a run of the tests, however many processes share the tests among them."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder `name` of this run of the tests, filled by `make` in the process that asks first; the others wait for it.

    Whoever gets it must leave it as it is. A `make` that raises leaves the folder unfinished, and the next process tries again in another.
    """
    with _record(factory, name) as record:
        if made := record.read():
            return Path(made)
        folder = factory.mktemp(name)
        make(folder)
        record.write(str(folder))
    return folder


@contextmanager
def running_once(factory: pytest.TempPathFactory, name: str, start: Callable[[], str], stop: Callable[[str], None]) -> Iterator[str]:
    """What `start` says of the service that it started, in the process that asks first. Whoever is done with it last stops it."""
    with _record(factory, name) as record:
        users, _, said = record.read().partition("\n")
        said = said or start()
        _rewrite(record, f"{int(users or 0) + 1}\n{said}")
    try:
        yield said
    finally:
        with _record(factory, name) as record:
            users = int(record.read().partition("\n")[0]) - 1
            if users == 0:
                stop(said)
            _rewrite(record, f"{users}\n{said}" if users else "")


@contextmanager
def _record(factory: pytest.TempPathFactory, name: str) -> Iterator[TextIO]:
    """A file that all processes of this run share, locked, at its beginning."""
    base = factory.getbasetemp()
    # each process of a shared run works in a folder of its own below that of the run
    common = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    with (common / f"{name}.lock").open("a+", encoding="utf-8") as record:
        fcntl.flock(record, fcntl.LOCK_EX)
        record.seek(0)
        yield record


def _rewrite(record: TextIO, content: str) -> None:
    record.truncate(0)
    record.write(content)
