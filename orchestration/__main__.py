"""The command line: `python -m orchestration refresh|status|docs|export|review|check-figure|check|ui`. The Makefile's commands call it."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path
from typing import NoReturn

from warehouse.paths import Home, NoFolders

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Do what the command says; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m orchestration", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    run = commands.add_parser("refresh", help="take in documents, extract, build, check, publish")
    run.add_argument("--source", action="append", default=[], metavar="ID", help="take in this source only (may be repeated)")
    run.add_argument(
        "--document", action="append", default=[], metavar="NAME", help="take in this document only: an id, or a file name with * and ?"
    )
    run.add_argument("--force-extraction", action="store_true", help="read and extract the chosen documents again")
    run.add_argument("--accept-loss", action="store_true", help="publish even if sources state far less than readers see of them now")
    run.add_argument("--wait-minutes", type=float, help="how long to wait for another run that is writing (default 30)")

    commands.add_parser("status", help="how the last runs went and what is published")

    review = commands.add_parser("review", help="the next claims that people had better look at")
    review.add_argument("--count", type=_how_many, default=10, metavar="N", help="how many (default 10)")
    review.add_argument("--document", metavar="NAME", help="of this document only: an id, or a file name with * and ?")
    review.add_argument("--region", metavar="NAME", help="of this region only: its name or code")
    review.add_argument("--who", metavar="NAME", help="who looks, for the lines to paste (default: the user's name)")

    check = commands.add_parser("check-figure", help="whether published claims support or contradict a sentence or a number")
    what = check.add_mutually_exclusive_group(required=True)
    what.add_argument("text", nargs="?", metavar="TEXT", help="the sentence or number")
    what.add_argument("--serve", action="store_true", help='answer lines of JSON, {"text": "…"}, on the standard streams, for a server')

    commands.add_parser("docs", help="dbt's documentation, Data Docs and the data dictionary in one folder")

    export = commands.add_parser("export", help="the published tables as CSV and Parquet with datapackage.json")
    export.add_argument("--to", type=Path, metavar="FOLDER", help="where to (default: exports/ of the warehouse)")
    export.add_argument("--format", choices=["csv", "parquet", "both"], default="both")
    export.add_argument("--tables", default="", metavar="NAMES", help="these only, joined with commas or blanks (default: all for readers)")

    commands.add_parser("check", help="whether Dagster's definitions load")

    ui = commands.add_parser("ui", help="the Dagster UI with its daemon, so that schedule and sensor work")
    ui.add_argument("--port", type=int, default=3000)

    chosen = parser.parse_args(arguments)
    home = Home.from_environment()
    try:
        chosen_command = {
            "refresh": _refresh,
            "status": _status,
            "docs": _docs,
            "export": _export,
            "review": _review,
            "check-figure": _check_figure,
            "check": _check,
            "ui": _ui,
        }[chosen.command]
        return chosen_command(home, chosen)
    except NoFolders as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        from warehouse.published import what_serves

        print(f"Stopped. {what_serves(home.published_file)}", file=sys.stderr)
        return 130


def _how_many(text: str) -> int:
    """A number of claims from the command line. Raises ArgumentTypeError."""
    if not (text.isascii() and text.isdigit() and int(text)):
        raise argparse.ArgumentTypeError(f"{text} is no number of claims; give one from 1 on, as in make review N=10")
    return int(text)


def _refresh(home: Home, chosen: argparse.Namespace) -> int:
    from orchestration.command_line import refresh, terminal_console

    choices = {
        "sources": chosen.source,
        "documents": chosen.document,
        "force_extraction": chosen.force_extraction,
        "accept_loss": chosen.accept_loss,
        "wait_minutes": chosen.wait_minutes,
    }
    console = terminal_console()
    console.print(f"Refreshing {home.root}", style="dim", soft_wrap=True, markup=False)
    return refresh(home, {name: value for name, value in choices.items() if value}, console)


def _status(home: Home, _: argparse.Namespace) -> int:
    from rich.console import Console

    from warehouse.status import print_status

    print_status(home, Console(highlight=False))
    return 0


def _review(home: Home, chosen: argparse.Namespace) -> int:
    from rich.console import Console

    from warehouse.review import print_review

    return print_review(home, Console(highlight=False), chosen.count, chosen.document, chosen.region, chosen.who)


def _check_figure(home: Home, chosen: argparse.Namespace) -> int:
    if chosen.serve:
        from orchestration.check_figure import worker

        return worker.main(home.published_file)
    from rich.console import Console

    from orchestration.check_figure.terminal import print_check

    return print_check(chosen.text, home.published_file, Console(highlight=False))


def _docs(home: Home, _: argparse.Namespace) -> int:
    from orchestration import docs

    return docs.make(home)


def _export(home: Home, chosen: argparse.Namespace) -> int:
    from orchestration import export

    target = (chosen.to or home.exports).expanduser().resolve()
    formats = ("csv", "parquet") if chosen.format == "both" else (chosen.format,)
    return export.make(home, target, formats, chosen.tables.replace(",", " ").split())


def _check(home: Home, _: argparse.Namespace) -> int:
    """Become `dg check defs`; without this project's settings it would report its use to Dagster's makers."""
    # it warns where another environment than the project's is active, and none is where nobody called its activate script
    os.environ["VIRTUAL_ENV"] = str(Path(sys.executable).parent.parent)
    return _become(home, "dg", "check", "defs")


def _ui(home: Home, chosen: argparse.Namespace) -> int:
    """Become `dagster dev`: webserver and daemon together, on the loopback interface alone."""
    # started by a script in the background, this process was told to ignore interrupts; the interface must still end by one
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # `dagster dev` recommends `dg dev`, which would show the same
    os.environ.setdefault("PYTHONWARNINGS", "ignore:Function `dev_command`:FutureWarning")
    return _become(home, "dagster", "dev", "-m", "orchestration.definitions", "-h", "127.0.0.1", "-p", str(chosen.port))


def _become(home: Home, name: str, *arguments: str) -> NoReturn:
    """Go on as a program of this environment, in the checkout, with this project's settings of Dagster."""
    from orchestration import dagster_home

    dagster_home.prepare(home)
    os.chdir(ROOT)
    program = str(Path(sys.executable).with_name(name))
    os.execv(program, [program, *arguments])


if __name__ == "__main__":
    sys.exit(main())
