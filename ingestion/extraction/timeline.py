"""The times that an article tells, in order, and the mood of the sentences that tell them: what later sentences lean on.

Facts about an article's time belong here; which time governs one number is for `governing_time`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from ingestion.extraction.layout import Layout
from ingestion.extraction.periods import PARAGRAPH, STORY, Anchor, Basis
from ingestion.extraction.sentences import Sentences, in_title_marks
from ingestion.extraction.status_cues import STRONG, StatusCue, status_cues
from ingestion.extraction.time_cues import TimeCue, time_cues
from ingestion.extraction.time_words import WILL

DIGEST = 2000  # characters
LONGEST_PARAGRAPH = 1500  # characters that are searched for what a figure's paragraph hands out
LONGEST_LIST = 40  # lines that an announcement in front of them may speak for
# 新学期将新增学位8万个。具体情况如下：
_LISTED_BELOW = re.compile(r"[^\n]{0,80}如下[：:]?[\s\u3000]*\n")
_HEADING = 30  # characters before a time in a line that heads what follows, and behind it
# the first figure that a time governs, to the end of its clause
_TOLD_OF_IT = re.compile(r"[0-9][^，,；。]*[，,；]")
_WORDS_WITHIN = 25  # characters behind a time in which words say what is told of it
_PART_OF_YEAR = 300  # days
# days before the first of March and of September on which a term may have begun
_BEFORE_SPRING, _BEFORE_AUTUMN = 24, 3
_OPENING = 40  # characters of an article that may say up to when it reports
# 今年将继续为民办实事
_WILL = re.compile(rf"[，,]?[\u4e00-\u9fa5]{{0,4}}?(?:{WILL}|要)")
_HANDED_OUT = re.compile(r"(?:部署|安排)[^。\n]{0,40}(?:工作|任务|事项)[。：:]\s*(?:一是|一、|（一）|1[.、．])")
# 继续全力办好十方面民生实事，…, but not 办好了十件实事
_PROMISED = re.compile(r"(?<!已)(?<!完成)(?:办好|办实|办成|抓好|实施好?)(?!了)[^，。；\n]{0,10}实事(?!项目?(?:全部|均|已))")
_PROMISE = 60  # characters at the end of the paragraph above a list
_LIST_REACH = 6000  # characters of a list below its promise
# 计划于2026年6月
_AT = ("于", "在", "到", "至")
_ROSE_TO = tuple(rise + to for rise in ("提升", "提高", "增加", "增长", "上升", "扩大", "下降", "减少") for to in "至到")
_ITEM = re.compile(r"[ \t\u3000]*(?:[（(][一二三四五六七八九十0-9]{1,2}[）)]|[0-9]{1,2}[.．、]|[一二三四五六七八九十]{1,2}(?:、|是))")


# 一、2015年及“十二五”工作回顾: which of the two comes first is told of first
_AND_IN_HEADING = re.compile(r"(?:以?及|[和与暨])(?=[^，。；\n]{0,24}\n)")
_BRACKETS = {"（": "）", "(": ")"}
_LONGEST_ASIDE = 60  # characters


def aside_until(text: str, floor: int, cue: TimeCue) -> int | None:
    """Where the brackets close in which a time is told in passing (共126所（含2008年续建18所）); None where it stands in none."""
    floor = max(floor, cue.start - _LONGEST_ASIDE)
    opening = max(text.rfind(bracket, floor, cue.start) for bracket in _BRACKETS)
    if opening < 0:
        return None
    closing = _BRACKETS[text[opening]]
    end = text.find(closing, opening, cue.end + _LONGEST_ASIDE)
    return end if end >= cue.end and "\n" not in text[opening:end] else None


@dataclass(slots=True)
class Lean:
    """The time that later sentences lean on, and the mood of the sentence that set it."""

    cue: TimeCue
    mood: str
    paragraph: int
    opens_paragraph: bool


class Timeline:
    """The time expressions of one article. Positions index the document's cleaned text.

    `status_cues` yields the status cues of a sentence; `opening` is the timeline of the story whose districts' sections this is one of.
    """

    def __init__(
        self,
        text: str,
        bounds: tuple[int, int],
        genre: str,
        title: str | None,
        anchor: Anchor,
        layout: Layout,
        sentences: Sentences,
        status_cues: Callable[[tuple[int, int]], list[StatusCue]],
        opening: Timeline | None = None,
    ) -> None:
        self.text, (self.start, self.end) = text, bounds
        self.genre, self.title, self.anchor = genre, title, anchor
        self.layout, self.sentences, self.status_cues = layout, sentences, status_cues
        self.opening = opening

    @cached_property
    def _cues(self) -> tuple[list[int], list[TimeCue]]:
        found = time_cues(self.text, self.anchor, self.start, self.end)
        return [cue.start for cue in found], found

    def cues(self, start: int, end: int) -> list[TimeCue]:
        """The time expressions of a stretch of the article, in order."""
        starts, found = self._cues
        return found[bisect_left(starts, start) : bisect_left(starts, end)]

    @cached_property
    def _leans(self) -> tuple[list[int], list[Lean]]:
        found: list[Lean] = []
        last_sentence: tuple[int, int] | None = None
        for cue in self._cues[1]:
            if not cue.reach or in_title_marks(self.text, self.start, cue.start) or self._is_dateline(cue):
                continue
            if self.genre == "report" and self._is_in_headline(cue):
                continue  # 2026年政府工作报告: when it was read, not what it tells of
            is_span = cue.reach == PARAGRAPH and cue.period_start and cue.period_end and cue.basis == Basis.EXPLICIT
            if (self.text[cue.start - 1 : cue.start] in ("由", "从") and not is_span) or self.text.endswith(
                _ROSE_TO, self.start, cue.start
            ):
                # 由去年的47.2%提高到今年的52.6%: the time belongs to that one figure
                continue
            sentence = self.sentences.of(cue.start)
            if last_sentence == sentence and cue.is_apart_from(found[-1].cue) and aside_until(self.text, self.start, cue) is not None:
                continue
            if found and self._is_year_of_topic(cue, sentence, found[-1]):
                continue
            if found and (joined := _AND_IN_HEADING.match(self.text, found[-1].cue.end)) and joined.end() == cue.start:
                continue
            mood = self.mood_of(cue, sentence)
            if found and last_sentence == sentence and mood == "target" and found[-1].mood == "actual" and cue.is_until:
                continue
            last_sentence = sentence
            opening = self.text.rfind("\n", self.start, cue.start) + 1
            line = self.text.find("\n", cue.end, cue.end + _HEADING)
            # 这是民生持续改善的五年。: a line that heads what follows
            opens = cue.start - max(opening, self.start) <= (4 if line < 0 else _HEADING)
            found.append(Lean(cue, mood, self.layout.paragraph(cue.start), opens))
        return [lean.cue.end for lean in found], found

    def _is_year_of_topic(self, cue: TimeCue, sentence: tuple[int, int], topic: Lean) -> bool:
        """Whether a year told in the middle of a sentence lies in the plan that its paragraph opens with:
        ——回眸“十一五”，…。投入增加，2010年达3亿元。…"""
        return (
            topic.opens_paragraph
            and topic.cue.basis == Basis.FIVE_YEAR_PLAN
            and topic.paragraph == self.layout.paragraph(cue.start)
            and bool(topic.cue.period_start and cue.period_start and topic.cue.period_start <= cue.period_start)
            and bool(topic.cue.period_end and cue.period_end and cue.period_end <= topic.cue.period_end)
            and cue.basis == Basis.EXPLICIT
            and bool(self.text[sentence[0] : cue.start].strip())
        )

    def _is_in_headline(self, cue: TimeCue) -> bool:
        """Whether a time stands in a line that is the headline, or a part of it."""
        reach = len(self.title or "")
        start = self.text.rfind("\n", max(0, cue.start - reach), cue.start) + 1
        end = self.text.find("\n", cue.end, cue.end + reach)
        return end >= 0 and self.text[start:end].strip() in (self.title or "")

    def _is_dateline(self, cue: TimeCue) -> bool:
        """A full date on a short line of its own says when the text was written, not what it is about."""
        if cue.period_start is None or cue.period_start != cue.period_end:
            return False
        start = self.text.rfind("\n", 0, cue.start) + 1
        end = self.text.find("\n", cue.end)
        line = self.text[start : end if end >= 0 else len(self.text)]
        return len(line) <= 60 and not re.search(r"[，。；]", line)

    def mood_of(self, cue: TimeCue, sentence: tuple[int, int]) -> str:
        """Whether a sentence about that time reports or plans: by the day of the article, by its words, by its section and kind."""
        known = cue.period_end if cue.is_until else cue.period_start
        if known and self.anchor.day and known > self.anchor.day and not self._begins_now(cue):
            return "target"
        if cue.reach == PARAGRAPH and cue.period_end and cue.period_end == self.anchor.until_now:
            return "actual"  # 近年来
        if self._is_planned_for(cue, sentence):
            return "target"
        if (cue.period_end and self.anchor.year and cue.period_end.year < self.anchor.year) or self.is_over(cue) or self._has_passed(cue):
            return "actual"
        if mood := self._mood_behind(cue, sentence):
            return mood
        section = self.layout.section(cue.start)
        return section.mood if section and section.mood else self._mood_of_text(cue)

    def _is_planned_for(self, cue: TimeCue, sentence: tuple[int, int]) -> bool:
        """Whether a word right before a time plans something for it, whenever that is: 计划于2023年6月开工."""
        ends = (cue.start, cue.start - (self.text[cue.start - 1 : cue.start] in _AT))
        return any(hit.end in ends and hit.weight > STRONG and hit.status == "target" for hit in self.status_cues(sentence))

    def _mood_behind(self, cue: TimeCue, sentence: tuple[int, int]) -> str | None:
        """What the words behind a time say, up to the first figure that it governs (今年新建小学3所，下一步将…). What is to be done 年内 is
        planned, but for the end of that year and a review of it."""
        reach = min(sentence[1], cue.end + _WORDS_WITHIN)
        if told := _TOLD_OF_IT.search(self.text, cue.end, reach):
            reach = told.end()
        today = self.anchor.day
        is_ending = today is not None and self.anchor.is_exact and today.month == 12
        if cue.text.startswith("年内") and self.genre != "review" and not is_ending and not self.text.startswith("已", cue.end):
            return "target"
        for hit in self.status_cues(sentence):
            is_of_it = cue.end <= hit.start and hit.end <= reach and hit.weight >= STRONG
            if is_of_it and hit.status in ("target", "actual") and not hit.is_of_one:
                return hit.status
        return None

    def _mood_of_text(self, cue: TimeCue) -> str:
        """What the kind of the text makes of a time that is not over: a five-year plan is told of as done in its last year, and a span of
        years as planned until its last year (2022—2024年，新建学校30所, told in 2022)."""
        if cue.basis == Basis.FIVE_YEAR_PLAN and cue.period_end and self.anchor.year and cue.period_end.year <= self.anchor.year:
            return "actual"
        if cue.is_of_years and self._is_span_to_come(cue) and cue.period_end.year > self.anchor.day.year:
            return "target"
        if self.genre == "report":
            return "target" if self._is_year_ahead(cue) else "actual"
        return "target" if self.genre == "plan" or (self.genre == "news" and self._is_planned(cue)) else "actual"

    def _is_planned(self, cue: TimeCue) -> bool:
        """Whether a story opens with what will be done in the year that it names later: 今年将为民办实事。…2014年新增学位7万个."""
        first = self.cues(self.start, min(self.start + _OPENING, cue.start))
        same = next((told for told in first if told.period_start and told.period_end == cue.period_end and told.is_long), None)
        if same is None or not cue.is_long or cue.basis != Basis.EXPLICIT:
            return False
        return bool(_WILL.match(self.text, same.end, self.sentences.of(same.start)[1]))

    def _is_year_ahead(self, cue: TimeCue) -> bool:
        """Whether a time is the year that a report of its first months looks forward to."""
        day = self.anchor.day
        early = day is None or not self.anchor.is_exact or day.month <= 4
        return early and bool(cue.is_long and cue.period_start and cue.period_start.year == self.anchor.year)

    def goes_on(self, lean: Lean, position: int) -> bool:
        """Whether a sentence goes on with what the paragraph of a lean announced: in it, or in the list right below it (（一）, 2.)."""
        return lean.paragraph == self.layout.paragraph(position) or lean.paragraph in self._above_list(position)

    def _above_list(self, position: int) -> Iterator[int]:
        """The numbers of the lines above that of a position, the nearest first, as long as the line below is an item of a list or empty."""
        last = self.layout.paragraph(position)
        for number in range(last, max(last - LONGEST_LIST, 0), -1):
            start = self.layout.line(number)[0]
            if not (_ITEM.match(self.text, start) or self.text[start] == "\n"):
                return
            yield number - 1

    def listing(self, position: int) -> Lean | None:
        """The plan that a sentence announced whose items are listed below it, up to a position and beyond: …将新增学位8万个。情况如下："""
        ends, announcing = self._announcing
        index = bisect_right(ends, position)
        return announcing[index - 1] if index else None

    @cached_property
    def _announcing(self) -> tuple[list[int], list[Lean]]:
        found = [lean for lean in self._leans[1] if lean.mood == "target" and _LISTED_BELOW.match(self.text, lean.cue.end)]
        return [lean.cue.end for lean in found], found

    def day_of_event(self, position: int) -> TimeCue | None:
        """The last day named before a position: that of 此次, 当天."""
        for cue in reversed(self.cues(max(self.start, position - 1000), position)):
            if cue.period_start and cue.period_start == cue.period_end and not self._is_dateline(cue):
                return cue
        return None

    @cached_property
    def reached_by_opening(self) -> TimeCue | None:
        """Up to when an article reports, where its first words say so: 截至2019年12月31日，十件实事全面完成."""
        for cue in self.cues(self.start, self.start + _OPENING):
            if cue.period_end and cue.counts_up:
                return cue
        return None

    def is_current(self, cue: TimeCue) -> bool:
        """Whether a time is not yet over on the day of the article: what happened in it and what is to come in it share it."""
        today = self.anchor.until_now
        return bool(today and cue.period_start and cue.period_end and cue.period_start <= today <= cue.period_end and cue.is_long)

    def is_to_come(self, cue: TimeCue) -> bool:
        """Whether a time begins after the day of the article, or, where only its end is told, ends then."""
        today = self.anchor.day
        known = cue.period_end if cue.is_until or cue.period_start is None else cue.period_start
        return bool(today and known and known > today) and not self._begins_now(cue)

    def _begins_now(self, cue: TimeCue) -> bool:
        """Whether a term has begun, or is about to, on the day of the article: 今春 told of in February, 今秋 at the end of August."""
        day, first = self.anchor.day, cue.period_start
        if day is None or first is None or cue.is_until or not self.anchor.is_exact or cue.text[-1] not in "春秋季期学":
            return False
        return 0 < (first - day).days <= (_BEFORE_SPRING if first.month == 3 else _BEFORE_AUTUMN)

    def _is_span_to_come(self, cue: TimeCue) -> bool:
        """Whether a span of years (2024年至2026年) is not over on the day of the article."""
        today = self.anchor.day
        return bool(today and (cue.period_start or cue.is_until) and cue.period_end and cue.period_end > today)

    def _has_passed(self, cue: TimeCue) -> bool:
        """Whether a part of a year (上半年, 1至4月) is over on the day of the article."""
        today = self.anchor.day
        if today is None or not self.anchor.is_exact or cue.period_start is None or cue.period_end is None:
            return False
        return cue.period_end < today and (cue.period_end - cue.period_start).days < _PART_OF_YEAR

    def is_over(self, cue: TimeCue) -> bool:
        """Whether a time is over on the day of the article and can hold nothing that is to come. The plan of a whole year can still be
        told of when the year is over."""
        today = self.anchor.day
        if today is None or not self.anchor.is_exact or cue.period_end is None or cue.period_end > today:
            return False
        return cue.period_start is None or not cue.is_long

    def lean(self, position: int, mood: str | None) -> Lean | None:
        """The last carried time before a position that agrees with a mood, within its section; in reports only from the same paragraph
        or from the opening of an earlier one."""
        ends, leans = self._leans
        index = bisect_right(ends, position)
        paragraph = self.layout.paragraph(position)
        within = self.genre == "norm" or (self.genre == "report" and not self.is_digest)
        section = self.layout.section(position)
        for lean in reversed(leans[max(0, index - 40) : index]):
            if section is not None and lean.cue.start < section.start:
                return None
            if lean.paragraph != paragraph and (lean.cue.reach == PARAGRAPH or (within and not lean.opens_paragraph)):
                continue
            if lean.paragraph != paragraph and self.genre == "news" and not self._is_of_story(lean.cue, mood):
                continue
            if mood == "target" and ((lean.cue.reach == PARAGRAPH and not self._is_span_to_come(lean.cue)) or self.is_over(lean.cue)):
                continue
            if mood in (None, "ongoing", lean.mood):
                return lean
            if mood == "target" and (lean.mood == "ongoing" or (lean.cue.reach == STORY and self.is_current(lean.cue))):
                return lean
        if self.opening is not None and (mood is None or not any(lean.mood == mood for lean in leans[:index])):
            return self.opening.lean(self.opening.end, mood)
        return None

    def _is_of_story(self, cue: TimeCue, mood: str | None) -> bool:
        """Whether a news story can be about a time beyond the paragraph that names it: its own year, the one that has just ended."""
        if not cue.is_long:
            # a month is that of what goes on in it, a day only of its event
            return mood is None or (mood != "target" and cue.period_start != cue.period_end)
        today = self.anchor.day
        if today is None or cue.period_end is None or cue.period_end.year >= today.year or not self.anchor.is_exact:
            return True
        if cue.period_end.year == today.year - 1 and (today.month <= 4 or cue.basis == Basis.FIVE_YEAR_PLAN):
            return True
        return str(cue.period_end.year) in (self.title or "")

    @property
    def is_digest(self) -> bool:
        """Whether a text about a report is too short to be the report: news of it, which names a time once for all that follows."""
        return self.genre == "report" and self.end - self.start < DIGEST

    def default_mood(self, position: int) -> str:
        if self.genre == "norm":
            return "standard"
        section = self.layout.section(position)
        if section and section.mood:
            return section.mood
        if self.genre == "news" and self.is_announced(position):
            return "target"
        if self.genre == "report" and self._is_promised(position):
            return "target"
        return "target" if self.genre == "plan" else "actual"

    def _is_promised(self, position: int) -> bool:
        """Whether a position stands in the list of what a report promises to do: 继续办好十方面民生实事。 1、教育助学方面。…"""
        above = takewhile(lambda line: position - line[1] <= _LIST_REACH, map(self.layout.line, self._above_list(position)))
        return any(_PROMISED.search(self.text, max(start, end - _PROMISE), end) for start, end in above)

    @cached_property
    def headline_plans(self) -> bool:
        """Whether a headline says of schools what will be done: …将对64所学校进行改造."""
        moods = [cue.status for cue in status_cues(self.title or "", 0, len(self.title or "")) if cue.weight >= STRONG]
        return bool(moods) and set(moods) == {"target"}

    def is_announced(self, position: int) -> bool:
        """Whether a position stands among the items of work that its paragraph hands out: 会议部署…工作。一是…"""
        floor = max(self.start, position - LONGEST_PARAGRAPH)
        return bool(_HANDED_OUT.search(self.text, max(self.text.rfind("\n", floor, position) + 1, floor), position))
