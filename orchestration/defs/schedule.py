"""The job that does it all, and the schedule that starts it."""

from __future__ import annotations

import dagster as dg

# Files that people are still copying when a run starts by itself are left for the next one.
QUIET_SECONDS = 20.0
BY_ITSELF = {"resources": {"refresh": {"config": {"quiet_seconds": QUIET_SECONDS}}}}

daily_refresh = dg.define_asset_job(
    "daily_refresh",
    selection=dg.AssetSelection.all(),
    executor_def=dg.in_process_executor,
    description="Take in documents, extract claims, build and check models, publish. One at a time: a second run waits. 每日刷新。",
)

every_morning = dg.ScheduleDefinition(
    name="every_morning",
    job=daily_refresh,
    cron_schedule="0 6 * * *",
    execution_timezone="Asia/Shanghai",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    run_config=BY_ITSELF,
    description="06:00 in Zhengzhou, every day. 每天早上六点（北京时间）。",
)
