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

from ingestion.articles import Article, lines
from ingestion.extraction import facilities, status
from ingestion.extraction.facilities import Name
from ingestion.extraction.periods import CHINESE_YEAR, Anchor, TimeCue, month_span, time_cues, year_of
from ingestion.extraction.regions import Mention, Region, RegionContext, is_within, self_references
from ingestion.extraction.sentences import Sentences, clause_ends

_DATELINE = re.compile(
    r"(?:本报讯|本刊讯|记者|通讯员|消息|电)[^。\n]{0,24}?(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日|^[^。\n]{0,40}?(?P<month2>[0-9]{1,2})月(?P<day2>[0-9]{1,2})日"
)
_YEAR = re.compile(rf"((?:19|20)[0-9]{{2}}|{CHINESE_YEAR})年")
_IN_FORCE = re.compile(r"自(?P<y>[0-9]{4})年(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})日起(?:施行|实施|执行)")
# an institution's own name beside a region does not make the region the subject of a figure
_INSTITUTION = re.compile(
    r"(?:市|区|县|省)?(?:教育[厅局]|教体局|教科[局院]|教文|市委|区委|县委|省委|政府|人民政府|日报|晚报|电视台|广播|发改委|财政局|[第]?[一二三四五六七八九十]{1,3}[中小届]|大学|师范|师专|实验|外国语|财大|职专|职高|职业|技师|中学|小学|学校|高中|幼儿园|学院|电$|讯|人大|政协|考察|等地)"
)


