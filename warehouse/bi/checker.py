"""The box that checks a figure: the pipeline's own extractor reads the text, in the pipeline's environment, as a child process.

One child for each process of the server, started at the first question; it answers a line of JSON with a line of JSON.
"""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# The first answer waits for the extractor to be loaded.
PATIENCE_SECONDS = 60.0
LONGEST_TEXT = 10_000


class NoAnswer(RuntimeError):
    """The child did not answer; the message says what to look at. The next question starts a new one."""


class Checker:
    """Asks one child, one question at a time; may be used by any number of threads."""

    def __init__(self, python: Path | None = None):
        """python: the pipeline's interpreter; as a rule `$WAREHOUSE_PIPELINE_PYTHON`, or that of `.venv`."""
        self._python = python or Path(os.environ.get("WAREHOUSE_PIPELINE_PYTHON") or ROOT / ".venv" / "bin" / "python")
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def page(self, text: str) -> str:
        """The whole page with the answers to `text`, of which the first 10,000 characters are looked at. Raises NoAnswer."""
        with self._lock:
            if self._child is None or self._child.poll() is not None:
                self._child = self._start()
            try:
                return self._ask(self._child, text[:LONGEST_TEXT])
            except BaseException:
                # what is still on its way would be taken for the next answer
                self._child.kill()
                self._child.wait()
                self._child = None
                raise

    def _start(self) -> subprocess.Popen[bytes]:
        command = [str(self._python), "-m", "orchestration", "check-figure", "--serve"]
        try:
            return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        except OSError as error:
            raise NoAnswer(f"{self._python} cannot be started ({error}): `make env` makes it") from error

    @staticmethod
    def _ask(child: subprocess.Popen[bytes], text: str) -> str:
        try:
            child.stdin.write(json.dumps({"text": text}).encode("ascii") + b"\n")
            child.stdin.flush()
            with selectors.DefaultSelector() as waiting:
                waiting.register(child.stdout, selectors.EVENT_READ)
                if not waiting.select(PATIENCE_SECONDS):
                    raise NoAnswer(f"no answer within {PATIENCE_SECONDS:.0f} seconds")
            return json.loads(child.stdout.readline())["page"]
        except (OSError, ValueError, KeyError) as error:
            raise NoAnswer(f"the process that reads figures failed ({error!r}); the server's log says why") from error
