"""The resource that a run works through: its lock, its ledger, its folders, and what the launchpad lets people choose.

Dagster makes it once a run (the executor is in-process), before the first step, and closes it after the last, whatever happened between.
"""

from __future__ import annotations

import fnmatch
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl
from pydantic import Field, PrivateAttr

from ingestion.landing import LandingReport
from orchestration import progress
from orchestration.version import code_version
from warehouse.choices import pattern
from warehouse.files import clear_leftovers
from warehouse.ledger import Ledger, close_dead_runs
from warehouse.lock import Holder, LockHeld, holder, writer_lock
from warehouse.paths import Home

TRIGGER_TAG = "warehouse/trigger"


class Refresh(dg.ConfigurableResource):
    """Choices for one run. The defaults refresh everything; whatever is chosen, the published file always holds all documents known."""

    sources: list[str] = Field(
        default=[],
        description="Take in documents of these sources only (`sample`, `inbox`, …). Empty: of all sources. 只接收这些来源的文档。",
    )
    documents: list[str] = Field(
        default=[],
        description="Take in (with force_extraction: do again) these documents only: ids, or file names with * and ?. 只处理这些文档。",
    )
    force_extraction: bool = Field(
        default=False,
        description="Read and extract the chosen documents again, even if they were done by these versions. 强制重新读取和抽取。",
    )
    accept_loss: bool = Field(
        default=False,
        description="Publish even if sources state far less than readers see of them now: after a wanted change of rules. 接受数据减少。",
    )
    models_from_nothing: bool = Field(
        default=False,
        description="Build all models anew, even if those of an earlier run could be continued. 不沿用上次构建，全部模型重新计算。",
    )
    quiet_seconds: float = Field(
        default=0.0,
        description="Leave files that changed so many seconds ago or less for the next run: they may be half-copied. 忽略刚变动的文件。",
    )
    wait_minutes: float = Field(
        default=30.0, description="How long to wait for another run that is writing. 等待其他运行结束的最长分钟数。"
    )

    _home: Home = PrivateAttr()
    _ledger: Ledger = PrivateAttr()
    _fitting: set[str] = PrivateAttr(default_factory=set)  # choices that fitted something
    _met: frozenset[str] = PrivateAttr()

    @property
    def home(self) -> Home:
        return self._home

    @property
    def ledger(self) -> Ledger:
        return self._ledger

    @property
    def met(self) -> frozenset[str]:
        """What landing met in this run: ids of documents, and origins of files that it refused. Nothing where it was left out."""
        return self._met

    def meet(self, report: LandingReport) -> None:
        """Note what landing met."""
        refused = (row["origin"] for row in report.quarantined)
        self._met = frozenset([*report.new, *report.changed, *report.unchanged, *refused])

    @property
    def build(self) -> Path:
        """This run's private build file; it exists once the models were built."""
        return self._home.build(self._ledger.run_id)

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[Refresh]:
        """Hold the writer's lock and keep the ledger while the run lasts. Raises LockHeld when another run doesn't finish in time."""
        run = context.run
        home = Home.from_environment()
        home.prepare()
        trigger = _trigger(run.tags)
        said: dict[str, float] = {}

        def waiting(other: Holder, waited: float) -> None:
            if waited - said.get(other.run_id, -60.0) >= 60:
                said[other.run_id] = waited
                progress.note("lock", f"waiting for {other}; {waited:.0f} s so far, {self.wait_minutes:g} min at most")

        with writer_lock(home.lock, run.run_id, trigger, self.wait_minutes * 60, waiting):
            bury_the_dead(home, context.instance, writing=run.run_id)
            clear_leftovers(home.runs, home.staging, home.data_docs)
            self._home, self._met = home, frozenset()
            self._ledger = Ledger(home.runs / f"{run.run_id}.json", run.run_id, trigger, code_version())
            self._ledger.selection = {
                name: value
                for name in ("sources", "documents", "force_extraction", "accept_loss", "models_from_nothing")
                if (value := getattr(self, name))
            }
            self._ledger.save()
            try:
                yield self
            finally:
                self._ledger.finish()

    @contextmanager
    def stage(self, name: str) -> Iterator[dict[str, Any]]:
        """Time and report a stage; put words for people under `detail` of the entry.

        A fault that can pass (the system's: a share that is away, a full disk) goes on to the step's retry policy; any other ends the run.
        """
        progress.started(name)
        try:
            with self._ledger.stage(name) as entry:
                yield entry
        except (OSError, dg.Failure) as error:
            progress.failed(name, str(error))
            raise
        except Exception as error:
            progress.failed(name, str(error))
            raise dg.Failure(description=f"{name}: {error}", allow_retries=False) from error
        progress.finished(name, entry["seconds"], entry["detail"])

    def takes_from(self, source_id: str) -> bool:
        """Whether a source was chosen for this run."""
        self._fitting.update({source_id} & set(self.sources))
        return not self.sources or source_id in self.sources

    def takes_in(self, source_id: str, name: str, document_id: str | None = None) -> bool:
        """Whether a document was chosen for this run. `name` is its file name, with or without folders."""
        if not self.takes_from(source_id):
            return False
        names = {name, name.rsplit("/", 1)[-1]}
        chosen = {choice for choice in self.documents if choice == document_id or fnmatch.filter(names, pattern(choice))}
        self._fitting.update(chosen)
        return not self.documents or bool(chosen)

    def unfitting(self, landed: pl.DataFrame) -> list[str]:
        """Choices that fit nothing: no source or document that was asked for so far, nor, with force_extraction, one that is `landed`."""
        self.todo(landed, [])
        return [choice for choice in (*self.sources, *self.documents) if choice not in self._fitting]

    def todo(self, landed: pl.DataFrame, pending: list[str]) -> list[str]:
        """Ids to do: the pending ones, and with force_extraction the chosen ones. `landed` has source_id, file_name and document_id."""
        if not self.force_extraction:
            return pending
        rows = landed.select("source_id", "file_name", "document_id").iter_rows()
        chosen = [document_id for source_id, name, document_id in rows if self.takes_in(source_id, name, document_id)]
        return list(dict.fromkeys(pending + chosen))


