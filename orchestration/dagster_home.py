"""DAGSTER_HOME: where Dagster keeps runs, events and ticks of this warehouse, and the settings it finds there."""

from __future__ import annotations

import os

from orchestration.progress import LOGGER_NAME
from warehouse.files import write_atomic
from warehouse.paths import Home

SETTINGS = f"""\
# Written by orchestration/dagster_home.py at every start; changes made here are lost. Storage is SQLite beside this file and stays.
telemetry:
  enabled: false
# no invitation to leave an e-mail address on the first visit
nux:
  enabled: false

# The writer's lock lets one run write at a time however it was started; this keeps the others in the queue, where the UI shows them.
concurrency:
  runs:
    max_concurrent_runs: 1

# A run whose process vanished before it could say so is given up after a while.
run_monitoring:
  enabled: true
  start_timeout_seconds: 300
  max_runtime_seconds: 21600
  poll_interval_seconds: 30

# The short lines that a terminal shows stand in a run's event log too.
python_logs:
  managed_python_loggers:
    - {LOGGER_NAME}

retention:
  sensor:
    purge_after_days:
      skipped: 2
      success: 90
      failure: 90
  schedule:
    purge_after_days: 365
"""


def prepare(home: Home) -> None:
    """Make DAGSTER_HOME and its settings, and have this process and its children use it, without telemetry."""
    home.prepare()
    settings = home.dagster / "dagster.yaml"
    if not settings.exists() or settings.read_text(encoding="utf-8") != SETTINGS:
        write_atomic(settings, SETTINGS)
    os.environ.update(
        {
            "WAREHOUSE_HOME": str(home.root),
            "DAGSTER_HOME": str(home.dagster),
            "DAGSTER_DISABLE_TELEMETRY": "1",
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
            "GX_ANALYTICS_ENABLED": "false",
        }
    )
