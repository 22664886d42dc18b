"""The worker's side of the box: a process that gives up its rights, then does one task after another until its pipe closes.

Only the loop belongs here. A task is a function `task(data, send, limits, **arguments)`, named by module and name in the request. It
imports what it needs when it is first asked for, so that a worker that reads plain text never loads what reads PDF.

Started by `process.py` as `python -m ingestion.boxed.worker SCRATCH PARENT CODE…`.
"""

from __future__ import annotations

import gc
import importlib
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ingestion.boxed import wire
from ingestion.boxed.confinement import confine
from ingestion.boxed.limits import Limits

Send = Callable[..., None]


def main(scratch: str, parent: str, *code: str) -> None:
    """Serve requests from standard input until it ends."""
    incoming, outgoing = os.dup(0), os.dup(1)
    silence = os.open(os.devnull, os.O_RDWR)
    for handle in (0, 1):  # what a library prints is no message
        os.dup2(silence, handle)
    os.close(silence)
    limits = Limits.from_environment()
    guards = confine(limits, Path(scratch), code, int(parent))

    def send(head: dict[str, Any], blob: bytes = b"") -> None:
        wire.write_all(outgoing, wire.pack(head, blob))

    send({"guards": guards})
    while (request := wire.read_message(incoming)) is not None:
        head, data = request
        del request
        outcome = _do(head, data, send, limits)
        del data
        send({"end": outcome, "peak_mb": _peak_mb()})
        if outcome == "too_much_memory":  # what is left of it would be the next document's trouble
            return
        _clear(scratch)


def _do(request: dict[str, Any], data: bytes, send: Send, limits: Limits) -> str:
    """Do a task; its messages go out by `send`. Returns 'done', or why not; the sentence for it was sent before."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + limits.cpu_seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    try:
        _named(request["task"])(data, send, limits, **request["arguments"])
        return "done"
    except MemoryError:
        reason, detail = "too_much_memory", ""
    except PermissionError as error:
        reason = "forbidden"
        detail = f"Reading the file led to something that the box forbids ({error}): no network, programs or files may be used; delete it."
    except Exception as error:
        reason, detail = "reader_failed", f"{type(error).__name__}: {error}"
        if hasattr(error, "detail"):  # one that says for itself why, such as ReadError
            reason, detail = error.reason, error.detail
    gc.collect()
    send({"failed": str(reason)[:100], "detail": str(detail)[:2000]})
    return reason


def idle(data: bytes, send: Send, limits: Limits) -> None:
    """The task that does nothing: to see whether a worker starts, and what guards it."""


def _named(address: str) -> Callable:
    """The function that `module:name` means."""
    module, _, name = address.partition(":")
    return getattr(importlib.import_module(module), name)


def _peak_mb() -> float:
    """The most memory that this process has had in use. 0 where the system doesn't say."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    except (OSError, StopIteration):
        return 0.0


def _clear(folder: str) -> None:
    """Delete what a document left in the scratch folder, so that no other finds it."""
    for parent, folders, files in os.walk(folder, topdown=False):
        for name in files:
            os.unlink(os.path.join(parent, name))
        for name in folders:
            path = os.path.join(parent, name)
            (os.unlink if os.path.islink(path) else os.rmdir)(path)


if __name__ == "__main__":
    main(*sys.argv[1:])
