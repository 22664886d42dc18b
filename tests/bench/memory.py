"""How much memory a run takes, however much it reads: the stages over hundreds of megabytes in batches, and over one huge document.

Each is measured in a process of its own (this module, run as a script), which goes the way of the Dagster assets `documents` and
`extraction`: their chunks, their stores, one batch in memory at a time.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

STREAMED_BYTES = 200_000_000
HUGE_BYTES = 20_000_000
LONGEST_SECONDS = 300


def measure(folder: Path | None, say: Callable[[str], None]) -> dict[str, Any]:
    """Peaks in MB of resident memory, with what was reached in LONGEST_SECONDS where that was not enough for everything."""
    say(f"memory over {STREAMED_BYTES // 1_000_000} MB in batches")
    report = {f"streamed_{key}": value for key, value in _child("stream", folder).items()}
    say(f"memory over one document of {HUGE_BYTES // 1_000_000} MB")
    return report | {f"huge_document_{key}": value for key, value in _child("huge", folder).items()}


def _child(way: str, folder: Path | None) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.memory", way, str(folder or "")]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST_SECONDS * 1.5)
    except subprocess.TimeoutExpired:
        return {"failure": f"not done after {LONGEST_SECONDS * 1.5:.0f} s"}
    if done.returncode:
        return {"failure": (done.stderr.strip().splitlines() or [f"ended with status {done.returncode}"])[-1][:300]}
    return json.loads(done.stdout.splitlines()[-1])


def _main(way: str, folder: str) -> dict[str, Any]:
    from tests.bench import corpus

    with tempfile.TemporaryDirectory() as place:
        taken = corpus.take(Path(folder) if folder else None, Path(place))
        return (_stream if way == "stream" else _huge)(taken, Path(place))


def _stream(taken: Any, place: Path) -> dict[str, Any]:
    from ingestion import documents, extraction
    from orchestration import chunks, stores
    from warehouse.paths import Home
    from warehouse.staging import batch_name

    home = Home(place / "home")
    home.prepare()
    reading, extracted = stores.reading_store(home), stores.extraction_store(home)
    started, halfway, done, claims = time.monotonic(), 0.0, 0, 0
    known: list[str] = []
    for landed in taken.stream(STREAMED_BYTES):
        with documents.boxed_readers() as readers:
            for read in chunks.read(landed, taken.store, readers):
                reading.commit(batch_name(datetime.now(UTC), "bench"), {"documents": read.documents, "quarantine": read.quarantine})
        known.extend(landed["document_id"])
        if time.monotonic() - started > LONGEST_SECONDS / 3:
            break
    for chunk in chunks.read_already(reading, known):
        result = extraction.extract(chunk)
        extracted.commit(batch_name(datetime.now(UTC), "bench"), {name: getattr(result, name) for name in stores.EXTRACTION})
        claims += result.claims.height
        done += chunk["text"].str.len_bytes().sum()
        if not halfway and done >= STREAMED_BYTES / 2:
            halfway = _peak_mb()
        if time.monotonic() - started > LONGEST_SECONDS:
            break
    return {"mb": round(done / 1e6, 1), "claims": claims, "peak_mb": _peak_mb(), "peak_mb_halfway": halfway or None,
            "seconds": round(time.monotonic() - started, 1)}  # fmt: skip


def _huge(taken: Any, place: Path) -> dict[str, Any]:
    from ingestion.extraction import extract
    from tests.bench import corpus, extraction

    inbox = place / "inbox"
    inbox.mkdir()
    text = "\n\n".join(taken.texts) + "\n\n"
    text *= max(1, HUGE_BYTES // len(text.encode()))
    (inbox / "huge.txt").write_text(text, encoding="utf-8")
    before, started = _peak_mb(), time.monotonic()
    corpus.take(inbox, place / "huge")
    # The reader leaves out of the body what the text repeats, so extraction gets the text itself: all of it is body there.
    claims = extract(extraction.documents_of([text])).claims.height
    return {"mb": round(len(text.encode()) / 1e6, 1), "claims": claims, "peak_mb": _peak_mb(), "peak_mb_before": before,
            "seconds": round(time.monotonic() - started, 1)}  # fmt: skip


def _peak_mb() -> float:
    """The most memory this process has held. Asked of /proc where there is one: getrusage also counts what the parent held at the fork."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return round(int(line.split()[1]) * 1024 / 1e6, 1)
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6, 1)


if __name__ == "__main__":
    print(json.dumps(_main(sys.argv[1], sys.argv[2])))
