"""Which claims of a document are parts of another of its claims: those that add up to it, and those that the text calls parts of it.

Parts that one district or kind of school after the other is told of are known where they are read (`inherited`); those of tables are for
`table_totals`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import Any

from ingestion.extraction.numbers import SHARES
from ingestion.wordlists import table

# what a total is shared out into, and where that ends
_SHARED_OUT = re.compile("其中")
_SENTENCE_ENDS = re.compile("[。；;！？]")
_SHARES_END = re.compile(f"{_SENTENCE_ENDS.pattern}|{_SHARED_OUT.pattern}|$")
_SET_AGAINST = re.compile("[比较]")  # 其中女教师310人，比上年增加20人


def is_amount(row: dict[str, Any]) -> bool:
    """Whether a claim states one exact amount, of which others may be parts: no bound, no range, no share."""
    return row["value_min"] is not None and row["value_min"] == row["value_max"] and row["unit"] not in SHARES


def link_parts(rows: list[dict[str, Any]], text: str) -> None:
    """Set `total_claim_id` on claims that add up to another of the same document (24所 = 5所 + 19所), or that its text calls parts of it.

    Parts of an indicator may have names of their own: 62名受表彰者 are 12名校长 and 50名教师.
    """

    def key(row: dict[str, Any]) -> tuple:
        is_people = row["unit"] == "person" and row["family"] == "indicator"
        return "people" if is_people else row["metric"], row["status"], row["region_name"], row["unit"]

    def year(row: dict[str, Any]) -> int | None:
        return row["period_end"] and row["period_end"].year

    by_key: dict[tuple, list[dict[str, Any]]] = {}
    for row in filter(is_amount, rows):
        by_key.setdefault(key(row), []).append(row)
    for members in by_key.values():
        totals = {row["value_min"]: row for row in reversed(members)}
        for first in range(len(members)):
            total = members[first]["value_min"]
            for last in range(first + 1, min(first + 6, len(members))):
                if members[last]["char_start"] - members[last - 1]["char_end"] > 40:
                    break
                total += members[last]["value_min"]
                if (whole := totals.get(total)) is None or whole in (parts := members[first : last + 1]):
                    continue
                # a sum of ten or more is no chance; below, the year has to be the same too
                if total >= 10 or (total > 1 and all(year(part) == year(whole) for part in parts)):
                    for part in parts:
                        part["total_claim_id"] = whole["claim_id"]
    starts = [row["char_start"] for row in rows]
    for shared in _SHARED_OUT.finditer(text):
        end = _SHARES_END.search(text, shared.end()).start()
        # 投入资金8亿元。其中，财政投入6亿元: the sentence that 其中 opens goes on with the one before
        floor = shared.start()
        while floor and text[floor - 1] in "。；; \u3000\n":
            floor -= 1
        _link_shares(text, rows, (bisect_left(starts, shared.start()), bisect_left(starts, end)), floor)


def _link_shares(text: str, rows: list[dict[str, Any]], places: tuple[int, int], floor: int) -> None:
    """Let the claims that one 其中 opens, by their places among the rows, point to the total before it, which no sentence's end parts
    from `floor`: 幼儿园98所，其中公办42所. As many of them are parts as together don't exceed it."""
    first, end = places
    wholes = [row for row in reversed(rows[max(0, first - 4) : first]) if is_amount(row)]
    left: dict[str, float] = {}
    for index in range(first, end):
        part, before = rows[index], rows[index - 1]
        if part["total_claim_id"] is not None or not is_amount(part):
            continue
        between = text[before["char_end"] : part["char_start"]]
        if index > first and _opens_bracket(between):
            continue  # 其中公办园21所（含附属园9所）
        whole = next((row for row in wholes if _is_of_kind(part, row)), None)
        if whole is None or _SENTENCE_ENDS.search(text, whole["char_end"], floor) or _SET_AGAINST.search(between):
            continue
        rest = left.get(whole["claim_id"], whole["value_max"]) - part["value_min"]
        if rest >= 0 and part["value_min"] < whole["value_max"]:
            part["total_claim_id"], left[whole["claim_id"]] = whole["claim_id"], rest


def _opens_bracket(text: str) -> bool:
    return max(map(text.rfind, "（(")) > max(map(text.rfind, "）)"))


def _is_of_kind(part: dict[str, Any], whole: dict[str, Any]) -> bool:
    """Whether a claim counts the same as another: sums of money and people of an indicator may be of several metrics."""
    is_mixed = part["unit"] == "CNY" or (part["family"] == "indicator" and part["unit"] == "person")
    names = ("family", "unit", "per") if is_mixed else ("metric", "unit", "per")
    return all(part[name] == whole[name] for name in names) and _is_within_level(part["level"], whole["level"])


def _is_within_level(part: str | None, whole: str | None) -> bool:
    """Whether what is counted at one level may be a part of what is counted at another."""
    return None in (part, whole) or part == whole or (whole, part) in _wider_levels()


@cache
def _wider_levels() -> set[tuple[str, str]]:
    return {(row["whole"], row["part"]) for row in table("wholes") if row["field"] == "level"}
