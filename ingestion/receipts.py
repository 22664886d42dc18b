"""The receipts of landed documents: reading them, and which version of a document is the current one.

Only what is on record belongs here; `landing.py` writes receipts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from ingestion.object_store import read_json


def all_receipts(landing_dir: Path) -> Iterator[dict]:
    """Every receipt in the store, by file name. Raises ValueError for a damaged one."""
    folder = landing_dir / "receipts"
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        yield read_json(path, "delete it and land its document again")


def current_by_key(receipts: Iterable[dict]) -> dict[str, dict]:
    """Of each document, by its key, the receipt of the version that came last."""
    current: dict[str, dict] = {}
    for receipt in receipts:
        latest = current.get(receipt["document_key"])
        if latest is None or _when(receipt) > _when(latest):
            current[receipt["document_key"]] = receipt
    return current


def _when(receipt: dict) -> tuple[datetime, str]:
    return datetime.fromisoformat(receipt["last_received_at"]), receipt["document_id"]
