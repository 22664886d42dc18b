"""What a case is, and how files are given to the intake: landed from an inbox and read, as the pipeline does it, in their own warehouse.

Here belongs: trying and judging. Not here: what is tried (`cases.py` and the modules that it names), the table (`__main__.py`).
"""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from ingestion import documents, landing
from orchestration import chunks
from warehouse.paths import Home

BEFORE, AFTER = "0 before.txt", "~ after.txt"  # good documents that stand before and behind all others
GOOD = "焦作市教育局\n2024年，焦作市新建幼儿园25所，新增学位5520个。\n"
SET_ASIDE = "set aside"  # for whatever reason
SETTLED = "read or set aside"  # either will do: no reader of ours must choke on it


@dataclass(frozen=True)
class Happened:
    """What came of a case, in words, and whether that was right."""

    said: str
    is_right: bool


@dataclass(frozen=True)
class Case:
    """Something hostile to try.

    `prepare` gets an empty folder and makes there what it takes; then `attempt`, which is measured, gets the same folder. What that raises
    makes the case wrong.
    """

    group: str
    what: str
    expected: str
    attempt: Callable[[Path], Happened] = field(repr=False)
    prepare: Callable[[Path], object] = field(default=lambda folder: None, repr=False)


@dataclass(frozen=True)
class Outcome:
    """What came of a case, with what it took: seconds, and the most memory that this process took on and its children had, in MB."""

    case: Case
    happened: Happened
    seconds: float
    peak_mb: float


def run(case: Case, folder: Path) -> Outcome:
    """Try a case in a folder of its own."""
    case.prepare(folder)
    gc.collect()
    began = time.monotonic()
    with _memory() as peak:
        try:
            happened = case.attempt(folder)
        except Exception as error:
            happened = Happened(f"the intake failed: {type(error).__name__}: {error}"[:300], False)
    return Outcome(case, happened, time.monotonic() - began, peak[0])


def files(
    group: str,
    what: str,
    make: Callable[[Path], object],
    expected: Mapping[str, str],
    within: Mapping[str, object] | None = None,
    never: str | None = None,
) -> Case:
    """A case of files. `make` puts them into an inbox.

    expected: by name (of members: `archive.zip/name`), 'read', SET_ASIDE, SETTLED, or reasons joined with '|'; '*' for all not named. Good
    documents before and behind must be read in any case.
    within: limits that are set for this case, by name, as an operator would: `{"seconds": 2}`.
    never: words that must stand in no text and no sentence that came of it.
    """

    def prepare(folder: Path) -> None:
        (folder / "inbox").mkdir()
        for name in (BEFORE, AFTER):
            (folder / "inbox" / name).write_text(GOOD, "utf-8")
        make(folder / "inbox")

    def attempt(folder: Path) -> Happened:
        settings = {f"WAREHOUSE_BOX_{name.upper()}": str(value) for name, value in (within or {}).items()}
        with patch.dict(os.environ, {"WAREHOUSE_HOME": str(folder / "home"), "WAREHOUSE_INBOX": str(folder / "inbox"), **settings}):
            return _judge(take_in(Home.from_environment()), {BEFORE: "read", AFTER: "read", **expected}, never)

    words = "; ".join(dict.fromkeys(expected.values()))
    return Case(group, what, words, attempt, prepare)


def take_in(home: Home) -> dict[str, tuple[str, str]]:
    """Land and read what waits in the inboxes. By name: 'read' and the text, or the reason and its sentence."""
    home.prepare()
    outcome: dict[str, tuple[str, str]] = {}
    for inbox in home.inboxes():
        report = landing.land(landing.inbox_files(inbox), home.landing, home.quarantine, datetime.now(UTC))
        landed = landing.landed(home.landing)
        with documents.boxed_readers() as readers:
            for result in chunks.read(landed, home.landing, readers):
                rows = [(row["origin"], "read", row["text"]) for row in result.documents.iter_rows(named=True)]
                rows += [(row["origin"], row["reason"], row["detail"]) for row in result.quarantine.iter_rows(named=True)]
                outcome |= {origin.removeprefix(f"{inbox}/"): (what, said) for origin, what, said in rows}
        outcome |= {row["origin"].removeprefix(f"{inbox}/"): (row["reason"], row["detail"]) for row in report.quarantined}
    return outcome


def _judge(outcome: dict[str, tuple[str, str]], expected: Mapping[str, str], never: str | None) -> Happened:
    others = expected.get("*")
    wrong = [f"{name}: lost" for name in expected if name not in outcome and name != "*"]
    for name, (what, said) in outcome.items():
        wanted = expected.get(name, others)
        if wanted is None or not _fits(what, wanted):
            wrong.append(f"{name[:60]}: {what} ({said[:120]})")
        if what != "read" and len(said) < 20:
            wrong.append(f"{name[:60]}: {what}, but no sentence")
        if never and never in said:
            wrong.append(f"{name[:60]}: it says {never!r}")
    if wrong:
        return Happened("; ".join(wrong[:5]), False)
    found = [what for name, (what, _) in outcome.items() if name not in (BEFORE, AFTER)]
    counts = {what: found.count(what) for what in dict.fromkeys(found)}
    return Happened(", ".join(what if count == 1 else f"{count:,} {what}" for what, count in counts.items()) or "nothing came in", True)


def _fits(what: str, wanted: str) -> bool:
    return wanted == SETTLED or (what != "read" if wanted == SET_ASIDE else what in wanted.split("|"))


@contextmanager
def _memory() -> Iterator[list[float]]:
    """The most memory in MB that this process (beyond what it had at first) and its children have, sampled; filled in as it goes."""
    peak, own = [0.0], _resident_mb(os.getpid())
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(0.02):
            peak[0] = max(peak[0], _resident_mb(os.getpid()) - own + sum(map(_resident_mb, _children())))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        ended.set()
        watcher.join()


def _children() -> list[int]:
    """The processes that this one started; not those that have yet to become another program, and share its memory until then."""
    found, own = [], Path("/proc/self/cmdline").read_bytes()
    for task in Path("/proc/self/task").iterdir():
        try:
            found += (task / "children").read_text().split()
        except OSError:
            continue
    return [int(child) for child in found if _command(child) not in (own, b"")]


def _command(process: str) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def _resident_mb(process: int) -> float:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
    except (OSError, IndexError):
        return 0.0
