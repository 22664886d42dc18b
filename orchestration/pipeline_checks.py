"""Check results as the ledger keeps them, and as Dagster shows them. Checks of other tools are brought into the same form here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dagster as dg

from orchestration import readable
from warehouse.database import records
from warehouse.ledger import MAX_ROWS

# An error is a fault that somebody must mend, but not one of what is about to be published: it stops nothing.
BLOCKING, ERROR, WARNING = "blocking", "error", "warning"
# What a failing row may name, the nearest to a sentence first, and where that stands: of a fact's claims the first.
_KEYS = ("claim_id", "total_claim_id", "fact_id", "document_id")
_PLACES = """
with asked as (select unnest(?::varchar[]) as key),
stated as (
    select claims.claim_id, claims.fact_id, claims.quote, documents.file_name
    from marts.fct_claims as claims
    inner join marts.dim_document as documents using (document_id)
)
select key, file_name, quote from asked inner join stated on key = claim_id
union all
select key, min_by(file_name, claim_id), min_by(quote, claim_id) from asked inner join stated on key = fact_id group by key
union all
select key, file_name, null from asked inner join marts.dim_document on key = document_id
"""


def pipeline_check(name: str, table: str, failing: list[Any], severity: str, total: int, good: str, bad: str) -> dict[str, Any]:
    """A check of the pipeline on itself. `failing` lists what offends; `good` and `bad` say what it means if nothing or something does."""
    return {
        "tool": "pipeline",
        "name": name,
        "table": table,
        "severity": severity,
        "passed": not failing,
        "observed": f"{len(failing)} of {total}",
        "failing_rows": len(failing),
        "message": bad if failing else good,
        "sample": failing[:MAX_ROWS],
    }


def dbt_checks(run_results: Mapping[str, Any], manifest: Mapping[str, Any], build: Path) -> list[dict[str, Any]]:
    """dbt's tests of one run, with failing rows, which are asked of the build file again by each failed test's own query.

    A test that was skipped because something before it failed counts as failed: nothing vouches for its table.
    """
    found = []
    for result in run_results["results"]:
        node = manifest["nodes"].get(result["unique_id"])
        if node is None or node["resource_type"] != "test":
            continue
        severity = WARNING if node["config"]["severity"].lower() == "warn" else BLOCKING
        failing = result.get("failures")
        found.append(
            {
                "tool": "dbt",
                "name": node["name"],
                "table": _tested_table(node, manifest),
                "severity": severity,
                "passed": result["status"] == "pass",
                "observed": result["status"] if failing is None else f"{failing} rows",
                "failing_rows": failing,
                "message": ". ".join(filter(None, (result.get("message"), node.get("description")))) or "holds",
                "sample": _failing_rows(build, result["compiled_code"]) if failing else [],
            }
        )
    return with_places(found, build)


def with_places(checks: list[dict[str, Any]], build: Path) -> list[dict[str, Any]]:
    """The same checks; each failing row that names a claim, a fact or a document begins with the file's name, and the quote of a figure."""
    rows = [row for check in checks for row in check["sample"] if isinstance(row, dict)]
    keys = sorted({str(row[name]) for row in rows for name in _KEYS if row.get(name)})
    places = {place.pop("key"): place for place in _places(build, keys)} if keys else {}

    def placed(row: Any) -> Any:
        known = [places[row[name]] for name in _KEYS if row.get(name) in places] if isinstance(row, dict) else []
        return {name: value for name, value in known[0].items() if value} | row if known else row

    return [check | {"sample": [placed(row) for row in check["sample"]]} for check in checks]


def broken_models(run_results: Mapping[str, Any], manifest: Mapping[str, Any]) -> list[str]:
    """Models that could not be built, each with dbt's first line on why."""
    broken = []
    for result in run_results["results"]:
        node = manifest["nodes"].get(result["unique_id"])
        if node is not None and node["resource_type"] == "model" and result["status"] == "error":
            broken.append(f"{node['name']}: {' '.join((result.get('message') or 'no message').split())[:300]}")
    return broken


def unfinished(run_results: Mapping[str, Any], manifest: Mapping[str, Any]) -> list[str]:
    """Models, seeds and data tests that dbt says nothing of: it ended before it came to them, as one does that is interrupted."""
    seen = {result["unique_id"] for result in run_results["results"]}
    nodes = manifest["nodes"].items()
    return [node["name"] for key, node in nodes if node["resource_type"] in ("model", "seed", "test") and key not in seen]


def shown(check: Mapping[str, Any], asset: dg.AssetKey, name: str | None = None) -> dg.AssetCheckResult:
    """A result as Dagster's asset check; only one whose check is declared as blocking stops a run."""
    return dg.AssetCheckResult(
        asset_key=asset,
        check_name=name or check["name"],
        passed=check["passed"],
        severity=dg.AssetCheckSeverity.WARN if check["severity"] == WARNING else dg.AssetCheckSeverity.ERROR,
        description=check["message"],
        metadata={
            "observed": str(check["observed"]),
            "failing rows": check["failing_rows"] or 0,
            "sample": readable.table([{"failing": row} for row in check.get("sample") or []]),
        },
    )


def _places(build: Path, keys: list[str]) -> list[dict[str, Any]]:
    """Where claims, facts and documents stand; nothing where the models that know it could not be built."""
    import duckdb

    try:
        with duckdb.connect(str(build), read_only=True) as connection:
            return records(connection, _PLACES, [keys])
    except duckdb.Error:
        return []


def _failing_rows(build: Path, query: str) -> list[dict[str, Any]]:
    """The first rows of a failed test's query, in an order that doesn't change; what cannot be asked any more is said instead."""
    import duckdb

    try:
        with duckdb.connect(str(build), read_only=True) as connection:
            return records(connection, f"select * from ({query}) order by all limit {MAX_ROWS}")
    except duckdb.Error as error:
        return [{"error": str(error)}]


def _tested_table(node: Mapping[str, Any], manifest: Mapping[str, Any]) -> str | None:
    """The model that a test is about: the one it is declared on, else the first that it reads."""
    about = node.get("attached_node") or next(iter(node["depends_on"]["nodes"]), None)
    target = manifest["nodes"].get(about) or manifest["sources"].get(about)
    return target["name"] if target else None
