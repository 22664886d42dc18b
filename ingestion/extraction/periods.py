"""Which days a figure is about: time expressions found in text and resolved against a document's date.

Finding and resolving expressions belongs here, and the choice of the one that governs a number. What a past or future time says about
a claim's status is for `status`.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from ingestion.extraction.numbers import DIGITS, chinese_number

_Y = r"(?:19|20)[0-9]{2}"
CHINESE_YEAR = r"(?:一九|二[〇○零])[〇○零一二三四五六七八九]{2}"
_PLAN_NUMBER = r"(?:十[一二三四五六]|[五六七八九十])"

# the lookahead spares most characters the alternation: every time expression opens with one of these
TIME = re.compile(
    rf"""
    (?=[0-9一二到至截从自今本去上下前明年新“"‘'近多几三四五六七八九十这过历建改党撤目如迄至现当眼而春秋])(?:
    (?P<school_year>{_Y})年?[-—–~至到](?:{_Y}|[0-9]{{2}})年?学年
  | (?P<range_from>{_Y})年?[-—–~至到]+(?P<range_to>{_Y})年
  | (?:到|至|截至|截止到?)(?P<until>{_Y})年(?P<until_part>年?[底末]|年底|秋季?|春季?)?(?![0-9]*月)
  | (?:从|自)?(?P<since>{_Y})年(?:(?P<since_month>[0-9]{{1,2}})月(?:[0-9]{{1,2}}日)?|(?P<since_term>[春秋]季?)(?:学期)?)?(?:以来|起|开始|以后)
  | (?P<y>{_Y}|{CHINESE_YEAR})年(?:度|内)?(?:的)?
      (?:(?P<m>[0-9]{{1,2}})月(?:(?P<d>[0-9]{{1,2}})日|(?P<md>底|末|初|中旬|上旬|下旬))?|(?P<term>[春秋](?:季学期|学期|季|天)?)|(?P<half>[上下]半年)|(?P<quarter>第?[一二三四]季度)|(?P<yend>年?[底末]|年底前?))?
  | (?P<rel>今年|本年度?|去年|上年|上一年|前年|明年|年内|新的一年|新一年)(?:的)?
      (?:(?P<rm>[0-9]{{1,2}})月(?:(?P<rd>[0-9]{{1,2}})日|(?P<rmd>底|末|初|中旬|上旬|下旬)?)|(?P<rterm>[春秋](?:季学期|学期|季|天)?)|(?P<rhalf>[上下]半年)|(?P<rquarter>第?[一二三四]季度)|(?P<ryend>年?[底末]|年底前?))?
  | (?P<season>[今去][春秋])
  | (?P<plan>[“"‘']?(?P<plan_n>{_PLAN_NUMBER})五(?!五|[”"’']?(?:目标|规划|任务|发展|教育|学前|行动|计划|重点|基础|普通|特殊|县域|》|定|提出|公共|开局|收官|首|第))[”"’']?)(?P<plan_part>期间|时期|以来|末|规划期间)?
  | (?P<term_years>(?<=[。；;，,\n])(?:这|过去的?)?五年(?:来|间)?)
  | (?P<past_year>一年来|过去(?:的)?一年)
  | (?P<recent>近(?:年来?|几年来?|些年来?|[0-9一二两三四五六七八九十]{{1,2}}年来?)|(?:多|几|[一二两三四五六七八九十][0-9]?)年来|这几年|这些年|几年来|过去[一二两三四五六七八九十几]+年|历年)
  | (?P<era>(?:建[国省市区校]|改革开放|党的十[六七八九]大|撤[县市地]设[市区])以来)
  | (?P<now>截[至止](?:目前|现在|今日?)|目前|如今|迄今|至今|现阶段|当前|眼下|而今)
  | (?P<month>(?<![0-9])[0-9]{{1,2}})月(?:(?P<day>[0-9]{{1,2}})日|(?P<mpart>底|末|份|初|中旬|上旬|下旬))
  | (?P<bare_half>[上下]半年)
  | (?P<bare_end>年底前?)
    )
    """,
    re.VERBOSE,
)
_UP_TO = re.compile(r"截[至止]到?$")
_FROM_ON = re.compile(r"(?:学期)?(?:起|开始)(?!点|步|来)")
_COMPARISON = re.compile(r"(?:比|较|同比|相比|对比|与|和|继)$")


@dataclass(slots=True)
class TimeCue:
    """A resolved time expression. `carries` tells whether later sentences may lean on it, `is_until` marks 到2025年."""

    start: int
    end: int
    text: str
    period_start: date | None
    period_end: date | None
    basis: str
    carries: bool
    is_until: bool = False

    @property
    def is_long(self) -> bool:
        """Whether the period is longer than a month (a term, a year), or open on one side."""
        return self.period_start is None or self.period_end is None or (self.period_end - self.period_start).days > 31


@dataclass(slots=True)
class Anchor:
    """What relative times resolve against: a full date where known, else a year alone (a plan's title), else nothing.

    `is_exact` is false for the last day of a year that only a file's name told. `reviewed` is the year that a yearly review is about.
    """

    day: date | None
    year: int | None
    is_exact: bool = True
    reviewed: int | None = None

    @classmethod
    def of(cls, day: date | None, year: int | None = None, is_exact: bool = True, reviewed: int | None = None) -> Anchor:
        return cls(day, day.year if day else year, is_exact, reviewed)

    @property
    def until_now(self) -> date | None:
        return self.day or (date(self.year, 12, 31) if self.year else None)


def whole_year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def month_span(year: int, month: int, day: int | None = None) -> tuple[date, date] | None:
    """The days of a month or the one day; None where there is no such day."""
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, last)
    return (date(year, month, day), date(year, month, day)) if 1 <= day <= last else None


def _term(year: int, text: str) -> tuple[date, date]:
    return (date(year, 9, 1), date(year, 11, 30)) if "秋" in text else (date(year, 3, 1), date(year, 5, 31))


def _part(year: int, match: re.Match[str], prefix: str = "") -> tuple[date | None, date | None]:
    """The part of a year that a match names: month, day, term, half, quarter, end."""
    group = match.groupdict()
    if month := group[f"{prefix}m"]:
        return month_span(year, int(month), int(group[f"{prefix}d"]) if group[f"{prefix}d"] else None) or whole_year(year)
    if term := group[f"{prefix}term"]:
        return _term(year, term)
    if half := group[f"{prefix}half"]:
        return (date(year, 1, 1), date(year, 6, 30)) if half[0] == "上" else (date(year, 7, 1), date(year, 12, 31))
    if quarter := group[f"{prefix}quarter"]:
        first = 3 * DIGITS[quarter.lstrip("第")[0]] - 2
        return date(year, first, 1), month_span(year, first + 2)[1]
    return whole_year(year)


def year_of(text: str) -> int:
    """The year of four Arabic or Chinese digits (二〇一二, 二○一二)."""
    return int(text) if text.isascii() else int("".join(str(DIGITS["〇" if char == "○" else char]) for char in text))


def _resolve(match: re.Match[str], anchor: Anchor) -> tuple[date | None, date | None, str, bool, bool] | None:
    """(start, end, basis, carries, is_until) of one match; None where it can't be resolved."""
    group = match.groupdict()
    if group["school_year"]:
        year = int(group["school_year"])
        return date(year, 9, 1), date(year + 1, 8, 31), "explicit", True, False
    if group["range_from"]:
        first, last = int(group["range_from"]), int(group["range_to"])
        return (date(first, 1, 1), date(last, 12, 31), "explicit", False, False) if first <= last else None
    if group["until"]:
        year = int(group["until"])
        end = _term(year, group["until_part"])[1] if group["until_part"] and group["until_part"][0] in "春秋" else date(year, 12, 31)
        return (date(year, 1, 1) if anchor.year == year else None), end, "explicit", False, True
    if group["since"]:
        year = int(group["since"])
        start = date(year, 1, 1)
        if group["since_month"] and (span := month_span(year, int(group["since_month"]))):
            start = span[0]
        elif group["since_term"]:
            start = _term(year, group["since_term"])[0]
        past = anchor.until_now if "以来" in match[0] else None
        return start, past, "explicit", False, False
    if group["y"]:
        year = year_of(group["y"])
        return *_part(year, match), "explicit", True, False
    if group["rel"] or group["season"]:
        if anchor.year is None:
            return None
        word = group["rel"] or group["season"]
        year = anchor.year + {"去": -1, "上": -1, "前": -2, "明": 1}.get(word[0], 0)
        if group["season"]:
            return *_term(year, word), "relative", True, False
        return *_part(year, match, "r"), "relative", True, False
    if group["plan"]:
        number = group["plan_n"]
        quoted = match[0][0] in "“\"‘'"
        if not quoted and not group["plan_part"]:
            return None
        value = chinese_number(number)
        first = 1951 + 5 * int(value)
        if group["plan_part"] == "末":
            return None, date(first + 4, 12, 31), "five_year_plan", True, False
        return date(first, 1, 1), date(first + 4, 12, 31), "five_year_plan", True, False
    if group["term_years"]:
        last = (anchor.year or 0) - 1
        return (date(last - 4, 1, 1), date(last, 12, 31), "five_year_plan", True, False) if last > 0 and last % 5 == 0 else None
    if group["past_year"]:
        if anchor.year is None:
            return None
        if anchor.reviewed:
            return *whole_year(anchor.reviewed), "relative", True, False
        # told in the first months of a year, the past year is the one before
        early = anchor.day is None or not anchor.is_exact or anchor.day.month <= 4
        return *whole_year(anchor.year - 1 if early else anchor.year), "relative", True, False
    if group["recent"] or group["era"] or group["now"]:
        return None, anchor.until_now, "until_publication", False, False
    if group["month"]:
        if anchor.year is None:
            return None
        span = month_span(anchor.year, int(group["month"]), int(group["day"]) if group["day"] else None)
        return (*span, "relative", False, False) if span else None
    if group["bare_half"] and anchor.year:
        half = (
            (date(anchor.year, 1, 1), date(anchor.year, 6, 30))
            if match[0][0] == "上"
            else (date(anchor.year, 7, 1), date(anchor.year, 12, 31))
        )
        return *half, "relative", True, False
    if group["bare_end"] and anchor.year:
        return *whole_year(anchor.year), "relative", False, False
    return None


def time_cues(text: str, anchor: Anchor, start: int = 0, end: int | None = None) -> list[TimeCue]:
    """Time expressions of `text[start:end]`, resolved, in order. Comparisons (比2015年提高) and unresolvable ones are left out."""
    end = len(text) if end is None else end
    cues = []
    for match in TIME.finditer(text, start, end):
        if _COMPARISON.search(text, max(start, match.start() - 2), match.start()) and not match["range_from"]:
            continue
        resolved = _resolve(match, anchor)
        if resolved is None:
            continue
        first, last, basis, carries, is_until = resolved
        if _UP_TO.search(text, max(start, match.start() - 3), match.start()):
            first, carries = None, False
        elif _FROM_ON.match(text, match.end()) and not match["since"] and first:
            last = None
        cues.append(TimeCue(match.start(), match.end(), match[0], first, last, basis, carries, is_until))
    return cues
