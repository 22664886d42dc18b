"""Corrections by people: the reviewed list is read for the models, and what of it does not apply is said, with line and remedy."""

from __future__ import annotations

from datetime import UTC, datetime

import dagster as dg
import polars as pl

from orchestration import readable, stores
from orchestration.ownership import OWNERS
from orchestration.pipeline_checks import WARNING, pipeline_check, shown
from orchestration.refresh import Refresh
from warehouse import corrections as lists

CORRECTIONS = dg.AssetKey("corrections")
READABLE = dg.AssetCheckSpec(
    "corrections_can_be_read",
    asset=CORRECTIONS,
    description="The list of corrections is one. If not, what was last read of it still holds.",
)
# States of marts.corrections in which a row does what it says.
IN_ORDER = ("applied", "confirmed")
SHOWN = ("line", "state", "detail", "claim_id", "fact_id", "field", "value_then", "value_now", "who")
LISTED = 5


@dg.asset(
    key=CORRECTIONS,
    group_name="corrections",
    owners=OWNERS,
    kinds={"csv", "parquet"},
    check_specs=[READABLE],
    description="What people corrected, from warehouse/corrections.csv (or WAREHOUSE_CORRECTIONS), for the models. 人工更正表。",
)
def corrections(refresh: Refresh) -> dg.MaterializeResult:
    """Read the list. One that is broken as a whole takes nothing back: dashboards keep the corrections that were read last."""
    file, table = refresh.home.corrections_file(), refresh.home.corrections
    with refresh.stage("corrections") as stage:
        faults = []
        try:
            stores.replace_table(lists.read(file), table)
        except lists.UnreadableCorrections as error:
            faults = [str(error)]
            if not table.exists():
                stores.replace_table(pl.DataFrame(schema=lists.SCHEMA), table)
        rows = pl.read_parquet(table)
        check = _readable(faults, rows.height, datetime.fromtimestamp(table.stat().st_mtime, UTC))
        refresh.ledger.add_checks([check])
        stage["detail"] = f"{rows.height} rows" + (" as last read: the list is broken" if faults else "")
    return dg.MaterializeResult(
        metadata={"dagster/row_count": rows.height, "list": dg.MetadataValue.path(str(file)), "preview": readable.table(rows.to_dicts())},
        check_results=[shown(check, CORRECTIONS)],
    )


def _readable(faults: list[str], row_count: int, read_at: datetime) -> dict:
    bad = "; ".join(faults) + f". Until it is mended, the {row_count} rows read at {read_at:%Y-%m-%d %H:%M} UTC hold"
    return pipeline_check(READABLE.name, "corrections", faults, WARNING, row_count, "the list of corrections can be read", bad)


@dg.asset_check(
    asset=dg.AssetKey(["marts", "corrections"]),
    name="corrections_apply",
    blocking=True,  # stands before publication, so that its result is published; it warns at most
    description="Every row of the list of corrections applies. One that doesn't changes nothing, and its message says what to do.",
)
def corrections_apply(refresh: Refresh) -> dg.AssetCheckResult:
    """Look at what became of each row, in this run's build file."""
    import duckdb

    with duckdb.connect(str(refresh.build), read_only=True) as connection:
        rows = connection.execute(f"select {', '.join(SHOWN)} from marts.corrections order by line").pl()
    refresh.ledger.corrections = dict(rows.group_by("state").len().sort("state").iter_rows())
    check = _apply(rows, refresh.home.corrections_file().name)
    refresh.ledger.add_checks([check])
    return shown(check, dg.AssetKey(["marts", "corrections"]))


def _apply(rows: pl.DataFrame, name: str) -> dict:
    failing = rows.filter(~pl.col("state").is_in(IN_ORDER)).to_dicts()
    said = [f"{name} line {row['line']} is {row['state']}: {row['detail']}" for row in failing]
    more = f" … and {len(said) - LISTED} more, see marts.corrections" if len(said) > LISTED else ""
    bad = f"{len(failing)} of {rows.height} corrections do not apply. {'. '.join(said[:LISTED])}{more}"
    return pipeline_check("corrections_apply", "corrections", failing, WARNING, rows.height, "all corrections apply", bad)