def bury_the_dead(home: Home, instance: dg.DagsterInstance | None, writing: str | None = None) -> None:
    """Close the ledgers of runs that were killed, and tell Dagster, which would otherwise show them as running for ever.

    To be called with the lock held. writing: the run that holds it, if a run does.
    """
    for ledger in close_dead_runs(home.runs, writing, lambda: published_run(home)):
        progress.note("ledger", f"run {ledger.run_id[:8]} of {ledger.started_at[:16]} had been {ledger.outcome}")
        run = instance.get_run_by_id(ledger.run_id) if instance else None
        if run and not run.is_finished:
            instance.report_run_failed(run, message="The process of this run was ended from outside.")


def bury_the_dead_unless_one_writes(home: Home, instance: dg.DagsterInstance) -> None:
    """The same for whoever is no run: where one writes, it has seen to that. None can begin meanwhile, or it would be taken for dead."""
    if holder(home.lock) is None:
        with suppress(LockHeld), writer_lock(home.lock, "burial", "inbox sensor"):
            bury_the_dead(home, instance)


def published_run(home: Home) -> str | None:
    """The run whose file readers see, as the file itself says; None when there is none or it cannot say."""
    import duckdb

    if not home.published_file.exists():
        return None
    with suppress(duckdb.Error), duckdb.connect(str(home.published_file), read_only=True) as connection:
        row = connection.execute("select run_id from audit.runs where published order by finished_at desc limit 1").fetchone()
        return row[0] if row else None
    return None


def quiet_for(path: os.PathLike[str], seconds: float) -> bool:
    """Whether a file was left alone for so long. What cannot be looked at counts as quiet, so that landing can say what is wrong with it.

    The inode's change time is asked too: copying with the times preserved (cp -p) sets the modification time back, but not that one.
    A time ahead of ours (a camera's, a share's whose clock is wrong) says no more of when the file changed than one long past.
    """
    try:
        stat = os.lstat(path)
    except OSError:
        return True
    now = time.time()
    return all(abs(now - moment) >= seconds for moment in (stat.st_mtime, stat.st_ctime))


def _trigger(tags: dict[str, str]) -> str:
    if TRIGGER_TAG in tags:
        return tags[TRIGGER_TAG]
    if "dagster/schedule_name" in tags:
        return "schedule"
    return "inbox sensor" if "dagster/sensor_name" in tags else "Dagster UI"
