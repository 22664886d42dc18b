"""Which file a query reads: the published one as it is now, under a name that no later publication takes over.

DuckDB keeps one instance for each path of a process for as long as any connection is open, so that a busy server that opened
`education.duckdb` by name would be handed yesterday's file for ever. Each generation of the published file gets a hard link of its own
instead: a query opens the newest, whole, and an older one lives on until the queries that began on it have long ended.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
from pathlib import Path

from warehouse.files import link_or_copy

# A query that was given a name opens it within milliseconds; a generation is kept this long after a newer one took its place.
KEPT_SECONDS = 60.0


class NothingPublished(FileNotFoundError):
    """There is no published file; the message says what to do."""


def newest(published: Path, folder: Path) -> Path:
    """The path in `folder` under which the present generation of `published` can be opened, made if need be.

    Raises NothingPublished when there is none. Safe to be called by any number of threads and processes.
    """
    try:
        present = published.stat()
    except FileNotFoundError as error:
        raise NothingPublished(f"{published} does not exist: run `make refresh` first") from error
    if (known := folder / _name(present)).exists():
        return known
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    own = folder / f".{os.getpid()}-{threading.get_ident()}"
    own.unlink(missing_ok=True)
    try:
        # Linked first and named by what was linked: the published name may have moved on since it was looked at.
        link_or_copy(published, own)
        path = folder / _name(own.stat())
        os.replace(own, path)
    finally:
        own.unlink(missing_ok=True)
    _remove_older(folder, path)
    return path


def _name(found: os.stat_result) -> str:
    return f"{found.st_mtime_ns}-{found.st_size}.duckdb"


def _remove_older(folder: Path, present: Path) -> None:
    for path in folder.glob("*.duckdb"):
        with contextlib.suppress(FileNotFoundError):
            # The time of the last change of the file's links: when its published name went to a newer one, at the latest.
            if path != present and path.stat().st_ctime < time.time() - KEPT_SECONDS:
                path.unlink()
