"""What the models cost for many claims: the real dbt build in its real process, over documents made by `manyfold.py`.

Processor seconds of the dbt process and all its threads, seconds by the clock, peak memory of its process tree, and the same work as a
multiple of a yardstick that is run before and after: DuckDB reads the claims' Parquet and counts them by all columns of a fact's key. What
follows the models in a refresh, validation and publication, is measured over the same build file, each in a process of its own. All of it
then once more after some new documents, as the next refresh does it.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event, Thread
from typing import Any

from orchestration import continuation, dbt_cli, dbt_process
from tests.bench.manyfold import Manyfold
from warehouse.paths import Home

DEFAULT_CLAIMS = 2_000_000
NEW_DOCUMENTS = 100
STEPS = ("validate", "publish")
COST = ("seconds", "cpu_seconds", "peak_mb")
KEY = "family, region_code, region_name, metric, level, action, purpose, subject, per, unit, status, period_start, period_end"


def measure(claims: int, folder: Path | None, place: Path, say: Callable[[str], None]) -> dict[str, Any]:
    """Make documents with about so many claims in `place`, build their models, then those with a hundred documents more.

    folder: whose documents' stories are retold, see manyfold.py. Keys of the report begin with `scale_`.
    """
    home = Home(place / "home")
    say(f"making documents with {claims:,} claims")
    maker, count = Manyfold.of(claims, folder, place / "told")
    report: dict[str, Any] = {"claims": maker.fill(home, 0, count), "documents": count}
    build = home.builds / "full" / home.published_file.name
    before = yardstick(home)
    say("building all models")
    full = models(home, build)
    anchor = (before + yardstick(home)) / 2
    report |= full | _followed(build, "", say)
    say(f"building again after {NEW_DOCUMENTS} new documents")
    maker.fill(home, count, NEW_DOCUMENTS)
    later = continued(home, build, "again")
    again = models(home, later)
    report |= {f"again_{key}": again[key] for key in COST} | _followed(later, "again_", say)
    report["yardstick_cpu_seconds"] = round(anchor, 2)
    report["models_over_yardstick"] = round(full["cpu_seconds"] / anchor, 1)
    for step in ("", *(f"{step}_" for step in STEPS)):
        report[f"again_{step}over_full"] = round(report[f"again_{step}cpu_seconds"] / report[f"{step}cpu_seconds"], 3)
    return {f"scale_{key}": value for key, value in report.items()}


def _followed(build: Path, prefix: str, say: Callable[[str], None]) -> dict[str, Any]:
    """What it costs to judge a build and to publish it."""
    report = {}
    for step in STEPS:
        say(f"{step} the build")
        cost = measured([sys.executable, "-m", "tests.bench.scale", step, str(build)], os.environ)
        report |= {f"{prefix}{step}_{key}": value for key, value in cost.items()}
    return report


def continued(home: Home, build: Path, run: str, fewest: int = 0) -> Path:
    """The file of a later run: `build`, taken over as a refresh does it, or none yet where it would not. fewest: as for `take_over`."""
    later = home.build(run)
    later.parent.mkdir(parents=True)
    continuation.leave(build, None, continuation.rules())
    continuation.take_over(home, later, fewest)
    return later


def models(home: Home, build: Path) -> dict[str, Any]:
    """Build all models of what stands under `home` into the file `build`; what that cost. Raises RuntimeError if it fails."""
    target = build.parent / "dbt"
    target.mkdir(parents=True, exist_ok=True)
    # What dbt parsed for the manifest counts here too, as it does in a refresh.
    shutil.copy(dbt_cli.MANIFEST.with_name("partial_parse.msgpack"), target)
    command = [sys.executable, "-P", dbt_process.__file__, "--log-level-file", "info", *dbt_cli.arguments()]
    with dbt_cli.environment(home, build):
        places = {"DBT_TARGET_PATH": str(target), "DBT_LOG_PATH": str(target), "DBT_PROJECT_DIR": str(dbt_cli.PROJECT),
                  "DBT_PROFILES_DIR": str(dbt_cli.PROJECT)}  # fmt: skip
        cost = measured(command, os.environ | places, allowed=(0, 1))
    results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))
    bad = [f"{result['unique_id']}: {result['message']}" for result in results["results"] if result["status"] in ("error", "fail")]
    if bad or not results["results"]:
        raise RuntimeError(f"the models could not be built: {'; '.join(bad)[:2000]}")
    seconds = {result["unique_id"].split(".", 2)[2]: round(result["execution_time"], 3) for result in results["results"]}
    return cost | {"by_node": dict(sorted(seconds.items(), key=lambda item: -item[1]))}


def measured(command: list[str], environment: Mapping[str, str], allowed: tuple[int, ...] = (0,)) -> dict[str, Any]:
    """Run a program to its end: clock and processor seconds, and the most memory that it and its children held, in MB."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as child:
        peak, done = [0.0], Event()
        watcher = Thread(target=_watch, args=(child.pid, peak, done), daemon=True)
        watcher.start()
        said = child.communicate()[0]
        done.set()
        watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if child.returncode not in allowed:
        raise RuntimeError(f"{' '.join(command[2:4])} ended with status {child.returncode}: {said[-2000:]}")
    return {
        "seconds": round(time.monotonic() - started, 2),
        "cpu_seconds": round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 2),
        "peak_mb": round(peak[0]),
    }


def _watch(pid: int, peak: list[float], done: Event) -> None:
    while not done.wait(0.05):
        peak[0] = max(peak[0], _resident(pid))


def _resident(pid: int) -> float:
    """MB that a process and its descendants hold now; 0 where /proc has nothing to say."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6 + sum(_resident(int(child)) for child in children)


def yardstick(home: Home, memory: str = "3GB") -> float:
    """Processor seconds that DuckDB takes to count the claims by all columns of their key."""
    import duckdb

    from orchestration import stores

    start = time.process_time()
    files = stores.extraction_store(home).glob("claims")
    with duckdb.connect(config={"threads": 2, "memory_limit": memory}) as connection:
        connection.execute(f"select count(*) from (select {KEY}, count(*) from read_parquet('{files}') group by all)").fetchall()
    return time.process_time() - start


def _validate(build: Path) -> None:
    """All suites, as a refresh judges them."""
    from expectations import run_suites
    from ingestion.extraction.numbers import rederive

    broken: dict[str, list[str]] = {}
    run_suites(build, rederive, broken=continuation.broken_before(build), on_broken=broken.__setitem__)
    continuation.keep_broken(build, broken)


def _publish(build: Path) -> None:
    """The build as the published file of its home: written, read back and switched in as a refresh does, with its evidence pages."""
    import polars as pl

    from ingestion import schemas
    from warehouse import publish
    from warehouse.ledger import Ledger

    run_id = os.urandom(4).hex()
    passed = {"name": "bench", "severity": "blocking", "passed": True, "failing_rows": 0, "message": ""}
    ledger = Ledger(build.parent / f"{run_id}.json", run_id, checks=[passed | {"tool": tool} for tool in publish.REQUIRED_TOOLS])
    home = Home(build.parent.parent.parent)
    publish.publish(build, home.published_file, ledger, [], pl.DataFrame(schema=schemas.QUARANTINE))


if __name__ == "__main__":
    {"validate": _validate, "publish": _publish}[sys.argv[1]](Path(sys.argv[2]))
