"""The run ledger: one JSON file a run, saying what the run took in, did, found and checked, rewritten whole at every step.

It is the truth about runs: `audit.runs` and `audit.checks` of the published file are made from it, and so are the summary and the status.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, is_dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from warehouse.files import write_atomic

PUBLISHED, FAILED, KILLED, RUNNING, PARTIAL = "published", "failed", "killed", "running", "partial"
# A report is for people: of many thousand files set aside the summary needs the count and a taste, the quarantine table has them all.
MAX_LISTED = 200
# Failing rows kept of a check, and characters kept of a text in them: a failing row may hold a whole document.
MAX_ROWS, MAX_TEXT = 20, 300


def utc_now() -> str:
    """Now, as ISO 8601 with microseconds and offset."""
    return datetime.now(UTC).isoformat()


@dataclass
class Ledger:
    """One run. Every public method leaves the file on disk up to date."""

    path: Path
    run_id: str
    trigger: str = "command line"
    code_version: str = ""
    started_at: str = field(default_factory=utc_now)
    finished_at: str | None = None
    outcome: str = RUNNING
    selection: dict[str, Any] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    documents: dict[str, int] = field(default_factory=dict)
    quarantined: list[dict[str, Any]] = field(default_factory=list)
    work: dict[str, int] = field(default_factory=dict)
    claims: dict[str, int] = field(default_factory=dict)
    facts: dict[str, int] = field(default_factory=dict)
    corrections: dict[str, int] = field(default_factory=dict)
    quality: list[dict[str, Any]] = field(default_factory=list)
    checks: list[dict[str, Any]] = field(default_factory=list)
    stages: list[dict[str, Any]] = field(default_factory=list)
    published: dict[str, Any] | None = None
    error: dict[str, str] | None = None

    @classmethod
    def load(cls, path: Path) -> Ledger:
        """Read one run's ledger; raises ValueError naming the file when it is not one."""
        try:
            return cls(path=path, **json.loads(path.read_text(encoding="utf-8")))
        except (ValueError, TypeError) as error:
            raise ValueError(f"{path}: not a run ledger ({error}); move it away to go on without it") from error

    def save(self) -> None:
        """Replace the file on disk by what is known now."""
        content = {key: value for key, value in self.__dict__.items() if key != "path"}
        write_atomic(self.path, json.dumps(content, ensure_ascii=False, indent=1, default=_plain))

    @contextmanager
    def stage(self, name: str) -> Iterator[dict[str, Any]]:
        """Time a stage. What the block puts under `detail` of the yielded entry is shown to people; an exception is noted and passed on."""
        entry: dict[str, Any] = {"name": name, "started_at": utc_now(), "seconds": None, "detail": ""}
        self.stages.append(entry)
        self.save()
        began = time.monotonic()
        try:
            yield entry
        except BaseException as error:
            self.fail(name, str(error) or f"stopped ({type(error).__name__})")
            raise
        else:
            # A stage that was tried again and passed has no error any more.
            if self.error and self.error["stage"] == name:
                self.error = None
        finally:
            entry["seconds"] = round(time.monotonic() - began, 3)
            self.save()

    def add_checks(self, results: list[Any]) -> None:
        """Add check results: dataclasses or mappings with tool, name, table, severity, passed, observed, failing_rows, message, sample."""
        plain = [asdict(result) if is_dataclass(result) else dict(result) for result in results]
        self.checks += [check | {"sample": _clipped((check.get("sample") or [])[:MAX_ROWS])} for check in plain]
        self.save()

    def set_aside(self, rows: list[dict[str, Any]]) -> None:
        """Note documents that a stage of this run set aside, or found set aside, with stage, reason and detail."""
        self.documents["quarantined"] = self.documents.get("quarantined", 0) + len(rows)
        self.quarantined = (self.quarantined + rows)[:MAX_LISTED]
        self.save()

    def blocking_failures(self) -> list[dict[str, Any]]:
        """Failed checks that forbid publication."""
        return [check for check in self.checks if not check["passed"] and check["severity"] == "blocking"]

    def warnings(self) -> list[dict[str, Any]]:
        """Failed checks that people should look at and that stop nothing: errors first, then warnings."""
        failed = [check for check in self.checks if not check["passed"] and check["severity"] != "blocking"]
        return sorted(failed, key=lambda check: check["severity"] != "error")

    def check_counts(self) -> Counter[tuple[str, bool]]:
        """How many checks of each tool passed (True) and failed (False)."""
        return Counter((check["tool"], bool(check["passed"])) for check in self.checks)

    def fail(self, stage: str, message: str) -> None:
        """Note why nothing will be published. The first reason stands: later ones follow from it."""
        self.error = self.error or {"stage": stage, "message": message}
        self.save()

    def finish(self) -> None:
        """Close the run: published, failed, or partial when it was never meant to publish."""
        self.outcome = PUBLISHED if self.published else FAILED if self.error else PARTIAL
        self.finished_at = utc_now()
        self.save()


def load_all(folder: Path) -> list[Ledger]:
    """All runs, oldest first."""
    return sorted((Ledger.load(path) for path in folder.glob("*.json")), key=lambda ledger: (ledger.started_at, ledger.run_id))


def unfinished(folder: Path) -> list[Ledger]:
    """Runs that have not said how they ended. Looks at the first lines of each file only: there may be years of them."""
    return [Ledger.load(path) for path in sorted(folder.glob("*.json")) if f'"outcome": "{RUNNING}"' in _opening(path)]


def close_dead_runs(folder: Path, running: str | None, published_run: Callable[[], str | None]) -> list[Ledger]:
    """Close the runs that ended without a word (killed, or the machine went down), and return them.

    running: the run that holds the writer's lock, if any. published_run: finds the run whose file readers see, which may have been killed
    between the switch and its last note; asked only when a run died.
    """
    closed = []
    for ledger in unfinished(folder):
        if ledger.run_id == running:
            continue
        if ledger.run_id == published_run():
            ledger.published = ledger.published or {"note": "the process ended right after the switch"}
            ledger.outcome = PUBLISHED
        else:
            stage = ledger.stages[-1]["name"] if ledger.stages else "start"
            ledger.error = ledger.error or {"stage": stage, "message": f"the process was ended from outside during: {stage}"}
            ledger.outcome = KILLED
        ledger.finished_at = utc_now()
        ledger.save()
        closed.append(ledger)
    return closed


def _opening(path: Path) -> str:
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.read(1000)


def _clipped(value: Any) -> Any:
    if isinstance(value, str):
        return value if len(value) <= MAX_TEXT else value[:MAX_TEXT] + "…"
    if isinstance(value, Mapping):
        return {key: _clipped(item) for key, item in value.items()}
    return [_clipped(item) for item in value] if isinstance(value, list | tuple) else value


def _plain(value: Any) -> Any:
    """What JSON has no word for: dates as ISO 8601, numbers of other libraries as Python's, sets as lists, all else as text."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, set | frozenset | tuple):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    if hasattr(value, "item"):
        return value.item()
    return str(value)
