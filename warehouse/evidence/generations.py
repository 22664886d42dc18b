"""Folders of pages beside the published file: a new one is filled out of sight, and `evidence` is a link that moves to it in one step.

Pages that did not change are the same file in the old folder and the new one (hard links), so a folder costs what changed.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from warehouse.files import point, remove, sync_folder

LINK = "evidence"
_PREFIX = f".{LINK}."


def new(published: Path) -> Path:
    """An empty folder, which no reader knows of yet, in the folder of published things. Its name is its own: a run may try twice."""
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=published))
    folder.chmod(0o755)  # readers may be other users
    return folder


def shown(published: Path) -> Path | None:
    """The folder that readers see now, if there is one."""
    link = published / LINK
    return link.resolve() if link.is_dir() else None


def show(folder: Path) -> None:
    """Make `folder` the one that readers see, and remove the one before it."""
    sync_folder(folder)
    point(folder.parent / LINK, folder.name)
    sync_folder(folder.parent)
    remove_unshown(folder.parent)


def remove_unshown(published: Path) -> None:
    """Clear away all folders but the one that readers see: those before it, and those of runs that were killed."""
    now = shown(published)
    for entry in published.glob(f"{_PREFIX}*"):
        if entry.is_symlink() or entry.resolve() != now:  # a link: one that was being moved
            remove(entry)
