"""The box: hands tasks to a worker, and to another where one has died.

Here belongs: what is asked of workers, and when one is replaced. Not here: how one is started and watched (`process.py`), what it may do
(`confinement.py`), what it is asked to do (whoever calls).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ingestion.boxed.limits import Limits
from ingestion.boxed.process import ROOT, BoxError, Worker


class Box:
    """One worker at a time, started when it is first needed and replaced when it has died. Use it as a context manager.

    Use it in the thread that opened it: on Linux a worker dies with the thread that started it. `readable`: folders with code of tasks,
    besides the interpreter's and `ingestion`. `guards` and `peak_mb` tell what protects, and the most memory that a worker has had.
    """

    def __init__(self, limits: Limits | None = None, readable: Iterable[str] = ()):
        self.limits = limits or Limits.from_environment()
        self.guards: list[str] = []
        self.peak_mb = 0.0
        self._readable = list(dict.fromkeys([str(ROOT / "ingestion"), *readable]))
        self._worker: Worker | None = None

    def __enter__(self) -> Box:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the worker, if there is one. The box can be used again; it then starts another."""
        if self._worker:
            self._worker.end()
            self._worker = None

    def run(
        self, task: str, data: bytes, arguments: dict[str, Any], max_head: int = 1 << 16, max_blob: int = 1 << 21
    ) -> Iterator[tuple[dict[str, Any], bytes]]:
        """Run `task` ('module:name') over `data` in a worker; yield its messages as they come: a head and bytes, within these sizes.

        Raises BoxError with the reason, and BoxUnavailable where no worker starts. A worker that had done other documents before it died
        may have died of them: then the task is given to a fresh one, once, unless messages had come already.
        """
        while True:
            fresh = self._worker is None
            if self._worker is None:
                self._worker = Worker(self.limits, self._readable)
            worker = self._worker
            told = finished = False
            try:
                for head, blob in self._messages(worker, task, data, arguments, max_head, max_blob):
                    told = True
                    yield head, blob
                finished = True
                return
            except BoxError as error:
                finished = worker.answered
                if fresh or told or error.reason not in ("too_much_memory", "reader_crashed"):
                    raise
            finally:
                self.peak_mb = max(self.peak_mb, worker.peak_mb)
                self.guards = worker.guards or self.guards
                if not finished or worker.spent:
                    self.close()

    def _messages(
        self, worker: Worker, task: str, data: bytes, arguments: dict[str, Any], max_head: int, max_blob: int
    ) -> Iterator[tuple[dict[str, Any], bytes]]:
        worker.ask({"task": task, "arguments": arguments}, data)
        failure: BoxError | None = None
        while True:
            head, blob = worker.answer(max_head, max_blob)
            if "failed" in head:
                failure = BoxError(_words(head["failed"], 100), _words(head.get("detail"), 2000))
            elif "end" in head:
                worker.finished(head)
                if failure:
                    raise worker.no_memory() if failure.reason == "too_much_memory" else failure
                return
            else:
                yield head, blob


def _words(said: object, most: int) -> str:
    """What a worker says of a failure, as something that can be stored and shown: no half characters, no control codes."""
    text = str(said)[:most].encode("utf-8", "backslashreplace").decode()
    return "".join(sign if sign.isprintable() or sign == "\u3000" else " " for sign in text)
