"""Which days a time expression means, resolved against a document's date: parts of years, school terms, plans, 去年 and 目前.

Where expressions stand in a text, and which are none, is for `time_cues`; what a past or future time says about a claim's status for
`claim_status`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from ingestion.extraction.numerals import DIGITS, chinese_number, value_of
from ingestion.extraction.periods import (
    FIGURE,
    PARAGRAPH,
    STORY,
    Anchor,
    Basis,
    first_year_of_plan,
    month_span,
    whole_year,
    year_of,
)
from ingestion.extraction.time_words import WILL

# 从2013年起，先后捐建…: until now
_SO_FAR = re.compile(r"先后|累计|已[经]?|陆续|连续")
_PLANNED = re.compile(rf"(?:{WILL}|争取|确保|努力|预计|目标|今年|要)[^，。；0-9]{{0,6}}$")
_YEARS_FROM_NOW = {"前": -2, "去": -1, "上": -1, "今": 0, "明": 1, "后": 2}
_BULLETINS_UNTIL = 10  # the month until which bulletins of the year before come out
_YEAR_ENDS_FROM = 11  # the month from which 未来三年 are counted from the next year on
_AHEAD = re.compile("[将拟][于在]?$")
_CLAUSE = 12  # characters before 全年 that may say that it is a year to come
# 今年支持新建学校85所 全年统筹资金65亿元
_OF_THIS_YEAR = re.compile(r"今年(?!以来)(?:(?!去年|上年)[^。；\n])*$")
_SENTENCE = 60  # characters before 全年 that may name the year
_PLANS = re.compile(rf"[^，。；0-9]{{0,10}}(?:{WILL}|规划|确保|预计|目标|安排|预算)")
# 今天上午，…举行开工仪式: that day is the event's; 昨日从教育局获悉: the day on which it was learnt is no figure's
_EVENT = re.compile(
    r"(?:(?!获悉|了解到|记者|公布|发布|印发|出台|通报|召开)[^。；\n]){0,60}?"
    r"(?:开工|动工|奠基|投用|启用|落成|揭牌|开学|开园|捐赠|捐资|捐款|发放|颁发|颁奖|交付|竣工|建成|落户)"
)

# (start, end, basis, reach, is_until)
Resolved = tuple[date | None, date | None, Basis, int, bool]


def _term(year: int, text: str) -> tuple[date, date]:
    return (date(year, 9, 1), date(year, 11, 30)) if "秋" in text else (date(year, 3, 1), date(year, 5, 31))


def _part(year: int, match: re.Match[str], prefix: str = "") -> tuple[date | None, date | None]:
    """The part of a year that a match names: month, day, term, half, quarter, end."""
    month, day, term, half, quarter = match.group(f"{prefix}m", f"{prefix}d", f"{prefix}term", f"{prefix}half", f"{prefix}quarter")
    if prefix and match["rfirst"]:
        return _first_months(year, match["rfirst"]) or whole_year(year)
    if month:
        first = match[f"{prefix}mf"]
        return _months(year, int(first or month), int(month), int(day) if day else None) or whole_year(year)
    if term:
        return _term(year, term)
    if half:
        return (date(year, 1, 1), date(year, 6, 30)) if half[0] == "上" else (date(year, 7, 1), date(year, 12, 31))
    return _quarter(year, quarter) if quarter else whole_year(year)


def _months(year: int, first: int, last: int, day: int | None = None) -> tuple[date, date] | None:
    """The days from one month to another (1-6月), or of the one."""
    start, end = month_span(year, first), month_span(year, last, day)
    if start is None or end is None or first > last:
        return None
    return (start[0], end[1]) if first < last else end


def _first_months(year: int, text: str) -> tuple[date, date] | None:
    """前4个月: from January on."""
    count = value_of(text)
    return _months(year, 1, int(count[0])) if count and 1 <= count[0] <= 12 else None


def _quarter(year: int, text: str) -> tuple[date, date]:
    """一季度, 第二季度; 前三季度 are three together."""
    number = DIGITS[text.lstrip("第前")[0]]
    return date(year, 1 if text[0] == "前" else 3 * number - 2, 1), (month_span(year, 3 * number) or whole_year(year))[1]


def _school_year(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    year = int(match["school_year"])
    return date(year, 9, 1), date(year + 1, 8, 31), Basis.EXPLICIT, STORY, False


def _range(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    first, last = year_of(match["range_from"]), year_of(match["range_to"])
    return (date(first, 1, 1), date(last, 12, 31), Basis.EXPLICIT, PARAGRAPH, False) if first <= last else None


def _months_apart(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    """2021年9月至2022年7月."""
    first, last = (month_span(int(match[f"{end}_year"]), int(match[f"{end}_month"])) for end in ("from", "to"))
    return (first[0], last[1], Basis.EXPLICIT, PARAGRAPH, False) if first and last and first[0] < last[1] else None


def _relative_months_apart(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    """去年9月至今年5月."""
    if anchor.year is None:
        return None
    first = anchor.year + _YEARS_FROM_NOW[match["between_from"][0]]
    last = first + 1 if match["between_to"] == "次年" else anchor.year + _YEARS_FROM_NOW[match["between_to"][0]]
    spans = month_span(first, int(match["between_from_month"])), month_span(last, int(match["between_to_month"]))
    return (spans[0][0], spans[1][1], Basis.RELATIVE, PARAGRAPH, False) if all(spans) and spans[0][0] < spans[1][1] else None


def _two_named_years(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    """2021和2022年, 2021、2022两年: the years together where one follows the other."""
    first, last = int(match["first_of_two"]), int(match["second_of_two"])
    return (date(first, 1, 1), date(last, 12, 31), Basis.EXPLICIT, PARAGRAPH, False) if first + 1 == last else None


def _until(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    year, part = year_of(match["until"]), match["until_part"]
    end = _term(year, part)[1] if part and part[0] in "春秋" else date(year, 12, 31)
    if match[0].startswith("截"):  # what has been reached by then
        return None, min(end, anchor.day or end), Basis.EXPLICIT, FIGURE, True
    # the year that an undated text names most may be the one that it looks forward to: 到2025年
    is_own = anchor.year == year and (part or not anchor.is_guess)
    return (date(year, 1, 1) if is_own else None), end, Basis.EXPLICIT, PARAGRAPH, True


def _since(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    if match["since_event"]:
        return date(year_of(match["since_event"]), 1, 1), anchor.until_now, Basis.EXPLICIT, PARAGRAPH, False
    year = year_of(match["since"])
    start = date(year, 1, 1)
    if match["since_month"] and (span := month_span(year, int(match["since_month"]))):
        start = span[0]
    elif match["since_term"]:
        start = _term(year, match["since_term"])[0]
    is_past = match["since_then"] not in ("起", "开始", "以后") or _SO_FAR.search(match.string, match.end(), match.end() + 40)
    past = anchor.until_now if is_past else None
    return start, past, Basis.EXPLICIT, PARAGRAPH if past else FIGURE, False


def _year(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    year = year_of(match["y"])
    if match["yend"] and anchor.year and year > anchor.year:
        return None, date(year, 12, 31), Basis.EXPLICIT, FIGURE, True  # 2027年底达到95% is 到2027年底达到95%
    return *_part(year, match), Basis.EXPLICIT, STORY, False


def _relative(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    if anchor.year is None:
        return None
    season = match["season"]
    word = match["rel"] or season
    year = anchor.year + _YEARS_FROM_NOW.get(word[0], 0)
    if match["ryend"] and year > anchor.year:
        return None, date(year, 12, 31), Basis.RELATIVE, FIGURE, True
    return *(_term(year, word) if season else _part(year, match, "r")), Basis.RELATIVE, STORY, False


def _five_year_plan(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    part = match["plan_part"]
    if match[0][0] not in "“\"‘'" and not part:
        return None
    first = first_year_of_plan(match["plan_n"])
    if part and part.endswith("以来"):
        return date(first, 1, 1), anchor.until_now, Basis.FIVE_YEAR_PLAN, PARAGRAPH, False
    is_end = part == "末"
    return None if is_end else date(first, 1, 1), date(first + 4, 12, 31), Basis.FIVE_YEAR_PLAN, STORY, is_end


def _two_plans(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    """“十二五”和“十三五”期间."""
    first, last = (1951 + 5 * int(chinese_number(match[name])) for name in ("first_plan", "last_plan"))
    return (date(first, 1, 1), date(last + 4, 12, 31), Basis.FIVE_YEAR_PLAN, STORY, False) if first < last else None


def _past_five_years(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    """五年来 where that many whole years are reviewed: the years of a plan, of a term of office, in a report those up to the last one."""
    count = {"三": 3, "四": 4}.get(match[0].strip("这过去的")[:1], 5)
    is_early = anchor.day is None or not anchor.is_exact or anchor.day.month <= 4
    is_late = not is_early and anchor.day.month >= 11
    last = (anchor.year or 0) - is_early
    # 五年来 is so much in the last year of a plan and where a term of office is reviewed, 过去五年 at the end of any five
    is_whole = last % 5 == 0 or match[0].startswith("过去") or anchor.reviews_term if count == 5 else anchor.to_congress
    if last <= 0 or not is_whole or not (is_early or is_late):
        return _until_now(match, anchor)
    return date(last - count + 1, 1, 1), date(last, 12, 31), Basis.FIVE_YEAR_PLAN, STORY, False


def _past_year(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    if anchor.year is None:
        return None
    if anchor.is_guess:
        return None, None, Basis.RELATIVE, FIGURE, False
    if anchor.reviewed:
        return *whole_year(anchor.reviewed), Basis.RELATIVE, STORY, False
    # told in the first months of a year, the past year is the one before
    early = anchor.day is None or not anchor.is_exact or anchor.day.month <= 4
    return *whole_year(anchor.year - 1 if early else anchor.year), Basis.RELATIVE, STORY, False


def _two_years(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    return (date(anchor.year, 1, 1), date(anchor.year + 1, 12, 31), Basis.RELATIVE, STORY, False) if anchor.year else None


def _years_ahead(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    """未来5年: the years of the plan that the text is about where it runs so long; else those from this one on, or from the next one where
    this one is about to end. 五年共…: nobody knows from when it counts."""
    written = match[match.lastgroup]
    count = 0 if written in ("几", "数", "多", "若干") else int(written) if written.isdigit() else chinese_number(written)
    if anchor.plan and count == anchor.plan[1] - anchor.plan[0] + 1:
        return date(anchor.plan[0], 1, 1), date(anchor.plan[1], 12, 31), Basis.PLAN, STORY, True
    if match.lastgroup == "years_ahead" and count and anchor.day:
        first = anchor.day.year + (anchor.day.month >= _YEAR_ENDS_FROM)
        return date(first, 1, 1), date(first + count - 1, 12, 31), Basis.RELATIVE, FIGURE, True
    return None if match.lastgroup == "years_in_all" else (None, None, Basis.RELATIVE, FIGURE, False)


def _relative_since(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    if anchor.year is None:
        return None
    return date(anchor.year - match["rel_since"].startswith("去"), 1, 1), anchor.until_now, Basis.RELATIVE, PARAGRAPH, False


def _new_term(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    """新学期 is the term that is about to begin or has just begun."""
    if anchor.day is None or not anchor.is_exact:
        return None
    span = _term(anchor.day.year, "春" if anchor.day.month <= 5 else "秋")
    # one that began more than a week ago is the present, and says little about the sentences that follow
    return *span, Basis.RELATIVE, STORY if (anchor.day - span[0]).days <= 7 else FIGURE, False


def _until_now(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    return None, anchor.until_now, Basis.UNTIL_PUBLICATION, FIGURE if match["now"] else PARAGRAPH, False


def _month(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    if anchor.year is None:
        return None
    month = int(match["month"] or match["lone_month"])
    span = month_span(anchor.year, month, int(match["day"]) if match["day"] else None)
    return (*span, Basis.RELATIVE, FIGURE, False) if span else None


def _lone_day(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    """13日, as agencies write: of the month in which they report, or of the one before where that day is still to come and not planned."""
    if anchor.day is None or not anchor.is_exact:
        return None
    day, is_ahead = int(match["lone_day"]), bool(_AHEAD.search(match.string, max(0, match.start() - 3), match.start()))
    months = anchor.day.year * 12 + anchor.day.month - 1 - (day > anchor.day.day and not is_ahead)
    span = month_span(months // 12, months % 12 + 1, day)
    return (*span, Basis.RELATIVE, FIGURE, False) if span else None


def _bare_months(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    span = _months(anchor.year, int(match["months_from"]), int(match["months_to"])) if anchor.year else None
    return (*span, Basis.RELATIVE, STORY, False) if span else None


def _bare_first_months(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    span = _first_months(anchor.year, match["first_months"]) if anchor.year else None
    return (*span, Basis.RELATIVE, STORY, False) if span else None


def _whole(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    """全年: the year that is told of; in the first months of a year what was done in all of one was done in the one before."""
    if anchor.year is None or anchor.is_guess:
        return None
    if anchor.reviewed:
        return *whole_year(anchor.reviewed), Basis.RELATIVE, FIGURE, False
    is_plan = (
        anchor.is_plan
        or anchor.plan is not None
        or _PLANS.match(match.string, match.end())
        or _PLANNED.search(match.string, max(0, match.start() - _CLAUSE), match.start())
        or _OF_THIS_YEAR.search(match.string, max(0, match.start() - _SENTENCE), match.start())
    )
    is_past = anchor.day is not None and anchor.is_exact and anchor.day.month <= 3 and not is_plan
    return *whole_year(anchor.year - is_past), Basis.RELATIVE, FIGURE, False


def _at_end(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    """年末全市共有: how things stood at the end of the year that a bulletin tells of, which comes out in the next one."""
    if anchor.year is None or anchor.is_guess:
        return None
    early = anchor.day is not None and anchor.is_exact and anchor.day.month <= _BULLETINS_UNTIL
    return *whole_year(anchor.year - early), Basis.RELATIVE, STORY, False


def _summer(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    """The summer holidays of the year."""
    return (date(anchor.year, 7, 1), date(anchor.year, 8, 31), Basis.RELATIVE, FIGURE, False) if anchor.year else None


def _bare_quarter(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    return (*_quarter(anchor.year, match[0]), Basis.RELATIVE, STORY, False) if anchor.year else None


def _half_year(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    if not anchor.year:
        return None
    first = match[0][0] == "上"
    return date(anchor.year, 1 if first else 7, 1), date(anchor.year, 6 if first else 12, 30 if first else 31), Basis.RELATIVE, STORY, False


def _bare_term(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    return (*_term(anchor.year, match[0]), Basis.RELATIVE, FIGURE, False) if anchor.year else None


def _year_end(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    return (*whole_year(anchor.year), Basis.RELATIVE, FIGURE, False) if anchor.year else None


def _some_day(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    if anchor.day is None or not anchor.is_exact or not _EVENT.match(match.string, match.end()):
        return None
    day = anchor.day + timedelta(days={"昨": -1, "明": 1}.get(match[0][0], 0))
    return day, day, Basis.RELATIVE, FIGURE, False


def _some_month(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    if anchor.day is None or not anchor.is_exact:
        return None
    months = anchor.day.year * 12 + anchor.day.month - 1 + {"上": -1, "下": 1}.get(match[0][0], 0)
    return *month_span(months // 12, months % 12 + 1), Basis.RELATIVE, FIGURE, False


# the groups of `time_cues.TIME` that each reads, by the last one that took part in a match
_READS = {
    _school_year: "school_year",
    _range: "range_to",
    _months_apart: "to_month",
    _two_named_years: "second_of_two",
    _until: "until until_part",
    _since: "since since_month since_term since_then since_event",
    _year: "y m mf d md term half quarter yend",
    _relative_months_apart: "between_to_month",
    _relative: "rel rm rmf rd rmd rterm rhalf rquarter rfirst ryend season",
    _five_year_plan: "plan plan_n plan_part",
    _two_plans: "last_plan",
    _past_five_years: "term_years",
    _past_year: "past_year",
    _two_years: "two_years",
    _years_ahead: "years_ahead years_within years_in_all",
    _relative_since: "rel_since",
    _new_term: "new_term",
    _until_now: "recent era now",
    _month: "month day mpart lone_month",
    _lone_day: "lone_day",
    _bare_months: "months_from months_to",
    _bare_quarter: "bare_quarter",
    _bare_first_months: "first_months",
    _whole: "whole",
    _at_end: "at_end",
    _summer: "summer",
    _half_year: "bare_half",
    _bare_term: "bare_term",
    _year_end: "bare_end",
    _some_day: "some_day",
    _some_month: "some_month",
}
_RESOLVERS = {group: resolver for resolver, groups in _READS.items() for group in groups.split()}


def resolve(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    """What a match of `time_cues.TIME` means; None where the anchor leaves it open."""
    return _RESOLVERS[match.lastgroup](match, anchor)
