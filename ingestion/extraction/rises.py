"""Figures that rise or fall to the next ones: 由56%提高到62.4%, and lists that rise to lists; when the earlier state was.

That the later figure counts what the earlier one does is also seen from it alone, before there are drafts of both: that is for `inherited`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from ingestion.extraction import metrics
from ingestion.extraction.draft import Draft
from ingestion.extraction.lists import RANGE
from ingestion.extraction.periods import Basis, whole_year

FROM_TO = re.compile(
    # behind a comma no other subject may stand: 入学率99.8%，辍学率降到0.2%
    r"^(?:[，,](?:目前|现在?|如今|已经?|今年|去年|逐步|逐年|大幅|稳步|迅速|进一步|又|再|将|拟|计划|力争|分别|全部|均|都|可)*|[\u4e00-\u9fa5]{0,4})(?:提高|增加|上升|提升|增长|发展|下降|降低|减少|扩大|压减|压缩|扩充|扩容|扩建|整合|优化|精简|压缩|[上下]调|调整?|增|减|升|降|变|扩)(?:到|至|为|成)(?:了)?"
    r"(?:(?:19|20)[0-9]{2}年的?)?(?:每[生人月年天日]|每学[期年])*$"
)
# up to the earlier state of a rise
_FROM = re.compile(r"[由从](?:原来?的?|原有的?|现有?的?|目前的?)?$")
_FIVE_YEARS = re.compile('[五5]年|五[”"]?(?:期间|时期|以来)?$')


def rises_of_lists(text: str, runs: list[list[int]], by_index: dict[int, Draft]) -> list[tuple[list[Draft], list[Draft]]]:
    """Lists whose members rise to those of the next: 分别由2012年的66%、91%提升至90%、96%. They share the time of the first member, and
    each has the metric and level of the one in its place."""
    found = []
    for before, after in pairwise(runs):
        members = [[by_index[index] for index in run if index in by_index] for run in (before, after)]
        earlier, later = members
        if len(earlier) != len(before) or len(later) != len(before) or len(after) != len(before):
            continue
        if FROM_TO.match(text[earlier[-1].quantity.end : later[0].quantity.start]):
            found.append((earlier, later))
            for low, high in zip(earlier, later, strict=True):
                high.decision = low.decision.taken_over("later state of a rise")
                high.fields["level"] = low.fields.get("level")
                low.fields |= {"status": earlier[0].fields.get("status")} | earlier[0].period
    return found


def split_rises(text: str, drafts: list[Draft], listed: list[tuple[list[Draft], list[Draft]]]) -> None:
    """由56%提高到62.4%: the first figure is the earlier state, a year before the second where nothing else is said. `listed`: lists that
    rise to lists, whose neighbours are no such pair."""
    apart = {(id(earlier[-1]), id(later[0])) for earlier, later in listed}
    for earlier, later in pairwise(drafts):
        if (id(earlier), id(later)) in apart:
            continue
        if earlier.sentence != later.sentence or earlier.quantity.kind != later.quantity.kind:
            continue
        if FROM_TO.match(text[earlier.quantity.end : later.quantity.start]):
            if earlier.decision.metric in metrics.RATE_METRICS:
                later.decision = replace(earlier.decision, rule="later state of a rise")
                later.fields["level"] = earlier.fields.get("level")
            _split(text, earlier, later)


def _split(text: str, earlier: Draft, later: Draft) -> None:
    """Set when the earlier state of a rise was, and that it was: the year, the plan or the day before the later one."""
    start, end = later.fields.get("period_start"), later.fields.get("period_end")
    if start and end is None and earlier.fields.get("period_start") == start:
        # 11月起由每天3元提高到4元: the first figure held until then
        earlier.fields["period_start"], earlier.fields["period_end"] = None, start - timedelta(days=1)
    if earlier.fields["status"] in ("target", "ongoing") and _FROM.search(text, earlier.clause[0], earlier.quantity.start):
        earlier.fields["status"] = "actual"  # 由原36个班扩大到72个班, as is planned
    own = earlier.fields.get("period_text")
    dated = own and re.search(rf"[由从]{re.escape(own)}", text[earlier.clause[0] : earlier.quantity.start])
    if dated:
        earlier.fields["status"] = "actual"
    elif start and end and start.year < end.year and _same_range(earlier, later):
        # 从1978年到1986年，从65.6亿元增长到214.3亿元
        earlier.fields["period_start"], earlier.fields["period_end"] = whole_year(start.year)
        later.fields["period_start"], later.fields["period_end"] = whole_year(end.year)
    elif start and end and start.year == end.year and earlier.fields.get("period_end") == end:
        earlier.fields["period_start"], earlier.fields["period_end"] = whole_year(end.year - 1)
        if earlier.fields["status"] != "standard":
            earlier.fields["status"] = "actual"  # the amount that was the norm was one before, too
    elif start is None and end and _FIVE_YEARS.search(own or "") and earlier.fields.get("period_end") == end:
        # “十四五”期间，由53%提高到63%: at the end of the plan before
        earlier.fields["period_end"], earlier.fields["status"] = whole_year(end.year - 5)[1], "actual"
    elif earlier.fields.get("period_basis") == Basis.PUBLICATION:
        earlier.fields["period_start"] = earlier.fields["period_end"] = None


def _same_range(earlier: Draft, later: Draft) -> bool:
    """Whether two figures are told of one range of years that the text writes out."""
    told = ("period_start", "period_end", "period_text")
    is_same = all(earlier.fields.get(name) == later.fields.get(name) for name in told)
    return is_same and bool(RANGE.search(earlier.fields.get("period_text") or ""))
