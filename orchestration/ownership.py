"""What all assets share: who owns them, and how a step is tried again."""

from __future__ import annotations

import dagster as dg

OWNERS = ["team:data-engineering"]

# For faults that can pass, such as a network share that is away for a moment. A stage that fails for another reason says so at once:
# `Refresh.stage` raises a Failure that forbids retries.
TRY_AGAIN = dg.RetryPolicy(max_retries=2, delay=5, backoff=dg.Backoff.EXPONENTIAL)
