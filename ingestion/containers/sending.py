"""How members leave the box: a head with the name, the bytes in pieces, and a word that they were all; or the reason why not.

Only the worker's side belongs here; `members.py` receives what is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from ingestion.containers.names import Refused, too_large, unsupported

PIECE = 1 << 20  # bytes in a message


class Sender:
    """Sends members. `suffixes`: those of supported kinds; `member_bytes`: the most that one may have."""

    def __init__(self, send: Callable[..., None], suffixes: list[str], member_bytes: int):
        self._send, self._suffixes, self._most = send, suffixes, member_bytes

    def offer(self, name: str, size: int, chunks: Callable[[], Iterator[bytes]]) -> None:
        """Send a member of `size` bytes, as far as is known; it is refused where it has another kind, too many bytes, or fails midway."""
        kind = PurePosixPath(name).suffix
        try:
            if kind.lower() not in self._suffixes:
                raise unsupported(kind, self._suffixes)
            if size > self._most:
                raise too_large(size, self._most)
            pieces = _cut(chunks())
            first = next(pieces, b"")  # most that cannot be unpacked says so at once
            self._send({"member": name})
            sent = 0
            while first:
                sent += len(first)
                if sent > self._most:
                    raise too_large(sent, self._most)
                self._send({}, first)
                first = next(pieces, b"")
            self._send({"whole": sent})
        except Refused as refusal:
            self.refuse(name, refusal, size)

    def refuse(self, name: str, refusal: Refused, size: int) -> None:
        """Say that a member is not taken."""
        # half a character passes through JSON but through nothing after it
        name = name.encode("utf-8", "backslashreplace").decode()[:2000]
        self._send({"refused": name, "reason": refusal.reason, "detail": refusal.detail, "byte_count": size})


def _cut(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces that a message holds."""
    for piece in pieces:
        for at in range(0, len(piece), PIECE):
            yield piece[at : at + PIECE]
