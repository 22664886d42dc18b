"""Validation: the Great Expectations suites, run on the finished build, as asset checks that stand before publication; their Data Docs."""

from collections.abc import Iterator
from dataclasses import asdict, replace

import dagster as dg

from orchestration import continuation, readable
from orchestration.pipeline_checks import BLOCKING, WARNING, pipeline_check, with_places
from orchestration.refresh import Refresh
from warehouse import data_docs

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
        with refresh.stage("validation") as stage:
            if not refresh.build.exists():
                raise RuntimeError("this run built no models to check; launch the job daily_refresh")
            results = judged(refresh)
            refresh.ledger.add_checks(results)
            failed = [result for result in results if not result["passed"]]
            stage["detail"] = f"{len(results) - len(failed)} of {len(results)} expectations met"
        blocking = [f"{result['table']}: {result['name']}" for result in failed if result["severity"] == BLOCKING]
        if blocking:
            refresh.ledger.fail("validation", f"{len(blocking)} blocking checks failed: {'; '.join(blocking[:5])}")
        for table in marts:
            yield _of_table(table, [result for result in results if result["table"].rpartition(".")[2] == table])

    return dg.Definitions(asset_checks=[great_expectations])


def judged(refresh: Refresh) -> list[dict]:
    """Results of all suites on this run's build file, beside what is published now; with their Data Docs.

    Losing rows against the published file only warns when the run was told that they may go.
    """
    from expectations import run_suites
    from expectations.suites.published import LOSSES
    from ingestion.extraction.numbers import rederive

    home = refresh.home
    published = home.published_file if home.published_file.exists() else None
    verdicts: list = []
    broken: dict[str, list[str]] = {}
    results = run_suites(
        refresh.build,
        rederive,
        published=published,
        on_verdict=verdicts.append,
        broken=continuation.broken_before(refresh.build),
        on_broken=broken.__setitem__,
    )
    continuation.keep_broken(refresh.build, broken)
    if refresh.accept_loss:
        results = [replace(result, severity=WARNING) if result.table == LOSSES.table else result for result in results]
    refresh.ledger.add_checks([_written(refresh, verdicts, results)])
    return with_places([asdict(result) for result in results], refresh.build)


def _written(refresh: Refresh, verdicts: list, results: list) -> dict:
    """Write the Data Docs. A page that cannot be written is a pity, and no reason to keep good data from readers."""
    from expectations import data_docs as pages

    home, ledger = refresh.home, refresh.ledger
    failing = []
    try:
        pages.write(home.data_docs / ledger.run_id, f"run {ledger.run_id[:8]}, started {ledger.started_at[:19]} UTC", verdicts, results)
        data_docs.show_last_run(home.data_docs, ledger.run_id)
    except Exception as error:
        failing = [f"{type(error).__name__}: {error}"]
    good, bad = "Data Docs of this run were written", "Data Docs of this run were not written; audit.checks has what was found all the same"
    return pipeline_check("data docs are written", "data_docs", failing, WARNING, 1, good, bad)


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
