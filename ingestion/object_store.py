"""The content-addressed store and the small JSON records beside it: everything appears whole, or not at all.

Here belongs: writing bytes so that a kill or a power cut leaves the old state or the new one. Not here: what is stored, or why.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import BinaryIO

CHUNK = 1 << 20


class TooLarge(Exception):
    """A stream held more bytes than allowed; `byte_count` is how many had been read by then."""

    def __init__(self, byte_count: int):
        super().__init__(f"at least {byte_count:,} bytes")
        self.byte_count = byte_count


class ReadFailed(OSError):
    """A stream could not be read to its end: the fault of what was to be stored, where any other OSError is the store's own."""


def object_path(landing_dir: Path, sha256: str) -> Path:
    """Where the bytes with this digest stand."""
    return Path(landing_dir) / "objects" / sha256[:2] / sha256


def store_stream(incoming: BinaryIO, landing_dir: Path, max_bytes: int) -> tuple[str, int]:
    """Copy a stream into the store in one pass; return its SHA-256 (hex) and its size in bytes.

    The pass that hashes is the pass that copies, so that a file which is being written meanwhile never stands under a digest that is not
    its own. Raises TooLarge, ReadFailed, and another OSError where writing fails (a full disk); the store is then as it was.
    """
    temporary = Path(landing_dir) / "objects" / f".incoming-{os.getpid()}"
    digest, size = hashlib.sha256(), 0
    try:
        with open(temporary, "wb") as outgoing:
            while chunk := _read(incoming):
                size += len(chunk)
                if size > max_bytes:
                    raise TooLarge(size)
                digest.update(chunk)
                outgoing.write(chunk)
            target = object_path(landing_dir, digest.hexdigest())
            if not target.exists():
                outgoing.flush()
                os.fsync(outgoing.fileno())
                os.fchmod(outgoing.fileno(), 0o444)
                target.parent.mkdir(exist_ok=True)
                os.replace(temporary, target)
                _sync_folder(target.parent)
    finally:
        temporary.unlink(missing_ok=True)
    return digest.hexdigest(), size


def _read(incoming: BinaryIO) -> bytes:
    try:
        return incoming.read(CHUNK)
    except OSError as error:
        raise ReadFailed(*error.args) from error


def clear_leftovers(landing_dir: Path, quarantine_dir: Path) -> None:
    """Delete the unfinished copies and records of a landing that was killed. Only one process may write to these folders at a time."""
    records = (landing_dir / "receipts", landing_dir / "containers", quarantine_dir)
    unfinished = [*(landing_dir / "objects").glob(".incoming-*"), *(path for folder in records for path in folder.glob(".*.json-*"))]
    for leftover in unfinished:
        leftover.unlink()


def read_json(path: Path, remedy: str = "delete it") -> dict:
    """Read a record that `write_json` wrote. Raises ValueError with its path and the remedy for one that is damaged."""
    try:
        record = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise ValueError(f"The record {path} is damaged ({error}); {remedy}.") from error
    if not isinstance(record, dict):
        raise ValueError(f"The record {path} is damaged (it holds {type(record).__name__}); {remedy}.")
    return record


def write_json(target: Path, value: dict) -> None:
    """Write a record as UTF-8 JSON, atomically, over whatever stands at `target`."""
    write_bytes(target, json.dumps(value, ensure_ascii=False, indent=1).encode())


def write_bytes(target: Path, data: bytes) -> None:
    """Write bytes, atomically, over whatever stands at `target`."""
    temporary = target.with_name(f".{target.name}-{os.getpid()}")
    with open(temporary, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    os.replace(temporary, target)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """A rename survives a power cut only when its folder was written out too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
