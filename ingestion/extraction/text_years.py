"""What a text says itself of the years that it is of: the years of its plan, and what year it is.

Which days a time expression means is for `time_meanings`; what a story makes of its own year is for `story`.
"""

from __future__ import annotations

import re

from ingestion.extraction.periods import first_year_of_plan
from ingestion.extraction.time_words import PLAN_NUMBER, TO, YEAR

_PLAN_YEARS = re.compile(rf"(?:计划|规划|方案|纲要)[（(]({YEAR})年?{TO}({YEAR}|[0-9]{{2}})年?[)）]")
_PLAN_NAMED = re.compile(rf"[“\"]?({PLAN_NUMBER})五[”\"]?[^，。；《》\n]{{0,16}}(?:规划|计划)")

# 今年是“十二五”收官之年, 今年是新中国成立70周年
_THIS_YEAR_OF_PLAN = re.compile(
    rf"今年是?[^，。；\n]{{0,6}}[“\"]?({PLAN_NUMBER})五[”\"]?(?:规划)?的?(?:实施的?)?(开局|起步|第一|第二|中期|第三|第四|收官|收尾|最后|末)"
)
_YEAR_OF_PLAN = {"开局": 1, "起步": 1, "第一": 1, "第二": 2, "第三": 3, "中期": 3, "第四": 4, "收官": 5, "收尾": 5, "最后": 5, "末": 5}
_THIS_YEAR_SINCE = re.compile(r"今年是?[^，。；\n]{0,6}(建党|共产党成立|新中国成立|共和国成立|改革开放)([0-9]{2,3})周?年")
_BEGINNINGS = {"建党": 1921, "共产党成立": 1921, "新中国成立": 1949, "共和国成立": 1949, "改革开放": 1978}
_OPENING = 1500  # characters in which a text says what year it is


# 2017年和过去五年工作回顾, 五年来，本届政府…
_REVIEWS_TERM = re.compile(r"五年(?:来|以来)?(?:的|政府)?工作回顾|回顾[^，。\n]{0,8}五年|五年来?，本届政府|本届政府[^。\n]{0,12}五年")
_TO_CONGRESS = re.compile("各位代表[，,：:！]")
_REVIEWS_WITHIN = 5000  # characters within which a report says which years it reviews


def reviews_term(text: str) -> bool:
    """Whether a text says that it reviews a term of office, five years."""
    return bool(_REVIEWS_TERM.search(text, 0, _REVIEWS_WITHIN))


def is_to_congress(text: str) -> bool:
    """Whether a text is a report that is read to a congress."""
    return bool(_TO_CONGRESS.search(text, 0, _REVIEWS_WITHIN))


def year_told(text: str) -> int | None:
    """The year that a text says itself that it is, by its plan or an anniversary; None where it doesn't."""
    head = text[:_OPENING]
    if "今年" not in head:
        return None
    if found := _THIS_YEAR_OF_PLAN.search(head):
        return first_year_of_plan(found[1]) - 1 + _YEAR_OF_PLAN[found[2]]
    found = _THIS_YEAR_SINCE.search(head)
    return _BEGINNINGS[found[1]] + int(found[2]) if found else None


# 2023年工作总结和2024年工作打算
_REVIEW_AND_PLAN = re.compile(
    r"(?:19|20)[0-9]{2}年[^0-9，。]{0,16}?(?:总结|回顾|情况)[^0-9，。]{0,6}"
    r"((?:19|20)[0-9]{2})年[^0-9，。]{0,10}(?:计划|打算|安排|要点|思路|谋划|部署|重点)"
)


def year_planned(title: str | None) -> int | None:
    """The year that a title plans beside the one that it reviews."""
    named = _REVIEW_AND_PLAN.search(title or "")
    return int(named[1]) if named else None


def plan_years(title: str | None, text: str) -> tuple[int, int] | None:
    """The first and last year of the plan that a text is (by its title) or tells of (by its opening): …计划(2011—2013年), “十三五”规划."""
    for part in (title or "", text[:600]):
        if found := _PLAN_YEARS.search(part):
            first = int(found[1])
            last = int(found[2]) if len(found[2]) == 4 else first - first % 100 + int(found[2])
            return (first, last) if first <= last <= first + 20 else None
        if found := _PLAN_NAMED.search(part):
            first = first_year_of_plan(found[1])
            return first, first + 4
    return None
