"""Landing: documents are stored once, as received, with a receipt; what cannot be stored is set aside with its reason.

Here belongs: walking an inbox, telling media types by extension, receipts, versions of a document, and the landing stage of the
quarantine. Not here: which files are let in (`admission.py`), how bytes are written (`object_store.py`), what archives and mails hold and
which names are nobody's (`containers/`), what bytes mean (`documents/`), where the folders are (the caller says).

Store: `objects/<aa>/<sha256>` (never altered), `receipts/<document_id>.json` (the LANDED columns of `schemas.py`; of a fetched page also
what the server said, as `http`) and `containers/` (receipts of archives and mails, with what they held). A ZIP archive is no document,
its members are: `archive.zip/folder/notice.docx`.
An inbox is read, never changed. Dot files (.DS_Store, editor temporaries) and Office's marks of open files (~$报告.docx) are nobody's
documents: they are skipped, not quarantined.
An empty file is landed like any other; the reading stage quarantines it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

import polars as pl

from ingestion.admission import store_file
from ingestion.containers import CONTAINERS
from ingestion.containers.members import Room, Unpacker, member_file
from ingestion.containers.names import Refused, is_nobodys, shown
from ingestion.object_store import clear_leftovers, read_json, write_json
from ingestion.receipts import all_receipts, current_by_key
from ingestion.schemas import LANDED, QUARANTINE

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".csv": "text/csv",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xls": "application/vnd.ms-excel",
    ".eml": "message/rfc822",
}

SAMPLES = Path(__file__).parent / "samples"
JUST_AFTER = timedelta(microseconds=1)


@dataclass(frozen=True)
class IncomingFile:
    """A file that waits to be landed. `name` is its path relative to its inbox, with `/`; with `source_id` it identifies the document.

    A file that was fetched has its `url`, the time when it came (`received_at`, with a time zone) and what the server said of it (`http`:
    status, headers, fetched_at), which its receipt keeps.
    """

    path: Path
    name: str
    source_id: str
    origin: str
    url: str | None = None
    received_at: datetime | None = None
    http: dict | None = None


@dataclass
class LandingReport:
    """What one landing did: document ids that are new, changed or unchanged, and QUARANTINE rows of what could not be landed.

    `unread` are the files among those last that could not be read, which may pass: another landing may have them.
    """

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    quarantined: list[dict] = field(default_factory=list)
    unread: list[IncomingFile] = field(default_factory=list)


def inbox_files(folder: Path) -> Iterator[IncomingFile]:
    """Every entry of an inbox and its folders, sorted by path: the good and the troublesome, so that `land` can say what is wrong.

    A folder with a document's extension (`a.txt/`) and a folder that cannot be listed are yielded too; the files inside a listable folder
    always are. Symbolic links are yielded, never followed. Raises FileNotFoundError when the inbox itself is no folder.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise FileNotFoundError(f"The inbox {folder} is not a folder; create it or set WAREHOUSE_INBOX to one that exists.")
    for path in _entries(folder):
        relative = path.relative_to(folder).as_posix()
        yield IncomingFile(path=path, name=_printable(relative), source_id="inbox", origin=_printable(str(path)))


def sample_files() -> Iterator[IncomingFile]:
    """The sample documents that ship with the project (`source_id` is 'sample'), sorted by name."""
    for path in _entries(SAMPLES) if SAMPLES.is_dir() else ():
        if path.suffix.lower() in MEDIA_TYPES and path.stem != "README":
            name = path.relative_to(SAMPLES).as_posix()
            yield IncomingFile(path=path, name=name, source_id="sample", origin=f"ingestion/samples/{name}")


def land(
    files: Iterable[IncomingFile],
    landing_dir: Path,
    quarantine_dir: Path,
    received_at: datetime,
    max_bytes: int = 100_000_000,
) -> LandingReport:
    """Store each file's bytes and its receipt; say which documents are new, changed or unchanged, and what was set aside.

    `received_at` must carry a time zone. A file over `max_bytes` is refused before it is read. Same name and same bytes again is
    "unchanged"; other bytes make a new version ("changed"), and so does an older version's return, whose receipt then moves forward.
    A version that comes later is later by its `last_received_at` too, whatever the clock says by then.
    Each object and receipt appears atomically, so an interrupted landing can simply be run again. Raises OSError where the store cannot be
    written: a full disk is no document's fault.
    """
    if received_at.tzinfo is None:
        raise ValueError("received_at needs a time zone, for instance datetime.now(UTC).")
    landing_dir, quarantine_dir = Path(landing_dir), Path(quarantine_dir)
    for needed in (landing_dir / "objects", landing_dir / "receipts", quarantine_dir):
        needed.mkdir(parents=True, exist_ok=True)
    clear_leftovers(landing_dir, quarantine_dir)
    landing = _Landing(landing_dir, quarantine_dir, received_at.astimezone(UTC), max_bytes)
    try:
        for file in files:
            landing.take_in(file)
    finally:
        landing.unpacker.close()
    return landing.report


