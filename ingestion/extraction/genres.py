"""What kind of text an article is, by its title and opening: the default of what its figures say, where they don't say it themselves.

Only telling kinds apart belongs here. What a kind makes of a figure is for `fields`, `claim_time` and `timeline`.
"""

from __future__ import annotations

import re

_OPENING = 600  # characters of a text that may hold its own headline, number and letter of transmittal
_DENIAL_WITHIN, _ARTICLES_WITHIN = 2000, 4000  # characters in which a text says that something is untrue, and has its first articles

_REBUTTAL = re.compile(r"辟谣|谣言|假的|不实|求证|真相|网传|传言")
_ANSWERS = re.compile(r"回应|澄清|[?？]|真假|是真的吗")
_UNTRUE = re.compile(r"谣言|不实|不属实|辟谣|子虚乌有|虚假信息")
_NORM_TITLE = re.compile(r"(?:条例|办法|规定|实施细则|细则|规范|建设标准|标准|准则|指南)(?:如下[:：]?|[（(][^）)]{1,20}[)）])?$")
_NORM_SAID = re.compile(r"应[以按设为达]|为宜|不得(?:超过|少于|低于|多于)")
_ARTICLE = re.compile(r"(?m)^[ \t\u3000]*第[一二三四五六七八九十百]+条[ \u3000]")
_ARTICLE_NAMED = re.compile(r"第[一二三四五六七八九十]+条")
_REPORT = re.compile(r"政府工作报告|作(?:政府)?工作报告|向大会(?:报告|作)")
# 写入市政府工作报告的12所学校, 落实《政府工作报告》: a text that only speaks of one
_OF_REPORT = re.compile(r"(?:[写纳列载]入|落实|贯彻|根据|按照|依照|依据|热议|解读)了?[^，。；\n]{0,8}$")
_REVIEW_TITLE = re.compile(
    r"(?:落实|执行|完成|开展|实施)情况|总结|公报|统计|通报|进展|回顾|成绩单|答卷|成效|情况报告|述职|进度条"
    r"|自[查评][^，。；]{0,4}报告|工作汇报"
)
_PLAN_TITLE = re.compile(
    r"工作要点|工作计划|工作方案|实施方案|行动计划|行动方案|发展规划|专项规划|建设计划|招生计划|招[聘生](?:公告|简章|通告|启事)"
    r"|工作安排|工作意见|工作打算|工作思路|工作部署|工作重点|重点工作|征求意见|落实的通知|要点"
    r"|重点任务|目标任务|建设任务|年度任务|任务告知|任务清单|任务落实|任务分解|分解表|任务表|项目名录|项目清单|建设日程"
    r"|(?:惠民|民生)(?:行动|实事)?(?:项目|工程|清单)(?:出炉|公布|发布|敲定|确定)|民生实事|实事项目|(?:为民|民生)?办?(?:十件|[0-9]+件)?实事(?:安排)?$|实事(?:工程)?(?:计划|任务)"
    r"|年[^，。！？]{0,20}(?:建设|发展|教育)?计划$|批复|立项|公示|招标|这么干|要[做办]的|怎样"
)
# 斥资大办教育实事, 十件实事全部办结: told when done
_DONE_TITLE = re.compile(
    r"[斥耗巨]资|大办|办结|办成|办妥|兑现|见效|成效|收官|全部完成|圆满完成|已完成|视察|调研|督查|督导|推进会|推进情况|回头看"
    r"|见行动|见闻|走访|有效推进|(?:资金|经费|款项)(?:安排|分配|下达)?(?:情况)?的?(?:公告|公示|通告|通知)$"
)
# the heading of a plan below its number and its letter of transmittal
_PLAN_LINE = re.compile(r"(?:行动计划|工作要点|实施方案|发展规划|工作方案|工作计划)(?:[（(][^（）()\n]{4,16}[)）])?(?=\n|$)")
_RUNS_ON = re.compile(r"[，。；《》]")
# a text whose sections say what is aimed at, and how it will be reached
_AIM_SECTION = re.compile(r"(?m)^[一二三四五六七八九十（(]{1,3}[、.）)] ?(?:总体|主要|工作|年度|建设|目标)?(?:目标|任务)")
_WAY_SECTION = re.compile(
    r"(?m)^[一二三四五六七八九十（(]{1,3}[、.）)] ?"
    r"(?:实施步骤|实施内容|进度安排|工作步骤|工作措施|保障措施|推进措施|工作要求|组织领导|责任分工)"
)
# 会上票决产生了2024年十大民生实事项目, and their numbered list
_TASKS_CHOSEN = re.compile(
    r"(?:公布|发布(?!会)|票决|选出|评选|确定|敲定|审议通过|表决通过|出炉|公示|征集|产生)了?[^。；]{0,40}?"
    r"(?:民生实事|办?实事(?:项目|工程|计划)|(?:民生|惠民)(?:实事|工程|项目))(?!完成|进展|落实)"
)
_ITEM = re.compile(r"(?m)^[ \t\u3000]*(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})[、.．]")
# 自 查 报 告
_SPACED = re.compile(r"(?<=[\u4e00-\u9fa5])[ \u3000]+(?=[\u4e00-\u9fa5])")


