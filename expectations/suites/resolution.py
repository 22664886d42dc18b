"""What must be true of what resolution found out: conflicts, plans against results, coverage."""

from __future__ import annotations

from expectations.results import WARNING
from expectations.rules import Suite, among, between, holds, present, unique
from expectations.suites.vocabulary import FAMILIES

CONFLICTS = Suite(
    table="marts.fct_conflicts",
    shown=("fact_id", "claim_id_a", "claim_id_b"),
    query="""
        select
            conflicts.fact_id, conflicts.claim_id_a, conflicts.claim_id_b, conflicts.reason, conflicts.preference_rule,
            conflicts.preferred_claim_id in (conflicts.claim_id_a, conflicts.claim_id_b) as prefers_one_of_them,
            a.fact_id is not distinct from conflicts.fact_id and b.fact_id is not distinct from conflicts.fact_id as claims_are_of_fact,
            a.value_min is distinct from b.value_min or a.value_max is distinct from b.value_max as figures_differ
        from marts.fct_conflicts as conflicts
        left join marts.fct_claims as a on conflicts.claim_id_a = a.claim_id
        left join marts.fct_claims as b on conflicts.claim_id_b = b.claim_id
    """,
    rules=(
        unique(["fact_id", "claim_id_a", "claim_id_b"], "A disagreement is listed twice. Look at int_agreement."),
        holds(
            "prefers_one_of_them",
            "one of the two is preferred",
            "The preferred claim is neither of the two that disagree. Look at int_agreement.",
        ),
        holds(
            "claims_are_of_fact",
            "both claims state the fact",
            "A conflict names a claim of another fact, or one that is not there. Look at fct_conflicts.sql.",
        ),
        holds(
            "figures_differ",
            "the figures differ",
            "Two claims with equal figures are listed as a disagreement. Look at figures_agree in macros/figures.sql.",
        ),
        among("reason", ("documents_differ", "one_document_states_both"), "An unknown reason of a conflict. Look at fct_conflicts.sql."),
        among(
            "preference_rule",
            ("newer_document", "more_precise_figure", "official_publisher", "fixed_order", "correction"),
            "An unknown preference rule: nobody could say why a figure was chosen. Look at preference_rule in macros/fact_keys.sql.",
        ),
    ),
)

PLANS = Suite(
    table="marts.fct_plan_vs_actual",
    where="Look at fct_plan_vs_actual.sql, and at the claims of both facts.",
    shown=("target_fact_id", "target_value"),
    query="""
        with facts as (
            select fact_id, status from marts.fct_facilities
            union all
            select fact_id, status from marts.fct_funding
            union all
            select fact_id, status from marts.fct_enrolment_capacity
            union all
            select fact_id, status from marts.fct_indicators
        )

        select
            plans.target_fact_id, plans.target_value, plans.actual_fact_id, plans.actual_value, plans.outcome,
            coalesce(targets.status = 'target', false) as target_is_target,
            plans.actual_fact_id is null or coalesce(actuals.status = 'actual', false) as actual_is_actual,
            (plans.actual_fact_id is null) = (plans.actual_value is null) as result_is_whole,
            plans.outcome not in ('met', 'partly_met', 'missed') or plans.actual_fact_id is not null as judged_by_result,
            case when plans.target_value > 0 then plans.actual_value / plans.target_value end as share_of_target
        from marts.fct_plan_vs_actual as plans
        left join facts as targets on plans.target_fact_id = targets.fact_id
        left join facts as actuals on plans.actual_fact_id = actuals.fact_id
    """,
    rules=(
        unique(["target_fact_id", "target_value"], "A target is listed twice. Look at int_targets."),
        holds("target_is_target", "its target is a target", "A row's target is not a fact with status target. Look at int_targets."),
        holds("actual_is_actual", "its result is a result", "A plan is compared with another plan. Look at the pairing."),
        holds("result_is_whole", "a result has a value", "A result without a value, or a value without a result."),
        holds("judged_by_result", "only results judge", "A target is called met or missed without any result."),
        among("outcome", ("met", "partly_met", "missed", "superseded", "no_report"), "An outcome that readers do not know."),
        between(
            "share_of_target", 0.01, 20, "results are of the targets' size",
            "A result below a hundredth or above twenty times its target: probably two different things were paired.", WARNING,
        ),
    ),
)  # fmt: skip

