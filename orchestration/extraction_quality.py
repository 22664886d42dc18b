"""The gate on the extractor itself: each version is measured once on the shipped labels, and one that does worse publishes nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from ingestion import quality
from ingestion.extraction import extractor_version
from orchestration.pipeline_checks import BLOCKING, pipeline_check
from orchestration.refresh import Refresh
from warehouse.published import reading

NAME = "extraction_quality_holds"
WATCHED = ("f1", "strict_f1")
# Scores are shares of some hundred labels: so much is one label's worth.
TOLERATED_DROP = 0.01


def check(refresh: Refresh) -> dict[str, Any]:
    """Measure this version (unless the published file has its scores), note them in the ledger, and compare with the version before."""
    before = _published(refresh.home.published_file)
    version = extractor_version()
    now = [row for row in before if row["extractor_version"] == version]
    if not now:
        with tempfile.TemporaryDirectory() as scratch:
            now = quality.measure(Path(scratch))
        refresh.ledger.quality = now
        refresh.ledger.save()
    others = [row for row in before if row["extractor_version"] != version]
    drops = _drops(now, others)
    core = next(row for row in now if row["family"] == "core")
    good = f"F1 {core['f1']:.3f} (all fields right: {core['strict_f1']:.3f}) on the core families of the shipped labels"
    bad = (
        f"this extractor does worse than the one published: {'; '.join(drops)}. See audit.extraction_quality, and make explain on a sample."
    )
    return pipeline_check(NAME, "claims", drops, BLOCKING, len(WATCHED) * len(now), good, bad)


def _published(file: Path) -> list[dict[str, Any]]:
    """The scores that the published file remembers, oldest first; none where there is no such file or no such columns yet.

    Raises published.Unreadable for a file that is broken: what this run is to do no worse than cannot be known, nor could it be published.
    """
    if not file.exists():
        return []
    with reading(file) as connection:
        columns = connection.execute(
            "select column_name from duckdb_columns() where schema_name = 'audit' and table_name = 'extraction_quality'"
        ).fetchall()
        if not {(name,) for name in WATCHED} <= set(columns):
            return []
        return (
            connection.execute(
                "select extractor_version, document_set, family, measured_at, precision, recall, f1, strict_f1 "
                "from audit.extraction_quality order by measured_at"
            )
            .pl()
            .to_dicts()
        )


def _drops(now: list[dict[str, Any]], others: list[dict[str, Any]]) -> list[str]:
    latest = {(row["document_set"], row["family"]): row for row in others}
    found = []
    for row in now:
        known = latest.get((row["document_set"], row["family"]))
        for score in WATCHED:
            if known and known[score] is not None and (row[score] or 0.0) < known[score] - TOLERATED_DROP:
                found.append(f"{row['family']} {score} {known[score]:.3f} → {row[score] or 0.0:.3f}")
    return found
