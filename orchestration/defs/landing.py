"""Landing: take in the bundled samples, the inbox and what was fetched, each file once, as received."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain

import dagster as dg

from ingestion import landing as rooms
from ingestion.crawl import spool
from orchestration import readable, stores
from orchestration.ownership import OWNERS, TRY_AGAIN
from orchestration.refresh import Refresh, quiet_for


@dg.asset(
    group_name="landing",
    owners=OWNERS,
    kinds={"file"},
    deps=["crawl"],
    retry_policy=TRY_AGAIN,
    description="Documents as received: bytes stored once, never altered, each with a receipt of whence and when. 原始文档（只增不改）。",
)
def landing(refresh: Refresh) -> dg.MaterializeResult:
    """One row of state for each version of each document."""
    with refresh.stage("landing") as stage:
        fetched = [file for file in spool.waiting(refresh.home.crawl) if refresh.takes_in(file.source_id, file.name)]
        moving: list[rooms.IncomingFile] = []
        report = rooms.land(chain(_incoming(refresh, moving), fetched), refresh.home.landing, refresh.home.quarantine, datetime.now(UTC))
        spool.landed(fetched, report.unread)
        landed = rooms.landed(refresh.home.landing)
        ledger = refresh.ledger
        counts = {"new": len(report.new), "changed": len(report.changed), "unchanged": len(report.unchanged)}
        ledger.documents.update(counts)
        refresh.meet(report)
        ledger.set_aside(stores.landing_quarantine(refresh.home, refresh.met).to_dicts())
        said = [f"{count} {name}" for name, count in counts.items()] + [f"{len(report.quarantined)} set aside"]
        if moving:
            said.append(f"{len(moving)} left for the next run (changed within {refresh.quiet_seconds:g} s)")
        if unfitting := refresh.unfitting(landed):
            said.append(f"nothing fits {', '.join(map(repr, unfitting))}")
        stage["detail"] = ", ".join(said)
    taken = landed.filter(landed["document_id"].is_in(report.new + report.changed))
    by_source = dict(landed.group_by("source_id").len().sort("source_id").iter_rows())
    return dg.MaterializeResult(
        metadata={
            **counts,
            "set aside": len(report.quarantined),
            "documents landed in all": landed.height,
            "megabytes landed in all": round(landed["byte_count"].sum() / 1e6, 2),
            "documents by source": readable.chart(by_source),
            "taken in by this run": readable.table(
                taken.select("file_name", "source_id", "media_type", "byte_count", "received_at").to_dicts(),
            ),
            "set aside by this run": readable.table(report.quarantined, ["file_name", "reason", "detail"]),
        }
    )


def _incoming(refresh: Refresh, moving: list[rooms.IncomingFile]) -> Iterator[rooms.IncomingFile]:
    """Every file of the inbox and the samples that this run was asked to take in. SAMPLES=0 leaves the bundled samples out.

    moving: gets those that are not at rest yet.
    """
    if os.environ.get("SAMPLES", "1") != "0":
        yield from (file for file in rooms.sample_files() if refresh.takes_in(file.source_id, file.name))
    for folder in refresh.home.inboxes():
        if why := refresh.home.unfit_as_inbox(folder):
            raise dg.Failure(description=why, allow_retries=False)
        for file in rooms.inbox_files(folder):
            if not refresh.takes_in(file.source_id, file.name):
                continue
            if quiet_for(file.path, refresh.quiet_seconds):
                yield file
            else:
                moving.append(file)
