"""What was fetched, until landing has taken it: each body as received, beside a record of whence, when and with which headers.

Layout below a source's folder: `spool/<time>-<key>.<ext>` and the same with `.json`. The record is written last, so that a body without
one is an unfinished leftover. Landing takes them in the order of their times, one document a page name, each changed body a new version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from ingestion.landing import IncomingFile
from ingestion.object_store import read_json, write_bytes, write_json

FOLDER = "spool"


def put(folder: Path, name: str, body: bytes, extension: str, record: dict) -> Path:
    """Leave a body for landing. `folder` is the source's; `record` holds source_id, url, fetched_at (ISO, UTC), status, headers."""
    spool = folder / FOLDER
    spool.mkdir(parents=True, exist_ok=True)
    key = hashlib.sha256(name.encode()).hexdigest()[:16]
    stamp = datetime.fromisoformat(record["fetched_at"]).strftime("%Y%m%dT%H%M%S%f")
    target = spool / f"{stamp}-{key}{extension}"
    write_bytes(target, body)
    write_json(target.with_name(f"{target.name}.json"), record | {"name": name})
    return target


def waiting(crawl: Path) -> Iterator[IncomingFile]:
    """What waits to be landed, of all sources, of each the oldest first. `crawl` holds a folder for each source."""
    for record in sorted(crawl.glob(f"*/{FOLDER}/*.json")):
        body = record.with_name(record.name.removesuffix(".json"))
        about = read_json(record, f"delete it, and {record.parents[1] / 'state.sqlite'} too to have the page anew")
        yield IncomingFile(
            path=body,
            name=about["name"],
            source_id=record.parent.parent.name,
            origin=about["url"],
            url=about["url"],
            received_at=datetime.fromisoformat(about["fetched_at"]),
            http={name: about[name] for name in ("status", "headers", "fetched_at")},
        )


def landed(files: Iterable[IncomingFile], unread: Collection[IncomingFile] = ()) -> None:
    """Clear away what landing has taken or set aside; the record goes last, so that a half-cleared pair is cleared the next time.

    unread: what could not be read stays, unless it is gone, for the crawler takes a page that it fetched once for unchanged ever after.
    """
    for file in files:
        if file in unread and file.path.exists():
            continue
        file.path.unlink(missing_ok=True)
        file.path.with_name(f"{file.path.name}.json").unlink(missing_ok=True)


def clear_leftovers(folder: Path) -> None:
    """Delete what a killed visit left half-written."""
    spool = folder / FOLDER
    for path in spool.iterdir() if spool.is_dir() else ():
        if path.name.startswith(".") or (path.suffix != ".json" and not path.with_name(f"{path.name}.json").exists()):
            path.unlink(missing_ok=True)
