"""Time expressions found in text: where they stand, and which of them are none (comparisons, yardsticks, the day of a report).

Which days an expression means is for `time_meanings`, which of several governs a figure for `governing_time`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from ingestion.extraction.numerals import value_of
from ingestion.extraction.periods import FIGURE, PARAGRAPH, STORY, Anchor, Basis, whole_year
from ingestion.extraction.time_meanings import Resolved, resolve
from ingestion.extraction.time_words import (
    ANY_YEAR,
    CHINESE_YEAR,
    HALF_YEAR,
    NUMBER,
    PART_OF_MONTH,
    PLAN_NUMBER,
    QUARTER,
    SO_MANY,
    TERM,
    TO,
    UP_TO,
    YEAR,
)

# 秋季学期开始招生 tells when, and not from when on
BEGINS_TO = "招生|建设|施工|动工|上课|使用|运行|投用|办学|接收"


def _part_of_year(prefix: str = "") -> str:
    """The part of a year that may stand behind it (月, 秋季学期, 上半年, 一季度), its groups named with a prefix."""
    month = rf"(?:(?P<{prefix}mf>{NUMBER})月?{TO})?(?P<{prefix}m>{NUMBER})月(?:(?P<{prefix}d>{NUMBER})日|(?P<{prefix}md>{PART_OF_MONTH}))?"
    return rf"{month}|(?P<{prefix}term>{TERM})|(?P<{prefix}half>{HALF_YEAR})|(?P<{prefix}quarter>{QUARTER})"


# the lookahead spares most characters the alternation: every time expression opens with one of these
TIME = re.compile(
    rf"""
    (?=(?<![^\n])(?:19|20)[0-9]{{2}}[\u4e00-\u9fa5]{{3}}|[0-9]{{1,4}}[年月日的春秋和、/学幼中校义\-—–~～至到]|[一二两三四五六七八九十][〇○零0一二三四五六七八九十年季]|后年|[第到至截从自今昨本去上下前明年新未接“"‘'近多几这过历建改党撤目如迄现当眼而开春秋全暑])(?:
    (?P<school_year>{YEAR})(?:年?[-—–~至到/](?:{YEAR}|[0-9]{{2}})年?)?学年
  | (?P<range_from>{ANY_YEAR})年?[-—–~至到]+(?P<range_to>{ANY_YEAR})(?:年|(?=[)）]))
  | (?P<from_year>{YEAR})年(?P<from_month>{NUMBER})月(?:{NUMBER}日)?{TO}(?P<to_year>{YEAR})年(?P<to_month>{NUMBER})月(?:{NUMBER}日)?
  | (?P<first_of_two>{YEAR})年?[、和](?P<second_of_two>{YEAR})(?:年?两年|年(?!.{{0,30}}分别))
  | (?:到|至|截至|截止到?)(?P<until>{ANY_YEAR})年(?!的?[0-9])(?P<until_part>年?[底末]|年底|秋[季期]?|春[季期]?)?(?![0-9]*月)
  | (?:从|自)?(?P<since>{ANY_YEAR})年(?:(?P<since_month>{NUMBER})月(?:{NUMBER}日)?|(?P<since_term>[春秋][季期]?)(?:学期)?)?(?P<since_then>以来|起|开始(?!{BEGINS_TO})|以后|(?:至|到)(?:今|现在|目前))
  | (?:从|自)?(?P<since_event>{ANY_YEAR})年(?:{NUMBER}月(?:{NUMBER}日)?)?，?[^，。；、\n0-9]{{2,24}}?以来
  | (?P<two_years>今、?明两年|今年[和、与]明年(?:两年)?)
  | (?:(?:未来|今后|接下来|下一步)的?)(?P<years_ahead>{SO_MANY}|几|数|多|若干)年(?:里|内|间|时间)?
  | (?P<years_within>{SO_MANY})年(?:之?内|时间)
  | (?<![0-9一二三四五六七八九十第近满每续后前制])(?P<years_in_all>[2-9两二三四五六七八九十])年(?=(?:总共|一?共|累计|合计|[将新扩改建拟需计]))
  | (?P<new_term>新学期|新学年|开学季)
  | (?P<y>(?<![0-9.]){YEAR}|{CHINESE_YEAR})(?:年(?:度|内)?(?:的)?|(?=的[0-9]|[春秋]季|(?:幼儿园|学校|中小学|校舍|学前教育|义务教育)|(?<![^\n]....)(?!远景|[\u4e00-\u9fa5]?[所个人名万亿余多千百元亩平项班套间])[\u4e00-\u9fa5]{{3}}))
      (?:{_part_of_year()}|(?P<yend>年?[底末]))?
  | (?P<between_from>前年|去年|今年)(?P<between_from_month>{NUMBER})月份?{TO}(?P<between_to>去年|今年|明年|次年)(?P<between_to_month>{NUMBER})月[份底]?
  | (?P<rel_since>今年|去年|(?:今年)?年初|开年|开春)以来
  | (?P<rel>今年|本年度?|去年|上年|上一年(?!级)|前年|明年|后年|年内|当年(?=计划|完成投资|投资|新增|安排|投入)|新的一年|新一年(?!级))(?:的)?
      (?:{_part_of_year("r")}|[前头](?P<rfirst>{SO_MANY})个月|(?P<ryend>年?[底末]))?
  | (?P<season>[今去][春秋])
  | [“"‘']?(?P<first_plan>{PLAN_NUMBER})五[”"’']?[和与及、至到][“"‘']?(?P<last_plan>{PLAN_NUMBER})五[”"’']?(?:两个[^，。]{{0,6}})?(?:期间|时期)
  | (?P<plan>[“"‘']?(?P<plan_n>{PLAN_NUMBER})五(?!五|[”"’']?(?:目标|规划|任务|发展|教育|学前|行动|计划|重点|基础|普通|特殊|县域|》|定|提出|公共|开局(?!以来)|圆满|收官|首|第))[”"’']?)(?P<plan_part>期间|时期|开局以来|以来|末|规划期间)?
  | (?P<term_years>(?<=[。；;，,、！：—\n])(?:(?:这|过去的?)?五年(?:来|间)?|[三四]年来)(?!制|级|期|计划|规划|行动|目标|一贯|免费)|(?<=的)五年(?=[。，；,;\n]))
  | (?P<past_year>一年来|过去(?:的)?一年)
  | (?P<recent>近(?:年来?|几年来?|些年来?|{SO_MANY}年来?)|(?:多|几|[一二两三四五六七八九十][0-9]?|{NUMBER})年来|这(?!一年)[一二两三四五六七八九十0-9]{{1,2}}年(?:来|间)?(?!制|级|期)|[一二两三四五六七八九十]{{1,2}}年间|这几年|这些年|几年来|过去的?[一二两三四五六七八九十几]+年间?|历年)
  | (?P<era>(?:建[国省市区校]|改革开放|党的十[六七八九]大|撤[县市地]设[市区])以来)
  | (?P<now>截[至止](?:目前|现在|今(?!年)日?)|目前|如今|迄今|至今(?!年)|(?<![用托合活造掘大在对将把])现(?:共)?有(?![^0-9，。；、\n]{{0,4}}(?:富余|闲置|校舍|园舍|资源|条件|基础|场地|办学))|现状(?=为|[^，。；：0-9]{{0,12}}[共有])|现阶段|当前|眼下|而今)
  | (?P<months_from>(?<![0-9.]){NUMBER})月?{TO}(?P<months_to>{NUMBER})月(?![0-9]|份?的?{NUMBER}日)
  | (?P<month>(?<![0-9]){NUMBER})月(?:(?P<day>{NUMBER})日|(?P<mpart>份|{PART_OF_MONTH}))
  | (?<![0-9年月期第每满近至到前逾约共达\-—–~～、/.])(?P<lone_day>{NUMBER})日(?![内起间]|之内|游|报|[至到\-—~～])
  | (?P<lone_month>(?<![0-9年个]){NUMBER})月(?=[，,起投启开招建竣完前]|将|正式|即将)
  | (?P<bare_quarter>{QUARTER})
  | (?<![\u4e00-\u9fff])前(?P<first_months>{SO_MANY})个月
  | (?P<bare_half>{HALF_YEAR})
  | (?P<whole>全年(?![级龄]))
  | (?P<at_end>(?<![^。；;，,\n])年末(?=[，,]?(?:全[省市县区国]|[共拥]?有|[\u4e00-\u9fa5]{{0,6}}(?:在校|在园|学校|小学|初中|高中|幼儿园))))
  | (?P<summer>(?<=[。；;，,\n用])暑[假期])(?:期间|里|中)?(?=[，,])
  | (?P<bare_term>(?<![年今去])[春秋][季期](?=学期|开学|新学期|招生|投用|启用|[将，]))
  | (?P<bare_end>(?<![学每历往])年(?:底前?|末前))
  | (?P<some_day>[昨今明][天日](?!头条|之|的)(?:[上下]午|早上|晚上?|清晨)?)
  | (?P<some_month>(?:本|上个?|下个?)月(?:{PART_OF_MONTH})?)
    )
    """,
    re.VERBOSE,
)
_BEGINS = re.compile(r"[^，。；将拟要计]{0,4}(?:开工|动工|奠基|破土|开建|启动建设|启动施工|进场施工|复工|立项|获批)")
_FOUNDED = re.compile(
    r"[^，。；0-9]{0,4}(?:建校(?![舍区园])|创办|创建|始建|成立|(?:整体|异地)?搬迁[到至]|迁[入至]|合并(?:而成|组建)|更名|升格)(?!的?[0-9一])"
    r"|[^，。；0-9]{0,12}(?:被[^，。；0-9]{0,16}(?:评|命名|授予|认定|确定|列)|荣获|获得?[^，。；0-9]{0,12}(?:称号|荣誉)|(?:评|命名|认定)为)"
)
_BEGINS_ON = re.compile(r"(?:[上下]午)?[，,]?[^，。；将拟要计0-9]{0,24}(?:开工|动工|奠基|破土)")  # 5月16日，第三小学举行奠基仪式
# 在去年的基础上, 去年同期: what something is measured by
_BASELINE = re.compile(r"[”\"’']?(?:期间|时期|末)?的?(?:基础上|同期|基数|水平相比|相比|[0-9.]+倍)")
# 近十年来首次实现, 创历年新高: a yardstick
_RECORD = re.compile(r"(?:[的，]|来|以来)*(?:首(?![批期])|最|新高|新低|第一(?![批期轮])|罕见|少有)")
_OF_ATTRIBUTE = re.compile(
    "(?:秋季|春季|底|末|初)?(?:开工|启动|新建|建成|下达|投用|实施|安排|招收|入学|停工|竣工|立项)的[0-9一二两三四五六七八九十]"
)
_OPENS_CLAUSE = frozenset(("", "。", "；", ";", "\n"))
_KEPT = re.compile(r"(?:达到|符合|按照?|依照|根据|执行|参照|对照)了?[^，。；\n]{0,3}\Z")
_RULE = re.compile(r"(?![^，。；\n]{0,16}(?:目标|计划|任务|安排|要点|规划))(?:的)?[^，。；\n0-9]{0,16}?(?:标准|规范|规定|办法|文件|条例)")
_UP_TO_THEN = re.compile(r"(?:^|[，。；、\n])(?:预计)?[到至]$")
# 自去年工程开始至今年8月底, but not 从去年的12所增加到今年的15所
_RUNS_TO = re.compile("[^，。；0-9\n]{0,8}(?:开始|启动|开工|实施|以来|起)(?:至|到)")
_BEFORE = re.compile(r"(?:之|以)?前(?![期后列三往去来夕身沿景提年])")
# not 今年开始招生
_FROM_ON = re.compile(r"(?:学期)?(?:起|开始(?!" + BEGINS_TO + r"))(?!点|步|来)")
_FROM_ON_OPENS = frozenset("学起开")
# 新华社西安9月1日电: the day of the report, not of what it reports
_WIRE = ("电", "专电", "讯", "消息")
# 记者10月9日从市教育局获悉: the day on which it was learnt is no figure's
_LEARNED = re.compile(
    r"(?:[上下]午)?[，,]?(?:(?:本?报?记者)?[从在][^，。；\n]{2,40}?(?:获悉|了解到|得知)|[^。；\n]{0,50}?(?:现场|工地|校园内?|[学小]校?|记者)看到"
    r"|，?[^，。；\n]{0,12}(?:召开|举行)的?[^，。；\n]{0,20}会议?上?，?(?:会议)?(?:获悉|了解到|提出|指出|明确|强调|要求|透露|公布|介绍))"
)
_FIVE_YEARS = re.compile("(?:这|近|过去的?)?[五5]年(?:来|间)?$")
_PARTS_OF_YEAR = frozenset(("m", "d", "md", "term", "half", "quarter"))
_SO_MANY_YEARS = frozenset(("years_within", "years_in_all", "recent"))
_YEARS_WRITTEN = re.compile(rf"这?({SO_MANY})年(?!来)")
_TOLD_WITHIN = 200  # characters within which a text tells which years it means
_LINE_ENDS = re.compile(r"\n")
_SENTENCE_ENDS = re.compile(r"[。！？\n]")
_SINCE = frozenset(("plan", "plan_part", "last_plan"))
_DAYS = frozenset(("day", "d", "rd", "lone_day"))
# 比去年, and what comes again: 每年9月, 每到新学期
_NO_TIME_OF_ITS_OWN = ("比", "较", "与", "和", "继", "每年", "每到", "每逢", "每学年")
# 公示时间为2024年12月2日: on which day a text is posted
_POSTED = re.compile(r"(?:公示|公告|发布|张贴|信息有效)(?:时间|日期|期限?|期间)(?:为|是|从|自)?[:：]?(?:[0-9年月日]{4,11}[至到—-])?$")
_ASIDE_CLOSES = re.compile(r"[^(（\n]{0,40}[)）]")
# 年内, 上年: of the year just told
_OF_A_YEAR = ("年内", "当年", "上年", "上一年", "全年")
_WITHOUT_YEAR = frozenset(("month", "day", "mpart", "lone_month", "months_to", "bare_term", "bare_quarter", "summer"))


@dataclass(slots=True)
class TimeCue:
    """A resolved time expression. `reach` tells how far later sentences may lean on it, `is_until` marks 到2025年, `counts_up` 截至9月底
    and 截至目前, up to which things are counted, `is_up_to` those of them that are a day of their own.
    """

    start: int
    end: int
    text: str
    period_start: date | None
    period_end: date | None
    basis: Basis
    reach: int
    is_until: bool = False
    counts_up: bool = False
    is_up_to: bool = False

    @property
    def is_long(self) -> bool:
        """Whether the period is longer than a month (a term, a year), or open on one side."""
        return self.period_start is None or self.period_end is None or (self.period_end - self.period_start).days > 31

    @property
    def is_term(self) -> bool:
        """Whether the period has three months, as a school term is taken to have."""
        return bool(self.period_start and self.period_end and 80 < (self.period_end - self.period_start).days < 100)

    @property
    def is_whole_year(self) -> bool:
        """Whether the period is one whole year."""
        return self.period_start is not None and (self.period_start, self.period_end) == whole_year(self.period_start.year)

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
    return bool((_BEGINS_ON if is_day else _BEGINS).match(text, cue.end)) or is_founding(text, cue)


def is_founding(text: str, cue: TimeCue) -> bool:
    """Whether a time is that at which a school came to be, or was given a rank: 创办于2022年9月, 1998年建校, 2010年被评为示范学校."""
    return bool(_FOUNDED.match(text, cue.end)) or text.endswith(("创办于", "创建于", "始建于", "建于", "成立于", "设立于"), 0, cue.start)


def _begun(text: str, cue: TimeCue, position: int) -> date | None:
    """Since when a now counts, where the same sentence has just said so."""
    between = text[cue.end : position]
    since = (cue.basis == Basis.EXPLICIT and cue.reach == PARAGRAPH) or cue.text.endswith("年以来")
    # 从2011年…到如今, but 从2012年的1458所增加到目前的1770所
    is_from = text[cue.start - 1 : cue.start] in ("从", "自") and between.endswith(("到", "至"))
    from_then = cue.basis == Basis.EXPLICIT and is_from and not re.search("[0-9]", between)
    return cue.period_start if (since or from_then) and not re.search(r"[。！？；\n]", between) else None


def _plan_before(text: str, cue: TimeCue, position: int) -> TimeCue | None:
    """The time of a five-year plan that the same paragraph has just named."""
    return cue if cue.basis == Basis.FIVE_YEAR_PLAN and cue.period_start and "\n" not in text[cue.end : position] else None


def _years_told(text: str, cues: list[TimeCue], match: re.Match[str]) -> tuple[date, date] | None:
    """Which so many years are, as has just been told: 2018—2020年，…，三年共…; those from a year on: 2021年，全省提出三年内…."""
    written = _YEARS_WRITTEN.match(match[0])
    count = value_of(written[1]) if written else None
    for cue in reversed(cues[-3:] if count else ()):
        if cue.period_start and cue.period_end is None and cue.basis == Basis.EXPLICIT:  # 自2018年起，…，五年共…
            return cue.period_start, whole_year(cue.period_start.year + int(count[0]) - 1)[1]
        if match.start() - cue.end > _TOLD_WITHIN or cue.period_start is None or cue.period_end is None:
            break
        if (cue.period_end.year - cue.period_start.year + 1, cue.is_of_years) == (count[0], True):
            return cue.period_start, cue.period_end
        if match.lastgroup == "years_within" and cue.is_whole_year and not re.search(r"[。！？；\n]", text[cue.end : match.start()]):
            return cue.period_start, whole_year(cue.period_start.year + int(count[0]) - 1)[1]
    return None


def _up_to_now(match: re.Match[str], anchor: Anchor) -> Resolved | None:
    """截至6月底 in a text of July, whatever year it has named before: the last such month; None where that lies ahead or no day is known."""
    resolved = resolve(match, anchor) if anchor.day and anchor.is_exact else None
    return resolved if resolved and resolved[1] and resolved[1].month <= anchor.day.month else None


def _tells_no_time(text: str, match: re.Match[str], before: str) -> bool:
    """Whether words for a time only compare with it (较2019年, but not 占比2019年底达到30%), measure by it (去年同期), or say when a text was
    sent or something was learnt."""
    kind, end = match.lastgroup, match.end()
    if _POSTED.search(text, max(0, match.start() - 24), match.start()):
        return True
    if before.endswith(_NO_TIME_OF_ITS_OWN) and kind != "range_to" and not before.endswith("占比"):
        return True
    if kind in _DAYS and (_LEARNED.match(text, end) or (kind != "rd" and text.startswith(_WIRE, end))):
        return True
    if text.startswith(("同期，", "同期,"), end) and text[match.start() - 1 : match.start()] in _OPENS_CLAUSE:
        return False  # 去年同期，全区竣工学校仅有4所
    # 达到1988年颁布的标准: what a rule is called
    is_of_rule = _KEPT.search(text, max(0, match.start() - 6), match.start()) and _RULE.match(text, end)
    return bool(is_of_rule or _BASELINE.match(text, end))


def _named_before(text: str, cues: list[TimeCue], match: re.Match[str]) -> date | None:
    """The first day of the time just told, where one that names no year lies in that: 2022年，…；年内共计完工30所; 去年，…，9月…."""
    kind, start = match.lastgroup, match.start()
    if not cues or cues[-1].is_until or not (kind in _WITHOUT_YEAR or match[0].startswith(_OF_A_YEAR)):
        return None
    last = cues[-1]
    if (_SENTENCE_ENDS if kind == "whole" else _LINE_ENDS).search(text, last.end, start):
        return None
    if match[0].startswith("上") and _ASIDE_CLOSES.match(text, last.end, start):
        return None  # 毛入园率92.5%（2021年为91.3%），巩固率98.1%（上年97.6%）
    is_year = last.basis == Basis.EXPLICIT or (
        last.text.startswith(("去", "前年", "明")) and (kind == "bare_term" or "。" not in text[last.end : start])
    )
    return last.period_start if is_year else None


def _resolved(text: str, cues: list[TimeCue], match: re.Match[str], before: str, anchor: Anchor) -> Resolved | None:
    """What a match means behind the times told before it; None where it means none."""
    kind = match.lastgroup
    if cues and kind in _SO_MANY_YEARS and (spanned := _years_told(text, cues, match)) is not None:
        return *spanned, Basis.EXPLICIT, PARAGRAPH, False
    if cues and kind in ("term_years", "recent") and _FIVE_YEARS.match(match[0]):
        # “十三五”期间，…。五年来，…
        plan = _plan_before(text, cues[-1], match.start())
        if plan is not None:
            return plan.period_start, plan.period_end, plan.basis, PARAGRAPH, False
    named = _named_before(text, cues, match)
    if named is None:
        return None if match[0].startswith("当年") else resolve(match, anchor)
    if match[0].startswith(("年内", "当年")):
        return *whole_year(named.year), Basis.RELATIVE, STORY, False
    now = _up_to_now(match, anchor) if before.endswith(UP_TO) else None
    return now or resolve(match, replace(anchor, day=None, year=named.year))


def _bound(text: str, cue: TimeCue, kind: str, before: str, anchor: Anchor, cues: list[TimeCue]) -> None:
    """Set the ends of a time by the words beside it: 截至6月底, 到明年秋季, 2016年3月前, 从今年秋季学期起."""
    first, last = cue.period_start, cue.period_end
    if before.endswith(UP_TO) or (kind == "mpart" and before.endswith(("到", "至")) and not before[:-1].endswith("月")):
        # 今年以来…，截至秋季开学
        cue.period_start, cue.reach = (_begun(text, cues[-1], cue.start) if cues else None), FIGURE
        if last and anchor.day and anchor.is_exact and last.year == anchor.day.year:
            cue.period_end = min(last, anchor.day)
    elif (
        last
        and (kind in _PARTS_OF_YEAR or (kind.startswith("r") and kind != "range_to"))
        and _UP_TO_THEN.search(text, cue.start - len(before), cue.start)
    ):
        cue.period_start, cue.is_until = (date(last.year, 1, 1) if last.year == anchor.year else None), True
    elif first and kind != "some_month" and _BEFORE.match(text, cue.end):
        cue.period_start = date(last.year, 1, 1) if last and last.year == anchor.year else None
        cue.reach, cue.is_until = FIGURE, True
    elif first and text[cue.end : cue.end + 1] in _FROM_ON_OPENS and _FROM_ON.match(text, cue.end) and not kind.startswith("since"):
        cue.period_end = None


def _bind(text: str, cue: TimeCue, kind: str, before: str, cues: list[TimeCue]) -> None:
    """Set what a time takes from those told before it: since when a now counts (自2001年…以来，截至目前), since when the time does to which
    works run (自去年工程开始至今年8月底), up to which day a now does (截止到10月底，新建3所，目前完工2所)."""
    if cue.reach != FIGURE and _OF_ATTRIBUTE.match(text, cue.end):
        cue.reach = FIGURE  # 对2022年开工的6所学校倒排工期
    if kind == "now" and cues and (begun := _begun(text, cues[-1], cue.start)):
        cue.period_start, cue.reach = begun, PARAGRAPH
    runs_to = cue.start + (text[cue.start] in "至到")
    if cues and text[runs_to - 1] in "至到" and _RUNS_TO.fullmatch(text, cues[-1].end, runs_to):
        cue.period_start, cue.is_until = cues[-1].period_start, False
    if cue.period_start and cue.period_end and cue.period_end < cue.period_start:
        cue.period_end = None  # 2021年以来 in a text that seems to be older: nobody knows until when
    cue.counts_up = cue.text[0] == "截" or before.endswith(UP_TO)
    if kind == "now":
        if cues and cues[-1].is_up_to and not _SENTENCE_ENDS.search(text, cues[-1].end, cue.start):
            cue.period_end, cue.is_up_to = cues[-1].period_end, True
    elif cue.period_start is None and cue.counts_up:
        cue.is_up_to = True


def time_cues(text: str, anchor: Anchor, start: int = 0, end: int | None = None) -> list[TimeCue]:
    """Time expressions of `text[start:end]`, resolved, in order. Comparisons (比2015年提高) and unresolvable ones are left out."""
    cues: list[TimeCue] = []
    for match in TIME.finditer(text, start, len(text) if end is None else end):
        kind = match.lastgroup
        before = text[max(start, match.start() - 3) : match.start()]
        if _tells_no_time(text, match, before) or (resolved := _resolved(text, cues, match, before, anchor)) is None:
            continue
        cue = TimeCue(*match.span(), match[0], *resolved)
        if cue.period_start and text.startswith("以来", cue.end) and kind not in _SINCE:
            cue.period_end, cue.reach = anchor.until_now, PARAGRAPH  # 自去年10月以来, 前年以来
        if cue.reach == PARAGRAPH and _RECORD.match(text, cue.end):
            continue
        _bound(text, cue, kind, before, anchor, cues)
        _bind(text, cue, kind, before, cues)
        cues.append(cue)
    return cues
