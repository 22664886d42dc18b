"""Which figures of a table are parts of which: rows under 合计, columns beside 合计, and what stands under 其中.

A part is linked only where the figures bear it out: parts of a total of all rows never come to more than it, and columns are parts of their
total only where they add up to it. What is no total and no part says nothing here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ingestion.extraction.tables import Figure
from ingestion.extraction.totals import is_amount

Read = tuple[Figure, dict[str, Any]]


def link(read: Sequence[Read]) -> list[Read]:
    """Set `total_claim_id` on the claims of one table that are parts of others, and return the figures whose label nobody understands and
    that are no parts: of which thing they are is not known."""
    summable = [pair for pair in read if _is_summable(pair)]
    for group in _groups(summable, by_row=True):
        _link_columns(group)
    for group in _groups(summable, by_row=False):
        _link_rows(group)
    return [(figure, row) for figure, row in read if _is_unknown(figure) and row["total_claim_id"] is None]


def _is_unknown(figure: Figure) -> bool:
    said = figure.line.said
    return said.label is not None and not said.is_total and not said.school and not figure.line.is_prose


def _is_summable(pair: Read) -> bool:
    figure, row = pair
    return is_amount(row) and row["per"] is None and not figure.line.is_prose  # figures per pupil add up to nothing


def _groups(read: list[Read], by_row: bool) -> list[list[Read]]:
    """Figures of one row or of one column that count the same thing, in order of place."""
    found: dict[tuple, list[Read]] = {}
    for figure, row in read:
        line = figure.line
        place = line.row if by_row else line.box.column
        alike = (row["metric"], row["unit"], row["status"], line.said.time, row["action"] if by_row else None)
        found.setdefault((place, *alike), []).append((figure, row))
    return [group for group in found.values() if len(group) > 1]


def _link_columns(group: list[Read]) -> None:
    """Columns beside the total of their row: 合计 24 | 新建 5 | 改扩建 19, and 其中 right of what it is part of."""
    total: Read | None = None
    whole: Read | None = None  # what 其中 is part of: the total, or where there is none yet the last plain figure
    parts: list[Read] = []
    for pair in group:
        column = pair[0].line.column
        if column.is_total:
            _link_if_equal(total, parts)
            total, whole, parts = pair, pair, []
        elif column.is_part:
            if whole is not None and pair[1]["value_min"] <= whole[1]["value_min"]:
                pair[1]["total_claim_id"] = whole[1]["claim_id"]
        else:
            parts.append(pair)
            whole = total or pair
    _link_if_equal(total, parts)


def _link_if_equal(total: Read | None, parts: list[Read]) -> None:
    if total is not None and parts and _same(sum(row["value_min"] for _, row in parts), total[1]["value_min"]):
        for _, row in parts:
            row["total_claim_id"] = total[1]["claim_id"]


def _link_rows(group: list[Read]) -> None:
    """Rows under or over the total of their column, sub-totals among them; rows of 其中 under the row that they are part of."""
    totals: list[Read] = []
    plain: list[list[Read]] = [[]]  # the other rows, between one total and the next
    whole: Read | None = None
    for pair in group:
        line = pair[0].line
        if line.label.is_total:
            totals.append(pair)
            plain.append([])
            whole = pair
        elif line.label.is_part and whole is not None:
            if pair[1]["total_claim_id"] is None and pair[1]["value_min"] <= whole[1]["value_min"]:
                pair[1]["total_claim_id"] = whole[1]["claim_id"]
        else:
            plain[-1].append(pair)
            whole = pair
    everything = sum((row["value_min"] for _, row in totals), 0.0)
    for number, total in enumerate(totals):
        choices = [plain[number + 1], plain[number]]
        if _take(total, choices, exactly=True):
            continue
        # a sum of the sub-totals
        if len(totals) > 1 and _same(everything, 2 * total[1]["value_min"]) and _take(total, [totals], exactly=True):
            continue
        if len(totals) == 1:
            _take(total, [[*plain[0], *plain[1]]], exactly=False)


def _take(total: Read, choices: list[list[Read]], exactly: bool) -> bool:
    """Link the first choice of parts that the total bears out, unless they are linked already."""
    value = total[1]["value_min"]
    for parts in choices:
        parts = [pair for pair in parts if pair is not total]
        amount = sum(row["value_min"] for _, row in parts)
        if parts and amount and (_same(amount, value) or (not exactly and amount <= value)):
            for _, row in parts:
                if row["total_claim_id"] is None and row["claim_id"] != total[1]["total_claim_id"]:
                    row["total_claim_id"] = total[1]["claim_id"]
            return True
    return False


def _same(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-6 * max(1.0, abs(b))