@dataclass(slots=True)
class Section:
    """A stretch of an article under one heading, with the time and mood that the heading gives."""

    start: int
    heading: str
    mood: str | None
    period: tuple[date | None, date | None] | None


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
        self.regions = regions
        self.sentences = sentences
        self.title = (
            article.title if article.region_heading or (article.title and article.start > 0) else document["title"] or article.title
        )
        self.genre = status.genre(self.title, text[self.start : self.end])
        if article.region_heading and self.genre == "news" and status.genre(document["title"], "") == "plan":
            self.genre = "plan"
        self.home, self.home_basis = self._home(article, regions, home)
        self.anchor, self.date_basis = self._anchor(document)
        # by family, the level of the last figure, for the parts that 其中 introduces
        self.last_level: dict[str, str | None] = {}
        # the metric of the last sum of money, for the same
        self.last_funding: str | None = None
        # what several numbers of one sentence ask for is found once
        self._clauses: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self._status_cues: dict[tuple[int, int], list[status.Cue]] = {}
        self._names: dict[tuple[int, int], list[Name]] = {}

    def _home(self, article: Article, regions: RegionContext, home: tuple[Region | None, str]) -> tuple[Region | None, str]:
        if article.region_heading:
            region = regions.choose(article.region_heading)
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
    def in_force(self) -> date | None:
        """The day from which a regulation applies, where it says so."""
        match = _IN_FORCE.search(self.text, self.start, self.end)
        span = match and month_span(int(match["y"]), int(match["m"]), int(match["d"]))
        return span[0] if span else None

    @cached_property
    def sections(self) -> list[Section]:
        """Sections by heading that look back or ahead; empty where no heading does."""
        found: list[Section] = []
        previous = ""
        for line in lines(self.text[self.start : self.end]):
            heading = re.sub(r"^#+ *", "", line.text)
            if line.is_heading and heading != previous:
                mood = status.heading_mood(heading)
                years = [
                    cue
                    for cue in time_cues(heading, self.anchor, 0, len(heading))
                    if cue.basis in ("explicit", "relative", "five_year_plan")
                ]
                if mood and (years or len(heading) <= 24):
                    period = (years[0].period_start, years[0].period_end) if years else None
                    year_of = [cue for cue in years if cue.basis == "explicit"]
                    if year_of:
                        period = (year_of[0].period_start, year_of[0].period_end)
                    found.append(Section(self.start + line.start, heading, mood, period))
            previous = heading
        return found

    def section(self, position: int) -> Section | None:
        index = bisect_right(self._section_starts, position)
        return self.sections[index - 1] if index else None

    @cached_property
    def _section_starts(self) -> list[int]:
        return [section.start for section in self.sections]

    @cached_property
    def _line_ends(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.text[self.start : self.end])]

    def _paragraph(self, position: int) -> int:
        """The number of the paragraph that holds a position."""
        return bisect_left(self._line_ends, position - self.start)

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
            if not cue.carries or self.in_title_marks(cue.start) or self._is_dateline(cue):
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
            found.append(Lean(cue, mood, self._paragraph(cue.start), cue.start - max(opening, self.start) <= 4))
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
        opened = self.text.rfind("《", max(self.start, position - 60), position)
        return opened >= 0 and self.text.find("》", opened, position) < 0

    def mood_of(self, cue: TimeCue, sentence: tuple[int, int]) -> str:
        """Whether a sentence about that time reports or plans."""
        today = self.anchor.day
        if cue.period_start and today and cue.period_start > today:
            return "target"
        if cue.period_end and self.anchor.year and cue.period_end.year < self.anchor.year:
            return "actual"
        reach = min(sentence[1], cue.end + 25)
        found = [
            hit
            for hit in self.status_cues(sentence)
            if cue.end <= hit.start and hit.end <= reach and hit.weight >= status.STRONG and hit.status in ("target", "actual")
        ]
        if found:
            return found[0].status
        section = self.section(cue.start)
        if section and section.mood:
            return section.mood
        return "target" if self.genre == "plan" else "actual"

    def lean(self, position: int, mood: str | None) -> Lean | None:
        """The last carried time before a position that agrees with a mood, within its section; in reports only from the same paragraph
        or from the opening of an earlier one."""
        ends, leans = self._leans
        index = bisect_right(ends, position)
        paragraph = self._paragraph(position) if self.genre in ("report", "norm") else None
        section = self.section(position)
        for lean in reversed(leans[max(0, index - 40) : index]):
            if section is not None and lean.cue.start < section.start:
                return None
            if paragraph is not None and lean.paragraph != paragraph and not lean.opens_paragraph:
                continue
            if (
                mood is None
                or lean.mood == mood
                or (mood in ("ongoing", "target") and lean.mood in ("target", "ongoing"))
                or (mood == "ongoing")
            ):
                return lean
        if self.opening is not None and (mood is None or not any(lean.mood == mood for lean in leans[:index])):
            return self.opening.lean(self.opening.end, mood)
        return None

    def default_mood(self, position: int) -> str:
        if self.genre == "norm":
            return "standard"
        section = self.section(position)
        if section and section.mood:
            return section.mood
        return "target" if self.genre == "plan" else "actual"

    @cached_property
    def mentions(self) -> list[Mention]:
        """Every region named or referred to in the article, in order."""
        part = self.text[self.start : self.end]
        named = self.regions.mentions(part, self.start)
        found = named + self_references(part, self.home, self.start, named)
        return sorted(found, key=lambda mention: mention.start)

    @cached_property
    def _mention_starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    def region(self, position: int, sentence: tuple[int, int], clause_start: int, clause_end: int = 0) -> tuple[Region | None, str]:
        """The district whose figure stands at a position, and why."""
        index = bisect_right(self._mention_starts, position)
        for mention in reversed(self.mentions[max(0, index - 8) : index]):
            if mention.start < (clause_start if clause_end else sentence[0]):
                break
            if mention.end > position or not self._is_subject(mention, clause_start, position):
                continue
            return mention.region, "clause" if mention.start >= clause_start else "sentence"
        if clause_end > position:
            for mention in self.mentions[index : index + 3]:
                # 投入9.7亿元建设海湾新区10所学校: the money is that district's
                if (
                    mention.start < clause_end
                    and mention.start - position <= 16
                    and self.home is not None
                    and is_within(mention.region, self.home)
                ) and not re.search(r"[0-9]", self.text[position + 12 : mention.start]):
                    return mention.region, "clause after it"
            return self.region(position, sentence, clause_start)
        paragraph = self.text.rfind("\n", self.start, position) + 1
        subject = self._paragraph_subject(max(paragraph, self.start), sentence[0])
        if subject is not None:
            return subject, "paragraph"
        return self.home, self.home_basis

    def _is_subject(self, mention: Mention, clause_start: int, position: int) -> bool:
        if self.in_title_marks(mention.start):
            return False
        region = mention.region
        if region.level == "nation":
            # the nation is meant only where it stands next to the figure: 高于全国88.1%、87.8%的平均水平
            between = re.sub(r"《[^》]*》", "", self.text[mention.end : position])
            if mention.text.startswith("国家"):
                return not re.search(r"。", between)
            if 0 <= mention.start - clause_start <= 2 and not re.search(r"[，。；]", between) and mention.text in ("全国", "我国"):
                return True
            return (
                len(between) <= 24
                and not re.search(r"[，。；]", between)
                and bool(re.match(r"[0-9.%、]*$|平均|范围内?共|共|各级各类|现有", between))
            )
        if mention.start < clause_start and _INSTITUTION.match(self.text, mention.end):
            return False
        if self.home is not None and region.key != self.home.key and not is_within(region, self.home):
            # a wider or another district: only when it opens the clause of the figure
            between = self.text[mention.end : position]
            if is_within(self.home, region):
                return (
                    mention.start >= clause_start
                    and not _INSTITUTION.match(self.text, mention.end)
                    and len(between) <= 20
                    and mention.text[0] not in "全"
                )
            return (
                mention.start >= clause_start
                and not _INSTITUTION.match(self.text, mention.end)
                and mention.start - clause_start <= 4
                and region.level != "province"
            )
        return True

    def _paragraph_subject(self, paragraph: int, until: int) -> Region | None:
        """The district that the paragraph's sentences are about: the one named at the opening of its latest sentence that names one."""
        index = bisect_right(self._mention_starts, until - 1)
        for mention in reversed(self.mentions[max(0, index - 12) : index]):
            if mention.start < paragraph:
                return None
            sentence = self.sentences.of(mention.start)
            if mention.start - max(sentence[0], self.start) <= 6 and self.home is not None and is_within(mention.region, self.home):
                return mention.region
        return None


def describes(region: Region | None) -> tuple[str | None, str | None]:
    """(code, name) of a region as claims carry them; both None where it is unknown, code None where only the name is known."""
    return (region.code or None, region.name) if region else (None, None)
