"""The sources that documents are fetched from: one YAML file each, beside this module, and what readers are to make of their pages.

Here belongs: finding, loading and checking the files, and the digest of what they tell the readers. Not here: which keys there are and
what they mean (`model.py`, `README.md`), fetching (`crawl/`), reading (`documents/by_source.py`).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingestion.sources.model import Reading, Source

FOLDER = Path(__file__).parent
# `WAREHOUSE_SOURCES` names another folder of definitions; `WAREHOUSE_CRAWL` the sources that may be fetched, joined with commas.
FOLDER_VARIABLE, ENABLED_VARIABLE = "WAREHOUSE_SOURCES", "WAREHOUSE_CRAWL"
RESERVED = frozenset({"inbox", "sample"})  # source ids of documents that nobody fetches


class BadSource(ValueError):
    """A definition that is not one; the message names the file, the line and the remedy."""


def folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the definitions are."""
    named = environ.get(FOLDER_VARIABLE)
    return Path(named).expanduser().resolve() if named else FOLDER


def enabled(environ: Mapping[str, str] = os.environ) -> list[str]:
    """Ids of the sources that may be fetched, in the order given; none unless somebody says so, so that nothing is fetched by default."""
    return list(dict.fromkeys(part.strip() for part in (environ.get(ENABLED_VARIABLE) or "").split(",") if part.strip()))


def load_all(where: Path | None = None) -> dict[str, Source]:
    """Every source by its id, in order. Raises BadSource for the first file that is wrong."""
    files = sorted((where or folder()).glob("*.yaml"))
    return {path.stem: load(path) for path in files}


def load(path: Path) -> Source:
    """One definition. Raises BadSource."""
    try:
        stat = path.stat()
    except OSError as error:
        raise BadSource(f"{path}: cannot be read ({error.strerror}); name a file that is there") from error
    return _load(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=1024)
def _load(path: Path, modified: int, size: int) -> Source:
    """A definition, loaded once for each state of its file: readers ask for it with every document."""
    from ingestion.sources.model import parse

    return parse(path)


def reading(source_id: str) -> Reading | None:
    """What the source of a document tells its reader; None for sources without a definition (inbox, samples). Raises BadSource."""
    path = folder() / f"{source_id}.yaml"
    if source_id in RESERVED or "/" in source_id or not path.is_file():
        return None
    return load(path).reading


def reading_digest() -> str:
    """A digest of what all sources tell the readers, empty where there are no sources: a change of it asks for reading again."""
    parts = [f"{name}\0{source.reading.model_dump_json()}\0" for name, source in load_all().items()]
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:8] if parts else ""