def genre_of(title: str | None, text: str) -> str:
    """`rebuttal`, `norm`, `report`, `review`, `plan` or `news`: the first that it is."""
    title = _SPACED.sub("", title or "")
    return next((genre for genre, is_one in _GENRES if is_one(title, text)), "news")


def _is_rebuttal(title: str, text: str) -> bool:
    """网传甲县停建学校？不实: comes first, for what it repeats may look like any other kind."""
    return bool(_REBUTTAL.search(title) or (_ANSWERS.search(title) and _UNTRUE.search(text, 0, _DENIAL_WITHIN)))


def _is_norm(title: str, text: str) -> bool:
    """甲市中小学建设标准, or a text in articles (第一条), though its title may speak of a plan."""
    if _NORM_TITLE.search(title.strip()) or _NORM_SAID.search(title):
        return True
    return len(_ARTICLE.findall(text, 0, _ARTICLES_WITHIN)) >= 2 or len(_ARTICLE_NAMED.findall(text, 0, _ARTICLES_WITHIN)) >= 4


def _is_report(title: str, text: str) -> bool:
    """政府工作报告, or news about one: both look back and ahead, so that its title's 总结 or 安排 is that of a part."""
    return _speaks_as_report(title) or _speaks_as_report(text[:_OPENING])


def _speaks_as_report(place: str) -> bool:
    """Whether a headline or an opening is that of a government's report, or of news about it."""
    return any(not _OF_REPORT.search(place, max(0, match.start() - 20), match.start()) for match in _REPORT.finditer(place))


def _is_review(title: str, text: str) -> bool:
    """甲县民生实事完成情况: before plans, for it may name the plan that it reports on."""
    return bool(_REVIEW_TITLE.search(title))


def _is_plan(title: str, text: str) -> bool:
    """甲县教育工作要点: by its title, else by a heading below its number, by sections of aims and of ways, or by a list of tasks chosen."""
    is_told_done = _DONE_TITLE.search(title)
    if _PLAN_TITLE.search(title) and not is_told_done:
        return True
    head = text[:_OPENING]
    if any(_is_line(head, match.end()) for match in _PLAN_LINE.finditer(head)) or (_AIM_SECTION.search(text) and _WAY_SECTION.search(text)):
        return True
    chosen = None if is_told_done else _TASKS_CHOSEN.search(head)
    return chosen is not None and bool(_ITEM.search(text, chosen.end()))


def _is_line(head: str, end: int) -> bool:
    """Whether a heading, and nothing else, stands on the line that ends there."""
    line = head[head.rfind("\n", 0, end) + 1 : end]
    return 8 <= len(line) <= 52 and not _RUNS_ON.search(line)


_GENRES = (("rebuttal", _is_rebuttal), ("norm", _is_norm), ("report", _is_report), ("review", _is_review), ("plan", _is_plan))
