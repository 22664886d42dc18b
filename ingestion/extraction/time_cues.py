"""Time expressions found in text: where they stand, and which of them are none (comparisons, yardsticks, the day of a report).

Which days an expression means is for `periods`, which of several governs a figure for `claim_time`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from ingestion.extraction.periods import ANY_YEAR, CHINESE_YEAR, FIGURE, PARAGRAPH, PLAN_NUMBER, STORY, YEAR, Anchor, resolve, whole_year

# the lookahead spares most characters the alternation: every time expression opens with one of these
TIME = re.compile(
    rf"""
    (?=[0-9]{{1,4}}[年月的\-—–~～至到]|[一二两三四五六七八九十][〇○零0一二三四五六七八九十年季]|[第到至截从自今昨本去上下前明年新未接“"‘'近多几这过历建改党撤目如迄现当眼而开春秋])(?:
    (?P<school_year>{YEAR})年?[-—–~至到](?:{YEAR}|[0-9]{{2}})年?学年
  | (?P<range_from>{YEAR})年?[-—–~至到]+(?P<range_to>{YEAR})年
  | (?:到|至|截至|截止到?)(?P<until>{ANY_YEAR})年(?!的?[0-9])(?P<until_part>年?[底末]|年底|秋[季期]?|春[季期]?)?(?![0-9]*月)
  | (?:从|自)?(?P<since>{ANY_YEAR})年(?:(?P<since_month>[0-9]{{1,2}})月(?:[0-9]{{1,2}}日)?|(?P<since_term>[春秋][季期]?)(?:学期)?)?(?P<since_then>以来|起|开始|以后|(?:至|到)(?:今|现在|目前))
  | (?:从|自)(?P<since_event>{ANY_YEAR})年(?:[0-9]{{1,2}}月)?[^，。；、\n0-9]{{2,24}}?以来
  | (?P<two_years>今明两年)
  | (?:(?:未来|今后|接下来)的?)(?P<years_ahead>[0-9一二两三四五六七八九十]{{1,2}})年(?:里|内|间|时间)?
  | (?P<years_within>[0-9一二两三四五六七八九十]{{1,2}})年(?:之?内)
  | (?P<new_term>新学期|新学年|开学季)
  | (?P<y>{YEAR}|{CHINESE_YEAR})(?:年(?:度|内)?(?:的)?|(?=的[0-9]))
      (?:(?:(?P<mf>[0-9]{{1,2}})月?[-—–~～至到]+)?(?P<m>[0-9]{{1,2}})月(?:(?P<d>[0-9]{{1,2}})日|(?P<md>底|末|初|中旬|上旬|下旬))?|(?P<term>[春秋](?:季学期|学期|[季期天])?)|(?P<half>[上下]半年)|(?P<quarter>(?:第?[一二三四]|前[两二三])季度)|(?P<yend>年?[底末]|年底前?))?
  | (?P<rel_since>今年|去年)以来
  | (?P<rel>今年|本年度?|去年|上年|上一年|前年|明年|年内|新的一年|新一年)(?:的)?
      (?:(?:(?P<rmf>[0-9]{{1,2}})月?[-—–~～至到]+)?(?P<rm>[0-9]{{1,2}})月(?:(?P<rd>[0-9]{{1,2}})日|(?P<rmd>底|末|初|中旬|上旬|下旬)?)|(?P<rterm>[春秋](?:季学期|学期|[季期天])?)|(?P<rhalf>[上下]半年)|(?P<rquarter>(?:第?[一二三四]|前[两二三])季度)|(?P<ryend>年?[底末]|年底前?))?
  | (?P<season>[今去][春秋])
  | (?P<plan>[“"‘']?(?P<plan_n>{PLAN_NUMBER})五(?!五|[”"’']?(?:目标|规划|任务|发展|教育|学前|行动|计划|重点|基础|普通|特殊|县域|》|定|提出|公共|开局(?!以来)|圆满|收官|首|第))[”"’']?)(?P<plan_part>期间|时期|开局以来|以来|末|规划期间)?
  | (?P<term_years>(?<=[。；;，,\n])(?:这|过去的?)?五年(?:来|间)?(?!制|级|期|计划|规划|行动|目标|一贯|免费))
  | (?P<past_year>一年来|过去(?:的)?一年)
  | (?P<recent>近(?:年来?|几年来?|些年来?|[0-9一二两三四五六七八九十]{{1,2}}年来?)|(?:多|几|[一二两三四五六七八九十][0-9]?|[0-9]{{1,2}})年来|这(?!一年)[一二两三四五六七八九十0-9]{{1,2}}年(?:来|间)?(?!制|级|期)|[一二两三四五六七八九十]{{1,2}}年间|这几年|这些年|几年来|过去的?[一二两三四五六七八九十几]+年间?|历年)
  | (?P<era>(?:建[国省市区校]|改革开放|党的十[六七八九]大|撤[县市地]设[市区])以来)
  | (?P<now>截[至止](?:目前|现在|今(?!年)日?)|目前|如今|迄今|至今(?!年)|现(?:共)?有|现阶段|当前|眼下|而今)
  | (?P<months_from>(?<![0-9.])[0-9]{{1,2}})月?[-—–~～至到]+(?P<months_to>[0-9]{{1,2}})月(?![0-9]|份?的?[0-9]{{1,2}}日)
  | (?P<month>(?<![0-9])[0-9]{{1,2}})月(?:(?P<day>[0-9]{{1,2}})日|(?P<mpart>底|末|份|初|中旬|上旬|下旬))
  | (?P<lone_month>(?<![0-9年个])[0-9]{{1,2}})月(?=[，,起投启开招建竣完前]|将|正式|即将)
  | (?P<bare_quarter>(?:第?[一二三四]|前[两二三])季度)
  | (?P<bare_half>[上下]半年)
  | (?P<bare_term>(?<![年今去])[春秋][季期](?=学期|开学|新学期|招生|投用|启用|[将，]))
  | (?P<bare_end>年底前?)
  | (?P<some_day>[昨今明][天日](?!头条|之|的)(?:[上下]午|早上|晚上?|清晨)?)
  | (?P<some_month>(?:本|上个?|下个?)月(?:底|末|初|中旬|上旬|下旬)?)
    )
    """,
    re.VERBOSE,
)
_BEGINS = re.compile(r"[^，。；将拟要计]{0,4}(?:开工|动工|奠基|破土)")
_BEGINS_ON = re.compile(r"(?:[上下]午)?[，,]?[^，。；将拟要计0-9]{0,24}(?:开工|动工|奠基|破土)")  # 5月16日，第三小学举行奠基仪式
UP_TO = ("截至", "截止", "截至到", "截止到")
# 在去年的基础上, 去年同期: what something is measured by
_BASELINE = re.compile(r"的?(?:基础上|同期|基数|水平相比|相比)")
# 近十年来首次实现, 创历年新高: a yardstick
_RECORD = re.compile(r"(?:[的，]|来|以来)*(?:首|最|新高|新低|第一|罕见|少有)")
_UP_TO_THEN = re.compile(r"(?:^|[，。；、\n])(?:预计)?[到至]$")
_BEFORE = re.compile(r"(?:之|以)?前(?![期后列三往去来夕身沿景提年])")
_FROM_ON = re.compile(r"(?:学期)?(?:起|开始)(?!点|步|来)")
_FROM_ON_OPENS = frozenset("学起开")
# 新华社西安9月1日电: the day of the report, not of what it reports
_WIRE = ("电", "专电", "讯", "消息")
# 记者10月9日从市教育局获悉: the day on which it was learnt is no figure's
_LEARNED = re.compile(r"(?:[上下]午)?[，,]?(?:本?报?记者)?[从在][^，。；\n]{2,40}?(?:获悉|了解到|得知)")
_FIVE_YEARS = re.compile("(?:这|过去的?)?[五5]年(?:来|间)?$")
_DAYS = frozenset(("day", "d", "rd"))
_COMPARISONS = ("比", "较", "与", "和", "继")
_WITHOUT_YEAR = frozenset(("month", "day", "mpart", "lone_month", "months_to", "bare_term", "bare_quarter"))


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

    def is_apart_from(self, other: TimeCue) -> bool:
        """Whether the two periods have no day in common."""
        return any(one.period_end and two.period_start and one.period_end < two.period_start for one, two in ((self, other), (other, self)))


def begins(text: str, cue: TimeCue) -> bool:
    """Whether a time is that of a beginning: 2022年5月开工, 创办于2022年9月."""
    is_day = cue.period_start is not None and cue.period_start == cue.period_end
    return bool((_BEGINS_ON if is_day else _BEGINS).match(text, cue.end)) or text.endswith(
        ("创办于", "始建于", "建于", "成立于"), 0, cue.start
    )


def _begun(text: str, cue: TimeCue, position: int) -> date | None:
    """Since when a now counts, where the same sentence has just said so."""
    between = text[cue.end : position]
    since = (cue.basis == "explicit" and cue.reach == PARAGRAPH) or cue.text.endswith("年以来")
    from_then = cue.basis == "explicit" and text[cue.start - 1 : cue.start] in ("从", "自") and between.endswith(("到", "至"))
    return cue.period_start if (since or from_then) and not re.search(r"[。！？；\n]", between) else None


def _plan_before(text: str, cue: TimeCue, position: int) -> TimeCue | None:
    """The time of a five-year plan that the same paragraph has just named."""
    return cue if cue.basis == "five_year_plan" and cue.period_start and "\n" not in text[cue.end : position] else None


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
        if _BASELINE.match(text, last_at) or (kind in _DAYS and _LEARNED.match(text, last_at)):
            continue
        # 2022年，…；年内共计完工30所; 2022年，…。10月，…: within the year just named
        is_open = kind in _WITHOUT_YEAR or match[0].startswith(("年内", "上年", "上一年"))
        is_within = is_open and bool(cues) and "\n" not in text[cues[-1].end : first_at]
        if is_within and cues[-1].basis != "explicit":
            # 去年，…，9月…
            is_within = cues[-1].text.startswith(("去", "前年")) and (kind == "bare_term" or "。" not in text[cues[-1].end : first_at])
        named = cues[-1].period_start if is_within and not cues[-1].is_until else None
        plan = _plan_before(text, cues[-1], first_at) if cues and kind in ("term_years", "recent") and _FIVE_YEARS.match(match[0]) else None
        if plan is not None:
            # “十三五”期间，…。五年来，…
            resolved = (plan.period_start, plan.period_end, plan.basis, PARAGRAPH, False)
        elif named is not None and match[0].startswith("年内"):
            resolved = (*whole_year(named.year), "relative", STORY, False)
        else:
            resolved = resolve(match, anchor if named is None else replace(anchor, day=None, year=named.year))
        if resolved is None:
            continue
        first, last, basis, reach, is_until = resolved
        if reach == PARAGRAPH and _RECORD.match(text, last_at):
            continue
        if before.endswith(UP_TO) or (kind == "mpart" and before.endswith(("到", "至")) and not before[:-1].endswith("月")):
            # 今年以来…，截至秋季开学
            first, reach = (_begun(text, cues[-1], first_at) if cues else None), FIGURE
            if last and anchor.day and anchor.is_exact and last.year == anchor.day.year:
                last = min(last, anchor.day)
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
