"""Where the Data Docs of runs are kept: `data_docs/<run>/`, with the links `last_run` and `last_good`. What they say is not known here."""

from __future__ import annotations

import shutil
from pathlib import Path

from warehouse.files import point

LAST_RUN, LAST_GOOD = "last_run", "last_good"


def show_last_run(folder: Path, run_id: str) -> None:
    """Point `last_run` to a run's pages, now that they are whole, and remove those that no link shows any more."""
    point(folder / LAST_RUN, run_id)
    shown = {link.resolve() for link in (folder / LAST_RUN, folder / LAST_GOOD)}
    for entry in folder.iterdir():
        if not entry.is_symlink() and entry.is_dir() and entry.resolve() not in shown:
            shutil.rmtree(entry)


def show_last_good(folder: Path, run_id: str) -> None:
    """Point `last_good` to the pages of the run that was just published, if it has any."""
    if (folder / run_id).is_dir():
        point(folder / LAST_GOOD, run_id)


def index_of(folder: Path, link: str) -> Path | None:
    """The first page to open, if there is one."""
    page = folder / link / "index.html"
    return page if page.is_file() else None
