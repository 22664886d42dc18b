"""Fuzzing led by coverage: atheris with the mutations of `mutation.py`. A program, run by `__main__.py` with atheris on its path.

Arguments: the folder for what is found, then libFuzzer's own. A fault does not end the run: the first input with each fault is kept,
made small, and further ones with the same fault are passed over, so that the next fault can be found.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["ingestion"]):
    from tests.fuzz.findings import Findings
    from tests.fuzz.invariants import fault
    from tests.fuzz.mutation import crossed, mutate, unpack

TWICE_IN = 8  # what is done twice to compare costs half the speed


def main(arguments: list[str]) -> None:
    """Fuzz until libFuzzer's limits are reached."""
    findings = Findings(Path(arguments[1]))
    count = 0

    def one(packed: bytes) -> None:
        nonlocal count
        count += 1
        data, suffix = unpack(packed)
        wrong = fault(data, suffix, twice=count % TWICE_IN == 0)
        if wrong:
            findings.add(wrong, data, suffix)

    def changed(packed: bytes, max_size: int, seed: int) -> bytes:
        return mutate(packed, max_size, seed, atheris.Mutate)

    atheris.Setup([arguments[0], *arguments[2:]], one, custom_mutator=changed, custom_crossover=crossed)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
