"""The figures of a pasted text, read by the project's own extractor. What is known of them is not asked here."""

from __future__ import annotations

import re

import polars as pl

from ingestion.cleaning import raw_span
from ingestion.extraction import candidates, extract, prepared, read_stories
from ingestion.extraction.explain import of_text
from ingestion.extraction.numbers import PASSED_OVER
from orchestration.check_figure.answers import Stated

LONGEST_TEXT = 2_000
MOST_FIGURES = 20
# Whoever checks a figure here means one about education: 投入7862万元 is read as in a document with such a title.
_ABOUT = "教育"
# Numbers that the extractor left out for one of these reasons are no figures; for any other (no subject, no unit) they still may be.
_NO_FIGURES = {
    "time", "ordinal", "anaphora", "indefinite", "rate_base", "slogan", "idiom", "place_name", "kind_name", "quoted_name", "inside_title",
    "broken_number", "negative", "code", "academic_degree",
}  # fmt: skip
# Measure words that tell no unit: 个.
_VAGUE = {"generic", "bare"}
_WORDS = re.compile(r"\w")
_FIELDS = (
    "value_min", "value_max", "is_approximate", "unit", "family", "metric", "per", "status", "period_start", "period_end", "region_code",
    "region_name", "level", "action", "subject", "facility_id", "facility_name",
)  # fmt: skip


class TextTooLong(ValueError):
    """More was pasted than is checked at once."""


def read(text: str) -> list[Stated]:
    """The figures of the text in their order, MOST_FIGURES at most. Raises TextTooLong."""
    if len(text) > LONGEST_TEXT:
        raise TextTooLong(f"一次最多核对 {LONGEST_TEXT:,} 字，现有 {len(text):,} 字，请分段。 At most {LONGEST_TEXT:,} characters at once.")
    # halves of surrogate pairs are no characters: what holds one cannot be handed to Arrow
    document = of_text("".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text))
    document = document.with_columns(title=pl.lit(_ABOUT))
    claims = [
        Stated(start=row["char_start"], end=row["char_end"], is_status_told=_is_told(row["rules"]), **{name: row[name] for name in _FIELDS})
        for row in extract(document).claims.iter_rows(named=True)
    ]
    bare = _bare(document)
    if not _WORDS.search(_without(text, bare)):  # numbers alone: whatever they count
        return bare[:MOST_FIGURES]
    bare = [number for number in bare if not any(number.start < claim.end and claim.start < number.end for claim in claims)]
    return sorted([*claims, *bare], key=lambda stated: stated.start)[:MOST_FIGURES]


def _bare(document: pl.DataFrame) -> list[Stated]:
    """Every number of the text that is no date, ordinal or code, with its unit where its measure word tells one."""
    (row,) = prepared(document)
    refused = {quantity.start: reason for reading in read_stories(row) for quantity, reason in reading.refused}
    found = []
    for quantity in candidates(row["clean_text"], 0, len(row["clean_text"])):
        if quantity.kind in PASSED_OVER or quantity.value_min is None is quantity.value_max:
            continue
        if refused.get(quantity.start) not in _NO_FIGURES:
            start, end = raw_span(row["clean_map"], quantity.start, quantity.end)
            unit = None if quantity.kind in _VAGUE else quantity.unit
            found.append(Stated(start, end, quantity.value_min, quantity.value_max, quantity.is_approximate, unit))
    return found


def _without(text: str, numbers: list[Stated]) -> str:
    """The text with each of these numbers as a space."""
    for number in reversed(numbers):
        text = f"{text[: number.start]} {text[number.end :]}"
    return text


def _is_told(rules: list[str]) -> bool:
    """Whether words of the text, and not its kind alone, tell the status."""
    return not any(rule.startswith("status: ") and rule.endswith(" by default") for rule in rules)
