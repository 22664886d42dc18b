"""What the heading of a section says of all that stands below it: done, under way, or to come.

Which lines are headings, and how far their sections reach, is for `layout`.
"""

from __future__ import annotations

import re

from ingestion.extraction.stages import BEGUN, DONE

# 正在建设的幼儿园, 续建项目: no sentence about them
_HEADS_WORKS = re.compile(
    rf"^[^，。：:0-9]{{0,14}}(?:在建|续建|已(?:{BEGUN})|正在(?:建设|施工|推进|实施))的?"
    r"[^，。：:0-9]{0,6}(?:项目|工程|学校|[小中]学|幼儿园|校区|园)[^，。：:]{0,6}$"
)
_LOOKS_BACK = re.compile(
    r"回顾|现状|发展基础|基本情况|发展成就|总结|过去|取得的?成[绩就效]|执行情况|完成情况|工作成效|工作情况|主要成[绩就效]|工作亮点"
    r"|规划背景|发展背景|收官|(?:圆满|胜利|顺利|全面|如期|超额)(?:完成|实现)|实施情况|历史性(?:成就|变化|跨越)|显著(?:成[绩就效]|提[升高])"
)
# 已建成的学校, 已投用项目
_HEADS_FINISHED = re.compile(rf"^[^，。：:0-9]{{0,14}}已(?:经|全部)?(?:{DONE}|开园)[^，。：:]{{0,14}}$")
_LOOKS_AHEAD = re.compile(
    r"安排|主要任务|重点任务|工作任务|目标|打算|今后|下一步|总体要求|部署|展望|工作思路|重点工作|工作重点|要求|计划|规划|新征程|任务|要点|建议"
    r"|未来(?:[0-9一二三四五几]|的?(?:工作|计划|规划|目标|发展|展望|打算))"
)
# 年度计划编制, 规划落实: what was done about a plan
_ABOUT_PLANS = re.compile(r"编制|落实|执行|完成|重视|推进|实施")


def mood_of_heading(heading: str, reviews: bool) -> str | None:
    """What a section heading says about its section: `actual` where it looks back, `ongoing` where it heads works under way (在建项目),
    `target` where it looks ahead. In a text that `reviews` a year, what was done about plans is among the things told."""
    if _HEADS_WORKS.search(heading):
        return "ongoing"
    if _LOOKS_BACK.search(heading) or _HEADS_FINISHED.search(heading):
        return "actual"
    if _LOOKS_AHEAD.search(heading) and not (reviews and _ABOUT_PLANS.search(heading)):
        return "target"
    return None
