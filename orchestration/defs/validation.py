"""Validation: the Great Expectations suites, run on the finished build, as asset checks that stand before publication."""

from collections.abc import Iterator
from dataclasses import asdict

import dagster as dg

from orchestration import readable
from orchestration.pipeline_checks import BLOCKING
from orchestration.refresh import Refresh

CHECK_NAME = "great_expectations"


@dg.definitions
def validation() -> dg.Definitions:
    """One check for each mart; what it found in detail is its metadata, and `audit.checks` of the published file."""
    from orchestration.dbt_cli import marts as marts_built

    marts = marts_built()

    @dg.multi_asset_check(
        name="great_expectations",
        specs=[
            dg.AssetCheckSpec(
                CHECK_NAME,
                asset=dg.AssetKey(["marts", table]),
                blocking=True,
                description=f"The Great Expectations suite of marts.{table}. What only warns lets publication go on; all else forbids it.",
            )
            for table in marts
        ],
    )
    def great_expectations(refresh: Refresh) -> Iterator[dg.AssetCheckResult]:
        """Run all suites on this run's build file."""
        from expectations import run_suites
        from ingestion.extraction.numbers import rederive

        with refresh.stage("validation") as stage:
            if not refresh.build.exists():
                raise RuntimeError("this run built no models to check; launch the job daily_refresh")
            results = [asdict(result) for result in run_suites(refresh.build, rederive)]
            refresh.ledger.add_checks(results)
            failed = [result for result in results if not result["passed"]]
            stage["detail"] = f"{len(results) - len(failed)} of {len(results)} expectations met"
        blocking = [f"{result['table']}: {result['name']}" for result in failed if result["severity"] == BLOCKING]
        if blocking:
            refresh.ledger.fail("validation", f"{len(blocking)} blocking checks failed: {'; '.join(blocking[:5])}")
        for table in marts:
            yield _of_table(table, [result for result in results if result["table"] in (table, f"marts.{table}")])

    return dg.Definitions(asset_checks=[great_expectations])


def _of_table(table: str, results: list[dict]) -> dg.AssetCheckResult:
    failed = [result for result in results if not result["passed"]]
    blocks = any(result["severity"] == BLOCKING for result in failed)
    return dg.AssetCheckResult(
        asset_key=dg.AssetKey(["marts", table]),
        check_name=CHECK_NAME,
        passed=not failed,
        severity=dg.AssetCheckSeverity.ERROR if blocks else dg.AssetCheckSeverity.WARN,
        description="; ".join(result["message"] for result in failed) or f"{len(results)} expectations met",
        metadata={
            "expectations": len(results),
            "failed": len(failed),
            "results": readable.table(
                sorted(results, key=lambda result: result["passed"]), ["name", "severity", "passed", "observed", "failing_rows"]
            ),
        },
    )
