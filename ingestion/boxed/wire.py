"""Messages between this process and a worker: two lengths, a head in JSON, and bytes as they are.

Only the form belongs here. JSON and plain bytes can be taken from a worker that a hostile file has taken over; a pickle could not.
"""

from __future__ import annotations

import json
import os
import struct
from typing import Any

LENGTHS = struct.Struct(">QQ")  # of the head and of the bytes behind it


class Malformed(Exception):
    """What came is no message."""


def pack(head: dict[str, Any], blob: bytes = b"") -> list[bytes]:
    """A message as pieces to be written one after another."""
    said = json.dumps(head, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return [LENGTHS.pack(len(said), len(blob)) + said, blob]


def unpack_head(said: bytes) -> dict[str, Any]:
    """The head of a message. Raises Malformed."""
    try:
        head = json.loads(said)
    except (ValueError, RecursionError) as error:
        raise Malformed(f"its head is no JSON ({type(error).__name__})") from None
    if not isinstance(head, dict):
        raise Malformed("its head is no JSON object")
    return head


def write_all(handle: int, pieces: list[bytes]) -> None:
    """Write all pieces to a blocking file handle."""
    for piece in pieces:
        view = memoryview(piece)
        while view:
            view = view[os.write(handle, view) :]


def read_message(handle: int) -> tuple[dict[str, Any], bytes] | None:
    """The next message of a trusted sender from a blocking file handle; None where it has closed its end."""
    lengths = _read_exactly(handle, LENGTHS.size)
    if lengths is None:
        return None
    head_size, blob_size = LENGTHS.unpack(lengths)
    head, blob = _read_exactly(handle, head_size), _read_exactly(handle, blob_size)
    if head is None or blob is None:
        return None
    return unpack_head(head), bytes(blob)


def _read_exactly(handle: int, size: int) -> bytearray | None:
    """So many bytes; None where there are fewer. The room is taken once: a document of 100 MB is not held twice."""
    data = bytearray(size)
    view, done = memoryview(data), 0
    while done < size:
        count = os.readv(handle, [view[done : done + (1 << 20)]])
        if not count:
            return None
        done += count
    return data
