"""Which earlier build the models of a run continue, so that new documents cost what they touch and not what the warehouse holds.

A build is continued when the same rules made it, all of its models were built and no test of theirs blocks it, nobody has it open, and
few documents are new to it. It is taken over, not copied: a run that fails in the models leaves nothing to continue, and the next one
builds from nothing, which is slower and never wrong. What the models do in either case is theirs (dbt_project/macros/increments.sql).
Validation, too, goes on from what it found in the build before: here stands where that is kept.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import polars as pl

from ingestion import documents, extraction
from orchestration import stores
from orchestration.version import ROOT
from warehouse.files import write_atomic
from warehouse.paths import Home

# Below so many documents a build from nothing is as quick.
FEWEST_DOCUMENTS = 2_000
# With more new documents than this part of those known, nearly every fact is touched.
MOST_NEW = 0.1
# Then the file is made anew: it is compact again, and a fault that crept in is gone.
MOST_TIMES = 30

_MARK = "continuable.json"
_EARLIER = "continues.json"
_BROKEN = "broken_rows.json"
_PROJECT = ROOT / "dbt_project"
_PROGRAMS = ("duckdb", "dbt-core", "dbt-duckdb", "great-expectations", "pandas")


@dataclass(frozen=True)
class Continued:
    """The build that was taken over: whose it was, how many documents are new to it, and the how-manieth time this is since it was made."""

    run_id: str
    new_documents: int
    times: int

    def __str__(self) -> str:
        return f"those of run {self.run_id[:8]} are continued; documents new to them: {self.new_documents}"


def rules() -> str:
    """A fingerprint of all that shapes the models, and what is expected of them, besides what documents and corrections say."""
    digest = hashlib.sha256()
    for text in (documents.reader_version(), extraction.extractor_version(), *(version(program) for program in _PROGRAMS)):
        digest.update(text.encode() + b"\0")
    for folder in (*(_PROJECT / name for name in ("macros", "models", "seeds", "tests")), ROOT / "expectations"):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    for name in ("dbt_project.yml", "profiles.yml"):
        digest.update((_PROJECT / name).read_bytes() + b"\0")
    return digest.hexdigest()


def leave(build: Path, continued: Continued | None, made_by: str) -> None:
    """Say that `build` may be continued: all its models were built and nothing in them stops a run. continued: what it continued itself.

    made_by: the `rules` as they were before the models began. If the code is another one by now, nobody knows which of the two made them.
    """
    if made_by == rules():
        write_atomic(build.parent / _MARK, json.dumps({"rules": made_by, "times": continued.times if continued else 0}))


def take_over(home: Home, build: Path, fewest: int = FEWEST_DOCUMENTS) -> Continued | None:
    """Move the newest build that can be continued to `build`, whose folder must be there; None, with nothing moved, where there is none.

    fewest: documents that a build must have to be worth it.
    """
    mark = max(home.builds.glob(f"*/{_MARK}"), key=lambda path: path.stat().st_mtime, default=None)
    if mark is None:
        return None
    earlier = mark.parent / build.name
    try:
        said = json.loads(mark.read_text(encoding="utf-8"))
        fits = said["rules"] == rules() and said["times"] < MOST_TIMES and earlier.is_file()
    except (OSError, ValueError, LookupError, TypeError):  # a mark that nobody can read marks nothing
        fits = False
    if not fits:
        return None
    if (new := _new_documents(home, earlier, fewest)) is None:
        return None
    # Whatever happens from here on, nobody takes it for a finished build.
    mark.unlink()
    os.replace(earlier, build)
    write_atomic(build.parent / _EARLIER, json.dumps(mark.parent.name))
    return Continued(mark.parent.name, new, said["times"] + 1)


def keep_broken(build: Path, broken: dict[str, list[str]]) -> None:
    """Keep the keys of the rows of `build` that break a rule, by table, for the build that continues it."""
    write_atomic(build.parent / _BROKEN, json.dumps(broken))


def broken_before(build: Path) -> dict[str, list[str]] | None:
    """What was kept so of the build that this one continues; None where it continues none, or that one was not judged to the end."""
    try:
        earlier = json.loads((build.parent / _EARLIER).read_text(encoding="utf-8"))
        return json.loads((build.parent.parent / earlier / _BROKEN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _new_documents(home: Home, build: Path, fewest: int) -> int | None:
    """How many documents `build` has yet to read; None where it had better not be continued."""
    import duckdb

    try:
        # As a writer: whoever has the file open keeps it.
        with duckdb.connect(str(build)) as connection:
            known = dict(
                connection.execute("select batch, count(*) from staging.stg_extractions where batch is not null group by batch").fetchall()
            )
    except (duckdb.Error, OSError):
        return None
    store = stores.extraction_store(home)
    added = [store.root / batch / "articles.parquet" for batch in store.batches() if batch not in known]
    new = pl.scan_parquet(added).select(pl.col("document_id").n_unique()).collect().item() if added else 0
    return new if sum(known.values()) >= fewest and new <= MOST_NEW * sum(known.values()) else None
