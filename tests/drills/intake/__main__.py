"""`make intake-drill`: try every hostile case on the real intake, and print what was tried, what was expected and what happened.

Only the table belongs here. Exit code 1 where any case went wrong. `python -m tests.drills.intake zip pdf` tries those groups alone.
"""

from __future__ import annotations

import glob
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ingestion.boxed import Box
from ingestion.boxed.limits import Limits
from tests.drills.intake.attempt import Outcome, run
from tests.drills.intake.cases import chosen

WIDTH = 190


def main(words: list[str]) -> int:
    """Run the drill; return its exit code."""
    console = Console(width=None if sys.stdout.isatty() else WIDTH)
    cases = chosen(words)
    if not cases:
        console.print(f"No case speaks of {' or '.join(words)}.")
        return 1
    console.print(f"The box stands on: {', '.join(_guards())}. Limits: {Limits.from_environment()}", highlight=False)
    before = set(_leavings())
    outcomes = []
    for case in cases:
        with tempfile.TemporaryDirectory() as folder:
            outcomes.append(run(case, Path(folder)))
        if console.is_terminal:
            console.print(f"{len(outcomes)}/{len(cases)} {escape(case.group)}: {escape(case.what)}", end="\r")
    console.print(_table(outcomes))
    wrong = [outcome for outcome in outcomes if not outcome.happened.is_right]
    left = sorted(set(_leavings()) - before)
    if left:
        console.print(f"[red]Scratch folders were left behind: {', '.join(left)}[/]")
    seconds = sum(outcome.seconds for outcome in outcomes)
    console.print(f"{len(outcomes) - len(wrong)} of {len(outcomes)} cases went as expected, in {seconds:.0f} s.", highlight=False)
    return 1 if wrong or left else 0


def _table(outcomes: list[Outcome]) -> Table:
    table = Table("", "kind", "tried", "expected", "happened", "s", "MB", title="Intake drill")
    for outcome in outcomes:
        case, happened = outcome.case, outcome.happened
        mark, style = ("✓", "green") if happened.is_right else ("✗", "red")
        cells = [escape(text) for text in (case.group, case.what, case.expected, happened.said)]
        table.add_row(f"[{style}]{mark}[/]", *cells, f"{outcome.seconds:.1f}", f"{outcome.peak_mb:.0f}")
    return table


def _guards() -> list[str]:
    with Box() as box:
        list(box.run("ingestion.boxed.worker:idle", b"", {}))
        return box.guards


def _leavings() -> list[str]:
    return glob.glob(f"{tempfile.gettempdir()}/education-box-*")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
