"""How a run shows itself to whoever started it from a shell: a moving line on a terminal, plain lines anywhere else."""

from __future__ import annotations

import logging
import time

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from orchestration import progress

PLAIN_SECONDS = 15.0


class StageLines(logging.Handler):
    """Turns the records of `progress.py` into lines; use it as a context manager around the run."""

    def __init__(self, console: Console):
        super().__init__(logging.INFO)
        self._console = console
        self._bars = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            TextColumn("{task.fields[count]}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._tasks: dict[str, TaskID] = {}
        self._told = time.monotonic()

    def __enter__(self) -> StageLines:
        logging.getLogger(progress.LOGGER_NAME).addHandler(self)
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger(progress.LOGGER_NAME).removeHandler(self)
        self._bars.stop()

    def emit(self, record: logging.LogRecord) -> None:
        stage, kind, message = record.stage, record.kind, record.getMessage()  # type: ignore[attr-defined]
        if kind == progress.STARTED:
            self._tasks[stage] = self._bars.add_task(stage, total=None, count="")
            self._told = time.monotonic()
        elif kind == progress.ADVANCED:
            self._advance(stage, record.done, record.total, message)  # type: ignore[attr-defined]
        elif kind == progress.NOTE:
            self._print(f"  {escape(message)}")
        else:
            self._drop(stage)
            mark = "[green]✓[/]" if kind == progress.FINISHED else "[red]✗[/]"
            self._print(f"{mark} {escape(message)}")

    def _advance(self, stage: str, done: int, total: int, message: str) -> None:
        if stage in self._tasks:
            self._bars.update(self._tasks[stage], completed=done, total=total, count=f"{done}/{total}")
        if not self._console.is_terminal and time.monotonic() - self._told >= PLAIN_SECONDS:
            self._told = time.monotonic()
            self._print(f"  {escape(message)}")

    def _drop(self, stage: str) -> None:
        if stage in self._tasks:
            self._bars.remove_task(self._tasks.pop(stage))

    def _print(self, line: str) -> None:
        self._bars.console.print(line, soft_wrap=True, highlight=False)
