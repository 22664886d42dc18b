"""What a check of a text yields: one answer for each figure in it. Shapes only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SUPPORTED, CONTRADICTED, NO_CLAIM = "supported", "contradicted", "no_claim"
# How a known figure stands to the one that was pasted, the strongest first. same_value: a bare number's, whatever it counts. disputed: a
# document tells of it as doubtful or false. related: of the same thing elsewhere, at another time, or only planned.
SUPPORTS, SAME_VALUE, CONTRADICTS, DISPUTED, RELATED = "supports", "same_value", "contradicts", "disputed", "related"

# What they are called, as `warehouse.evidence.words` takes it.
NAMES = {
    ("verdict", SUPPORTED): ("有据可查", "supported"),
    ("verdict", CONTRADICTED): ("与已知数据不符", "contradicted"),
    ("verdict", NO_CLAIM): ("暂无依据", "no claim"),
    ("relation", SUPPORTS): ("相符", "agrees"),
    ("relation", SAME_VALUE): ("数值相同", "the same number"),
    ("relation", CONTRADICTS): ("不符", "disagrees"),
    ("relation", DISPUTED): ("仅见于存疑说法", "only told as doubtful"),
    ("relation", RELATED): ("仅供参考", "for comparison"),
}


@dataclass(frozen=True)
class Stated:
    """A figure as the extractor reads it in the pasted text. `start` and `end` index that text in code points.

    metric is None for a bare number, of which nothing but its value, and perhaps its unit, is known; other fields are None where the text
    does not say. is_status_told: the text says whether the figure is done, planned or a norm (else `status` is a guess).
    """

    start: int
    end: int
    value_min: float | None
    value_max: float | None
    is_approximate: bool
    unit: str | None
    family: str | None = None
    metric: str | None = None
    per: str | None = None
    status: str | None = None
    is_status_told: bool = False
    period_start: date | None = None
    period_end: date | None = None
    region_code: str | None = None
    region_name: str | None = None
    level: str | None = None
    action: str | None = None
    subject: str | None = None
    facility_id: str | None = None
    facility_name: str | None = None


@dataclass(frozen=True)
class Evidence:
    """A claim behind a known figure. path: its evidence page and anchor, relative to the published folder; agrees: with the pasted one."""

    claim_id: str
    document_id: str
    file_name: str
    title: str | None
    publisher: str | None
    published_date: date | None
    quote: str
    value_min: float | None
    value_max: float | None
    figure_zh: str
    figure_en: str
    agrees: bool
    path: str


@dataclass(frozen=True)
class Found:
    """A known figure that has to do with the pasted one: a fact, or (without fact_id) a disputed claim. relation: see above."""

    relation: str
    fact_id: str | None
    metric: str
    metric_zh: str
    metric_en: str
    value_min: float | None
    value_max: float | None
    figure_zh: str
    figure_en: str
    status: str
    period_start: date | None
    period_end: date | None
    region_name: str | None
    level: str | None
    action: str | None
    subject: str | None
    claim_count: int
    document_count: int
    is_conflicting: bool
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Answer:
    """The verdict on one figure, and what it rests on, the most telling first. The names tell how the figure was read: `metric_zh` and
    `metric_en` what it measures (None for a bare number)."""

    stated: Stated
    verdict: str
    found: tuple[Found, ...]
    figure_zh: str
    figure_en: str
    metric_zh: str | None
    metric_en: str | None
