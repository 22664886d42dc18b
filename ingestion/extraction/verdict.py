"""What has been decided of a figure's status, and how that came about, as the modules that decide it hand it on.

Only its shape belongs here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Verdict:
    """A status, None where nothing has been said of it yet, and the rule that said so, as the trace names it.

    Where a cue said so, `cue` holds its words, and `is_earlier` says that they stand in a clause before the figure's own. `is_sure`: the
    rule rests on what the figure is, on what another figure was taken for, or on words of its own clause, so that nothing else is weighed
    against it. `is_of_project`: it is the state of the project that the figure describes.
    """

    status: str | None
    why: str
    cue: str = ""
    is_earlier: bool = False
    is_sure: bool = False
    is_of_project: bool = False


def by_cue(status: str, words: str, is_earlier: bool) -> Verdict:
    """What a cue says of a figure of its own clause, or of a later one."""
    return Verdict(status, f"cue {words} in an earlier clause" if is_earlier else f"cue {words}", words, is_earlier, is_sure=not is_earlier)


def sure(status: str, why: str) -> Verdict:
    """What a rule says that knows better than all signs of a figure."""
    return Verdict(status, why, is_sure=True)


UNSAID = Verdict(None, "no cue")
