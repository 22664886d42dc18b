"""The readable end of a run: what came in, what was found and checked, and where it is published.

Told from the ledger alone; only whether what was published before still serves, the file itself must tell.
"""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Any

from rich.console import Console
from rich.markup import escape

from warehouse.ledger import PUBLISHED, RUNNING, Ledger
from warehouse.published import what_serves
from warehouse.unseen import on_one_line

SHOWN_QUARANTINED = 12
SHOWN_SAMPLES, SHOWN_LENGTH = 3, 300


def print_summary(
    ledger: Ledger, target: Path, log: Path, console: Console, data_docs: Path | None = None, build: Path | None = None
) -> None:
    """Print the summary of a finished run.

    target: the published file (it may not exist yet). log: the run's full log. data_docs: the first page of what Great Expectations
    says of this run, if it got so far. build: the file that its models were built in, likewise.
    """
    console.print()
    # a run that ended before landing knows nothing of documents, which is not the same as none
    if ledger.documents:
        _print_documents(ledger, console)
    if ledger.claims or ledger.facts:
        _print_findings(ledger, console)
    if ledger.checks:
        _print_checks(ledger, console)
    console.print()
    if ledger.outcome == PUBLISHED:
        console.print(f"[bold green]Published[/] {escape(str(target))}", soft_wrap=True)
        _print_how_to_open(target, console)
    else:
        _print_failure(ledger, target, console)
        if build:
            console.print(f"What was not published, to look into: {escape(str(build))}", soft_wrap=True)
    if data_docs:
        console.print(f"Checks in detail: {escape(str(data_docs))}", soft_wrap=True, style="dim")
    console.print(f"Full log: {escape(str(log))}", soft_wrap=True, style="dim")


def _print_documents(ledger: Ledger, console: Console) -> None:
    counts = {name: ledger.documents.get(name, 0) for name in ("new", "changed", "unchanged", "quarantined")}
    console.print("[bold]Documents[/]  " + ", ".join(f"{count} {name}" for name, count in counts.items()))
    if ledger.work:
        read, extracted = ledger.work.get("read", 0), ledger.work.get("extracted", 0)
        console.print(
            f"           {read} read, {extracted} extracted"
            + ("" if read or extracted or counts["new"] or counts["changed"] else ": nothing new, no document was done again")
        )
    for row in ledger.quarantined[:SHOWN_QUARANTINED]:
        name, reason, detail = (_shown(str(row.get(field) or "")) for field in ("file_name", "reason", "detail"))
        console.print(f"  [yellow]set aside[/] {name} ({row.get('stage')}: {reason}) {detail}", soft_wrap=True)
    if (rest := counts["quarantined"] - SHOWN_QUARANTINED) > 0:
        console.print(f"  [yellow]… and {rest} more[/]: see audit.quarantine")


def _print_findings(ledger: Ledger, console: Console) -> None:
    found = {"Claims": ledger.claims, "Facts": ledger.facts} | ({"Corrections": ledger.corrections} if ledger.corrections else {})
    width = max(map(len, found))
    for title, counts in found.items():
        named = ", ".join(f"{name.removeprefix('fct_')} {count}" for name, count in counts.items())
        console.print(f"[bold]{title:{width}}[/]  {sum(counts.values())}  {named}", soft_wrap=True)


def _print_checks(ledger: Ledger, console: Console) -> None:
    counts = ledger.check_counts()
    tools = sorted({tool for tool, _ in counts})
    passed = ", ".join(f"{tool} {counts[tool, True]} of {counts[tool, True] + counts[tool, False]}" for tool in tools)
    console.print(f"[bold]Checks passed[/]  {passed}")
    for style, word, failed in (("red", "failed", ledger.blocking_failures()), ("yellow", "warning", ledger.warnings())):
        for check in failed:
            said = "error" if check["severity"] == "error" else word
            console.print(f"  [{style}]{said}[/] {_shown(_describe(check))}", soft_wrap=True)
            # what warns of the pipeline itself names in its message what offends
            rows = [] if style == "yellow" and check["tool"] == "pipeline" else check.get("sample") or []
            for row in rows[:SHOWN_SAMPLES]:
                console.print(f"    {_shown(_offender(row))}", style="dim", soft_wrap=True)
    if ledger.outcome == PUBLISHED and any(check.get("sample") for check in ledger.warnings()):
        console.print(
            f"  Their rows, up to 20 of each check: from audit.check_rows where run_id = '{ledger.run_id}'", style="dim", soft_wrap=True
        )


def _shown(text: str) -> str:
    """What documents may have a say in: on one line, and nothing that a terminal would obey."""
    return escape(on_one_line(text))


def _describe(check: dict[str, Any]) -> str:
    where = f" on {check['table']}" if check.get("table") else ""
    return f"{check['tool']}: {check['name']}{where}: {check['message']}"


def _offender(row: Any) -> str:
    """A failing row in words, first the file and the sentence that it is about; of a row of many columns the first (the whole is kept)."""
    if not isinstance(row, dict):
        return str(row)
    where = [f"{row['file_name']}:"] if row.get("file_name") else []
    said = [f"“{row['quote']}”"] if row.get("quote") else []
    left_out = {"file_name", "quote"} | ({"document_id"} if where else set())
    told = ", ".join(f"{name} {value}" for name, value in row.items() if name not in left_out and value is not None)
    return " ".join([*where, *said, told if len(told) <= SHOWN_LENGTH else f"{told[:SHOWN_LENGTH]}…"])


def _print_how_to_open(target: Path, console: Console) -> None:
    query = "SELECT region_name, year, metric, value, unit FROM marts.fct_facilities LIMIT 5"
    console.print("Open it (read-only, at any time, also while a refresh runs):")
    console.print(
        f"  python  import duckdb; duckdb.connect({str(target)!r}, read_only=True).sql({query!r}).show()", markup=False, soft_wrap=True
    )
    console.print(f'  duckdb  duckdb -readonly {quote(str(target))} "{query}"', markup=False, soft_wrap=True)
    if (pages := target.parent / "evidence" / "index.html").is_file():
        console.print(f"  browser {pages}  (every document, its figures marked)", markup=False, soft_wrap=True)


def _print_failure(ledger: Ledger, target: Path, console: Console) -> None:
    error = ledger.error or _unsaid(ledger)
    console.print(f"[bold red]Nothing was published.[/] Stage {escape(error['stage'])}: {escape(error['message'])}", soft_wrap=True)
    console.print(escape(what_serves(target)), soft_wrap=True)


def _unsaid(ledger: Ledger) -> dict[str, str]:
    """Why nothing was published where the ledger names no fault."""
    if ledger.outcome != RUNNING:
        return {"stage": "the run", "message": "it was not asked to publish"}
    stage = ledger.stages[-1]["name"] if ledger.stages else "start"
    return {
        "stage": stage,
        "message": "what went wrong could not be kept; see that the disk has room, and look at the lines above and the log",
    }