COVERAGE = Suite(
    table="marts.coverage",
    shown=("region_code", "region_name", "year", "family"),
    query="""
        select
            region_code, region_name, year::double as year, family, state, has_document,
            claim_count::double as claim_count,
            (state = 'reported') = (claim_count > 0) as reported_means_claims,
            state <> 'no_document' or not has_document as silence_means_no_document
        from marts.coverage
    """,
    rules=(
        unique(["region_code", "region_name", "year", "family"], "A cell of the coverage stands twice. Look at coverage.sql."),
        present("state", "A cell without a state: missing could be taken for zero. Look at coverage.sql."),
        among(
            "state",
            ("reported", "document_without_claims", "quarantined", "no_document"),
            "An unknown state of coverage. Look at coverage.sql.",
        ),
        among("family", FAMILIES, "An unknown family in the coverage. Look at lexicon/metrics.csv."),
        between("claim_count", 0, None, "a count is not negative", "A negative count of claims. Look at coverage.sql."),
        holds(
            "reported_means_claims",
            "reported means claims",
            "A cell is called reported without claims, or the other way round. Look at coverage.sql.",
        ),
        holds(
            "silence_means_no_document",
            "no document means no document",
            "A cell says that there is no document, though there is one. Look at coverage.sql.",
        ),
        between(
            "year",
            1949,
            2060,
            "year is of our time",
            "A year outside 1949..2060: look for claims with that period in marts.fct_claims.",
            WARNING,
        ),
    ),
)

BREAKDOWNS = Suite(
    table="marts.fct_breakdowns",
    where="Read the sentence: select quote from marts.fct_claims where claim_id = …",
    shown=("total_claim_id", "differs_in", "total_value", "parts_least", "parts_most"),
    query="""
        select
            total_claim_id, differs_in, total_value, parts_least, parts_most, outcome, part_count::double as part_count,
            outcome <> 'exceeds' as parts_fit, len(part_claim_ids) = part_count as parts_are_listed
        from marts.fct_breakdowns
    """,
    rules=(
        unique(["total_claim_id", "differs_in"], "A total is broken down twice by the same fields. Look at fct_breakdowns.sql."),
        among("outcome", ("complete", "partial", "exceeds"), "An unknown outcome of adding up parts. Look at fct_breakdowns.sql."),
        holds("parts_are_listed", "its parts are listed", "There are more or fewer parts than claims listed. See int_stated_parts."),
        holds(
            "parts_fit", "parts are no more than their total",
            "The parts that a document states add up to more than its total: misread, or the document errs.", WARNING,
        ),
    ),
)  # fmt: skip

DISTRICT_SUMS = Suite(
    table="marts.fct_district_sums",
    where="List the districts' facts: unnest(district_fact_ids).",
    shown=("fact_id", "region_name", "metric", "year", "value", "districts_value"),
    query="""
        select
            fact_id, region_name, metric, year::double as year, value, districts_value, outcome,
            outcome <> 'above_total' as districts_fit, difference is not distinct from value - districts_value as difference_is_right
        from marts.fct_district_sums
    """,
    rules=(
        unique(["fact_id"], "A region's figure is compared twice. Look at fct_district_sums.sql."),
        among("outcome", ("equal", "below_total", "above_total"), "An unknown outcome of a comparison. Look at fct_district_sums.sql."),
        holds("difference_is_right", "the difference is right", "A difference that is none. Look at fct_district_sums.sql."),
        holds(
            "districts_fit", "districts sum to no more than their city",
            "Districts' figures add up to more than the region's own: one of them was misread, or they count different things.", WARNING,
        ),
    ),
)  # fmt: skip
