"""Cases of readers that were taken over by their document: each does one misdeed of `hostile_reader.py`, in the box where readers run."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.drills.intake.attempt import Case, Happened, files
from tests.drills.intake.hostile_reader import registered

FORBIDDEN = "forbidden"
SHORT = {"seconds": 3, "cpu_seconds": 2}
SMALL = {"memory_mb": 400}


def misdeed(what: str, told: str, expected: str, within: Mapping[str, object] | None = None) -> Case:
    """A case of a document that tells its reader what to do; `told` may name {folder}, where nothing may be written."""

    def prepare(folder: Path) -> None:
        (folder / "mine.txt").write_text("secret")

    def attempt(folder: Path) -> Happened:
        with registered(), socket.create_server(("127.0.0.1", 0)) as server, tempfile.TemporaryDirectory() as intake:
            server.settimeout(0.1)
            document = told.format(folder=folder, port=server.getsockname()[1])
            inner = files("", what, lambda inbox: (inbox / "a.hostile").write_text(document), {"a.hostile": expected}, within, "secret")
            inner.prepare(Path(intake))
            happened = inner.attempt(Path(intake))
            try:
                server.accept()
                return Happened("it reached the network", False)
            except TimeoutError:
                pass
        if [path.name for path in folder.iterdir()] != ["mine.txt"] or (folder / "mine.txt").read_text() != "secret":
            return Happened("it wrote outside the box", False)
        return happened

    return Case("reader", what, expected, attempt, prepare)


CASES = [
    misdeed("loops", "loop", "timed_out", SHORT),
    misdeed("sleeps", "sleep", "timed_out", SHORT),
    misdeed("tries a pattern for ever", "slow_pattern", "timed_out", SHORT),
    misdeed("allocates without end", "allocate", "too_much_memory", SMALL),
    misdeed("asks for a terabyte at once", "allocate_at_once", "too_much_memory", SMALL),
    misdeed("fills memory that no process owns", "share_memory", "too_much_memory", SMALL),
    misdeed("allocates without end, default limits", "allocate", "too_much_memory"),
    misdeed("fills its scratch folder", "fill_scratch", "output_too_large"),
    misdeed("makes 41 million characters", "much_text", "output_too_large"),
    misdeed("makes 600 000 cells", "many_cells", "output_too_large"),
    misdeed("makes 50 000 pages", "many_pages", "output_too_large"),
    misdeed("writes a file", "write {folder}/new.txt", FORBIDDEN),
    misdeed("writes over a file", "write {folder}/mine.txt", FORBIDDEN),
    misdeed("reads somebody's file", "read_file {folder}/mine.txt", FORBIDDEN),
    misdeed("changes a file's mode", "change_mode {folder}/mine.txt", FORBIDDEN),
    misdeed("forks", "fork", FORBIDDEN),
    misdeed("runs a program", "run_program", FORBIDDEN),
    misdeed("opens a connection", "connect 127.0.0.1:{port}", FORBIDDEN),
    misdeed("kills the process that runs the intake", "kill_parent", FORBIDDEN),
    misdeed("reads memory that is not there", "segfault", "reader_crashed"),
    misdeed("exhausts the processor's stack", "deep", "reader_crashed"),
    misdeed("leaves without a word", "leave", "reader_crashed"),
    misdeed("prints where messages go", "chatter", "read"),
    misdeed("forges messages", "forge", "reader_crashed|output_too_large", SHORT),
    misdeed("sends half a character", "half_a_character", "reader_failed"),
    misdeed("sends spans outside its text", "spans_outside", "reader_crashed"),
]
