"""What a run says while it works: short lines for people. Dagster's own event log is for the user interface.

One logger carries them. A terminal attaches a handler to it (`terminal.py`); `dagster.yaml` names it as a managed logger, so the same lines
stand in the event log of a run.
"""

from __future__ import annotations

import logging

LOGGER_NAME = "warehouse.stages"
STARTED, ADVANCED, FINISHED, FAILED, NOTE = "started", "advanced", "finished", "failed", "note"

_logger = logging.getLogger(LOGGER_NAME)
_logger.setLevel(logging.INFO)


def started(stage: str) -> None:
    """A stage begins."""
    _say(f"{stage} …", stage, STARTED)


def advanced(stage: str, done: int, total: int, unit: str) -> None:
    """`done` of `total` units (documents, models) of a stage are behind us."""
    _say(f"{stage}: {done} of {total} {unit}", stage, ADVANCED, done=done, total=total)


def finished(stage: str, seconds: float, detail: str) -> None:
    """A stage is over; `detail` says in a few words what it did."""
    _say(f"{stage}: {detail} ({seconds:.1f} s)" if detail else f"{stage} ({seconds:.1f} s)", stage, FINISHED)


def failed(stage: str, message: str) -> None:
    """A stage did not do what it should."""
    _say(f"{stage} failed: {message}", stage, FAILED, level=logging.ERROR)


def note(stage: str, message: str) -> None:
    """Something worth knowing that is no progress: waiting for the lock, a killed run found."""
    _say(message, stage, NOTE)


def _say(message: str, stage: str, kind: str, done: int = 0, total: int = 0, level: int = logging.INFO) -> None:
    _logger.log(level, message, extra={"stage": stage, "kind": kind, "done": done, "total": total})
