"""Publication: the checked build becomes the file that readers open."""

from shlex import quote

import dagster as dg
import polars as pl

from orchestration import progress, readable
from orchestration.ownership import OWNERS, TRY_AGAIN
from orchestration.refresh import Refresh
from warehouse import data_docs, publish
from warehouse.ledger import load_all


@dg.definitions
def publication() -> dg.Definitions:
    """The published file, downstream of every mart and of the blocking checks on them."""
    from orchestration.dbt_cli import marts as marts_built

    @dg.asset(
        deps=[dg.AssetKey(["marts", table]) for table in marts_built()],
        group_name="publication",
        owners=OWNERS,
        kinds={"duckdb"},
        retry_policy=TRY_AGAIN,
        description="published/education.duckdb: what readers open. Switched in one step, once no check forbids it; "
        "published/evidence/ has a page for every document. 对外发布的数据库文件与原文依据页。",
    )
    def published_warehouse(refresh: Refresh) -> dg.MaterializeResult:
        """Refuses unless the checks of dbt, Great Expectations and the pipeline itself were all run by this very run and none blocks."""
        home, ledger = refresh.home, refresh.ledger
        with refresh.stage("publication") as stage:
            set_aside = pl.read_parquet(home.set_aside)
            result = publish.publish(refresh.build, home.published_file, ledger, load_all(home.runs), set_aside)
            ledger.published = {"path": str(result.path), "byte_count": result.byte_count, "tables": result.tables}
            ledger.save()
            if result.pages_fault:
                progress.note("publication", f"the evidence pages still are those of the file before: {result.pages_fault}; refresh again")
            try:
                data_docs.show_last_good(home.data_docs, ledger.run_id)
            except OSError as error:  # readers have been switched already: pages about the checks must not make that a failure
                progress.note("publication", f"the Data Docs of this run cannot be shown as the last good ones: {error}")
            pages = f"{result.pages.documents} evidence pages ({result.pages.written} of them made anew)"
            stage["detail"] = f"{len(result.tables)} tables, {result.byte_count / 1e6:.1f} MB, {pages}"
        return dg.MaterializeResult(
            metadata={
                "path": dg.MetadataValue.path(str(result.path)),
                "megabytes": round(result.byte_count / 1e6, 2),
                "evidence pages": dg.MetadataValue.path(str(home.evidence)),
                "rows by table": readable.chart(result.tables),
                "claims by family": readable.chart(ledger.claims),
                "facts by table": readable.chart(ledger.facts),
                "seconds by stage": readable.table([{"stage": entry["name"], "seconds": entry["seconds"]} for entry in ledger.stages]),
                "how to open it": dg.MetadataValue.md(f"```sh\nduckdb -readonly {quote(str(result.path))}\n```"),
            }
        )

    return dg.Definitions(assets=[published_warehouse])
