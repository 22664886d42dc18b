"""A worker process as seen from here: started, asked, watched, ended, and what its death means.

Only one process belongs here; `box.py` replaces those that die. What a worker gives up for itself: `confinement.py`.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from ingestion.boxed import wire
from ingestion.boxed.limits import Limits, variable
from ingestion.scratch import Scratch

ROOT = Path(__file__).resolve().parents[2]
LOOK_EVERY = 0.05  # seconds between two looks at a worker that keeps us waiting
START_SECONDS = 60.0
LAST_WORDS = 2000  # bytes of what a worker wrote on its standard error before it died
OUT_OF_MEMORY = ("MemoryError", "memory allocation of", "bad_alloc", "Cannot allocate memory", "out of memory")
KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TZ", "TZDIR")
AGAIN = "then read it again: python -m orchestration refresh --document NAME --force-extraction"


class BoxError(Exception):
    """A task failed in the box. `reason` is a short slug, `detail` a sentence for people.

    Of the box itself: too_much_memory, timed_out, output_too_large, reader_crashed, forbidden. Others are those of the task.
    """

    def __init__(self, reason: str, detail: str):
        super().__init__(detail)
        self.reason, self.detail = reason, detail


class BoxUnavailable(RuntimeError):
    """No worker can be started at all: the fault of the machine or of ours, never of a document."""


class Worker:
    """A worker process and the pipes to it."""

    def __init__(self, limits: Limits, readable: list[str]):
        self.limits, self.guards, self.peak_mb = limits, [], 0.0
        self.answered = self.spent = False  # the last request to its end; so much memory in use that the next had better have a new one
        self._scratch = Scratch("education-box-")
        folder = str(self._scratch.path)
        environment = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ} | limits.as_environment()
        environment |= {"HOME": folder, "TMPDIR": folder, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-s", "-P", "-m", "ingestion.boxed.worker", folder, str(os.getpid()), *readable]
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=folder,
                env=environment,
                bufsize=0,
                start_new_session=True,
            )
        except OSError:
            self._scratch.end()
            raise
        self._in, self._out, self._err = (pipe.fileno() for pipe in (self._process.stdin, self._process.stdout, self._process.stderr))
        for handle in (self._in, self._out, self._err):
            os.set_blocking(handle, False)
            _widen(handle)
        self._said, self._patience, self._received = b"", START_SECONDS, bytearray()
        try:
            self.guards = [str(guard) for guard in self.answer(1 << 12, 0)[0]["guards"]]
        except (BoxError, KeyError, TypeError) as error:
            self.end()
            said = getattr(error, "detail", error)
            raise BoxUnavailable(f"The process in which documents are read does not start ({' '.join(command[:5])}): {said}") from None

    def ask(self, head: dict[str, Any], data: bytes) -> None:
        """Send a request; time begins to count."""
        self.answered, self._patience = False, float(self.limits.seconds)
        for piece in wire.pack(head, data):
            view = memoryview(piece)
            while view:
                self._wait_for(self._in, select.POLLOUT)
                try:
                    view = view[os.write(self._in, view) :]
                except BlockingIOError:
                    continue
                except BrokenPipeError:
                    raise self._died() from None

    def answer(self, max_head: int, max_blob: int) -> tuple[dict[str, Any], bytes]:
        """The next message. Raises BoxError where none comes, or one that is none."""
        head_size, blob_size = wire.LENGTHS.unpack(self._take(wire.LENGTHS.size))
        if head_size > max_head or blob_size > max_blob:
            raise BoxError("output_too_large", f"Reading the file gives {head_size + blob_size:,} bytes, more than is taken; split it.")
        try:
            return wire.unpack_head(self._take(head_size)), self._take(blob_size)
        except wire.Malformed as error:
            raise BoxError("reader_crashed", f"What the reader sent back is no message: {error}.") from None

    def finished(self, head: dict[str, Any]) -> None:
        """Take note of a request's end."""
        with suppress(TypeError, ValueError):
            self.peak_mb = max(self.peak_mb, float(head.get("peak_mb", 0)))
        self.answered = True
        self.spent = head["end"] == "too_much_memory" or self._resident_mb() > self.limits.memory_mb / 2

    def end(self) -> None:
        """Kill the process, if it still runs, and delete its scratch folder."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            with suppress(OSError):
                pipe.close()
        self._scratch.end()

    def no_memory(self) -> BoxError:
        """The error for a document that needs more memory than there is."""
        return BoxError(
            "too_much_memory",
            f"Reading the file takes more than {self.limits.memory_mb:,} MB of memory; split it, or if it is to be trusted raise "
            f"{variable('memory_mb')}, {AGAIN}",
        )

    def _take(self, size: int) -> bytes:
        """The next `size` bytes."""
        while len(self._received) < size:
            self._wait_for(self._out, select.POLLIN)
            try:
                chunk = os.read(self._out, max(size - len(self._received), 1 << 16))
            except BlockingIOError:
                continue
            if not chunk:
                raise self._died()
            self._received += chunk
        taken = bytes(memoryview(self._received)[:size])
        del self._received[:size]
        return taken

    def _wait_for(self, handle: int, event: int) -> None:
        """Wait until a pipe is ready, looking after the worker meanwhile. Raises BoxError where a bound is broken."""
        while True:
            began = time.monotonic()
            ready = dict(self._poll({handle: event, self._err: select.POLLIN}, min(LOOK_EVERY, max(self._patience, 0.0))))
            self._patience -= time.monotonic() - began
            if self._err in ready:
                self._listen()
            if handle in ready:
                return
            self._look()

    @staticmethod
    def _poll(handles: dict[int, int], seconds: float) -> list[tuple[int, int]]:
        poll = select.poll()
        for handle, event in handles.items():
            poll.register(handle, event)
        return poll.poll(seconds * 1000)

    def _look(self) -> None:
        if self._patience <= 0:
            raise self._too_long("was not read within", "seconds")
        if self._resident_mb() > self.limits.memory_mb:
            raise self.no_memory()
        if _size_mb(self._scratch.path) > self.limits.scratch_mb:
            detail = f"Reading the file fills more than {self.limits.scratch_mb} MB of temporary files; split it, or raise"
            raise BoxError("output_too_large", f"{detail} {variable('scratch_mb')}, {AGAIN}")

    def _too_long(self, what: str, name: str) -> BoxError:
        detail = f"The file {what} {getattr(self.limits, name)} s; split it, or if it is to be trusted raise {variable(name)}, {AGAIN}"
        return BoxError("timed_out", detail)

    def _resident_mb(self) -> float:
        """Memory in use now, also noted as a peak. 0 where the system doesn't say."""
        try:
            with open(f"/proc/{self._process.pid}/statm", "rb", buffering=0) as statm:
                now = int(statm.read(100).split()[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
        except (OSError, IndexError, ValueError):
            return 0.0
        self.peak_mb = max(self.peak_mb, now)
        return now

    def _listen(self) -> None:
        """Keep the last words of the worker's standard error. A closed one is not asked again."""
        try:
            said = os.read(self._err, 1 << 16)
        except BlockingIOError:
            return
        self._said = (self._said + said)[-LAST_WORDS:]
        if not said:
            time.sleep(0.001)  # it is about to die

    def _died(self) -> BoxError:
        """What the death of the worker means for the document that it was on."""
        try:
            code = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:  # it closed its pipe and lives on
            code = 0
        with suppress(OSError):
            self._listen()
        words = self._said.decode("utf-8", "replace").strip()
        if code == -signal.SIGXCPU:
            return self._too_long("takes more computing than", "cpu_seconds")
        if any(sign in words for sign in OUT_OF_MEMORY) or self.peak_mb > 0.9 * self.limits.memory_mb:
            return self.no_memory()
        how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended by itself with code {code}"
        last = f": {words.splitlines()[-1][:200]}" if words else ""
        return BoxError("reader_crashed", f"The process that read the file {how}{last}; convert the file with the program that made it.")


def _widen(handle: int) -> None:
    """A pipe of a megabyte halves the time that a large document takes on its way. Only Linux can."""
    import fcntl

    with suppress(OSError, AttributeError):
        fcntl.fcntl(handle, fcntl.F_SETPIPE_SZ, 1 << 20)


def _size_mb(folder: Path) -> float:
    total = 0
    for parent, _, files in os.walk(folder):
        for name in files:
            with suppress(OSError):
                total += os.lstat(os.path.join(parent, name)).st_size
    return total / (1 << 20)
