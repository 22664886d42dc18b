"""Names of documents as people choose them: * stands for any characters and ? for one, and every other character for itself."""

from __future__ import annotations

import re


def pattern(choice: str) -> str:
    """A choice as a pattern, the same for Python's fnmatch and for DuckDB's glob, in which [ and \\ would mean more (报告[1].txt)."""
    return re.sub(r"[\[\\]", r"[\g<0>]", choice)
