"""Crawling: sources that were enabled and are due are visited, before landing. By default none is, and a run asks the network for nothing.

A source that fails is said aloud (checks of severity error) and stops nothing: what was taken in before still counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import dagster as dg

from ingestion import sources
from ingestion.crawl import visit as visits
from ingestion.crawl.state import Visit
from ingestion.sources.model import Source
from orchestration import progress, readable
from orchestration.ownership import OWNERS
from orchestration.pipeline_checks import ERROR, WARNING, pipeline_check, shown
from orchestration.refresh import Refresh

CRAWL = dg.AssetKey("crawl")
NOT_DEFINED, FAILED = "not defined", "failed"  # why an enabled source was not visited
# name → severity, and what holds when the check is passed
CHECKS = {
    "source_visited": (ERROR, "Every enabled source has a definition and let itself be visited."),
    "source_yield_minimum": (ERROR, "The lists of every visited source name as many articles as its definition expects at least."),
    "source_yield_maximum": (WARNING, "The lists of every visited source name no more articles than its definition expects at most."),
    "source_pages_taken": (WARNING, "Every page asked for could be had, has a reader, and has a body where the definition says."),
}


@dg.asset(
    key=CRAWL,
    group_name="crawl",
    owners=OWNERS,
    kinds={"scrapy"},
    check_specs=[dg.AssetCheckSpec(name, asset=CRAWL, description=text) for name, (_, text) in CHECKS.items()],
    description="Pages fetched from enabled sources (WAREHOUSE_CRAWL), waiting to be landed. Off by default. 网站抓取（默认关闭）。",
)
def crawl(refresh: Refresh) -> dg.MaterializeResult:
    """Visit each enabled source that is due."""
    with refresh.stage("crawl") as stage:
        defined = sources.load_all()
        enabled = [source_id for source_id in sources.enabled() if refresh.takes_from(source_id)]
        checks, rows = [], []
        for source_id in enabled:
            found, row = _visited(refresh, source_id, defined)
            checks += found
            rows.append({"source": source_id} | row)
        refresh.ledger.add_checks(checks)
        fetched = sum(row.get("new", 0) + row.get("changed", 0) for row in rows)
        missed = [f"{row['source']}: {row['state']}" for row in rows if row["state"] in (NOT_DEFINED, FAILED)]
        visited = f"{len(rows) - len(missed)} sources, {fetched} pages new or changed"
        stage["detail"] = "; ".join([visited, *missed]) if rows else "no source enabled"
    return dg.MaterializeResult(
        metadata={"sources defined": ", ".join(defined), "visits": readable.table(rows)},
        check_results=list(_shown(checks)),
    )


def _visited(refresh: Refresh, source_id: str, defined: dict[str, Source]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Visit a source if it is due; returns the checks and a row for people."""
    source = defined.get(source_id)
    if source is None:
        why = (
            f"{sources.ENABLED_VARIABLE} names a source that is not defined; there is no {sources.folder() / source_id}.yaml."
            f" Correct it to one of: {', '.join(defined) or 'none is defined yet (make new-source)'}"
        )
        return [_check("source_visited", source_id, [why], 1, "", why)], {"state": NOT_DEFINED}
    crawled, now = refresh.home.crawl, datetime.now(UTC)
    try:
        due = visits.due_at(source, visits.last(crawled, source_id), now)
        if due is not None and due > now:
            progress.note("crawl", f"{source_id}: not due before {due:%Y-%m-%d %H:%M} UTC ({source.cadence})")
            return [], {"state": f"not due before {due:%Y-%m-%d %H:%M} UTC"}
        visit = visits.make(
            sources.folder() / f"{source_id}.yaml",
            source,
            crawled,
            lambda asked, waiting: progress.advanced("crawl", asked, asked + waiting, f"pages of {source_id}"),
        )
    except (visits.VisitFailed, OSError) as error:
        why = f"The visit failed: {error}. What was taken in before still counts"
        return [_check("source_visited", source_id, [why], 1, "", why)], {"state": FAILED}
    progress.note("crawl", f"{source_id}: {_told(visit)}")
    return _checks(source, visit), {"state": visit.ended} | visit.outcomes


def _checks(source: Source, visit: Visit) -> list[dict[str, Any]]:
    """What is to be said of a visit."""
    expected, problems = source.expected, visit.problems
    silent = [] if visit.outcomes.get("list", 0) + visit.outcomes.get("not_modified", 0) else ["no list page could be had"]
    if visit.ended in ("site_down", "asked_to_wait") or visit.ended is None:
        silent.append(f"the visit ended early ({visit.ended or 'cut off'}); {visit.waiting} pages wait for the next")
    few = [visit.listed] if visit.listed < expected.minimum else []
    many = [visit.listed] if visit.listed > expected.maximum else []
    bad = sum(visit.outcomes.get(name, 0) for name in ("failed", "refused", "unsupported")) + visit.unselected
    shown_problems = "; ".join(f"{row['page']}: {row['outcome']}, {row['why']}" for row in problems[:3])
    return [
        _check("source_visited", source.id, silent, 1, _told(visit), "; ".join([*silent, shown_problems]).strip("; ")),
        _check(
            "source_yield_minimum", source.id, few, 1, f"{visit.listed} articles are listed",
            f"Its lists name {visit.listed} articles, fewer than the {expected.minimum} expected: look whether the site changed its lists,"
            " and correct links (or expected.minimum) in the source's definition",
        ),
        _check(
            "source_yield_maximum", source.id, many, 1, f"{visit.listed} articles are listed",
            f"Its lists name {visit.listed} articles, more than the {expected.maximum} expected: look whether links follow too much,"
            " and correct them (or expected.maximum) in the source's definition",
        ),
        _check(
            "source_pages_taken", source.id, problems if bad else [], visit.asked, "all pages that were asked for were had",
            f"{bad} of {visit.asked} pages were not had or have no body. {shown_problems}",
        ),
    ]  # fmt: skip


def _check(name: str, source_id: str, failing: list[Any], total: int, good: str, bad: str) -> dict[str, Any]:
    return pipeline_check(name, source_id, failing, CHECKS[name][0], total, good, bad)


def _told(visit: Visit) -> str:
    counts = ", ".join(f"{count} {name}" for name, count in visit.outcomes.items()) or "nothing asked for"
    left = f"; {visit.waiting} wait for the next visit ({visit.ended})" if visit.waiting else ""
    return f"{visit.listed} articles listed; {counts}{left}"


def _shown(checks: list[dict[str, Any]]) -> Iterator[dg.AssetCheckResult]:
    """One asset check a name, for all sources together: the worst of them, and what is wrong with each."""
    for name, (severity, text) in CHECKS.items():
        of_name = [check for check in checks if check["name"] == name]
        failed = [check for check in of_name if not check["passed"]]
        said = ". ".join(f"{check['table']}: {check['message']}" for check in failed)
        together = pipeline_check(name, "crawl", [said] if failed else [], severity, len(of_name), text, said)
        yield shown(together, CRAWL)
