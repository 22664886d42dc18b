"""How a story is laid out: its sections with the time and mood of their headings, the schools that head their own lines, its paragraphs.

Only what headings and line ends tell belongs here; what a sentence says is for the modules that read it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter

from ingestion.articles import Line, lines
from ingestion.extraction import facilities
from ingestion.extraction.facilities import Name
from ingestion.extraction.periods import Anchor, Basis, whole_year
from ingestion.extraction.section_moods import mood_of_heading
from ingestion.extraction.text_years import plan_years
from ingestion.extraction.time_cues import TimeCue, time_cues

_BARE_HEADING = re.compile(r"[^0-9，。！？：:]{2,16}$")
_WORK = re.compile(r"主要工作|工作$")


@dataclass(slots=True)
class Section:
    """A stretch of an article under one heading, with the time and mood that the heading gives."""

    start: int
    heading: str
    mood: str | None
    period: tuple[date | None, date | None] | None


class Layout:
    """The headings and paragraphs of one story. Positions index the document's cleaned text."""

    def __init__(self, text: str, start: int, end: int, genre: str, anchor: Anchor, title: str | None) -> None:
        self.text, self.start, self.end = text, start, end
        self.genre, self.anchor, self.title = genre, anchor, title

    @cached_property
    def _lines(self) -> list[Line]:
        """The story's lines; their places count from its start."""
        return lines(self.text[self.start : self.end])

    @cached_property
    def sections(self) -> list[Section]:
        """Sections by heading that look back or ahead; empty where no heading does."""
        found: list[Section] = []
        previous = ""
        for line in self._lines:
            heading = re.sub(r"^#+ *", "", line.text)
            # what a story's headline says ahead of it is not said of all that it tells
            is_headline = self.genre == "news" and (not previous or heading in (self.title or ""))
            if line.is_heading and heading != previous and not is_headline:
                mood = mood_of_heading(heading, reviews=self.genre == "review")
                years = [
                    cue
                    for cue in time_cues(heading, self.anchor, 0, len(heading))
                    if cue.basis in (Basis.EXPLICIT, Basis.RELATIVE, Basis.FIVE_YEAR_PLAN)
                ]
                dated = [cue.period_start.year for cue in years if cue.basis == Basis.EXPLICIT and cue.period_start]
                if mood is None and dated and self.genre == "report" and _WORK.search(heading) and self.anchor.year:
                    mood = "target" if max(dated) >= self.anchor.year else "actual"
                if mood and (years or len(heading) <= 24):
                    period = (years[0].period_start, years[0].period_end) if years else None
                    year_of = [cue for cue in years if cue.basis == Basis.EXPLICIT]
                    if year_of:
                        period = (year_of[0].period_start, year_of[0].period_end)
                        if self.genre == "report" and self._is_year_reviewed(year_of[0]):
                            period = whole_year(period[0].year)
                    elif period is None and mood == "actual" and (plan := plan_years(heading, "")) is not None:
                        period = whole_year(plan[0])[0], whole_year(plan[1])[1]  # “十三五”规划圆满收官
                    found.append(Section(self.start + line.start, heading, mood, period))
            previous = heading
        return found

    def _is_year_reviewed(self, cue: TimeCue) -> bool:
        """Whether a heading's 2019年以来 is the year that a report of 2020 reviews."""
        return bool(cue.text.endswith("以来") and cue.period_start and self.anchor.year == cue.period_start.year + 1)

    def section(self, position: int) -> Section | None:
        index = bisect_right(self._section_starts, position)
        return self.sections[index - 1] if index else None

    def section_end(self, position: int) -> int:
        """Where the next section begins behind a position."""
        index = bisect_right(self._section_starts, position)
        return self.sections[index].start if index < len(self.sections) else self.end

    @cached_property
    def _section_starts(self) -> list[int]:
        return [section.start for section in self.sections]

    @cached_property
    def _headings(self) -> list[Line]:
        return [line for line in self._lines if line.is_heading]

    def heading(self, position: int) -> str:
        """The last heading above a position, where it is a numbered or a short one. Of two short ones the lower is not under the upper."""
        position -= self.start
        index = bisect_right(self._headings, position, key=attrgetter("end"))
        if not index:
            return ""
        above = self._headings[index - 1]
        below = self._headings[index] if index < len(self._headings) else None
        if below and below.start <= position and not (below.is_numbered or above.is_numbered):
            return ""
        return above.text if above.is_numbered or _BARE_HEADING.match(above.text) else ""

    @cached_property
    def _line_ends(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.text[self.start : self.end])]

    def paragraph(self, position: int) -> int:
        """The number of the paragraph that holds a position."""
        return bisect_left(self._line_ends, position - self.start)

    def line(self, number: int) -> tuple[int, int]:
        """Where the paragraph of that number, which is a line, begins and ends."""
        ends = self._line_ends
        return self.start + (ends[number - 1] + 1 if number else 0), self.start + ends[number] if number < len(ends) else self.end

    @cached_property
    def school_headings(self) -> list[Name]:
        """Schools whose name is a line of its own, above what a list of new schools says of each."""
        found = []
        for line in self._lines:
            if line.is_heading and 4 <= len(line.text) <= 30:
                start, end = self.start + line.start, self.start + line.end
                named = facilities.names(self.text, start, end)
                if len(named) == 1 and not self.text[named[0].end : end].strip("：: ") and end - named[0].start >= 0.6 * (end - start):
                    found.append(named[0])
        return found

    def school_heading(self, position: int) -> tuple[Name, int] | None:
        """The school under whose heading a position stands, and where that ends; None under no heading."""
        starts, ends = self._headed
        index = bisect_right(starts, position)
        return (self.school_headings[index - 1], ends[index - 1]) if index else None

    @cached_property
    def _headed(self) -> tuple[list[int], list[int]]:
        """Where each school's lines begin and end: at the next heading of another school."""
        ends: list[int] = []
        end = self.end
        for heading, following in zip(reversed(self.school_headings), [None, *reversed(self.school_headings)], strict=False):
            if following is not None and following.text != heading.text:
                end = following.start
            ends.append(end)
        return [heading.start for heading in self.school_headings], ends[::-1]
