"""Metric terms: which of the listed words stand near a number, and the metric that the best of them chooses.

The terms are data (`metric_terms.csv`, `metrics.csv`). Which stretches of a sentence are searched for them is decided by `metrics`.
"""

from __future__ import annotations

import re
from functools import cache

from ingestion.wordlists import mapping, table


@cache
def families() -> dict[str, str]:
    return mapping("metrics", "metric", "family")


@cache
def _terms(kind: str) -> list[tuple[re.Pattern[str], str, int]]:
    return [(re.compile(row["term"]), row["metric"], int(row["rank"])) for row in table("metric_terms") if row["kind"] == kind]


@cache
def _any_term(kind: str) -> re.Pattern[str]:
    """One pattern for all terms of a kind: most stretches hold none of them and are asked only once."""
    return re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _, _ in _terms(kind)))


def metric_terms(kind: str, text: str) -> list[tuple[int, int, str, int]]:
    """(start, end, metric, rank) of every metric term of a kind in a text, in order of place, inner matches left out."""
    if not _any_term(kind).search(text):
        return []
    found = [(*match.span(), metric, rank) for pattern, metric, rank in _terms(kind) for match in pattern.finditer(text)]
    if len(found) == 1:
        return found
    found.sort(key=lambda hit: (hit[1], -hit[3], hit[0]))
    kept: list[tuple[int, int, str, int]] = []
    for hit in found:
        inside = [
            other
            for other in found
            if other is not hit
            and other[0] <= hit[0]
            and hit[1] <= other[1]
            and (other[3] > hit[3] or (other[3] == hit[3] and other[1] - other[0] > hit[1] - hit[0]))
        ]
        if not inside and (not kept or kept[-1][:2] != hit[:2]):
            kept.append(hit)
    return kept


def nearest_term(kind: str, *scopes: str) -> str | None:
    """The metric of the best term in the first scope that has one: highest rank, then nearest to the number at the scope's end."""
    for scope in scopes:
        hits = metric_terms(kind, scope) if scope else []
        if hits:
            return max(hits, key=lambda hit: (hit[3], hit[1]))[2]
    return None
