"""How sure a claim is: the share of labelled claims that were right when their fields came from the same sources.

Each field comes from a source (the clause, an earlier sentence, the genre's default …). `lexicon/reliability.csv` holds how often
each source was right on labelled documents; a claim is as sure as its sources together. `make calibrate` makes the counts.
"""

from __future__ import annotations

import re
from functools import cache

from ingestion.extraction.draft import Draft
from ingestion.extraction.lexicon import table

FIELDS = ("metric", "status", "period", "region", "level", "action")
# a source seen seldom says little: it is drawn to this many sightings of an even worth
PRIOR_SEEN, PRIOR_RIGHT = 4.0, 3.4

_WORDS = re.compile(r"(?<=^cue )\S+|(?<=^time ).*|(?<=^leans on ).*|(?<=^until ).*|(?<=^verb )\S+")


def sources(draft: Draft) -> dict[str, str]:
    """Where each field of a claim came from, with the words of the text left out."""
    told = dict(rule.split(": ", 1) for rule in draft.rules if ": " in rule)
    rule, _, action = draft.decision.rule.partition("; action: ")
    return {
        "metric": f"{draft.decision.metric}: {rule}",
        "status": _WORDS.sub("…", told.get("status", "none")),
        "period": f"{draft.fields.get('period_basis') or 'none'}, {draft.fields.get('status')}",
        "region": draft.fields.get("region_basis") or "none",
        "level": told.get("level", "list"),
        "action": _WORDS.sub("…", action or "none"),
    }


@cache
def _reliability() -> dict[tuple[str, str], float]:
    return {
        (row["field"], row["source"]): (float(row["right"]) + PRIOR_RIGHT) / (float(row["seen"]) + PRIOR_SEEN)
        for row in table("reliability")
    }


def confidence(draft: Draft) -> float:
    """Between 0 and 1: the product of what the sources of its fields are worth."""
    value = 1.0
    for field, source in sources(draft).items():
        value *= _reliability().get((field, source), PRIOR_RIGHT / PRIOR_SEEN)
    return round(value, 3)