class _Landing:
    """A landing under way."""

    def __init__(self, landing_dir: Path, quarantine_dir: Path, received_at: datetime, max_bytes: int):
        self.landing_dir, self.quarantine_dir, self.received_at, self.max_bytes = landing_dir, quarantine_dir, received_at, max_bytes
        self.unpacker = Unpacker(landing_dir, supported(), max_bytes)
        self.receipts = {receipt["document_id"]: receipt for receipt in all_receipts(landing_dir)}
        self.current = current_by_key(self.receipts.values())
        self.report = LandingReport()
        self.places: dict[str, str] = {}  # of the files that were offered, by their documents' keys

    def take_in(self, file: IncomingFile) -> None:
        try:
            self._check_name(file, file.origin)
            sha256, byte_count = store_file(file.path, self.landing_dir, supported(), self.max_bytes)
        except Refused as refusal:
            self._refuse(file, refusal)
            if refusal.reason == "unreadable":
                self.report.unread.append(file)
        else:
            self._stored(file, sha256, byte_count)

    def _check_name(self, file: IncomingFile, place: str) -> None:
        """Refuse a file whose document another one of this landing is, or they would replace each other at every landing. Pages that were
        fetched twice are versions of one document. place: where the file lies, which tells it from all others."""
        first = self.places.setdefault(document_key(file.source_id, file.name), place)
        if file.url is None and first != place:
            remedy = "rename one of them, or put it into a folder of its own there"
            raise Refused("duplicate_name", f"{place} would be one document with {first}, which is taken in, by its name; {remedy}.")

    def _stored(self, file: IncomingFile, sha256: str, byte_count: int, depth: int = 1, room: Room | None = None) -> None:
        """Take note of a file whose bytes are stored: as a document, as a container, or (a mail) as both."""
        receipt = _receipt(file, sha256, byte_count, (file.received_at or self.received_at).astimezone(UTC))
        if file.path.suffix.lower() in MEDIA_TYPES:
            self._record_of(file).unlink(missing_ok=True)
            self._receive(receipt)
        if file.path.suffix.lower() in CONTAINERS:
            self._take_in_contents(file, receipt, depth, room)

    def _receive(self, receipt: dict) -> None:
        known, latest = self.receipts.get(receipt["document_id"]), self.current.get(receipt["document_key"])
        if known and known is latest:
            self.report.unchanged.append(known["document_id"])
            return
        moment = receipt["last_received_at"]
        if latest:  # the clock may have been set back since
            moment = max(datetime.fromisoformat(moment), datetime.fromisoformat(latest["last_received_at"]) + JUST_AFTER).isoformat()
        receipt = (known or receipt) | {"last_received_at": moment}
        (self.report.changed if latest else self.report.new).append(receipt["document_id"])
        write_json(self.landing_dir / "receipts" / f"{receipt['document_id']}.json", receipt)
        self.receipts[receipt["document_id"]] = self.current[receipt["document_key"]] = receipt

    def _take_in_contents(self, file: IncomingFile, receipt: dict, depth: int, room: Room | None) -> None:
        record, room = self.unpacker.contents(file, receipt, depth, room)
        for name in record["gone"]:
            self._record_of(member_file(file, name)).unlink(missing_ok=True)
        # a mail whose attachments cannot be had is still a document of its own
        whole = replace(file, name=f"{file.name}/") if file.path.suffix.lower() in MEDIA_TYPES else file
        if record["failure"]:
            self._refuse(whole, Refused(**record["failure"], byte_count=receipt["byte_count"]), receipt["sha256"])
        else:
            self._record_of(whole).unlink(missing_ok=True)
        for entry in record["refused"]:
            detail = f"In {PurePosixPath(file.name).name}: {entry['detail']}"
            self._refuse(member_file(file, entry["name"]), Refused(entry["reason"], detail, entry["byte_count"]))
        for entry in record["members"]:
            member = member_file(file, entry["name"])
            try:
                self._check_name(member, f"{file.origin}: {shown(entry['name'])}")
            except Refused as refusal:
                self._refuse(member, refusal)
            else:
                self._stored(member, entry["sha256"], entry["byte_count"], depth + 1, room)

    def _refuse(self, file: IncomingFile, refusal: Refused, sha256: str | None = None) -> None:
        self.report.quarantined.append(_set_aside(file, refusal, self._record_of(file), self.received_at, sha256))

    def _record_of(self, file: IncomingFile) -> Path:
        """Where the quarantine keeps its record of a file."""
        return self.quarantine_dir / f"{document_key(file.source_id, file.name)}.json"


