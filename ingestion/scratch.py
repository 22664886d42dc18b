"""Folders for passing work. A process that is killed leaves its own; whoever makes the next one of the same kind clears it away.

The kernel tells which are left: each folder is locked (`flock`) by the process that made it, for as long as that lives.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path


class Scratch:
    """A new folder, its name beginning with `prefix`, in `parent` or where the system has such folders. It goes with `end` or the block."""

    def __init__(self, prefix: str, parent: Path | None = None):
        beside = Path(parent or tempfile.gettempdir())
        for folder in beside.glob(f"{prefix}*"):
            _clear_unless_held(folder)
        self.path, self._handle = _new(prefix, beside)

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """Delete the folder and all in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._handle)


def _new(prefix: str, parent: Path) -> tuple[Path, int]:
    """A folder and the handle that holds it. Another is made where somebody cleared it away before it was held."""
    while True:
        path = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        with suppress(FileNotFoundError):
            handle = _open(path)
            fcntl.flock(handle, fcntl.LOCK_EX)
            if path.exists():
                return path, handle
            os.close(handle)


def _clear_unless_held(folder: Path) -> None:
    """Delete a folder that nobody holds. One of another user, or that goes meanwhile, is let be."""
    with suppress(OSError):
        handle = _open(folder)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(handle)


def _open(folder: Path) -> int:
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
