"""Writers that are killed, for what they leave behind; and what of their files stands though the machine loses power."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest.mock import patch


class Killed(BaseException):
    """Where the process ended."""


def killed_at_the_switch(write: Callable, *arguments) -> None:
    """Call what replaces a file by another, with the end right before the new one takes its place."""
    with patch.object(os, "replace", side_effect=Killed):
        try:
            write(*arguments)
        except Killed:
            return
    raise AssertionError(f"{write} never came to the switch")


@contextmanager
def put_on_disk() -> Iterator[set[int]]:
    """The inodes of the files and folders that the block has the kernel put on disk."""
    put, fsync = set(), os.fsync

    def noted(descriptor: int) -> None:
        fsync(descriptor)
        put.add(os.fstat(descriptor).st_ino)

    with patch.object(os, "fsync", noted):
        yield put
