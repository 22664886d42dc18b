"""How sure a claim is: the share of labelled claims that were right when their fields came from the same sources.

Each field comes from a source (the clause, an earlier sentence, the genre's default …). `lexicon/reliability.csv` holds how often each was
right on labelled documents. Their product orders claims but is no probability, for sources err together: `lexicon/confidence.csv` holds the
share of claims that was right at each height of the product. `make calibrate` makes both.

A figure of a table is read as the sentence that its headings make: what its fields came from there is worth what it is worth in prose, and
one source more (`table`, `headings`) stands for the making of the sentence: how many claims were right in all fields on labelled tables.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import repeat
from operator import itemgetter, methodcaller

from ingestion.extraction.draft import Draft
from ingestion.wordlists import table

FIELDS = ("metric", "status", "period", "region", "level", "action")
# a source seen seldom says little: it is drawn to this many sightings of an even worth
PRIOR_SEEN, PRIOR_RIGHT = 4.0, 3.4

# of a rule as the trace tells it, `level: heading`
_AT_COLON, _FIELD_AND_SOURCE = methodcaller("partition", ": "), itemgetter(0, 2)
_WORDS = re.compile(r"(cue |verb )\S+|(time |leans on |until |signs against ).*")


def _without_words(source: str) -> str:
    """A source with the words of the text left out: `cue …`, `verb … after it`, `leans on …`, `signs against …`."""
    match = _WORDS.match(source)
    return f"{match[1] or match[2]}…{source[match.end() :]}" if match else source


def sources(draft: Draft) -> dict[str, str]:
    """Where each field of a claim came from, with the words of the text left out."""
    told = dict(map(_FIELD_AND_SOURCE, map(_AT_COLON, draft.rules)))  # the last word of each field
    table = {"table": "headings"} if "table" in told else {}
    decision = draft.decision
    fields = draft.fields
    return {
        "metric": f"{decision.metric}: {decision.rule}",
        "status": _without_words(told.get("status", "none")),
        "period": f"{fields.get('period_basis') or 'none'}, {fields.get('status')}",
        "region": fields.get("region_basis") or "none",
        "level": told.get("level", "list"),
        "action": _without_words(str(decision.action_rule or "none")),
        **table,
    }


def worth(seen: int, right: int) -> float:
    """The share of right fields that a source stands for; one seen seldom is drawn to the worth of the unknown."""
    return (right + PRIOR_RIGHT) / (seen + PRIOR_SEEN)


@cache
def _reliability() -> dict[tuple[str, str], float]:
    return {(row["field"], row["source"]): worth(int(row["seen"]), int(row["right"])) for row in table("reliability")}


@cache
def _scale() -> tuple[tuple[float, int, int], ...]:
    return tuple((float(row["product_from"]), int(row["claims"]), int(row["right"])) for row in table("confidence"))


def product(told: dict[str, str], reliability: dict[tuple[str, str], float]) -> float:
    """What the sources of a claim's fields are worth, multiplied."""
    return math.prod(map(reliability.get, told.items(), repeat(PRIOR_RIGHT / PRIOR_SEEN)))


def of_product(value: float, steps: Sequence[tuple[float, int, int]]) -> float:
    """The share of labelled claims that were right in all fields on a product's step of the scale.

    `steps` are (product from which, claims, right), rising, the first from 0.
    """
    _, claims, right = steps[bisect_right(steps, value, key=itemgetter(0)) - 1]
    return right / claims


def confidence(draft: Draft) -> float:
    """Between 0 and 1: the share of labelled claims that were right in all fields where these came from such sources."""
    return round(of_product(product(sources(draft), _reliability()), _scale()), 3)
