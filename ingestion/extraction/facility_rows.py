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
    found: list[Row] = []
    mentions: dict[tuple[int, str], Row] = {}
    listed: set[int] = set()
    counted: str | None = None
    designed: list[tuple[Name, Draft]] = []  # schools to come whose design is told

    def mention(name: Name, facility: Facility, fields: Row) -> None:
        mentions.setdefault((name.start, facility.facility_id), mention_row(name, facility, fields))

    for draft, claim in claims:
        named = projects.of_claims(story, draft, claim["claim_id"])
        if draft.decision.metric == "facility_count":
            counted = draft.fields["action"]
        if (one := projects.described(story, draft)) is not None:
            if counted not in (None, "existing") and one.start not in listed:
                # a school that an article describes one by one after counting them takes the count's action
                named.append(projects.row(story, one, None, counted, draft.fields))
            elif draft.fields["status"] in ("target", "ongoing"):
                designed.append((one, draft))
        else:
            one = projects.paid_for(story, draft)
        if one is not None:
            facility = projects.facility_of(story, one, draft.fields)
            claim["facility_id"], claim["facility_name"] = facility.facility_id, facility.name
            mention(one, facility, draft.fields)
        listed.update(project["name"].start for project in named)
        found += named
    for sentence in succeeding:
        for succession in successions.of_sentence(story, sentence):
            fields = succession.fields
            mention(succession.predecessor, succession.earlier, fields)
            if succession.successor is not None:
                mention(succession.successor, succession.later, fields)
                if succession.kind == "merged" or succession.predecessor.start < succession.successor.start:
                    listed.add(succession.successor.start)  # of 乙中学(原甲中学) more may be said
            if succession.kind != "renamed" and succession.predecessor.start not in listed:
                found.append(projects.row(story, succession.predecessor, None, "closed", fields))
            listed.add(succession.predecessor.start)
            yield "facility_successions", succession.row()
    for sentence in acting:
        found += projects.without_counts(story, sentence, listed)
    told = {project["facility_id"] for project in found}
    for name, draft in designed:
        project = projects.row(story, name, None, projects.way_of_building(story, name), draft.fields)
        if project["facility_id"] not in told:
            told.add(project["facility_id"])
            found.append(project)
    for project in found:
        name, facility = project.pop("name"), project.pop("facility")
        if is_at_large(facility.own_name):
            continue
        mention(name, facility, project)
        yield "facility_projects", project
    for row in mentions.values():
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
