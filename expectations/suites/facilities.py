"""What must be true of schools' timelines, of which school took another's place, and of the list of those that people must look at."""

from __future__ import annotations

from expectations.results import WARNING
from expectations.rules import Suite, among, between, holds, ordered, present, unique
from expectations.suites.vocabulary import STATUSES

STEPS = (
    *("planned", "funding_planned", "funded", "under_way", "built", "opened", "in_use", "took_over"),
    *("renamed", "merged", "closure_planned", "closed", "other"),
)

TIMELINE = Suite(
    table="marts.facility_timeline",
    where="Look at int_facility_steps.sql and facility_timeline.sql.",
    shown=("facility_id", "step_number", "step", "document_id", "char_start"),
    query="""
        with numbered as (
            select *, count(*) over of_facility as step_count, max(step_number) over of_facility as last_number
            from marts.facility_timeline
            window of_facility as (partition by facility_id)
        )

        select
            timeline.facility_id, timeline.step_number::double as step_number, timeline.step, timeline.status, timeline.present_state,
            timeline.document_id, timeline.char_start::double as char_start, timeline.char_end::double as char_end,
            length(texts.text)::double as text_length,
            timeline.period_start::timestamp as period_start, timeline.period_end::timestamp as period_end,
            timeline.value::double as value,
            facilities.facility_id is not null as facility_exists,
            timeline.other_facility_id is null or others.facility_id is not null as other_exists,
            timeline.claim_id is null or claims.claim_id is not null as claim_exists,
            (timeline.step in ('funded', 'funding_planned')) = (timeline.value is not null) as money_has_a_sum,
            timeline.last_number = timeline.step_count as steps_are_counted,
            -- a school that closed opens no more
            not (
                timeline.step = 'opened'
                and exists (
                    select 1 from marts.facility_timeline as ends
                    where ends.facility_id = timeline.facility_id and ends.step = 'closed' and ends.step_number < timeline.step_number
                )
            ) as opens_before_it_closes
        from numbered as timeline
        left join marts.document_text as texts using (document_id)
        left join marts.dim_facility as facilities using (facility_id)
        left join marts.dim_facility as others on timeline.other_facility_id = others.facility_id
        left join marts.fct_claims as claims on timeline.claim_id = claims.claim_id
    """,
    rules=(
        unique(["facility_id", "step_number"], "Two steps of a school stand in one place of its timeline."),
        holds("facility_exists", "its facility exists", "A step of a facility that is not there."),
        holds("other_exists", "the other school exists", "A step names a school that dim_facility does not have."),
        holds("claim_exists", "its claim exists", "A step rests on a claim that marts.fct_claims does not have."),
        among("step", STEPS, "A step that readers do not know. Look at macros/facility_steps.sql."),
        among("present_state", STEPS, "A state that readers do not know. Look at macros/facility_steps.sql."),
        among("status", STATUSES, "An unknown status of a step. Look at lexicon/status_cues.csv."),
        present("text_length", "A step's document has no text, so that nobody can read what it rests on."),
        between("char_start", 0, None, "span starts inside the text", "A step's span starts before its text."),
        ordered("char_end", "text_length", "span ends inside the text", "A step's span ends behind its text."),
        ordered("char_start", "char_end", "span is in order", "A step's span ends before it starts."),
        ordered("period_start", "period_end", "period is in order", "A step's period ends before it starts."),
        holds("money_has_a_sum", "money has a sum", "A step of money without a sum, or a sum on another step."),
        holds("steps_are_counted", "steps are counted from 1", "A step is missing from a school's timeline, or counted twice."),
        holds(
            "opens_before_it_closes",
            "a closed school does not open",
            "A school opens after it closed: probably two schools of one name. Tell them apart in lexicon/facility_aliases.csv.",
            WARNING,
        ),
    ),
)

SUCCESSIONS = Suite(
    table="marts.facility_succession",
    where="Look at ingestion/extraction/successions.py and lexicon/succession_cues.csv.",
    shown=("predecessor_name", "successor_name", "kind", "quote"),
    query=r"""
        select
            successions.predecessor_id, coalesce(successions.successor_id, '') as successor_id, successions.kind, successions.status,
            successions.predecessor_name, successions.successor_name, successions.quote,
            successions.char_start::double as char_start, successions.char_end::double as char_end,
            length(texts.text)::double as text_length,
            regexp_replace(substr(texts.text, successions.char_start + 1, successions.char_end - successions.char_start), '\s', '', 'g')
                = regexp_replace(successions.quote, '\s', '', 'g') as quote_is_in_text,
            successions.predecessor_name is not null as predecessor_exists,
            successions.successor_id is null or successions.successor_name is not null as successor_exists,
            successions.predecessor_id is distinct from successions.successor_id as of_two_schools,
            successions.kind <> 'renamed' or successions.successor_id is not null as renamed_has_a_name,
            not exists (
                select 1 from marts.facility_succession as back
                where back.predecessor_id = successions.successor_id
                    and back.successor_id = successions.predecessor_id and back.kind = successions.kind
            ) as goes_one_way
        from marts.facility_succession as successions
        left join marts.document_text as texts using (document_id)
    """,
    rules=(
        unique(["predecessor_id", "successor_id", "kind", "status"], "One succession is listed twice. Look at facility_succession.sql."),
        holds("predecessor_exists", "the school that ended exists", "A succession of a school that dim_facility does not have."),
        holds("successor_exists", "the school that follows exists", "A successor that dim_facility does not have."),
        holds("of_two_schools", "two schools take part", "A school that took its own place."),
        holds("renamed_has_a_name", "a renamed school has a new name", "A renaming without the new name."),
        among("kind", ("renamed", "merged", "closed"), "An unknown kind of succession."),
        among("status", STATUSES, "An unknown status of a succession. Look at lexicon/status_cues.csv."),
        present("text_length", "A succession's document has no text, so that nobody can read what says so."),
        between("char_start", 0, None, "span starts inside the text", "A succession's span starts before its text."),
        ordered("char_end", "text_length", "span ends inside the text", "A succession's span ends behind its text."),
        holds("quote_is_in_text", "quote stands in its span", "The words quoted are not those of the document."),
        holds(
            "goes_one_way",
            "a succession goes one way",
            "Two schools are each said to have taken the other's place: one sentence was read the wrong way round.",
            WARNING,
        ),
    ),
)

REVIEW = Suite(
    table="marts.facility_review",
    where="Look at facility_review.sql.",
    shown=("facility_id", "facility_name", "reason"),
    query="""
        select
            review.facility_id, review.facility_name, review.reason,
            facilities.facility_id is not null as facility_exists,
            not list_contains(coalesce(review.candidate_ids, []), review.facility_id) as is_not_its_own_candidate,
            review.reason = 'region_unknown' or len(review.candidates) > 0 as says_what_it_may_be
        from marts.facility_review as review
        left join marts.dim_facility as facilities using (facility_id)
    """,
    rules=(
        unique(["facility_id", "reason"], "A school is listed twice for one reason."),
        holds("facility_exists", "its facility exists", "A school on the list that dim_facility does not have."),
        holds("is_not_its_own_candidate", "its candidates are others", "A school is said to be perhaps the same as itself."),
        holds("says_what_it_may_be", "it says what is in question", "A school on the list without anything to decide about."),
        among(
            "reason",
            ("district_not_named", "same_name_in_districts", "placed_in_districts", "similar_name", "region_unknown"),
            "A reason that readers do not know.",
        ),
    ),
)
