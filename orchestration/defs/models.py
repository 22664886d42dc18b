"""The models: dbt builds staging, intermediate and marts into this run's private file, and runs its data tests."""

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from threading import Thread

import dagster as dg

from orchestration import continuation, progress, readable
from orchestration.pipeline_checks import broken_models, dbt_checks, unfinished
from orchestration.refresh import Refresh
from warehouse.contract import FACT_TABLES
from warehouse.publish import remove_old_builds


@dg.definitions
def models() -> dg.Definitions:
    """Every dbt model as an asset, with dbt's lineage and its tests as asset checks, as the manifest has them. Runs no dbt."""
    from dagster_dbt import dbt_assets

    from orchestration import dbt_cli as dbt

    manifest = dbt.manifest()

    @dbt_assets(manifest=manifest, dagster_dbt_translator=dbt.Translator(), name="models")
    def models(context: dg.AssetExecutionContext, refresh: Refresh) -> Iterator:
        """Build all models into this run's file. A failed test of severity error, like a model that cannot be built, ends the run."""
        if context.is_subset:
            raise dg.Failure(
                description="models are built together, into one file: launch the job daily_refresh instead of single models",
                allow_retries=False,
            )
        build = refresh.build
        target = build.parent / "dbt"
        with refresh.stage("models") as stage, dbt.environment(refresh.home, build):
            target.mkdir(parents=True)
            made_by = continuation.rules()
            continued = None if refresh.models_from_nothing else continuation.take_over(refresh.home, build)
            if continued:
                progress.note("models", str(continued))
            # Before this build takes its room, whether or not it will ever be published: runs that fail must not fill the disk.
            remove_old_builds(build)
            # This process waits for dbt's; meanwhile it can load what validation needs, which takes longer than validation itself.
            Thread(target=import_module, args=("great_expectations",), daemon=True).start()
            invocation = dbt.dbt_command_line().cli(dbt.arguments(), context=context, target_path=target, raise_on_error=False)
            events = _followed(invocation.stream(), total=len(context.selected_asset_keys))
            results = _results(target)
            refresh.ledger.add_checks(dbt_checks(results, manifest, build))
            if not results["results"]:
                raise RuntimeError(f"dbt did not get as far as building anything; its log is {target / 'dbt.log'}{_last_words(target)}")
            failed = _failure(refresh, broken_models(results, manifest), unfinished(results, manifest))
            if build.exists():
                events = _with_metadata(context, events, build)
                _count(refresh, build)
            stage["detail"] = _detail(results, manifest) + (f"; {continued}" if continued else "")
            yield from events
            if failed:
                raise dg.Failure(description=failed, allow_retries=False)
            continuation.leave(build, continued, made_by)

    lexicon = [
        dg.AssetSpec(
            f"lexicon_{name}",
            group_name="lexicon",
            kinds={"csv"},
            description=f"Word list that Python and SQL both read: ingestion/lexicon/{name}.csv",
        )
        for name in ("regions", "metrics", "wholes")
    ]
    return dg.Definitions(assets=[models, *lexicon])


def _followed(events: Iterator, total: int) -> list:
    """Wait for dbt, saying how far it is; its events are passed on afterwards, with metadata that only the finished file can give."""
    seen: list = []
    built = 0
    for event in events:
        seen.append(event)
        if isinstance(event, dg.Output):
            built += 1
            progress.advanced("models", built, total, "models")
    return seen


def _with_metadata(context: dg.AssetExecutionContext, events: list, build: Path) -> Iterator:
    """Add row counts and previews of the build file to the outputs of models."""
    relations = [".".join(key.path) for key in context.selected_asset_keys]
    shown = readable.mart(build, relations)
    for event in events:
        if isinstance(event, dg.Output):
            relation = ".".join(context.asset_key_for_output(event.output_name).path)
            event = event.with_metadata({**event.metadata, **shown.get(relation, {})})
        yield event


def _count(refresh: Refresh, build: Path) -> None:
    """Note claims by family and facts by table, as far as the models got."""
    import duckdb

    with duckdb.connect(str(build), read_only=True) as connection:
        tables = {
            row[0] for row in connection.execute("select table_name from information_schema.tables where table_schema = 'marts'").fetchall()
        }
        if "fct_claims" in tables:
            counts = connection.execute("select family, count(*) from marts.fct_claims group by family order by family").fetchall()
            refresh.ledger.claims = dict(counts)
        refresh.ledger.facts = {
            table: connection.execute(f"select count(*) from marts.{table}").fetchone()[0] for table in FACT_TABLES if table in tables
        }


def _results(target: Path) -> dict:
    path = target / "run_results.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"results": []}


def _failure(refresh: Refresh, broken: list[str], left: list[str]) -> str | None:
    """Why the models cannot be published: some could not be built, tests failed, or dbt left some undone; None when all is well."""
    failed = [f"{check['name']}: {check['message']}" for check in refresh.ledger.blocking_failures() if check["tool"] == "dbt"]
    if broken:
        return f"{len(broken)} models could not be built: {'; '.join(broken[:3])}"
    if failed:
        return f"{len(failed)} dbt tests failed: {'; '.join(failed[:3])}"
    return f"dbt ended before it came to {len(left)} models and tests ({left[0]} …): was it interrupted? Refresh again." if left else None


def _detail(results: dict, manifest: dict) -> str:
    kinds = [
        manifest["nodes"][result["unique_id"]]["resource_type"] for result in results["results"] if result["unique_id"] in manifest["nodes"]
    ]
    return f"{kinds.count('model')} models, {kinds.count('test')} tests"


def _last_words(target: Path) -> str:
    """The end of dbt's log, for a failure before anything was built."""
    log = target / "dbt.log"
    if not log.exists():
        return ""
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return ", ending: " + " / ".join(line.strip() for line in lines[-3:])
