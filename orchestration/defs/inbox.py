"""The inbox sensor: files dropped into the inbox start one run for all of them, once they have come to rest."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import dagster as dg

from ingestion.landing import inbox_files
from orchestration.defs.schedule import BY_ITSELF, QUIET_SECONDS, daily_refresh
from orchestration.refresh import bury_the_dead_unless_one_writes, quiet_for
from warehouse.paths import Home

IN_PROGRESS = dg.RunsFilter(
    job_name=daily_refresh.name,
    statuses=[dg.DagsterRunStatus.QUEUED, dg.DagsterRunStatus.NOT_STARTED, dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED],
)


@dg.sensor(
    job=daily_refresh,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Starts one run for all files that were added to or changed in the inbox and have been at rest since. 监测收件夹。",
)
def new_files_in_inbox(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """The cursor is a digest of the files that the last run started for: name, size and times of each that is at rest."""
    home = Home.from_environment()
    if home.runs.is_dir():
        bury_the_dead_unless_one_writes(home, context.instance)
    inboxes = home.inboxes()
    if why := next(filter(None, map(home.unfit_as_inbox, inboxes)), None):
        return dg.SkipReason(why)
    files = [(path, stat) for folder in inboxes for path, stat in _files(folder)]
    moving = sum(not quiet_for(path, QUIET_SECONDS) for path, _ in files)
    if moving:
        return dg.SkipReason(
            f"{moving} of {len(files)} files changed within the last {QUIET_SECONDS:.0f} s: waiting until they are at rest"
        )
    digest = _digest(files)
    if digest == context.cursor or not files:
        return dg.SensorResult(skip_reason=dg.SkipReason(f"nothing new among {len(files)} files"), cursor=digest)
    if context.instance.get_runs_count(IN_PROGRESS):
        return dg.SkipReason("a refresh is under way; the new files start another when it is done")
    # without a run key: an inbox that is again as it was once before needs a run again
    request = dg.RunRequest(run_config=BY_ITSELF, tags={"warehouse/inbox_files": str(len(files))})
    return dg.SensorResult(run_requests=[request], cursor=digest)


def _files(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """What landing would be offered of an inbox and can be looked at, in a settled order."""
    for file in inbox_files(folder):
        with suppress(OSError):
            yield file.path, os.lstat(file.path)


def _digest(files: list[tuple[Path, os.stat_result]]) -> str:
    digest = hashlib.sha256()
    for path, stat in files:
        digest.update(f"{os.fsencode(path)!r} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
