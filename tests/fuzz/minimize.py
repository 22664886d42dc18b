"""Making a failing input small: bytes are left out as long as the same thing stays wrong."""

from __future__ import annotations

import time
from collections.abc import Callable


def minimized(data: bytes, still_wrong: Callable[[bytes], bool], seconds: float = 20.0) -> bytes:
    """The smallest input found within so many seconds for which `still_wrong` holds, by leaving out ever shorter stretches.

    Stretches are cut between characters where the bytes are UTF-8, else between bytes. `data` itself must be wrong.
    """
    end = time.monotonic() + seconds
    try:
        units = [char.encode() for char in data.decode("utf-8")]
    except UnicodeDecodeError:
        units = [data[i : i + 1] for i in range(len(data))]
    size = len(units)
    while size >= 1 and time.monotonic() < end:
        at, shrunk = 0, False
        while at < len(units) and time.monotonic() < end:
            rest = units[:at] + units[at + size :]
            if rest and still_wrong(b"".join(rest)):
                units, shrunk = rest, True
            else:
                at += size
        size = min(size, len(units)) if shrunk and size == 1 else size // 2
    return b"".join(units)
