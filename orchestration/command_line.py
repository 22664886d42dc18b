"""`daily_refresh` from a shell: the job that the schedule starts, in this process, its noise in a log file and short lines for people."""

from __future__ import annotations

import os
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from orchestration import dagster_home
from orchestration.terminal import StageLines
from warehouse.data_docs import LAST_RUN, index_of
from warehouse.ledger import PUBLISHED, Ledger
from warehouse.paths import Home
from warehouse.published import what_serves
from warehouse.summary import print_summary

if TYPE_CHECKING:
    from dagster import JobDefinition


def refresh(home: Home, choices: dict[str, Any], console: Console) -> int:
    """Run the job, print how it went, and return the exit status: 0 when a file was published.

    choices: fields of the resource `Refresh`. `console` must not write through descriptor 1 or 2 as they are now: the log takes those.
    """
    dagster_home.prepare(home)
    run_id = str(uuid.uuid4())
    with _into_log(home.log(run_id)), StageLines(console):
        failure = _execute(run_id, choices)
    if not (home.runs / f"{run_id}.json").exists():
        console.print(f"[bold red]Nothing was published:[/] {failure or 'the run never started'}", soft_wrap=True)
        console.print(what_serves(home.published_file), soft_wrap=True, markup=False)
        console.print(f"Full log: {home.log(run_id)}", style="dim", soft_wrap=True)
        return 1
    ledger = Ledger.load(home.runs / f"{run_id}.json")
    pages = index_of(home.data_docs, run_id) and index_of(home.data_docs, LAST_RUN)
    build = home.build(run_id)
    print_summary(ledger, home.published_file, home.log(run_id), console, pages, build if build.exists() else None)
    return 0 if ledger.outcome == PUBLISHED else 1


def _execute(run_id: str, choices: dict[str, Any]) -> str | None:
    """Execute the job; returns in words why it did not even start, if it didn't. Imports Dagster, which takes seconds."""
    import dagster as dg

    from orchestration.refresh import TRIGGER_TAG

    job = _job()
    config = {"resources": {"refresh": {"config": choices}}} if choices else {}
    with dg.DagsterInstance.get() as instance:
        try:
            job.execute_in_process(
                run_config=config, instance=instance, run_id=run_id, tags={TRIGGER_TAG: "command line"}, raise_on_error=False
            )
        except Exception as error:
            return _root_cause(error)
    return None


@cache
def _job() -> JobDefinition:
    """The job, with its definitions loaded once however often this process runs it."""
    from orchestration.definitions import defs

    return defs().resolve_job_def("daily_refresh")


def _root_cause(error: BaseException) -> str:
    while (cause := error.__cause__ or error.__context__) is not None:
        error = cause
    return str(error) or type(error).__name__


@contextmanager
def _into_log(log: Path) -> Iterator[None]:
    """Send everything that this process and its children print, however they print it, into a file."""
    sys.stdout.flush()
    sys.stderr.flush()
    kept = os.dup(1), os.dup(2)
    with log.open("ab") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    try:
        yield
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        for number, descriptor in zip((1, 2), kept, strict=True):
            os.dup2(descriptor, number)
            os.close(descriptor)


def terminal_console() -> Console:
    """A console on the descriptor that standard output has now, which stays when descriptor 1 is sent elsewhere."""
    stream = os.fdopen(os.dup(1), "w", encoding=sys.stdout.encoding or "utf-8", errors="replace", buffering=1)
    return Console(file=stream, highlight=False)