def supported() -> list[str]:
    """The extensions of files that are taken in: documents of kinds that have a reader, and containers."""
    return list(dict.fromkeys([*MEDIA_TYPES, *CONTAINERS]))


def landed(landing_dir: Path) -> pl.DataFrame:
    """Every version of every document ever landed (schema LANDED), from the receipts, oldest first."""
    times = {"received_at", "last_received_at"}
    rows = [{k: datetime.fromisoformat(r[k]) if k in times else r.get(k) for k in LANDED} for r in all_receipts(Path(landing_dir))]
    return pl.DataFrame(rows, schema=LANDED).sort("received_at", "document_id")


def document_key(source_id: str, name: str) -> str:
    """The identity of a document across its versions: 16 hex digits of its source and name."""
    return hashlib.sha256(f"{source_id}\0{name}".encode()).hexdigest()[:16]


def document_id(source_id: str, name: str, sha256: str) -> str:
    """The identity of one version of a document: 16 hex digits of its source, name and bytes."""
    return hashlib.sha256(f"{source_id}\0{name}\0{sha256}".encode()).hexdigest()[:16]


def _entries(folder: Path) -> Iterator[Path]:
    """Files, links and doubtful folders below a folder, depth first in sorted order, dot files left out. Folders may lie in each other
    however deep: those that wait stand in a list, not in calls."""
    waiting = [(folder, True)]  # the next one stands last
    while waiting:
        path, is_folder = waiting.pop()
        if not is_folder or (path != folder and path.suffix.lower() in supported()):
            yield path
        if not is_folder:
            continue
        try:
            with os.scandir(path) as listing:
                found = sorted((entry for entry in listing if not is_nobodys(entry.name)), key=lambda entry: entry.name, reverse=True)
        except OSError:
            yield path
        else:
            waiting += [(Path(entry.path), entry.is_dir(follow_symlinks=False)) for entry in found]


def _printable(name: str) -> str:
    """A file name that is not valid UTF-8 reaches Python with surrogates, which neither JSON nor Parquet can hold."""
    return shown(name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"))


def _receipt(file: IncomingFile, sha256: str, byte_count: int, received_at: datetime) -> dict:
    return {
        "document_id": document_id(file.source_id, file.name, sha256),
        "document_key": document_key(file.source_id, file.name),
        "file_name": PurePosixPath(file.name).name,
        "source_id": file.source_id,
        "origin": file.origin,
        "url": file.url,
        "media_type": MEDIA_TYPES.get(file.path.suffix.lower(), "application/zip"),
        "sha256": sha256,
        "byte_count": byte_count,
        "received_at": received_at.isoformat(),
        "last_received_at": received_at.isoformat(),
    } | ({"http": file.http} if file.http else {})


def _set_aside(file: IncomingFile, refusal: Refused, target: Path, now: datetime, sha256: str | None) -> dict:
    """Write the quarantine record of a file, one per document key; an unchanged finding keeps the time when it was first made."""
    row = {
        "document_id": None,
        "file_name": PurePosixPath(file.name).name,
        "source_id": file.source_id,
        "origin": file.origin,
        "sha256": sha256,
        "byte_count": refusal.byte_count,
        "stage": "landing",
        "reason": refusal.reason,
        "detail": refusal.detail,
        "quarantined_at": now.isoformat(),
    }
    assert row.keys() == QUARANTINE.keys()
    with suppress(FileNotFoundError, ValueError):  # a damaged record is written anew
        before = read_json(target)
        if before | {"quarantined_at": None} == row | {"quarantined_at": None}:
            return before | {"quarantined_at": datetime.fromisoformat(before["quarantined_at"])}
    write_json(target, row)
    return row | {"quarantined_at": now}
