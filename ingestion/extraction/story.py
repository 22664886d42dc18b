"""What is known about an article before its numbers are read: home district, date, genre, sections, and the time and mood that later
sentences lean on.

Facts about whole articles belong here; facts about one number belong to `claims`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from ingestion.articles import Article
from ingestion.extraction import facilities, status
from ingestion.extraction.facilities import Name
from ingestion.extraction.gazetteer import Region, is_within
from ingestion.extraction.layout import Layout
from ingestion.extraction.periods import CHINESE_YEAR, PARAGRAPH, STORY, Anchor, TimeCue, month_span, plan_years, time_cues, year_of
from ingestion.extraction.places import Places
from ingestion.extraction.regions import RegionContext
from ingestion.extraction.sentences import Sentences, clause_ends, in_title_marks

if TYPE_CHECKING:
    from ingestion.extraction.draft import Draft

_DATELINE = re.compile(
    r"(?:本报讯|本刊讯|记者|通讯员|消息|电)[^。\n]{0,24}?(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日|^[^。\n]{0,40}?(?P<month2>[0-9]{1,2})月(?P<day2>[0-9]{1,2})日"
)
_YEAR = re.compile(rf"((?:19|20)[0-9]{{2}}|{CHINESE_YEAR})年")
_CONSTRUCTION = re.compile(r"(?:建设|实施|施工|项目)(?:年限|工期|期限|周期|起止年限|起止时间)[：:为]*\s*")
# what follows the time when a school opens
OPENS = re.compile(r"，?[^，。；]{0,10}(?:投用|投入使用|建成|开办|开学|竣工|交付|启用|招生)")
_ONE_SCHOOL = re.compile(
    r"[一1首]所[^，。、 ]{0,14}(?:学校|中学|小学|幼儿园|高中|园)"
    r"|(?:中学|小学|幼儿园|学校|高中|校区)(?:项目|新校|开工|封顶|投用|启用|竣工|建设|奠基|主体)"
)
_ONE = re.compile(r"[一1首][所座]")
_SCHOOLS = re.compile(r"[、和]|[2-9两二三四五六七八九十多][0-9]*所|批|等")
_IN_FORCE = re.compile(r"自(?P<y>[0-9]{4})年(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})日起(?:施行|实施|执行)")


@dataclass(slots=True)
class Lean:
    """The time that later sentences lean on, and the mood of the sentence that set it."""

    cue: TimeCue
    mood: str
    paragraph: int
    opens_paragraph: bool


class Story:
    """One article of a document, with everything that its claims inherit. Positions index the document's cleaned text."""

    def __init__(
        self,
        text: str,
        article: Article,
        regions: RegionContext,
        home: tuple[Region | None, str],
        document: dict,
        sentences: Sentences,
        opening: Story | None = None,
    ) -> None:
        self.text = text
        # the story whose districts' sections this is one of: its time and mood hold where the section names none
        self.opening = opening
        self.article = article
        self.start, self.end = article.start, article.end
        self.sentences = sentences
        self.title = (
            article.title if article.region_heading or (article.title and article.start > 0) else document["title"] or article.title
        )
        self.genre = status.genre(self.title, text[self.start : min(self.end, self.start + 4000)])
        if article.region_heading and self.genre == "news" and status.genre(document["title"], "") == "plan":
            self.genre = "plan"
        self.home, self.home_basis = self._where_it_is_built(regions, *self._home(article, regions, home))
        self.anchor, self.date_basis = self._anchor(document)
        self.anchor.plan = plan_years(self.title, text[self.start : self.start + 600])
        self.layout = Layout(text, self.start, self.end, self.genre, self.anchor)
        self.places = Places(text, self.start, self.end, (self.home, self.home_basis), regions, sentences, self.names)
        # by family, the level of the last figure, for the parts that 其中 introduces
        self.last_level: dict[str, str | None] = {}
        # figures by unit and bounds, as they were first told
        self.told: dict[tuple, Draft] = {}
        # the metric of the last sum of money, for the same
        self.last_funding: str | None = None
        # where schools lie, by name, once it has been looked for
        self.districts: dict[str, Region | None] = {}
        # what several numbers of one sentence ask for is found once
        self._clauses: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self._status_cues: dict[tuple[int, int], list[status.Cue]] = {}
        self._names: dict[tuple[int, int], list[Name]] = {}

    def _home(self, article: Article, regions: RegionContext, home: tuple[Region | None, str]) -> tuple[Region | None, str]:
        if article.region_heading:
            region = regions.of_heading(article.region_heading, home[0])
            if region is not None:
                return region, "heading"
        if article.title and article.start > 0:
            named = [mention.region for mention in regions.mentions(article.title) if mention.region.level != "nation"]
            if named and (home[0] is None or any(is_within(region, home[0]) for region in named)):
                return named[0], "title"
            # a story about another place on a newspaper page: it never names the paper's own district
            if named and home[0] and self._times_named(named[0]) >= self._times_named(home[0]):
                return named[0], "title"
        return home

    def _where_it_is_built(self, regions: RegionContext, home: Region | None, basis: str) -> tuple[Region | None, str]:
        """The one district of its home that a story about one new school names; else its home."""
        if home is not None and self.is_about_one_project and (_ONE.search(self.title) or self._names_one_school(regions)):
            named = {mention.region.key: mention.region for mention in regions.mentions_between(self.start, self.end)}
            inner = [region for key, region in named.items() if key != home.key and is_within(region, home)]
            if len(inner) == 1:
                return inner[0], "most_named"
        return home, basis

    def _names_one_school(self, regions: RegionContext) -> bool:
        """Whether the headline names one school by more than its district: 信阳市学校 is none."""
        schools = facilities.names(self.title)
        if len(schools) != 1:
            return False
        places = regions.mentions(schools[0].text)
        return facilities.is_specific(schools[0].text[places[-1].end if places else 0 :])

    def _times_named(self, region: Region) -> int:
        return self.text.count(re.sub("[市县区]$", "", region.name), self.start, self.end)

    def _anchor(self, document: dict) -> tuple[Anchor, str]:
        published = document["published_date"]
        head = self.text[self.start : self.start + 400]
        if published is None or document["published_date_basis"] == "file_name":
            year = published.year if published else None
            title_year = _YEAR.search(self.title or "") or _YEAR.search(document["title"] or "")
            if year is None and title_year:
                year = year_of(title_year[1])
            elif year is None:
                year = document["likely_year"]
            if year is None:
                return Anchor.of(None), "none"
            line = _DATELINE.search(head)
            if line:
                span = month_span(year, int(line["month"] or line["month2"]), int(line["day"] or line["day2"]))
                if span:
                    return Anchor.of(span[0]), "dateline"
            if published:
                return Anchor.of(published, is_exact=False, reviewed=self._reviewed(title_year)), "file_name"
            return Anchor.of(None, year, reviewed=self._reviewed(title_year)), "title" if title_year else "text"
        title_year = _YEAR.search(self.title or "") or _YEAR.search(document["title"] or "")
        return Anchor.of(published, reviewed=self._reviewed(title_year)), document["published_date_basis"]

    def _reviewed(self, title_year: re.Match[str] | None) -> int | None:
        """The year that a review's title names (2021年工作总结): its 一年来 is that year."""
        return year_of(title_year[1]) if title_year and self.genre == "review" else None

    @cached_property
    def is_about_admission(self) -> bool:
        """Whether a text is about who is admitted to schools (招生计划), so that its pupils are new ones."""
        return bool(re.search(r"招生|招收", self.title or ""))

    @cached_property
    def construction(self) -> tuple[date | None, date | None] | None:
        """The years in which an approved project is to be built, where the text states them on their own: 建设年限：2008年-2009年."""
        match = _CONSTRUCTION.search(self.text, self.start, self.end)
        line_end = self.text.find("\n", match.end()) if match else -1
        cues = self.cues(match.end(), min(match.end() + 30, line_end if line_end > 0 else self.end)) if match else []
        return (cues[0].period_start, cues[-1].period_end) if cues and cues[0].start - match.end() <= 4 else None

    @cached_property
    def is_about_one_project(self) -> bool:
        """Whether a short news story tells of one new school throughout: its headline names one or speaks of one."""
        if self.genre != "news" or self.end - self.start > 2000 or not self.title:
            return False
        return bool(_ONE_SCHOOL.search(self.title)) and not _SCHOOLS.search(self.title)

    @cached_property
    def schools_open(self) -> TimeCue | None:
        """When the new schools that a news story is about open, as its headline or first sentences say."""
        if self.genre != "news":
            return None
        for cue in self.cues(self.start, self.start + 300):
            # one school's opening is not that of the others
            if OPENS.match(self.text, cue.end) and len(self.names(*self.sentences.of(cue.start))) != 1:
                return cue
        return None

    @cached_property
    def in_force(self) -> date | None:
        """The day from which a regulation applies, where it says so."""
        match = _IN_FORCE.search(self.text, self.start, self.end)
        span = match and month_span(int(match["y"]), int(match["m"]), int(match["d"]))
        return span[0] if span else None

    def clauses(self, sentence: tuple[int, int]) -> list[tuple[int, int]]:
        """The clauses of a sentence as (start, end), in order."""
        known = self._clauses.get(sentence)
        if known is None:
            ends = clause_ends(self.text, *sentence)
            known = self._clauses[sentence] = list(zip([sentence[0], *ends[:-1]], ends, strict=True))
        return known

    def status_cues(self, sentence: tuple[int, int]) -> list[status.Cue]:
        """The status cues of a sentence, in order."""
        known = self._status_cues.get(sentence)
        if known is None:
            known = self._status_cues[sentence] = status.cues(self.text, *sentence)
        return known

    def names(self, start: int, end: int) -> list[Name]:
        """The facility names of a stretch, in order."""
        known = self._names.get((start, end))
        if known is None:
            known = self._names[start, end] = facilities.names(self.text, start, end)
        return known

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
            if not cue.reach or self.in_title_marks(cue.start) or self._is_dateline(cue):
                continue
            if self.text[cue.start - 1 : cue.start] in ("由", "从"):
                # 由去年的47.2%提高到52.6%: the time belongs to that one figure
                continue
            sentence = self.sentences.of(cue.start)
            mood = self.mood_of(cue, sentence)
            if found and last_sentence == sentence and mood == "target" and found[-1].mood == "actual" and cue.is_until:
                continue
            last_sentence = sentence
            opening = self.text.rfind("\n", self.start, cue.start) + 1
            found.append(Lean(cue, mood, self.layout.paragraph(cue.start), cue.start - max(opening, self.start) <= 4))
        return [lean.cue.end for lean in found], found

    def _is_dateline(self, cue: TimeCue) -> bool:
        """A full date on a short line of its own says when the text was written, not what it is about."""
        if cue.period_start is None or cue.period_start != cue.period_end:
            return False
        start = self.text.rfind("\n", 0, cue.start) + 1
        end = self.text.find("\n", cue.end)
        line = self.text[start : end if end >= 0 else len(self.text)]
        return len(line) <= 60 and not re.search(r"[，。；]", line)

    def in_title_marks(self, position: int) -> bool:
        return in_title_marks(self.text, self.start, position)

    def mood_of(self, cue: TimeCue, sentence: tuple[int, int]) -> str:
        """Whether a sentence about that time reports or plans."""
        today = self.anchor.day
        if cue.period_start and today and cue.period_start > today:
            return "target"
        if cue.period_end and self.anchor.year and cue.period_end.year < self.anchor.year:
            return "actual"
        reach = min(sentence[1], cue.end + 25)
        if cue.text.startswith("年内") and self.genre != "review" and not self.text.startswith("已", cue.end):
            return "target"
        found = [
            hit
            for hit in self.status_cues(sentence)
            if cue.end <= hit.start and hit.end <= reach and hit.weight >= status.STRONG and hit.status in ("target", "actual")
        ]
        if found:
            return found[0].status
        section = self.layout.section(cue.start)
        if section and section.mood:
            return section.mood
        return "target" if self.genre == "plan" else "actual"

    def same_paragraph(self, lean: Lean, position: int) -> bool:
        return lean.paragraph == self.layout.paragraph(position)

    def is_current(self, cue: TimeCue) -> bool:
        """Whether a time is not yet over on the day of the article: what happened in it and what is to come in it share it."""
        today = self.anchor.until_now
        return bool(today and cue.period_start and cue.period_end and cue.period_start <= today <= cue.period_end and cue.is_long)

    def lean(self, position: int, mood: str | None) -> Lean | None:
        """The last carried time before a position that agrees with a mood, within its section; in reports only from the same paragraph
        or from the opening of an earlier one."""
        ends, leans = self._leans
        index = bisect_right(ends, position)
        paragraph = self.layout.paragraph(position)
        within = self.genre in ("report", "norm")
        section = self.layout.section(position)
        for lean in reversed(leans[max(0, index - 40) : index]):
            if section is not None and lean.cue.start < section.start:
                return None
            if lean.paragraph != paragraph and (lean.cue.reach == PARAGRAPH or (within and not lean.opens_paragraph)):
                continue
            if (
                mood is None
                or lean.mood == mood
                or (
                    mood in ("ongoing", "target")
                    and (lean.mood in ("target", "ongoing") or (lean.cue.reach == STORY and self.is_current(lean.cue)))
                )
                or (mood == "ongoing")
            ):
                return lean
        if self.opening is not None and (mood is None or not any(lean.mood == mood for lean in leans[:index])):
            return self.opening.lean(self.opening.end, mood)
        return None

    def default_mood(self, position: int) -> str:
        if self.genre == "norm":
            return "standard"
        section = self.layout.section(position)
        if section and section.mood:
            return section.mood
        return "target" if self.genre == "plan" else "actual"
