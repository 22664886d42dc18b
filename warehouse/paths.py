"""Names of everything under `$WAREHOUSE_HOME`, in one place. Only paths belong here: no reading, no writing except making folders."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_ROOT = Path(__file__).resolve().parent / "data"
PATTERN_SIGNS = "*?["  # of DuckDB's and Polars' patterns of file names
DEFAULT_CORRECTIONS = Path(__file__).resolve().parent / "corrections.csv"


class NoFolders(OSError):
    """The folders of a warehouse cannot be made; the message says where, why, and what to do."""


@dataclass(frozen=True)
class Home:
    """All state of one warehouse lives under `root`; two warehouses never share anything."""

    root: Path

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Home:
        """`$WAREHOUSE_HOME`, or `warehouse/data/` in the checkout."""
        return cls(Path(environ.get("WAREHOUSE_HOME") or DEFAULT_ROOT).expanduser().resolve())

    def inboxes(self, environ: Mapping[str, str] = os.environ) -> list[Path]:
        """The folders people drop documents into: `$WAREHOUSE_INBOX` (several may be joined with `:`), or `inbox/` of this home."""
        named = [part for part in (environ.get("WAREHOUSE_INBOX") or "").split(os.pathsep) if part]
        return list(dict.fromkeys(Path(part).expanduser().resolve() for part in named)) or [self.root / "inbox"]

    def unfit_as_inbox(self, folder: Path) -> str | None:
        """Why no documents can be taken from a folder, and what to do; None where they can."""
        remedy = "name another with INBOX= (WAREHOUSE_INBOX)"
        if not folder.is_dir():
            return f"the inbox {folder} is not a folder; make it, or {remedy}"
        if self.root.is_relative_to(folder) or any(folder.is_relative_to(own) for own in self._own_folders):
            return f"the inbox {folder} has in it what the warehouse itself writes in {self.root}, pages of documents among that; {remedy}"
        return None

    def corrections_file(self, environ: Mapping[str, str] = os.environ) -> Path:
        """The list of corrections that people keep: `$WAREHOUSE_CORRECTIONS`, or `warehouse/corrections.csv` in the checkout."""
        return Path(environ.get("WAREHOUSE_CORRECTIONS") or DEFAULT_CORRECTIONS).expanduser().resolve()

    def prepare(self) -> None:
        """Make the folders that every stage expects to find, and see that they can be written. Raises NoFolders."""
        if any(sign in str(self.root) for sign in PATTERN_SIGNS):
            raise self._unfit(f"readers of tables take {' '.join(PATTERN_SIGNS)} in a path for a pattern", "whose path has none of those")
        written = (
            self.landing,
            self.staging,
            self.builds,
            self.quarantine,
            self.runs,
            self.logs,
            self.data_docs,
            self.dagster,
            self.published_file.parent,
        )
        try:
            for folder in (*written, self.root / "inbox"):
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._unfit(str(error)) from error
        if shut := next((folder for folder in (self.root, *written) if not os.access(folder, os.W_OK)), None):
            raise self._unfit(f"{shut} cannot be written in")

    def _unfit(self, why: str, remedy: str = "to write in") -> NoFolders:
        return NoFolders(f"No warehouse can be kept in {self.root} ({why}). Set WAREHOUSE_HOME to a folder {remedy}.")

    @property
    def _own_folders(self) -> tuple[Path, ...]:
        """What the warehouse alone writes in."""
        kept = (self.landing, self.crawl, self.quarantine, self.staging)
        return (*kept, self.builds, self.published_file.parent, self.exports, self.reports, self.dagster, self.bi)

    @property
    def landing(self) -> Path:
        return self.root / "landing"

    @property
    def crawl(self) -> Path:
        """A folder for each source that was ever visited: what is known of its pages, and what waits to be landed."""
        return self.root / "crawl"

    @property
    def quarantine(self) -> Path:
        """One JSON file for each thing that could not even be landed."""
        return self.root / "quarantine"

    @property
    def staging(self) -> Path:
        return self.root / "staging"

    def documents(self, reader_version: str) -> Path:
        """Batches of documents as one version of the readers read them."""
        return self.staging / "documents" / reader_version

    def extracted(self, reader_version: str, extractor_version: str) -> Path:
        """Batches of what one version of the extractor found in documents read by one version of the readers."""
        return self.staging / "extracted" / f"{reader_version}-{extractor_version}"

    @property
    def set_aside(self) -> Path:
        """Everything that is set aside now, as one table for the models and the published file; rewritten by each run."""
        return self.staging / "quarantine.parquet"

    @property
    def corrections(self) -> Path:
        """The corrections as they were last read, as one table for the models."""
        return self.staging / "corrections.parquet"

    @property
    def builds(self) -> Path:
        return self.root / "builds"

    def build(self, run_id: str) -> Path:
        """The private file that one run's models are built in, under the published file's name: DuckDB names the database after it."""
        return self.builds / run_id / self.published_file.name

    @property
    def published_file(self) -> Path:
        """The one file that readers open."""
        return self.root / "published" / "education.duckdb"

    @property
    def exports(self) -> Path:
        """Where `make export` puts its folders, unless told otherwise."""
        return self.root / "exports"

    @property
    def evidence(self) -> Path:
        """A page for every document, beside that file: a link to the folder that readers see now."""
        return self.published_file.parent / "evidence"

    @property
    def reports(self) -> Path:
        return self.root / "reports"

    @property
    def runs(self) -> Path:
        """The run ledger: one JSON file a run."""
        return self.reports / "runs"

    @property
    def logs(self) -> Path:
        return self.reports / "logs"

    def log(self, run_id: str) -> Path:
        return self.logs / f"{run_id}.log"

    @property
    def data_docs(self) -> Path:
        """What Great Expectations says of runs: a folder a run, and links to those of the last run and of the last that published."""
        return self.reports / "data_docs"

    @property
    def docs(self) -> Path:
        """What `make docs` makes."""
        return self.reports / "docs"

    @property
    def dagster(self) -> Path:
        """DAGSTER_HOME."""
        return self.root / "dagster"

    @property
    def bi(self) -> Path:
        """The state of the dashboards' server."""
        return self.root / "bi"

    @property
    def lock(self) -> Path:
        return self.root / "writer.lock"
