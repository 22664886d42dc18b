"""What is done to the schools that a figure counts, or to a named school: built, opened, moved, closed.

Action words are data (`actions.csv`, with a strength that tells verbs of building from words that only sometimes are).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingestion.wordlists import alternatives, any_of, table, words

# 小学120所: a list of how many there are needs no verb
_BARE_COUNT = re.compile(
    r"[\s\S]*(?:学校|中学|小学|中小学|幼儿园|高中|初中|教学点|高校|学院|中职|[一-龥]园|园区|校区)(?:[（(][^（）()]{0,30}[）)])?[\s]*"
)


# 幸福中学扩建、…等6个项目, …怀柔校区(扩建工程)等4所: what one school's project is called
_IN_NAME = re.compile(r"[、等]|[\u4e00-\u9fa5]{0,3}[)）]")


@dataclass(slots=True)
class Action:
    start: int
    end: int
    action: str
    strength: int


@cache
def _actions() -> tuple[re.Pattern[str], dict[str, tuple[str, int]]]:
    rows = {row["term"]: (row["action"], int(row["strength"])) for row in table("actions")}
    return re.compile(alternatives(rows)), rows


@cache
def _indicator_verbs() -> re.Pattern[str]:
    return any_of(words("indicator_school_verbs"))


@cache
def strong_actions() -> re.Pattern[str]:
    """The verbs that on their own say that something is done to a school."""
    return re.compile(alternatives(row["term"] for row in table("actions") if int(row["strength"]) >= 3))


def actions(text: str, start: int, end: int) -> list[Action]:
    pattern, rows = _actions()
    return [Action(match.start(), match.end(), *rows[match[0]]) for match in pattern.finditer(text, start, end)]


def is_taking_part(local: str, head: str, right: str) -> bool:
    """Whether the schools of a count take part in something or carry a title, with nothing built."""
    return bool(_indicator_verbs().search(head) or _indicator_verbs().search(local) or _indicator_verbs().search(right[:16]))


def of_count(text: str, clause: tuple[int, int], start: int, end: int, head: str, local_start: int) -> tuple[str | None, int, str]:
    """The action of a count of schools at `start`–`end`: (action, strength, rule). (None, 0, …) where the clause has none.

    First what the counted noun itself says (8个续建项目), then the nearest verb before it, then a verb after it.
    """
    # 两所新建校投入使用: what the noun is called, not yet what becomes of it
    attributive = [
        found
        for found in actions(text, end, min(end + max(len(head), 1), clause[1]))
        if found.strength >= 3
        and (found.action != "opened" or text[found.end : found.end + 1] in ("的", "学", "校", "幼", "项", "中", "小"))
    ]
    planned = [found for found in actions(text, *clause) if found.strength >= 5]
    if planned:
        return planned[0].action, planned[0].strength, f"verb {text[planned[0].start : planned[0].end]}"
    # a verb inside the list of names (幸福中学扩建、鱼复幼儿园等6个项目) says what that school's project is, not what happens to all
    left = [found for found in actions(text, clause[0], start) if found.strength >= 1 and not _IN_NAME.match(text, found.end)]
    right = [found for found in actions(text, end, clause[1]) if found.strength >= 2]
    if attributive and attributive[0].action == "continued":
        return "continued", 4, "said of the counted noun"
    strong_left = [found for found in left if found.strength >= 3]
    finishing = [found for found in right if found.strength >= 3 and found not in attributive]
    if strong_left:
        best = strong_left[-1]
        # 新建的25所…建成投用: a finishing verb after the count outranks how the schools came to be
        if finishing and finishing[-1].action == "opened" and best.action in ("built", "built_or_expanded") and best.start < local_start:
            best = finishing[-1]
        return best.action, best.strength, f"verb {text[best.start : best.end]}"
    if finishing:
        return finishing[-1].action, finishing[-1].strength, f"verb {text[finishing[-1].start : finishing[-1].end]} after it"
    if attributive:
        return attributive[0].action, attributive[0].strength, "said of the counted noun"
    if left:
        best = max(left, key=lambda found: (found.strength, found.start))
        return best.action, best.strength, f"verb {text[best.start : best.end]}"
    if right:
        return right[0].action, right[0].strength, f"verb {text[right[0].start : right[0].end]} after it"
    before = text[clause[0] : start]
    if _BARE_COUNT.fullmatch(before):
        return "existing", 1, "a bare count"
    if re.search(r"(?:有|共|共计|达到?|存|各类|各级|其中|办有)[^，。；]{0,8}$", before) and not re.search(
        r"(?:在|对|组织|面向|指导|选择)[^，。；]{0,6}$", before
    ):
        return "existing", 2, "states how many there are"
    return None, 0, "no verb"
