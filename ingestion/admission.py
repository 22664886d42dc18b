"""Which files are let into the store: regular ones of a kind that is taken in, no larger than allowed, that can be read.

Here belongs: what is asked of one file on its way from a folder into the store. Not here: which files there are, receipts and versions
(`landing.py`), what is asked of an archive's members (`containers/`).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from ingestion.containers.names import Refused, too_large, unsupported
from ingestion.object_store import ReadFailed, TooLarge, store_stream


def store_file(path: Path, landing_dir: Path, suffixes: Sequence[str], max_bytes: int) -> tuple[str, int]:
    """Store a file's bytes; return their digest and count. Raises Refused, and OSError where the store cannot be written.

    suffixes: the extensions of files that are taken in.
    """
    try:
        _check_kind(path, os.lstat(path), suffixes, max_bytes)
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise _unreadable(error) from error
    with open(descriptor, "rb") as incoming:
        try:
            return store_stream(incoming, landing_dir, max_bytes)
        except TooLarge as error:
            raise too_large(error.byte_count, max_bytes) from error
        except ReadFailed as error:
            raise _unreadable(error) from error


def _unreadable(error: OSError) -> Refused:
    return Refused("unreadable", f"The file cannot be read ({error.strerror}); check its permissions and its disk.")


def _check_kind(path: Path, info: os.stat_result, suffixes: Sequence[str], max_bytes: int) -> None:
    suffix = path.suffix.lower()
    if stat.S_ISLNK(info.st_mode):
        raise Refused("symlink", "A symbolic link is not followed; put the file itself into the inbox.")
    if stat.S_ISDIR(info.st_mode):
        if suffix in suffixes:
            raise Refused("folder", "A folder bears a document's extension; rename it (the files in it are taken in all the same).")
        raise Refused("unreadable", "The folder cannot be listed; check its permissions.")
    if not stat.S_ISREG(info.st_mode):
        raise Refused("not_a_file", "A pipe, socket or device is no document; remove it from the inbox.")
    if suffix not in suffixes:
        raise unsupported(path.suffix, suffixes, info.st_size)
    if info.st_size > max_bytes:
        raise too_large(info.st_size, max_bytes)
