"""Visits as the rest of the program sees them: whether one is due, making it in a process of its own, and how it went.

A process of its own because Twisted's reactor runs once in a process, and because nothing that a site sends may harm the refresh.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

from ingestion.crawl.state import State, Visit
from ingestion.sources.model import Source

ROOT = Path(__file__).resolve().parents[2]
GRACE_SECONDS = 120  # beyond a visit's own time, for its last page
# A little less than the cadence says: a run that begins some minutes earlier than yesterday's must not skip a day.
_EVERY = {"every_run": timedelta(0), "daily": timedelta(hours=20), "weekly": timedelta(days=6.5), "monthly": timedelta(days=27)}


class VisitFailed(Exception):
    """A visit could not be made or looked up; the message says why in a sentence. What was fetched by then is kept."""


def last(crawl: Path, source_id: str) -> Visit | None:
    """How the last visit to a source went; None where there was none. `crawl` holds a folder for each source. Raises VisitFailed."""
    path = crawl / source_id / "state.sqlite"
    if not path.exists():
        return None
    try:
        with closing(State(path)) as state:
            return state.last_visit()
    except sqlite3.Error as error:
        remedy = "if it is damaged, delete it, and all pages are asked for anew"
        raise VisitFailed(f"what is known of its pages cannot be read from {path} ({error}); {remedy}") from error


def due_at(source: Source, visit: Visit | None, now: datetime) -> datetime | None:
    """When the next visit is due; None: at once. That holds after a visit that was cut off, or is yet to come by a clock that was set
    back."""
    if visit is None or visit.finished_at is None or visit.started_at > now:
        return None
    return visit.started_at + _EVERY[source.cadence]


def make(definition: Path, source: Source, crawl: Path, said: Callable[[int, int], None]) -> Visit:
    """Visit a source now. `said` is called with the pages asked for and those waiting. Raises VisitFailed."""
    folder = crawl / source.id
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "ingestion.crawl.worker", str(definition), str(folder)]
    errors = folder / "errors.log"
    with errors.open("wb") as stderr:
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr)
        limit = threading.Timer(source.limits.minutes * 60 + GRACE_SECONDS, process.kill)
        limit.start()
        try:
            for line in process.stdout:
                with suppress(ValueError):  # what a library prints is no progress
                    about = json.loads(line)
                    said(about["asked"], about["waiting"])
            status = process.wait()
        finally:
            limit.cancel()
            process.stdin.close()  # which tells it to end, if it hasn't
            try:
                process.wait(GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    visit = last(crawl, source.id)
    if status or visit is None:
        told = errors.read_text("utf-8", "replace").strip().splitlines()
        why = told[-1][:400] if told else f"it ended with status {status}"
        raise VisitFailed(f"{why} (its log: {folder / 'crawl.log'})")
    return visit
