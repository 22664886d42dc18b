"""What is known about an article before its numbers are read: home district, date, genre, what it is about; and what its sentences tell the
ones behind them.

Facts about whole articles belong here, and stretches of it that several modules look at, found once. Its sections and paragraphs are for
`layout`, its districts for `places`, its times for `timeline`; facts about one number belong to `claims`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from ingestion.articles import Article
from ingestion.extraction import facilities
from ingestion.extraction.facilities import Name
from ingestion.extraction.gazetteer import Region, is_within
from ingestion.extraction.genres import genre_of
from ingestion.extraction.home import districts_of_title
from ingestion.extraction.layout import Layout
from ingestion.extraction.periods import Anchor, month_span, year_of
from ingestion.extraction.places import Places
from ingestion.extraction.regions import RegionContext
from ingestion.extraction.sentences import Sentences, clause_ends, in_title_marks, is_right_behind, item_of
from ingestion.extraction.stages import BEGUN, DONE
from ingestion.extraction.status_cues import StatusCue, status_cues
from ingestion.extraction.text_years import is_to_congress, plan_years, reviews_term, year_planned, year_told
from ingestion.extraction.time_cues import TimeCue
from ingestion.extraction.time_words import CHINESE_YEAR
from ingestion.extraction.timeline import Timeline

if TYPE_CHECKING:
    from ingestion.extraction.draft import Draft
    from ingestion.extraction.signs import Context, Signs, Votes

_DATELINE = re.compile(
    r"(?:本报讯|本刊讯|记者|通讯员|消息|电)[^。\n]{0,24}?(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日|^[^。\n]{0,40}?(?P<month2>[0-9]{1,2})月(?P<day2>[0-9]{1,2})日"
)
_REACHED = re.compile(r"截[至止]到?(?:[0-9]{4}年)?$")
# 截至2017年底, 截止2020年10月: up to when a text without a date of its own reports
_REPORTS_UNTIL = re.compile(r"截[至止]到?(?P<y>(?:19|20)[0-9]{2})年(?:(?P<m>1[0-2]|[1-9])月(?:(?P<d>[0-9]{1,2})日)?|年?[底末])")
_YEAR = re.compile(rf"((?:19|20)[0-9]{{2}}|{CHINESE_YEAR})年")
_HEADLINE_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?=年(?!代)|[^0-9\-./年所个人名万亿余多千百元亩平项班套间])")
_SUMMED_UP = re.compile(rf"{_YEAR.pattern}[^，。：]{{0,16}}(?:综述|纪实|盘点|巡礼)")
_PART_OF_YEAR = re.compile(r"半年|季度|月|学期|年?[-—–~～至到]+[0-9]{4}年|以来|[三四五]年")
_CONSTRUCTION = re.compile(r"(?:建设|实施|施工|项目)(?:年限|工期|期限|周期|起止年限|起止时间)[：:为]*\s*")
# what follows the time when a school opens
OPENS = re.compile(rf"，?(?:(?!主体|结构)[^，。；0-9]){{0,10}}(?:{DONE}|开办|开学|开园|开班|招生)")
# 今年9月，全市将有9所新学校投入使用
_SCHOOLS_OPEN = re.compile(
    rf"{OPENS.pattern}|，?[^。；，\n]{{0,20}}(?:学校|[小中]学|幼儿园|校区)[^，。；0-9]{{0,6}}(?:投用|投入使用|启用|开学|开园)"
)
_ONE_SCHOOL = re.compile(
    r"[一1首]所[^，。、 ]{0,14}(?:学校|中学|小学|幼儿园|高中|园)"
    r"|(?:中学|(?<!中)小学|幼儿园|高中|校区)(?:异地|整体|新建|迁建|扩建|改扩建|[一二三]期)*(?:项目|工程|新校|开工|动工|破土|封顶|投用|启用|竣工|奠基|主体)"
    r"|学校(?:新校|开工|封顶|投用|启用|竣工|奠基|主体)"  # 推进学校建设 is of many
)
_ONE = re.compile(r"[一1首][所座]")
# what becomes of the one school that a headline names
_BECOMES = re.compile(rf"建|施工|奠基|封顶|{BEGUN}|{DONE}|开学|开园|招生")
# 走进实验小学新校区工地: a visit to where one is built
_ON_SITE = re.compile(r"(?:学校|校区|[小中]学|高中|幼儿园|学院)[^。，\n]{0,14}(?:工地|施工现场|建设现场|项目现场)")
_SCHOOLS = re.compile(r"[、和]|[2-9两二三四五六七八九十多][0-9]*所|批|等")
_STARTS = re.compile(
    r"^(?!.*(?:将|拟|计划|即将|力争|年内|明年|下半年|近期|有望|预计)).*(?:开工|动工|奠基|破土)(?!率|条件|前|竣?工?[时日]|情况|在即|倒计时|准备)"
)
_CEREMONY = re.compile(r"(?:开工|动工|奠基|破土)(?:动工|建设)?(?:仪式|典礼|活动)|集中开工")
_PARAGRAPH_BELOW = 120  # characters between a count and the paragraph that shares it out
_BESIDES = re.compile(r"\s*(?:此外|另外|另悉|除此之外)")
_OF_THEM = re.compile(r"\s*(?:这|上述|以上)(?:[0-9]{1,4}[个所]|批|些)(?:教育|学校|建设|重点|新建|改造)*(?:项目|工程|学校|幼儿园)")
_SHARES_OUT = re.compile(r"[\s\u3000]*(?:其中|包括|分别)")
_OPENING = 400  # characters in which a story says when it was written, and one of a new rule from when it holds
_OPENING_OF_GENRE, _OPENING_OF_PLAN = 4_000, 600  # characters that say what kind of text it is, and which years a plan is for
_RULES = re.compile(r"(?:出台|印发|制定|发布|公布)[^。]{0,30}(?:办法|规定|标准|细则|条例|意见|通知)")
_YEARS = frozenset(map(str, range(1900, 2100)))
_IN_FORCE = re.compile(r"[自从](?P<y>[0-9]{4})年(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})日起(?:正式)?(?:施行|实施|执行|实行|生效)")
# 自公布之日起施行, and the lines at the head that say when that was
_IN_FORCE_AT_ONCE = re.compile(r"自(?:公布|发布|颁布|印发|通过)之日起(?:正式)?(?:施行|实施|执行|生效)")
_PASSED = re.compile(r"(?P<y>[0-9]{4})年(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})日[^。\n]{0,60}?(?P<how>公布|批准|通过)")
_HOW = ("公布", "批准", "通过")  # the surest first
_IN_FORCE_UNTIL = re.compile(r"[，,]?有效期[限]?(?:截?止?[至到])(?P<y>[0-9]{4})年(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})日")


def _full_date(match: re.Match[str]) -> date | None:
    """The day of a match with year, month and day; None where there is no such day."""
    span = month_span(int(match["y"]), int(match["m"]), int(match["d"]))
    return span[0] if span else None


def reports_until(text: str) -> date | None:
    """The last day up to which a text says that it reports; None where it says of none."""
    found = _REPORTS_UNTIL.finditer(text)
    spans = [month_span(int(match["y"]), int(match["m"] or 12), int(match["d"]) if match["d"] else None) for match in found]
    return max((span[1] for span in spans if span), default=None)


def likely_year(text: str) -> int | None:
    """The year that an undated text speaks from: the one it names most, the later of equals; None where it names none."""
    before = text[:60_000].split("年")[:-1]
    years = Counter([part[-4:] for part in before if part[-4:] in _YEARS and not "0" <= part[-5:-4] <= "9"])
    return max((count, int(year)) for year, count in years.items())[1] if years else None


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
        is_prose: bool = True,
    ) -> None:
        self.text = text
        self.is_prose = is_prose  # not the sentences that are made of a table
        self.regions = regions
        self.article = article
        self.start, self.end = article.start, article.end
        self.sentences = sentences
        has_own_title = article.region_heading or (article.title and article.start > 0)
        self.title = article.title if has_own_title else document["title"] or article.title
        self.genre = self._genre(document["title"])
        self.home, self.home_basis = self._where_it_is_built(*self._home(article, regions, home))
        self.anchor, self.date_basis = self._anchor(document)
        self.layout = Layout(text, self.start, self.end, self.genre, self.anchor, self.title)
        self.places = Places(text, self.start, self.end, (self.home, self.home_basis), regions, sentences, self.names)
        self.forget_figures()
        # the last total whose parts are told, and the first of these
        self.last_part: tuple[Draft, Draft] | None = None
        # where schools lie, by name, once it has been looked for
        self.districts: dict[str, Region | None] = {}
        # of what level schools are said to be whose names don't tell, once it has been looked for
        self.school_levels: dict[str, str | None] = {}
        # what kind of school the passage before a sentence is about, once it has been looked for
        self.topics: dict[int, tuple[str | None, str] | None] = {}
        # the signs of status that its figures share and what they add up to, and those of the last sentence (`signs`)
        self.signs: tuple[Signs, Votes] | None = None
        self.sign_context: Context | None = None
        # what several numbers of one sentence ask for is found once
        self._clauses: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self._status_cues: dict[tuple[int, int], list[StatusCue]] = {}
        self._names: dict[tuple[int, int], list[Name]] = {}
        self._opening = opening

    @cached_property
    def time(self) -> Timeline:
        """When its figures are said to be; the time and mood of the story whose districts' sections this is one of hold where the section
        names none."""
        return Timeline(
            self.text,
            (self.start, self.end),
            self.genre,
            self.title,
            self.anchor,
            self.layout,
            self.sentences,
            self.status_cues,
            self._opening.time if self._opening else None,
        )

    def _genre(self, document_title: str | None) -> str:
        """The genre that the article's own title and opening tell; a district's section of a plan is a plan."""
        own = genre_of(self.title, self.text[self.start : min(self.end, self.start + _OPENING_OF_GENRE)])
        is_section = self.article.region_heading and own == "news"
        return "plan" if is_section and genre_of(document_title, "") == "plan" else own

    def _home(self, article: Article, regions: RegionContext, home: tuple[Region | None, str]) -> tuple[Region | None, str]:
        """The district that an article speaks for, and why: that of its heading (山阳区, above what is told of it), or the one that its own
        headline on a page of several names; else the document's, `home`."""
        if article.region_heading:
            region = regions.of_heading(article.region_heading, home[0])
            if region is not None:
                return region, "heading"
        if article.title and article.start > 0:
            named = districts_of_title(regions, article.title)
            if named and (home[0] is None or any(is_within(region, home[0]) for region in named)):
                return named[0], "title"
            # a story about another place on a newspaper page: it never names the paper's own district
            if named and home[0] and self._times_named(named[0]) >= self._times_named(home[0]):
                return named[0], "title"
        return home

    def _where_it_is_built(self, home: Region | None, basis: str) -> tuple[Region | None, str]:
        """The district of its home that a story about one new school names, next to others at the most in passing; else its home."""
        if home is not None and self.is_about_one_project and (_ONE.search(self.title or "") or self.school_in_headline):
            mentions = self.regions.mentions_between(self.start, self.end)
            inside = [mention for mention in mentions if mention.region.key != home.key and is_within(mention.region, home)]
            # 此外，今年肃州区…: of other works
            inner = Counter(mention.region for mention in inside if not _BESIDES.match(self.text, self.sentences.of(mention.start)[0]))
            if inner and inner.total() <= 1.5 * (most := inner.most_common(1)[0])[1]:
                return most[0], "most_named"
        return home, basis

    @cached_property
    def school_in_headline(self) -> Name | None:
        """The one school that the headline names by more than its district: 信阳市学校 is none."""
        schools = facilities.names(self.title or "")
        if len(schools) != 1:
            return None
        places = self.regions.mentions(schools[0].text)
        return schools[0] if facilities.is_specific(schools[0].text[places[-1].end if places else 0 :]) else None

    def _times_named(self, region: Region) -> int:
        return self.text.count(region.stem, self.start, self.end)

    def _anchor(self, document: dict) -> tuple[Anchor, str]:
        """From when an article speaks, with what the document and the article say of its years, and why."""
        anchor, basis = self._dated(document)
        anchor.is_plan = self.genre == "plan"
        anchor.plan = plan_years(self.title, self.text[self.start : self.start + _OPENING_OF_PLAN])
        anchor.reviews_term, anchor.to_congress = reviews_term(self.text), is_to_congress(self.text)
        return anchor, basis

    def _dated(self, document: dict) -> tuple[Anchor, str]:
        """The day or year that an article speaks from: when its document was published, else its dateline, else what the text says."""
        published = document["published_date"]
        whole = self.text[self.start : self.end]
        told, until = year_told(whole), reports_until(whole)
        if published is not None and told is not None and told < published.year:
            published = None  # of a page that was put up again
        if published is not None and until and self.genre == "review" and until.year < published.year - 1:
            published = None  # 截止2020年10月, in a summary on a page of 2023
        titled = _YEAR.search(self.title or "") or _YEAR.search(document["title"] or "")
        title_year = year_of(titled[1]) if titled else None
        # 2021年工作总结: its 一年来 is that year
        is_review = self.genre == "review" or _SUMMED_UP.search(self.title or "")
        reviewed = title_year if is_review else None
        if published is not None and document["published_date_basis"] != "file_name":
            return Anchor.of(published, reviewed=reviewed), document["published_date_basis"]
        year = published.year if published else told or title_year or document["likely_year"]
        if year is None:
            return Anchor.of(None), "none"
        if day := self._dateline(year):
            return Anchor.of(day), "dateline"
        if published:
            return Anchor.of(published, is_exact=False, reviewed=reviewed), "file_name"
        if until and not told and (not title_year or title_year <= until.year):
            return Anchor.of(until, is_exact=False, reviewed=reviewed), "text"
        anchor = Anchor.of(None, year, reviewed=reviewed)
        if told:
            return anchor, "told"
        return (anchor, "title") if titled else (replace(anchor, is_guess=True), "text")

    def _dateline(self, year: int) -> date | None:
        """The day of a year on which an article's dateline says that it was written: 本报讯 3月26日. That of 截止12月31日 is the one up to
        which it reports."""
        head = self.text[self.start : self.start + _OPENING]
        line = _DATELINE.search(head)
        if line is None:
            return None
        month, day = ("month", "day") if line["month"] else ("month2", "day2")
        span = month_span(year, int(line[month]), int(line[day])) if not _REACHED.search(head, 0, line.start(month)) else None
        return span[0] if span else None

    def year_headed(self, mood: str) -> int | None:
        """The year that the headline gives to what is to come: one that a review goes on to plan (2023年总结和2024年打算), or its own."""
        return (mood == "target" and year_planned(self.title)) or self.headline_year

    @cached_property
    def sums_up_year(self) -> bool:
        """Whether a review tells of one whole year that is over, or all but over: what it says was done, was done in that year."""
        day, reviewed = self.anchor.day, self.anchor.reviewed
        is_late = day is not None and reviewed is not None and (day.year > reviewed or day.month == 12)
        return is_late and not _PART_OF_YEAR.search(self.title or "")

    @cached_property
    def headline_year(self) -> int | None:
        """The year of its own that the headline names: 2024年全市新建学校名单, 2014绵阳学校扩容."""
        named = _HEADLINE_YEAR.search(self.title or "")
        return int(named[0]) if named and int(named[0]) == self.anchor.year else None

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
        """Whether a short news story tells of one new school throughout: its headline names one or speaks of one, or it opens where one
        is being built."""
        if self.genre != "news" or self.end - self.start > 2000:
            return False
        title = self.title or ""
        if _SCHOOLS.search(title):
            return False
        if _ONE_SCHOOL.search(title) or (_BECOMES.search(title) and self.school_in_headline):
            return True
        return bool(_ON_SITE.search(self.text, self.start, min(self.start + _OPENING, self.end)))

    @cached_property
    def is_about_start(self) -> bool:
        """Whether a news story tells that work on schools begins: what it says of them is of projects that are under way."""
        return self.genre == "news" and bool(_STARTS.match(self.title or "") or _CEREMONY.search(self.text, self.start, self.start + 300))

    @cached_property
    def schools_open(self) -> TimeCue | None:
        """When the new schools that a news story is about open, as its headline or first sentences say."""
        if self.genre != "news":
            return None
        for cue in self.cues(self.start, self.start + 300):
            # one school's opening is not that of the others
            if (
                _SCHOOLS_OPEN.match(self.text, cue.end)
                and len(self.names(*item_of(self.text, self.sentences.of(cue.start), cue.start))) != 1
            ):
                return cue
        return None

    @cached_property
    def in_force(self) -> tuple[date, date | None] | None:
        """The day from which a regulation applies and the last one, if it has one, where it says so."""
        match = _IN_FORCE.search(self.text, self.start, self.end)
        if match and (first := _full_date(match)):
            until = _IN_FORCE_UNTIL.match(self.text, match.end(), self.end)
            return first, _full_date(until) if until else None
        if _IN_FORCE_AT_ONCE.search(self.text, self.start, self.end):
            passed = _PASSED.finditer(self.text, self.start, min(self.end, self.start + 2 * _OPENING))
            # an amendment comes later
            if days := [(_HOW.index(match["how"]), day) for match in passed if (day := _full_date(match))]:
                return min(days)[1], None
        # 要求从今年4月起，…
        for cue in self.cues(self.start, self.start + _OPENING):
            if cue.period_start and cue.period_end is None and _RULES.search(self.text, self.sentences.of(cue.start)[0], cue.start):
                return cue.period_start, None
        return None

    def forget_figures(self) -> None:
        """Begin anew with what one sentence's figures tell the next ones: at the start, and at each row of a table."""
        # figures by unit and bounds, as they were first told
        self.told: dict[tuple, Draft] = {}
        # by family, the last figure, for the sentences that open with 其中; and the last sentence's counts of schools
        self.last_figure: dict[str, Draft] = {}
        self.last_counts: list[Draft] = []
        # the metric of the last sum of money, for the same
        self.last_funding: str | None = None
        # the greatest number of seats said to be added
        self.most_seats_added = 0.0

    def counts_before(self, position: int) -> Draft | None:
        """The sum of schools that a sentence at a position shares out (其中…), or goes on about (这28个项目总投资…)."""
        is_of_them = _SHARES_OUT.match(self.text, position) or _OF_THEM.match(self.text, position)
        return self.sum_before(position) if is_of_them else None

    def sum_before(self, position: int) -> Draft | None:
        """The greatest count of schools or projects of the sentence right before one that begins at a position; before a paragraph that
        opens so, of the last of the paragraph above that counts any."""
        if not self.last_counts:
            return None
        # 学校30所，包括小学18所、初中12所。其中解放区5所: the sum, not its last part
        whole = max(self.last_counts, key=lambda draft: draft.quantity.value_min or 0)
        is_above = position - whole.sentence[1] <= _PARAGRAPH_BELOW and self._is_of_paragraph_above(whole.sentence[1], position)
        return whole if is_above or is_right_behind(self.text, whole.sentence, position) else None

    def _is_of_paragraph_above(self, end: int, position: int) -> bool:
        """Whether a paragraph begins at a position, and the one above goes on from `end` without a time of its own."""
        above, line_end, beside = self.text[end:position].rpartition("\n")
        return bool(line_end) and not beside.strip() and "\n" not in above.strip() and not self.cues(end, position)

    def clauses(self, sentence: tuple[int, int]) -> list[tuple[int, int]]:
        """The clauses of a sentence as (start, end), in order."""
        known = self._clauses.get(sentence)
        if known is None:
            ends = clause_ends(self.text, *sentence)
            known = self._clauses[sentence] = list(zip([sentence[0], *ends[:-1]], ends, strict=True))
        return known

    def status_cues(self, sentence: tuple[int, int]) -> list[StatusCue]:
        """The status cues of a sentence, in order."""
        known = self._status_cues.get(sentence)
        if known is None:
            known = self._status_cues[sentence] = status_cues(self.text, *sentence)
        return known

    def names(self, start: int, end: int) -> list[Name]:
        """The facility names of a stretch, in order."""
        known = self._names.get((start, end))
        if known is None:
            known = self._names[start, end] = facilities.names(self.text, start, end)
        return known

    def cues(self, start: int, end: int) -> list[TimeCue]:
        """The time expressions of a stretch of the article, in order."""
        return self.time.cues(start, end)

    def in_title_marks(self, position: int) -> bool:
        return in_title_marks(self.text, self.start, position)
