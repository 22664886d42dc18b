"""Writing files so that a reader, or a machine that loses power, sees the old content or the new and nothing between."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_UNFINISHED = ".tmp"


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """Have the block write another file, which then takes the place of `path` in one step. The folder must exist."""
    temporary = _beside(path)
    yield temporary
    sync_file(temporary)
    os.replace(temporary, path)
    sync_folder(path.parent)


def write_atomic(path: Path, content: str | bytes) -> None:
    """Replace `path` by `content` (text is written as UTF-8). The folder must exist."""
    with replaced(path) as temporary:
        temporary.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)


def point(link: Path, target: str) -> None:
    """Make `link` a symbolic link to `target` (relative to the link's folder), whatever it pointed to before, in one step."""
    temporary = _beside(link)
    temporary.unlink(missing_ok=True)
    if link.is_dir() and not link.is_symlink():
        shutil.rmtree(link)  # the folder was copied by something that follows links
    temporary.symlink_to(target)
    os.replace(temporary, link)


def remove(path: Path) -> None:
    """Delete a file, a link, or a folder with all that is in it."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def clear_leftovers(*folders: Path) -> None:
    """Delete what killed processes left of files and links that they were about to replace. Nobody may be writing in these folders."""
    for folder in folders:
        for leftover in folder.glob(f".*{_UNFINISHED}"):
            leftover.unlink()


def link_or_copy(path: Path, other: Path) -> None:
    """Have the file under a second name, which must be free: by a hard link, or by a copy where the file system has none."""
    try:
        os.link(path, other)
    except (FileNotFoundError, FileExistsError):
        raise
    except OSError:
        shutil.copy2(path, other)


def _beside(path: Path) -> Path:
    """Where what takes the place of `path` is made, unseen; `clear_leftovers` knows it by its name."""
    return path.with_name(f".{path.name}.{os.getpid()}{_UNFINISHED}")


def sync_file(path: Path) -> None:
    """Have the kernel put a file's content on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: Path) -> None:
    """Have the kernel put a folder's entries on disk, so that a rename in it survives a crash."""
    sync_file(path)
