"""Every bound on what an untrusted file may cost, with its default and the environment variable that changes it.

Only numbers belong here. Who enforces them: the kernel and `process.py` (memory, time, scratch space), `documents/boxed.py` (size of what a
reader makes), `containers/` (archives and mails).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields

PREFIX = "WAREHOUSE_BOX_"


@dataclass(frozen=True)
class Limits:
    """The bounds of one document, or of one archive with all that it holds. A field's variable is WAREHOUSE_BOX_ and its name."""

    memory_mb: int = 1024  # of a worker, its code and libraries included
    seconds: int = 180  # that a document may keep us waiting, by the clock on the wall
    cpu_seconds: int = 90  # that it may compute, all threads together
    scratch_mb: int = 64  # of temporary files
    characters: int = 40_000_000  # of a document's text: more than 100 MB of Chinese in UTF-8 have
    pages: int = 5_000
    cells: int = 500_000  # of a document's tables
    members: int = 2_000  # files in an archive, those of archives in it included
    depth: int = 3  # archives and mails inside each other, the outermost counted
    unpacked_mb: int = 500  # that an archive's members have together
    ratio: int = 200  # times that a member of more than 1 MB may grow when it is unpacked

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Limits:
        """The defaults, but for what WAREHOUSE_BOX_… variables say. Raises ValueError naming a variable that is no whole number above 0."""
        values = {}
        for field in fields(cls):
            said = environ.get(variable(field.name), "").strip()
            if not said:
                continue
            if not (said.isascii() and said.isdigit() and len(said) < 16 and int(said) > 0):
                raise ValueError(f"{variable(field.name)} is {said[:40]!r}; it must be a whole number above 0, such as {field.default}.")
            values[field.name] = int(said)
        return cls(**values)

    def as_environment(self) -> dict[str, str]:
        """The variables that make `from_environment` give these limits."""
        return {variable(field.name): str(getattr(self, field.name)) for field in fields(self)}


def variable(name: str) -> str:
    """The environment variable that changes a limit."""
    return PREFIX + name.upper()
