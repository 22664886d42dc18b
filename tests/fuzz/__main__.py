"""`make fuzz`: runs the engines one after the other, says what they found, and fails if that is anything.

Arguments: `atheris`, `hypothesis` or `all`, and the seconds for each. All that is kept stands under `$WAREHOUSE_HOME/fuzz/`.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from tests.fuzz.engines import Unavailable, run_atheris, run_hypothesis
from tests.fuzz.findings import LOG
from warehouse.paths import Home

ENGINES = {"atheris": run_atheris, "hypothesis": run_hypothesis}


def main(wanted: str, seconds: str) -> int:
    """Returns the exit status: 0 where everything asked for ran and nothing was found."""
    if wanted not in {"all", *ENGINES} or not seconds.isdigit():
        print(f"ENGINE is one of all, {', '.join(ENGINES)}, and SECONDS a whole number; got {wanted!r} and {seconds!r}", file=sys.stderr)
        return 2
    home = Home.from_environment().root / "fuzz"
    found = home / "found" / datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    found.mkdir(parents=True)
    failed = 0
    for name in ENGINES if wanted == "all" else (wanted,):
        print(f"{name}: {seconds} s", flush=True)
        try:
            failed |= ENGINES[name](home, found, int(seconds))
        except Unavailable as reason:
            print(f"{name}: {reason}", file=sys.stderr)
            failed = 1
    inputs = sorted(path.name for path in found.iterdir() if path.name != LOG)
    print(
        "\n".join(
            [f"found, in {found} (see {LOG} there, and tests/fuzz/README.md for what to do):", *inputs] if inputs else ["nothing found"]
        )
    )
    return 1 if failed or inputs else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
