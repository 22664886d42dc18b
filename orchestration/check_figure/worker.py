"""The same for a server that runs elsewhere: a process that answers requests on its standard streams until the input ends.

A request is a line of JSON, {"text": "…"}; its answer is one line, {"html": section, "page": whole page}, with "error" beside the page
where the text could not be checked. Nothing but answers goes to standard output.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, BinaryIO

from orchestration.check_figure.stated import TextTooLong

LONGEST_LINE = 100_000


def serve(published: Path, requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer every line of `requests`; the file that is published at that moment is asked, so that a refresh shows at once."""
    checker = Checker(published)
    checker.warm_up()
    while line := requests.readline(LONGEST_LINE + 1):
        too_long = len(line) > LONGEST_LINE
        while too_long and not line.endswith(b"\n") and (line := requests.readline(LONGEST_LINE)):
            pass  # the rest of it
        answer = checker.refused("the line is too long") if too_long else checker.answer(line)
        answers.write(json.dumps(answer).encode("ascii") + b"\n")
        answers.flush()


def main(published: Path) -> int:
    """Serve this process's standard streams. Whatever else is printed goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with redirect_stdout(sys.stderr):
        serve(published, sys.stdin.buffer, answers)
    return 0


class Checker:
    """Answers requests about one published file, and survives all of them."""

    def __init__(self, published: Path):
        self._published = published
        self._examples: tuple[object, list[str]] = (None, [])

    def warm_up(self) -> None:
        """Have everything that a request needs imported and compiled, and the page for an empty text at hand."""
        self.answer(b'{"text": "25"}')
        self.answer(b'{"text": ""}')

    def answer(self, line: bytes) -> dict[str, Any]:
        """What to answer to one line."""
        try:
            request = json.loads(line)
        except (ValueError, RecursionError):
            return self.refused("the line is not JSON")
        text = request.get("text") if isinstance(request, dict) else None
        if not isinstance(text, str):
            return self.refused('the line has no "text"')
        try:
            return self._checked(text.replace("\r\n", "\n").replace("\r", "\n").strip())  # browsers end lines as HTTP does
        except TextTooLong as error:
            return self.refused(str(error))
        except Exception as error:  # one request must not end the process that others wait for
            print(f"check-figure: {type(error).__name__}: {error}", file=sys.stderr)
            return self.refused("此刻无法核对，请稍后再试。 The figure cannot be checked right now; try again after the next refresh.")

    def refused(self, why: str) -> dict[str, Any]:
        """An answer that says why there is none."""
        from orchestration.check_figure.page import page

        return {"error": why, "html": "", "page": page("", "", why)}

    def _checked(self, text: str) -> dict[str, Any]:
        import duckdb

        from orchestration.check_figure import page
        from orchestration.check_figure.matching import check

        if not self._published.exists():
            return self.refused("尚未发布任何数据，请先运行 make refresh。 Nothing is published yet: run make refresh.")
        with duckdb.connect(str(self._published), read_only=True) as connection:
            if not text:
                return {"html": "", "page": page.page("", "", examples=self._examples_of(connection))}
            section = page.fragment(text, check(text, connection), connection)
        return {"html": str(section), "page": page.page(text, section)}

    def _examples_of(self, connection: Any) -> list[str]:
        """Made once for each published file."""
        from orchestration.check_figure.page import examples

        status = self._published.stat()
        key = (status.st_ino, status.st_mtime_ns)
        if self._examples[0] != key:
            self._examples = (key, examples(connection))
        return self._examples[1]
