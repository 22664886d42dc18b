"""Landing a container's members: each goes the way of any file, and a record says what the container held.

Here belongs: the conversation with the box that unpacks, the record under `containers/`, bounds over archives inside archives. Not here:
receipts and versions of documents, which `landing.py` keeps for members as for all.

The record (`containers/<document_key>-<sha256>.json`, the digest cut short) is the container's receipt, and its contents: the same bytes
again are told from it, without unpacking anything, as long as unpacking would give the same.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from ingestion.boxed import Box, BoxError, Limits
from ingestion.boxed.limits import variable
from ingestion.containers import CONTAINERS
from ingestion.containers.names import Refused, member_name, shown
from ingestion.object_store import TooLarge, object_path, read_json, store_stream, write_json

MEGA = 1 << 20


class Incoming(Protocol):
    """What landing knows of a file: a dataclass with these fields, and others that members share with their container."""

    path: Path
    name: str
    origin: str


@dataclass
class Room:
    """How many files, and bytes of them, a container may still give, with all containers inside it."""

    members: int
    unpacked: int


class Unpacker:
    """Unpacks containers for one landing. `suffixes`: the extensions that are taken in; `max_bytes`: the most that a member may have."""

    def __init__(self, landing_dir: Path, suffixes: list[str], max_bytes: int):
        self.limits = Limits.from_environment()
        self.box = Box(self.limits)
        self._landing_dir, self._suffixes, self._max_bytes = landing_dir, suffixes, max_bytes
        self._records = landing_dir / "containers"
        self._version = unpacker_version(self.limits, suffixes, max_bytes)

    def close(self) -> None:
        """End the worker, if one was needed."""
        self.box.close()

    def contents(self, file: Incoming, receipt: dict[str, Any], depth: int, room: Room | None) -> tuple[dict[str, Any], Room | None]:
        """What a stored container holds: its record, its members stored besides, and the room left for containers in it.

        receipt: what is known of it, `document_key` and `sha256` among that. depth: 1 for one that is in no other. room: None for that too,
        and for one in a container whose record was known: None comes back for such.
        The record is the receipt with `members` (name, sha256, byte_count), `refused` (name, reason, detail, byte_count) and `failure`
        (reason and detail; None where the container could be opened). `gone` are names that earlier versions of it were refused.
        """
        target = self._records / f"{receipt['document_key']}-{receipt['sha256'][:16]}.json"
        record = self._known(target) if room is None else None
        if record is None:
            room = room or Room(self.limits.members, self.limits.unpacked_mb * MEGA)
            record = receipt | self._found(file, receipt["sha256"], depth, room)
            self._records.mkdir(exist_ok=True)
            write_json(target, record)
            self._records_of[receipt["document_key"]].add(target)
        else:
            room = None
        return record | {"gone": self._gone(target, record)}, room

    @cached_property
    def _records_of(self) -> defaultdict[str, set[Path]]:
        """The records there are, by their documents' keys: looked up once for a landing, however many archives and mails it meets."""
        found: defaultdict[str, set[Path]] = defaultdict(set)
        for path in self._records.glob("*.json"):
            found[path.name.rpartition("-")[0]].add(path)
        return found

    def _known(self, target: Path) -> dict[str, Any] | None:
        """The record of an earlier landing, if unpacking anew would give the same and everything is still there."""
        try:
            known = read_json(target)
        except (FileNotFoundError, ValueError):
            return None
        if known.get("unpacker") != self._version:
            return None
        return known if all(object_path(self._landing_dir, member["sha256"]).exists() for member in known["members"]) else None

    def _gone(self, target: Path, record: dict[str, Any]) -> list[str]:
        refused = {entry["name"] for entry in record["refused"]}
        gone = set()
        for other in self._records_of[record["document_key"]] - {target}:
            gone.update(entry["name"] for entry in read_json(other)["refused"])
        return sorted(gone - refused)

    def _found(self, file: Incoming, sha256: str, depth: int, room: Room) -> dict[str, Any]:
        found: dict[str, Any] = {"members": [], "refused": [], "failure": None, "unpacker": self._version}
        try:
            if depth > self.limits.depth:
                detail = f"Archives and mails lie deeper than {self.limits.depth} in each other; unpack them, or raise {variable('depth')}."
                raise Refused("too_deep", detail)
            self._unpack(file, sha256, room, found)
        except (Refused, BoxError) as error:
            found["failure"] = {"reason": error.reason, "detail": error.detail}
        return found

    def _unpack(self, file: Incoming, sha256: str, room: Room, found: dict[str, Any]) -> None:
        arguments = {"suffixes": self._suffixes, "members": room.members, "unpacked": room.unpacked, "member_bytes": self._max_bytes}
        data = object_path(self._landing_dir, sha256).read_bytes()
        with closing(self.box.run(CONTAINERS[file.path.suffix.lower()], data, arguments)) as messages:
            self._take(messages, room, found)

    def _take(self, messages: Iterator[tuple[dict[str, Any], bytes]], room: Room, found: dict[str, Any]) -> None:
        """Store the members that come, and note in `found` which they were."""
        taken = set()
        for head, _ in messages:
            if room.members < 1:
                raise Refused("too_many_members", "The archive gave more files than it said it had; delete it.")
            room.members -= 1
            if "refused" in head:
                found["refused"].append(_refusal(head))
                continue
            try:
                name = member_name(head["member"])
                if name in taken:
                    raise Refused("duplicate_name", "A file of this name was taken in already.")
                taken.add(name)
                stream = _Member(messages, room)
                digest, size = store_stream(stream, self._landing_dir, self._max_bytes)
                found["members"].append({"name": name, "sha256": digest, "byte_count": size})
            except _CutShort as cut:
                found["refused"].append(cut.refusal)
            except (KeyError, TypeError, AttributeError, TooLarge, Refused) as error:
                raise BoxError("reader_crashed", f"What unpacking sent is no file ({type(error).__name__}: {error}).") from None


