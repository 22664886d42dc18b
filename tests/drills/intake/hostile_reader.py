"""A reader that does what its document tells it to: what a parser might do that was taken over by the file it reads.

Only misdeeds belong here. It is registered like any reader (`register`), for files ending in `.hostile`, and runs where every reader runs.
"""

from __future__ import annotations

import ctypes
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ingestion import landing
from ingestion.documents import READERS
from ingestion.documents.page import Cell, Page

SUFFIX, MEDIA_TYPE = ".hostile", "application/x-hostile"
MEGA = 1 << 20


@contextmanager
def registered() -> Iterator[None]:
    """This reader among the others, where a new kind of document is registered, while the context lasts."""
    landing.MEDIA_TYPES[SUFFIX] = MEDIA_TYPE
    READERS[MEDIA_TYPE] = read_hostile
    try:
        yield
    finally:
        del landing.MEDIA_TYPES[SUFFIX], READERS[MEDIA_TYPE]


def read_hostile(data: bytes) -> Page:
    """Do the misdeed that the document names, with its argument if it has one; say what came of it."""
    name, _, argument = data.decode().strip().partition(" ")
    return MISDEEDS[name](argument)


def _page(text: str, **parts: object) -> Page:
    return Page(text=text, encoding="utf-8", body=[(0, len(text))] if text else [], **parts)


def _loop(_: str) -> Page:
    while True:
        pass


def _sleep(_: str) -> Page:
    while True:
        time.sleep(60)


def _slow_pattern(_: str) -> Page:
    return _page(str(re.match(r"(?:a|aa)+$", "a" * 100 + "b")))  # never comes back, and holds the interpreter's lock meanwhile


def _allocate(_: str) -> Page:
    held = []
    while True:
        held.append(bytearray(16 * MEGA))


def _allocate_at_once(_: str) -> Page:
    return _page(str(len(bytes(1 << 40))))


def _share_memory(_: str) -> Page:
    """Memory that is no process' own, page by page."""
    import mmap

    held = []
    while True:
        block = mmap.mmap(-1, 64 * MEGA)
        block.write(b"x" * (64 * MEGA))
        held.append(block)


def _write(path: str) -> Page:
    Path(path).write_text("written by a hostile document")
    return _page("written")


def _change_mode(path: str) -> Page:
    os.chmod(path, 0o777)
    return _page("changed")


def _read_file(path: str) -> Page:
    return _page(Path(path).read_text())


def _fill_scratch(_: str) -> Page:
    for number in range(100_000):
        with open(os.path.join(os.environ["TMPDIR"], str(number)), "wb") as out:
            out.write(bytes(4 * MEGA))
    return _page("filled")


def _fork(_: str) -> Page:
    if os.fork() == 0:
        time.sleep(600)
    return _page("forked")


def _run_program(_: str) -> Page:
    return _page(subprocess.run(["/bin/echo", "a program ran"], capture_output=True, text=True).stdout)


def _connect(address: str) -> Page:
    host, _, port = address.partition(":")
    with socket.create_connection((host, int(port)), timeout=5) as line:
        line.sendall(b"GET / HTTP/1.0\r\n\r\n")
    return _page("connected")


def _kill_parent(_: str) -> Page:
    os.kill(os.getppid(), signal.SIGTERM)
    return _page("killed")


def _segfault(_: str) -> Page:
    ctypes.string_at(0)
    raise AssertionError("it lived")


def _leave(_: str) -> Page:
    os._exit(0)


def _deep(_: str) -> Page:
    """Nested further than the processor's stack reaches."""
    sys.setrecursionlimit(1 << 30)
    one: list = []
    other: list = []
    for _level in range(300_000):
        one, other = [one], [other]
    return _page(str(one == other))


def _much_text(_: str) -> Page:
    return _page("字" * 41_000_000)


def _many_cells(_: str) -> Page:
    return _page("", cells=[Cell(0, 0, 0, 0, 0)] * 600_000)


def _many_pages(_: str) -> Page:
    return _page("", pages=[(0, 0)] * 50_000)


def _half_a_character(_: str) -> Page:
    return _page("学位\ud800")


def _spans_outside(_: str) -> Page:
    return Page(text="学位", encoding="utf-8", body=[(0, 99)])


def _fail_in_codes(_: str) -> Page:
    raise ValueError("half \ud800 and \x1b[2J")


def _chatter(_: str) -> Page:
    """Prints to where messages go, and answers all the same."""
    os.write(1, b"\xff" * 100)
    print("printed", flush=True)
    os.write(2, b"warning " * 100_000)
    return _page("全市新增学位5520个。")


def _forge(_: str) -> Page:
    """Write to every open handle what is no message."""
    for handle in range(3, 20):
        try:
            os.write(handle, b"\xff" * 64)
        except OSError:
            continue
    time.sleep(600)
    return _page("forged")


def _linger(_: str) -> Page:
    """Leave a file for the next document."""
    Path(os.environ["TMPDIR"], "left").write_text("left")
    return _page("全市新增学位5520个。")


def _look_for_leavings(_: str) -> Page:
    return _page(f"found {os.listdir(os.environ['TMPDIR'])}")


MISDEEDS: dict[str, Callable[[str], Page]] = {
    name[1:]: function for name, function in list(globals().items()) if name.startswith("_") and callable(function) and name != "_page"
}
