"""What the models cost for many claims: the real dbt build in its real process, over documents made by `manyfold.py`.

    python -m tests.bench.scale FOLDER [CLAIMS]     # by itself, for profiling; `make bench BENCH=scale CLAIMS=2000000` writes the report

Processor seconds of the dbt process and all its threads, seconds by the clock, peak memory of its process tree, and the same work's share
of a yardstick that is run just before and after: DuckDB reads the claims' Parquet and counts them by all columns of a fact's key.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from threading import Event, Thread
from typing import Any

from orchestration import dbt_cli, dbt_process
from warehouse.paths import Home

KEY = "family, region_code, region_name, metric, level, action, purpose, subject, per, unit, status, period_start, period_end"


def models(home: Home, build: Path) -> dict[str, Any]:
    """Build all models of what stands under `home` into the file `build`; what that cost. Raises RuntimeError with dbt's words if it fails."""
    target = build.parent / "dbt"
    target.mkdir(parents=True, exist_ok=True)
    # What dbt parsed for the manifest counts here too, as it does in a refresh.
    shutil.copy(dbt_cli.MANIFEST.with_name("partial_parse.msgpack"), target)
    command = [sys.executable, "-P", dbt_process.__file__, "--log-level-file", "info", *dbt_cli.arguments()]
    with dbt_cli.environment(home, build):
        places = {"DBT_TARGET_PATH": str(target), "DBT_LOG_PATH": str(target), "DBT_PROJECT_DIR": str(dbt_cli.PROJECT),
                  "DBT_PROFILES_DIR": str(dbt_cli.PROJECT)}  # fmt: skip
        cost = measured(command, os.environ | places)
    results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))
    bad = [f"{result['unique_id']}: {result['message']}" for result in results["results"] if result["status"] in ("error", "fail")]
    if bad or not results["results"]:
        raise RuntimeError(f"the models could not be built: {'; '.join(bad)[:2000]}")
    seconds = {result["unique_id"].split(".", 2)[2]: round(result["execution_time"], 3) for result in results["results"]}
    return cost | {"by_node": dict(sorted(seconds.items(), key=lambda item: -item[1]))}


def measured(command: list[str], environment: dict[str, str]) -> dict[str, Any]:
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
    if child.returncode not in (0, 1):
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
    with duckdb.connect(config={"threads": 2, "memory_limit": memory}) as connection:
        connection.execute(
            f"select count(*) from (select {KEY}, count(*) from read_parquet('{stores.extraction_store(home).glob('claims')}') group by all)"
        ).fetchall()
    return time.process_time() - start