def member_file(container: Incoming, name: str) -> Any:
    """A member as landing knows files: its name is that of its container and its own."""
    return replace(
        container, path=Path(PurePosixPath(name).name), name=f"{container.name}/{name}", origin=f"{container.origin}/{shown(name)}"
    )


def unpacker_version(limits: Limits, suffixes: list[str], max_bytes: int) -> str:
    """A digest of all that decides what unpacking gives: this code, the kinds that are taken in, the limits."""
    digest = hashlib.sha256(repr((limits, suffixes, max_bytes)).encode())
    here = Path(__file__).parent
    documents = here.parent / "documents"
    for path in [*sorted(here.glob("*.py")), documents / "mail.py", documents / "decode.py"]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


class _CutShort(Exception):
    """A member was refused after its first bytes had come."""

    def __init__(self, refusal: dict[str, Any]):
        super().__init__(refusal["reason"])
        self.refusal = refusal


class _Member:
    """A member's bytes as a file to read from, as its messages come."""

    def __init__(self, messages: Iterator[tuple[dict[str, Any], bytes]], room: Room):
        self._messages, self._room, self._done = messages, room, False

    def read(self, _size: int) -> bytes:
        if self._done:
            return b""
        head, blob = next(self._messages, ({}, b""))
        if "refused" in head:
            raise _CutShort(_refusal(head))
        self._done = not blob
        self._room.unpacked -= len(blob)
        if self._room.unpacked < 0:
            raise Refused("unpacks_too_large", "The archive gave more bytes than it said it had; delete it.")
        return blob


def _refusal(head: dict[str, Any]) -> dict[str, Any]:
    size = head.get("byte_count")
    return {
        "name": shown(str(head["refused"])),
        "reason": shown(str(head.get("reason")))[:100],
        "detail": shown(str(head.get("detail")))[:1000],
        "byte_count": size if type(size) is int and 0 <= size < 1 << 62 else None,
    }
