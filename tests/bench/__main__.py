"""`make bench`: measures, writes `$WAREHOUSE_HOME/reports/bench.json`, prints what was found. The parts are modules beside this one.

`BENCH=extraction` runs the main part alone; `CORPUS=/folder` measures over the documents of that folder. `BENCH=scale` measures the models
over many generated documents instead, `CLAIMS=` says how many claims.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ingestion.documents import reader_version
from ingestion.extraction import extractor_version
from tests.bench import corpus, extraction, processes, table
from warehouse.files import write_atomic
from warehouse.paths import Home

PARTS = ("all", "extraction", "scale")


def main() -> int:
    """Returns the exit status: 0 unless what to measure is not there."""
    part = os.environ.get("BENCH") or "all"
    if part not in PARTS:
        print(f"BENCH={part} is no part of the benchmark; there are: {', '.join(PARTS)}", file=sys.stderr)
        return 2
    home, started = Home.from_environment(), time.monotonic()
    try:
        folder = _folder()
        with tempfile.TemporaryDirectory(prefix="bench-") as place:
            report = _measure(part, folder, Path(place), home, _teller(started))
    except (OSError, ValueError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    report["seconds"] = round(time.monotonic() - started, 1)
    target = home.reports / "bench.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(target, json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    sys.stderr.write("\r\033[K" if sys.stderr.isatty() else "")
    print(table.render(report))
    print(f"\nWritten to {target}")
    return 0


def _folder() -> Path | None:
    """The folder named by CORPUS, the project's neighbour `shared/corpus` where there is one, or None for the bundled samples."""
    if named := os.environ.get("CORPUS"):
        return Path(named).expanduser().resolve()
    return corpus.DEFAULT_FOLDER if corpus.DEFAULT_FOLDER.is_dir() else None


def _teller(started: float) -> Callable[[str], None]:
    """Says on the error output what is being measured."""

    def say(what: str) -> None:
        line = f"{time.monotonic() - started:6.0f} s  {what}"
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\033[K{line}")
        else:
            print(line, file=sys.stderr, flush=True)

    return say


def _measure(part: str, folder: Path | None, place: Path, home: Home, say: Callable[[str], None]) -> dict[str, Any]:
    if part == "scale":
        from tests.bench import scale

        found = scale.measure(int(os.environ.get("CLAIMS") or scale.DEFAULT_CLAIMS), folder, place, say)
        return {"part": part, "measured_at": datetime.now(UTC).isoformat(timespec="seconds"), "cores": os.cpu_count()} | found
    say("reading the corpus")
    warm_up_seconds = extraction.warm_up()
    taken = corpus.take(folder, place)
    report: dict[str, Any] = {
        "part": part,
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "corpus": taken.name,
        "corpus_documents": taken.landed.height,
        "corpus_mb": round(taken.utf8_bytes / 1e6, 3),
        "corpus_files_set_aside": taken.set_aside,
        "reader_version": reader_version(),
        "extractor_version": extractor_version(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "warm_up_seconds": round(warm_up_seconds, 3),
    }
    report |= extraction.measure(taken, say)
    report |= processes.measure(taken, say)
    if part == "all":
        from tests.bench import comparison, memory

        report |= comparison.measure(taken, home.root / "bench-envs", say)
        report |= memory.measure(folder, say)
    return report


if __name__ == "__main__":
    sys.exit(main())
