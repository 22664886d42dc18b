"""A few lines on how the last runs went and what readers see now."""

from __future__ import annotations

from datetime import UTC, datetime
from shlex import quote

from rich.console import Console
from rich.markup import escape

from warehouse.ledger import KILLED, RUNNING, Ledger, load_all
from warehouse.lock import Holder, holder
from warehouse.paths import Home

SHOWN_RUNS = 7
_COLOURS = {"published": "green", "failed": "red", "killed": "red", "running": "cyan"}


def print_status(home: Home, console: Console) -> None:
    """Print the last runs, who is writing now, what is published and how to open it. Changes nothing."""
    runs = load_all(home.runs) if home.runs.is_dir() else []
    writing = holder(home.lock)
    if not runs:
        console.print(f"No refresh has run yet in {escape(str(home.root))}. Start one with: make refresh", soft_wrap=True)
    else:
        console.print("[bold]Last runs[/], times in UTC")
        for run in runs[-SHOWN_RUNS:][::-1]:
            _print_run(run, writing, console)
    if writing:
        console.print(f"Being written now by {escape(str(writing))}.", soft_wrap=True)
    _print_published(home, console)


def outcome_now(run: Ledger, writing: Holder | None) -> str:
    """A run that never said how it ended and isn't writing now was killed."""
    if run.outcome == RUNNING and (writing is None or writing.run_id != run.run_id):
        return KILLED
    return run.outcome


def _print_run(run: Ledger, writing: Holder | None, console: Console) -> None:
    outcome = outcome_now(run, writing)
    documents = ", ".join(f"{run.documents.get(name, 0)} {name}" for name in ("new", "changed", "quarantined"))
    started = datetime.fromisoformat(run.started_at)
    console.print(
        f"  {started:%Y-%m-%d %H:%M:%S}  {run.run_id[:8]}  [{_COLOURS.get(outcome, 'yellow')}]{outcome:9}[/]  "
        f"{documents}; {sum(run.claims.values())} claims; by {run.trigger}",
        soft_wrap=True,
    )
    if run.error:
        console.print(f"      {escape(run.error['stage'])}: {escape(run.error['message'])}", style="dim", soft_wrap=True)


def _print_published(home: Home, console: Console) -> None:
    target = home.published_file
    if not target.exists():
        console.print("Nothing is published.")
        return
    stat = target.stat()
    when = datetime.fromtimestamp(stat.st_mtime, UTC)
    console.print(f"Published: {escape(str(target))} ({stat.st_size / 1e6:.1f} MB, written {when:%Y-%m-%d %H:%M:%S} UTC)", soft_wrap=True)
    console.print(f"Open it: duckdb -readonly {quote(str(target))}", markup=False, soft_wrap=True)
