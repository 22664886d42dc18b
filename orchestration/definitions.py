"""The one wiring: everything in `orchestration/defs/`, the resource it works through, and the executor that keeps a run in one process."""

from __future__ import annotations

import sys
from pathlib import Path

import dagster as dg

from orchestration.refresh import Refresh

ROOT = str(Path(__file__).resolve().parent.parent)


@dg.definitions
def defs() -> dg.Definitions:
    """What Dagster, `dg` and the command line load."""
    # Dagster's tools have the checkout on their path only while they import this module; the other rooms are imported from here on.
    if ROOT not in sys.path:
        sys.path.append(ROOT)
    return dg.Definitions.merge(
        dg.load_from_defs_folder(path_within_project=Path(__file__).parent),
        dg.Definitions(resources={"refresh": Refresh()}, executor=dg.in_process_executor),
    )
