"""Which days a figure is about: time expressions found in text and resolved against a document's date.

Finding and resolving expressions belongs here, and the choice of the one that governs a number. What a past or future time says about
a claim's status is for `status`.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ingestion.extraction.numbers import DIGITS, chinese_number

# how far later sentences may lean on a time: not at all, within its paragraph, through the story
FIGURE, PARAGRAPH, STORY = range(3)

_Y = r"(?:19|20)[0-9]{2}"
CHINESE_YEAR = r"(?:一九|二[〇○零0])[〇○零0一二三四五六七八九]{2}"
_ANY_Y = rf"(?:{_Y}|{CHINESE_YEAR})"
_PLAN_NUMBER = r"(?:十[一二三四五六]|[五六七八九十])"

# the lookahead spares most characters the alternation: every time expression opens with one of these
TIME = re.compile(
    rf"""
    (?=[0-9]{{1,4}}[年月的\-—–~～至到]|[一二两三四五六七八九十][〇○零0一二三四五六七八九十年]|[到至截从自今昨本去上下前明年新未接“"‘'近多几这过历建改党撤目如迄现当眼而开春秋])(?:
    (?P<school_year>{_Y})年?[-—–~至到](?:{_Y}|[0-9]{{2}})年?学年
  | (?P<range_from>{_Y})年?[-—–~至到]+(?P<range_to>{_Y})年
  | (?:到|至|截至|截止到?)(?P<until>{_ANY_Y})年(?!的?[0-9])(?P<until_part>年?[底末]|年底|秋[季期]?|春[季期]?)?(?![0-9]*月)
  | (?:从|自)?(?P<since>{_ANY_Y})年(?:(?P<since_month>[0-9]{{1,2}})月(?:[0-9]{{1,2}}日)?|(?P<since_term>[春秋][季期]?)(?:学期)?)?(?P<since_then>以来|起|开始|以后|(?:至|到)(?:今|现在|目前))
  | (?:从|自)(?P<since_event>{_ANY_Y})年(?:[0-9]{{1,2}}月)?[^，。；、\n0-9]{{2,24}}?以来
  | (?P<two_years>今明两年)
  | (?:(?:未来|今后|接下来)的?)(?P<years_ahead>[0-9一二两三四五六七八九十]{{1,2}})年(?:里|内|间|时间)?
  | (?P<years_within>[0-9一二两三四五六七八九十]{{1,2}})年(?:之?内)
  | (?P<new_term>新学期|新学年|开学季)
  | (?P<y>{_Y}|{CHINESE_YEAR})(?:年(?:度|内)?(?:的)?|(?=的[0-9]))
      (?:(?P<m>[0-9]{{1,2}})月(?:(?P<d>[0-9]{{1,2}})日|(?P<md>底|末|初|中旬|上旬|下旬))?|(?P<term>[春秋](?:季学期|学期|[季期天])?)|(?P<half>[上下]半年)|(?P<quarter>第?[一二三四]季度)|(?P<yend>年?[底末]|年底前?))?
  | (?P<rel_since>今年|去年)以来
  | (?P<rel>今年|本年度?|去年|上年|上一年|前年|明年|年内|新的一年|新一年)(?:的)?
      (?:(?P<rm>[0-9]{{1,2}})月(?:(?P<rd>[0-9]{{1,2}})日|(?P<rmd>底|末|初|中旬|上旬|下旬)?)|(?P<rterm>[春秋](?:季学期|学期|[季期天])?)|(?P<rhalf>[上下]半年)|(?P<rquarter>第?[一二三四]季度)|(?P<ryend>年?[底末]|年底前?))?
  | (?P<season>[今去][春秋])
  | (?P<plan>[“"‘']?(?P<plan_n>{_PLAN_NUMBER})五(?!五|[”"’']?(?:目标|规划|任务|发展|教育|学前|行动|计划|重点|基础|普通|特殊|县域|》|定|提出|公共|开局(?!以来)|圆满|收官|首|第))[”"’']?)(?P<plan_part>期间|时期|开局以来|以来|末|规划期间)?
  | (?P<term_years>(?<=[。；;，,\n])(?:这|过去的?)?五年(?:来|间)?(?!制|级|期|计划|规划|行动|目标|一贯|免费))
  | (?P<past_year>一年来|过去(?:的)?一年)
  | (?P<recent>近(?:年来?|几年来?|些年来?|[0-9一二两三四五六七八九十]{{1,2}}年来?)|(?:多|几|[一二两三四五六七八九十][0-9]?)年来|这几年|这些年|几年来|过去的?[一二两三四五六七八九十几]+年间?|历年)
  | (?P<era>(?:建[国省市区校]|改革开放|党的十[六七八九]大|撤[县市地]设[市区])以来)
  | (?P<now>截[至止](?:目前|现在|今(?!年)日?)|目前|如今|迄今|至今(?!年)|现(?:共)?有|现阶段|当前|眼下|而今)
  | (?P<month>(?<![0-9])[0-9]{{1,2}})月(?:(?P<day>[0-9]{{1,2}})日|(?P<mpart>底|末|份|初|中旬|上旬|下旬))
  | (?P<lone_month>(?<![0-9年个])[0-9]{{1,2}})月(?=[，,起投启开招建竣完前]|将|正式|即将)
  | (?P<bare_half>[上下]半年)
  | (?P<bare_term>(?<![年今去])[春秋][季期](?=学期|开学|新学期|招生|投用|启用|[将，]))
  | (?P<bare_end>年底前?)
  | (?P<some_day>[昨今明][天日](?!头条|之|的)(?:[上下]午|早上|晚上?|清晨)?)
  | (?P<some_month>(?:本|上个?|下个?)月(?:底|末|初|中旬|上旬|下旬)?)
    )
    """,
    re.VERBOSE,
)
_UP_TO = ("截至", "截止", "截至到", "截止到")
# 从2013年起，先后捐建…: until now
_SO_FAR = re.compile(r"先后|累计|已[经]?|陆续|连续")
# 在去年的基础上, 去年同期: what something is measured by
_BASELINE = re.compile(r"的?(?:基础上|同期|基数|水平相比|相比)")
# 近十年来首次实现, 创历年新高: a yardstick
_RECORD = re.compile(r"(?:[的，]|来|以来)*(?:首|最|新高|新低|第一|罕见|少有)")
_UP_TO_THEN = re.compile(r"(?:^|[，。；、\n])(?:预计)?[到至]$")
# 今天上午，…举行开工仪式: that day is the event's; 昨日从教育局获悉: the day on which it was learnt is no figure's
_EVENT = re.compile(
    r"(?:(?!获悉|了解到|记者|公布|发布|印发|出台|通报|召开)[^。；\n]){0,60}?"
    r"(?:开工|动工|奠基|投用|启用|落成|揭牌|开学|开园|捐赠|捐资|捐款|发放|颁发|颁奖|交付|竣工|建成|落户)"
)
_BEFORE = re.compile(r"(?:之|以)?前(?![期后列三往去来夕身沿景提年])")
_FROM_ON = re.compile(r"(?:学期)?(?:起|开始)(?!点|步|来)")
_FROM_ON_OPENS = frozenset("学起开")
# 新华社西安9月1日电: the day of the report, not of what it reports
_WIRE = ("电", "专电", "讯", "消息")
_COMPARISONS = ("比", "较", "与", "和", "继")


@dataclass(slots=True)
class TimeCue:
    """A resolved time expression. `reach` tells how far later sentences may lean on it, `is_until` marks 到2025年."""

    start: int
    end: int
    text: str
    period_start: date | None
    period_end: date | None
    basis: str
    reach: int
    is_until: bool = False

    @property
    def is_long(self) -> bool:
        """Whether the period is longer than a month (a term, a year), or open on one side."""
        return self.period_start is None or self.period_end is None or (self.period_end - self.period_start).days > 31

    @property
    def is_term(self) -> bool:
        """Whether the period has three months, as a school term is taken to have."""
        return bool(self.period_start and self.period_end and 80 < (self.period_end - self.period_start).days < 100)

    @property
    def is_of_years(self) -> bool:
        """Whether the period runs from one year into another."""
        return bool(self.period_start and self.period_end and self.period_start.year < self.period_end.year)


@dataclass(slots=True)
class Anchor:
    """What relative times resolve against: a full date where known, else a year alone (a plan's title), else nothing.

    `is_exact` is false for the last day of a year that only a file's name told. `reviewed` is the year that a yearly review is about,
    `plan` the first and last year of the plan that the text is or tells of.
    """

    day: date | None
    year: int | None
    is_exact: bool = True
    reviewed: int | None = None
    plan: tuple[int, int] | None = None

    @classmethod
    def of(cls, day: date | None, year: int | None = None, is_exact: bool = True, reviewed: int | None = None) -> Anchor:
        return cls(day, day.year if day else year, is_exact, reviewed)

    @property
    def until_now(self) -> date | None:
        return self.day or (date(self.year, 12, 31) if self.year else None)


_PLAN_YEARS = re.compile(rf"(?:计划|规划|方案|纲要)[（(]({_Y})年?[-—–~～至到]+({_Y}|[0-9]{{2}})年?[)）]")
_PLAN_NAMED = re.compile(rf"[“\"]?({_PLAN_NUMBER})五[”\"]?[^，。；《》\n]{{0,16}}(?:规划|计划)")


def plan_years(title: str | None, text: str) -> tuple[int, int] | None:
    """The first and last year of the plan that a text is (by its title) or tells of (by its opening): …行动计划(2011—2013年), “十三五”规划."""
    for part in (title or "", text[:600]):
        if found := _PLAN_YEARS.search(part):
            first = int(found[1])
            last = int(found[2]) if len(found[2]) == 4 else first - first % 100 + int(found[2])
            return (first, last) if first <= last <= first + 15 else None
        if found := _PLAN_NAMED.search(part):
            first = 1951 + 5 * int(chinese_number(found[1]))
            return first, first + 4
    return None


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
    month, day, term, half, quarter = match.group(f"{prefix}m", f"{prefix}d", f"{prefix}term", f"{prefix}half", f"{prefix}quarter")
    if month:
        return month_span(year, int(month), int(day) if day else None) or whole_year(year)
    if term:
        return _term(year, term)
    if half:
        return (date(year, 1, 1), date(year, 6, 30)) if half[0] == "上" else (date(year, 7, 1), date(year, 12, 31))
    if quarter:
        first = 3 * DIGITS[quarter.lstrip("第")[0]] - 2
        return date(year, first, 1), (month_span(year, first + 2) or whole_year(year))[1]
    return whole_year(year)


def year_of(text: str) -> int:
    """The year of four Arabic or Chinese digits (二〇一二, 二○一二)."""
    return (
        int(text)
        if text.isascii()
        else int("".join(char if char.isascii() else str(DIGITS["〇" if char == "○" else char]) for char in text))
    )


# (start, end, basis, reach, is_until)
Resolved = tuple[date | None, date | None, str, int, bool]


def _school_year(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    year = int(match["school_year"])
    return date(year, 9, 1), date(year + 1, 8, 31), "explicit", STORY, False


def _range(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    first, last = int(match["range_from"]), int(match["range_to"])
    return (date(first, 1, 1), date(last, 12, 31), "explicit", FIGURE, False) if first <= last else None


def _until(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    year, part = year_of(match["until"]), match["until_part"]
    end = _term(year, part)[1] if part and part[0] in "春秋" else date(year, 12, 31)
    return (date(year, 1, 1) if anchor.year == year else None), end, "explicit", FIGURE, True


def _since(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    if match["since_event"]:
        return date(year_of(match["since_event"]), 1, 1), anchor.until_now, "explicit", PARAGRAPH, False
    year = year_of(match["since"])
    start = date(year, 1, 1)
    if match["since_month"] and (span := month_span(year, int(match["since_month"]))):
        start = span[0]
    elif match["since_term"]:
        start = _term(year, match["since_term"])[0]
    is_past = match["since_then"] not in ("起", "开始", "以后") or _SO_FAR.search(match.string, match.end(), match.end() + 40)
    past = anchor.until_now if is_past else None
    return start, past, "explicit", PARAGRAPH if past else FIGURE, False


def _year(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    return *_part(year_of(match["y"]), match), "explicit", STORY, False


def _relative(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    if anchor.year is None:
        return None
    season = match["season"]
    word = match["rel"] or season
    year = anchor.year + {"去": -1, "上": -1, "前": -2, "明": 1}.get(word[0], 0)
    return *(_term(year, word) if season else _part(year, match, "r")), "relative", STORY, False


def _five_year_plan(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    part = match["plan_part"]
    if match[0][0] not in "“\"‘'" and not part:
        return None
    first = 1951 + 5 * int(chinese_number(match["plan_n"]))
    if part and part.endswith("以来"):
        return date(first, 1, 1), anchor.until_now, "five_year_plan", PARAGRAPH, False
    is_end = part == "末"
    return None if is_end else date(first, 1, 1), date(first + 4, 12, 31), "five_year_plan", STORY, is_end


def _past_five_years(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    last = (anchor.year or 0) - 1
    early = anchor.day is None or not anchor.is_exact or anchor.day.month <= 4
    if last <= 0 or last % 5 or not early:
        return _until_now(match, anchor)
    return date(last - 4, 1, 1), date(last, 12, 31), "five_year_plan", STORY, False


def _past_year(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    if anchor.year is None:
        return None
    if anchor.reviewed:
        return *whole_year(anchor.reviewed), "relative", STORY, False
    # told in the first months of a year, the past year is the one before
    early = anchor.day is None or not anchor.is_exact or anchor.day.month <= 4
    return *whole_year(anchor.year - 1 if early else anchor.year), "relative", STORY, False


def _two_years(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    return (date(anchor.year, 1, 1), date(anchor.year + 1, 12, 31), "relative", STORY, False) if anchor.year else None


def _years_ahead(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    """未来5年: the years of the plan that the text is about where it runs so long; else nobody knows from when it counts."""
    written = match["years_ahead"] or match["years_within"]
    count = int(written) if written.isdigit() else chinese_number(written)
    if anchor.plan and count == anchor.plan[1] - anchor.plan[0] + 1:
        return date(anchor.plan[0], 1, 1), date(anchor.plan[1], 12, 31), "plan", STORY, True
    return None


def _relative_since(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    if anchor.year is None:
        return None
    return date(anchor.year - (match["rel_since"] == "去年"), 1, 1), anchor.until_now, "relative", PARAGRAPH, False


def _new_term(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    """新学期 is the term that is about to begin or has just begun."""
    if anchor.day is None or not anchor.is_exact:
        return None
    span = _term(anchor.day.year, "春" if anchor.day.month <= 5 else "秋")
    # one that began more than a week ago is the present, and says little about the sentences that follow
    return *span, "relative", STORY if (anchor.day - span[0]).days <= 7 else FIGURE, False


def _until_now(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    return None, anchor.until_now, "until_publication", FIGURE if match["now"] else PARAGRAPH, False


def _month(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    if anchor.year is None:
        return None
    month = int(match["month"] or match["lone_month"])
    span = month_span(anchor.year, month, int(match["day"]) if match["day"] else None)
    return (*span, "relative", FIGURE, False) if span else None


def _half_year(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    if not anchor.year:
        return None
    first = match[0][0] == "上"
    return date(anchor.year, 1 if first else 7, 1), date(anchor.year, 6 if first else 12, 30 if first else 31), "relative", STORY, False


def _bare_term(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    return (*_term(anchor.year, match[0]), "relative", FIGURE, False) if anchor.year else None


def _year_end(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    return (*whole_year(anchor.year), "relative", FIGURE, False) if anchor.year else None


def _some_day(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    if anchor.day is None or not anchor.is_exact or not _EVENT.match(match.string, match.end()):
        return None
    day = anchor.day + timedelta(days={"昨": -1, "明": 1}.get(match[0][0], 0))
    return day, day, "relative", FIGURE, False


def _some_month(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    if anchor.day is None or not anchor.is_exact:
        return None
    months = anchor.day.year * 12 + anchor.day.month - 1 + {"上": -1, "下": 1}.get(match[0][0], 0)
    return *month_span(months // 12, months % 12 + 1), "relative", FIGURE, False


_WITHOUT_YEAR = frozenset(("month", "day", "mpart", "lone_month", "bare_term"))
# by the last group of TIME that took part in a match
_RESOLVERS = (
    dict.fromkeys(("school_year",), _school_year)
    | dict.fromkeys(("range_to",), _range)
    | dict.fromkeys(("until", "until_part"), _until)
    | dict.fromkeys(("since", "since_month", "since_term", "since_then", "since_event"), _since)
    | dict.fromkeys(("y", "m", "d", "md", "term", "half", "quarter", "yend"), _year)
    | dict.fromkeys(("rel", "rm", "rd", "rmd", "rterm", "rhalf", "rquarter", "ryend", "season"), _relative)
    | dict.fromkeys(("plan", "plan_n", "plan_part"), _five_year_plan)
    | dict.fromkeys(("term_years",), _past_five_years)
    | dict.fromkeys(("past_year",), _past_year)
    | dict.fromkeys(("two_years",), _two_years)
    | dict.fromkeys(("years_ahead", "years_within"), _years_ahead)
    | dict.fromkeys(("rel_since",), _relative_since)
    | dict.fromkeys(("new_term",), _new_term)
    | dict.fromkeys(("recent", "era", "now"), _until_now)
    | dict.fromkeys(("month", "day", "mpart", "lone_month"), _month)
    | dict.fromkeys(("bare_half",), _half_year)
    | dict.fromkeys(("bare_term",), _bare_term)
    | dict.fromkeys(("bare_end",), _year_end)
    | dict.fromkeys(("some_day",), _some_day)
    | dict.fromkeys(("some_month",), _some_month)
)


def _begun(text: str, cue: TimeCue, position: int) -> date | None:
    """Since when a now counts, where the same sentence has just said so."""
    between = text[cue.end : position]
    since = cue.basis == "explicit" and cue.reach == PARAGRAPH
    from_then = cue.basis == "explicit" and text[cue.start - 1 : cue.start] in ("从", "自") and between.endswith(("到", "至"))
    return cue.period_start if (since or from_then) and not re.search(r"[。！？；\n]", between) else None


def time_cues(text: str, anchor: Anchor, start: int = 0, end: int | None = None) -> list[TimeCue]:
    """Time expressions of `text[start:end]`, resolved, in order. Comparisons (比2015年提高) and unresolvable ones are left out."""
    cues = []
    for match in TIME.finditer(text, start, len(text) if end is None else end):
        first_at, last_at = match.span()
        kind = match.lastgroup
        before = text[max(start, first_at - 3) : first_at]
        if before.endswith(_COMPARISONS) and kind != "range_to":
            continue
        if kind in ("day", "d") and text.startswith(_WIRE, last_at):
            continue
        if _BASELINE.match(text, last_at):
            continue
        # 2022年，…；年内共计完工30所; 2022年，…。10月，…: within the year just named
        is_within = (kind in _WITHOUT_YEAR or match[0].startswith(("年内", "上年", "上一年"))) and bool(cues) and "\n" not in text[cues[-1].end : first_at]
        if is_within and cues[-1].basis != "explicit":
            # 去年，…，9月…
            is_within = cues[-1].text.startswith(("去", "前年")) and (kind == "bare_term" or "。" not in text[cues[-1].end : first_at])
        named = cues[-1].period_start if is_within and not cues[-1].is_until else None
        if named is not None and match[0].startswith("年内"):
            resolved = (*whole_year(named.year), "relative", STORY, False)
        else:
            resolved = _RESOLVERS[kind](match, anchor if named is None else replace(anchor, day=None, year=named.year))
        if resolved is None:
            continue
        first, last, basis, reach, is_until = resolved
        if reach == PARAGRAPH and _RECORD.match(text, last_at):
            continue
        if before.endswith(_UP_TO) or (kind == "mpart" and before.endswith(("到", "至")) and not before[:-1].endswith("月")):
            first, reach = None, FIGURE
        elif last and kind.startswith("r") and kind != "range_to" and _UP_TO_THEN.search(text, max(start, first_at - 3), first_at):
            # 到明年秋季
            first, is_until = (date(last.year, 1, 1) if last.year == anchor.year else None), True
        elif first and kind != "some_month" and _BEFORE.match(text, last_at):
            # 2016年3月前竣工
            first, reach, is_until = (date(last.year, 1, 1) if last and last.year == anchor.year else None), FIGURE, True
        elif first and text[last_at : last_at + 1] in _FROM_ON_OPENS and _FROM_ON.match(text, last_at) and not kind.startswith("since"):
            last = None
        if kind == "now" and cues and (begun := _begun(text, cues[-1], first_at)):
            # 自2001年…以来，截至目前; 从2011年…到如今
            first, reach = begun, PARAGRAPH
        if first and last and last < first:
            last = None  # 2021年以来 in a text that seems to be older: nobody knows until when
        cues.append(TimeCue(first_at, last_at, match[0], first, last, basis, reach, is_until))
    return cues
