"""The published file as those meet it who only read it: how it is opened, and what they are told where that fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.unseen import on_one_line

REMEDY = "If it is broken, move it away and refresh again: a new one is made, without history."
# What DuckDB says of a file that it cannot open, or that is damaged further on. Other errors are those of whoever asks.
BROKEN = (duckdb.IOException, duckdb.SerializationException, duckdb.InternalException, duckdb.FatalException)


class Unreadable(RuntimeError):
    """The published file cannot be opened or read; the message names it and what to do."""


def unreadable(file: Path, error: duckdb.Error) -> str:
    """What to say of a published file that DuckDB cannot read."""
    return f"the published file {file} cannot be read ({on_one_line(str(error))}). {REMEDY}"


@contextmanager
def reading(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published file, opened for reading only. Raises Unreadable where it cannot be opened, or turns out to be damaged in the block."""
    try:
        with duckdb.connect(str(file), read_only=True) as connection:
            yield connection
    except BROKEN as error:
        raise Unreadable(unreadable(file, error)) from error


def what_serves(file: Path) -> str:
    """What readers have after a run that published nothing. Says of a file that it serves only when it could be opened."""
    if not file.exists():
        return "Nothing has ever been published here."
    try:
        with reading(file):
            return f"What was published before still serves: {file}"
    except Unreadable:
        return f"What was published before cannot be read any more: {file}. {REMEDY}"
