"""The rows about named schools of one story: what is done to them, where they are named, and which took another's place.

Names, projects and successions are found by their own modules; here their finds are brought together, so that no school is told twice of
one place, and every school that a row speaks of is mentioned once for each place where it is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ingestion.extraction import projects, successions
from ingestion.extraction.draft import Draft
from ingestion.extraction.facilities import Name, is_at_large, level_of_name
from ingestion.extraction.facility_names import Facility
from ingestion.extraction.story import Story

Row = dict[str, Any]


def of_story(
    story: Story, claims: Iterable[tuple[Draft, Row]], acting: list[tuple[int, int]], succeeding: list[tuple[int, int]]
) -> Iterator[tuple[str, Row]]:
    """(table, row) for everything that a story states of named schools. Positions index the cleaned text.

    claims: the story's claims with their rows, which are told the one school that they are about. acting, succeeding: the sentences that
    speak of building, and of schools that end.
    """
    schools = _Schools(story)
    schools.of_claims(claims)
    for sentence in succeeding:
        for succession in successions.of_sentence(story, sentence):
            schools.of_succession(succession)
            yield "facility_successions", succession.row()
    for sentence in acting:
        schools.projects += projects.without_counts(story, sentence, schools.listed)
    schools.of_designs()
    yield from schools.rows()


class _Schools:
    """What has been found of the named schools of one story: `projects` (rows with their `name` and `facility`), `mentions` by place and
    facility, `listed` (the starts of names of which something is told already), `designed` (schools to come whose design is told, each with
    the first figures of it)."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.projects: list[Row] = []
        self.mentions: dict[tuple[int, str], Row] = {}
        self.listed: set[int] = set()
        self.designed: list[tuple[Name, Draft]] = []

    def mention(self, name: Name, facility: Facility, fields: Row) -> None:
        """Remember that a facility is named in a place; what is stated of it first there stays."""
        self.mentions.setdefault((name.start, facility.facility_id), mention_row(name, facility, fields))

    def of_claims(self, claims: Iterable[tuple[Draft, Row]]) -> None:
        """Find the schools listed with counts, and tell each other claim the one school that it describes or pays for.

        A school that an article describes one by one after counting them takes the count's action: 新建学校2所。甲小学占地30亩；….
        """
        counted: str | None = None
        for draft, claim in claims:
            named = projects.of_claims(self.story, draft, claim["claim_id"])
            if draft.decision.metric == "facility_count":
                counted = draft.fields["action"]
            if (one := projects.described(self.story, draft)) is not None:
                if counted not in (None, "existing") and one.start not in self.listed:
                    named.append(projects.row(self.story, one, None, counted, draft.fields))
                elif draft.fields["status"] in ("target", "ongoing"):
                    self.designed.append((one, draft))
            else:
                one = projects.paid_for(self.story, draft)
            if one is not None:
                facility = projects.facility_of(self.story, one, draft.fields)
                claim["facility_id"], claim["facility_name"] = facility.facility_id, facility.name
                self.mention(one, facility, draft.fields)
            self.listed.update(project["name"].start for project in named)
            self.projects += named

    def of_succession(self, succession: successions.Succession) -> None:
        """Remember the schools of a succession; one that ends in it, and isn't only renamed, is closed: 甲小学并入乙小学."""
        before, after, fields = succession.predecessor, succession.successor, succession.fields
        self.mention(before, succession.earlier, fields)
        if after is not None:
            self.mention(after, succession.later, fields)
            if succession.kind == "merged" or before.start < after.start:
                self.listed.add(after.start)  # of 乙中学(原甲中学) more may be said
        if succession.kind != "renamed" and before.start not in self.listed:
            self.projects.append(projects.row(self.story, before, None, "closed", fields))
        self.listed.add(before.start)

    def of_designs(self) -> None:
        """Schools to come of which no more than the design is told are built: 第四中学占地60亩，规划36个班."""
        told = {project["facility_id"] for project in self.projects}
        for name, draft in self.designed:
            project = projects.row(self.story, name, None, projects.way_of_building(self.story, name), draft.fields)
            if project["facility_id"] not in told:
                told.add(project["facility_id"])
                self.projects.append(project)

    def rows(self) -> Iterator[tuple[str, Row]]:
        """The rows of projects and mentions; those of every school of a place are none."""
        for project in self.projects:
            name, facility = project.pop("name"), project.pop("facility")
            if not is_at_large(facility.own_name):
                self.mention(name, facility, project)
                yield "facility_projects", project
        for row in self.mentions.values():
            yield "facility_mentions", row


def mention_row(name: Name, facility: Facility, fields: Row) -> Row:
    """The row of a place where a facility is named and `fields` is stated of it."""
    school = facility.school
    return {
        "facility_id": facility.facility_id,
        "facility_name": facility.name,
        "own_name": facility.own_name,
        "facility_region_code": facility.region_code,
        "facility_region_name": facility.region_name,
        "school_id": school.facility_id if school else None,
        "school_name": school.name if school else None,
        "char_start": name.start,
        "char_end": name.end,
        "level": level_of_name(name.text),
        "region_code": fields["region_code"],
        "region_name": fields["region_name"],
    }
