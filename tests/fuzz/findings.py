"""What fuzzing found: one small input for each thing that is wrong, in a folder, with a line about it.

Keeping and naming belongs here. An input that turned out to show a fault moves to `seeds/` by hand once the fault is understood.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from tests.fuzz.invariants import Broken, fault
from tests.fuzz.minimize import minimized

LOG = "findings.log"


class Findings:
    """Faults found in one run, each written when it is first seen: as `<fault>-<digest>.<suffix>`, and a line of LOG."""

    def __init__(self, folder: Path):
        """Faults that the folder's log has already are known."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        log = folder / LOG
        self.known = {line.split(" | ")[0] for line in log.read_text("utf-8").splitlines()} if log.exists() else set()

    def add(self, wrong: str, data: bytes, suffix: str) -> None:
        """Keep an input with the fault `wrong`, made small, unless one is known."""
        if wrong not in self.known:
            self._keep(wrong, minimized(data, lambda shorter: fault(shorter, suffix) == wrong), suffix)

    def add_growth(self, broken: Broken, tile: str, suffix: str) -> None:
        """Keep a text whose repetition takes more than its share of work, unless one is known."""
        if broken.rule not in self.known:
            self._keep(broken.rule, tile.encode("utf-8", "surrogatepass"), suffix)

    def _keep(self, wrong: str, small: bytes, suffix: str) -> None:
        self.known.add(wrong)
        name = f"{_slug(wrong)}-{hashlib.sha256(small).hexdigest()[:8]}{suffix}"
        (self.folder / name).write_bytes(small)
        line = f"{wrong} | {name} | {small!r} | {small.decode('utf-8', 'backslashreplace')!r}\n"
        with (self.folder / LOG).open("a", encoding="utf-8") as log:
            log.write(line)
        print(f"\nFOUND {line}", flush=True)


def _slug(wrong: str) -> str:
    """A fault's name as part of a file's name."""
    return re.sub(r"[^a-z0-9]+", "_", wrong.lower()).strip("_")[:60]
