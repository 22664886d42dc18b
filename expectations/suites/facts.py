"""What must be true of resolved facts: they rest on claims, count nothing twice, and lie in a plausible range for their region."""

from __future__ import annotations

from expectations.results import WARNING
from expectations.rules import Rule, Suite, among, between, holds, ordered, present, unique
from expectations.suites.vocabulary import LEVELS, SHARES, STATUSES, UNITS

_WHERE = "List its mentions with: from marts.fct_claims where fact_id = …"

# What only one table has, as SQL: the columns that belong to a fact's identity there.
_OWN = {"fct_facilities": "facts.action", "fct_funding": "facts.purpose", "fct_enrolment_capacity": "null", "fct_indicators": "null"}

# The most that one figure of a unit can plausibly be, by level of region: a wrong 万 or 亿 usually oversteps it.
_CEILINGS = {
    "county": {"CNY": 5e10, "school": 3e3, "project": 3e3, "seat": 5e5, "person": 2e6},
    "zone": {"CNY": 5e10, "school": 3e3, "project": 3e3, "seat": 5e5, "person": 2e6},
    "prefecture": {"CNY": 3e11, "school": 2e4, "project": 2e4, "seat": 3e6, "person": 1e7},
    "province": {"CNY": 1e12, "school": 1e5, "project": 1e5, "seat": 3e7, "person": 1e8},
}


def _query(table: str) -> str:
    own = _OWN[table]
    ceilings = ", ".join(f"('{level}', '{unit}', {most})" for level, units in _CEILINGS.items() for unit, most in units.items())
    money = ", facts.amount_cny = facts.value as amount_is_value, facts.unit = 'CNY' as unit_is_money" if table == "fct_funding" else ""
    return f"""
        with mentions as (
            select
                fact_id,
                count(*) filter (where is_support) as mention_count,
                bool_or(status = 'disputed') as rests_on_disputed
            from marts.fct_claims
            where fact_id is not null
            group by fact_id
        )

        select
            facts.fact_id, facts.region_code, facts.region_name, facts.metric, facts.level, facts.status, facts.unit,
            facts.value, facts.value_min, facts.value_max,
            facts.claim_count::double as claim_count,
            facts.document_count::double as document_count,
            coalesce(mentions.mention_count, 0) = facts.claim_count as count_is_right,
            not coalesce(mentions.rests_on_disputed, false) as is_undisputed,
            case when not facts.is_subtotal then concat_ws(
                '|', coalesce(facts.region_code, '-'), coalesce(facts.region_name, '-'), facts.metric, coalesce(facts.subject, '-'),
                coalesce(facts.level, '-'), coalesce({own}, '-'), coalesce(facts.facility_id, '-'), facts.status,
                coalesce(facts.period_start::varchar, '-'), coalesce(facts.period_end::varchar, '-'), facts.unit, coalesce(facts.per, '-')
            ) end as figure,
            not facts.is_subtotal and facts.value > 0
                and bool_or(facts.level is null) over same_value
                and bool_or(facts.level is not null) over same_value as same_value_with_level,
            facts.value between coalesce(facts.value_min, facts.value) and coalesce(facts.value_max, facts.value) as value_within_bounds,
            facts.period_start::timestamp as period_start,
            facts.period_end::timestamp as period_end,
            facts.year is not distinct from year(facts.period_end) as year_is_right,
            facts.first_seen_at, facts.last_seen_at,
            regions.region_code is not null or facts.region_code is null as region_is_known,
            coalesce(facts.period_end, facts.period_start) <= regions.valid_to or regions.successor_code is null as region_goes_on,
            metrics.metric is not null as metric_is_known,
            facts.is_subtotal = (facts.part_of_fact_id is not null)
                and facts.part_of_fact_id is distinct from facts.fact_id as part_is_told,
            case when facts.metric in {SHARES} and facts.unit = 'percent' then facts.value end as share,
            facts.status = 'standard' or facts.value <= ceilings.most as is_plausible
            {money}
        from marts.{table} as facts
        left join mentions using (fact_id)
        left join marts.dim_region as regions on facts.region_code = regions.region_code and facts.region_name = regions.region_name
        left join marts.dim_metric as metrics on facts.metric = metrics.metric
        left join (values {ceilings}) as ceilings (region_level, unit, most)
            on facts.region_level = ceilings.region_level and facts.unit = ceilings.unit
        window same_value as (
            partition by
                facts.region_code, facts.region_name, facts.metric, facts.subject, {own}, facts.facility_id, facts.status,
                facts.period_start, facts.period_end, facts.unit, facts.per, facts.value
        )
    """


def _rules(table: str) -> tuple[Rule, ...]:
    rules = (
        unique(["fact_id"], f"A fact stands twice, so every sum over marts.{table} is too high. Look at intermediate.int_facts."),
        unique(
            ["figure"],
            "Two facts are about the same thing, neither a subtotal: SUM counts it twice. Is the key in macros/fact_keys.sql complete?",
            name="no figure is counted twice",
        ),
        holds(
            "part_is_told",
            "a part names its whole",
            "A subtotal without the fact that contains it, or a fact contained in itself: sums leave out too much. See int_parts.",
        ),
        Rule(
            "no figure stands with and without a level",
            "ExpectColumnValuesToBeInSet",
            {"column": "same_value_with_level", "value_set": [False]},
            "The same value stands once with and once without a level of education: probably one figure, counted twice in sums.",
            WARNING,
        ),
        between("claim_count", 1, None, "a fact is stated by a claim", "A fact that no claim states has no evidence."),
        ordered(
            "document_count",
            "claim_count",
            "each document states it at least once",
            "More documents than claims support a fact. Look at int_facts.",
        ),
        holds("count_is_right", "support can be counted again", "claim_count is not the number of counted claims that point to the fact."),
        holds("is_undisputed", "disputed figures make no fact", "A rumour or denial became a fact. Status disputed must have no fact_id."),
        present("value", "A fact without a value cannot be charted."),
        ordered("value_min", "value_max", "value_min is not above value_max", "The bounds of a fact are the wrong way round."),
        holds("value_within_bounds", "value lies within its bounds", "What charts plot is outside the bounds that the fact states."),
        between("value", 0, None, "values are not negative", "A fact below zero. Was a fall read as a level?", WARNING),
        between("share", 0, 100, "a share is a share", "A share outside 0..100%. Was a rise or a count read as a share?"),
        holds(
            "is_plausible",
            "a figure fits the size of its region",
            "A figure larger than its region can have: 万 or 亿 misread, or a province's figure filed under a county.",
            WARNING,
        ),
        present("status", "A fact without a status would be summed with any other. Look at int_facts."),
        among("status", [status for status in STATUSES if status != "disputed"], "A fact's status is unknown or disputed."),
        among("unit", UNITS, "A unit outside the contract."),
        among("level", LEVELS, "A level of education outside the contract."),
        ordered("period_start", "period_end", "period is in order", "A fact's period ends before it starts."),
        holds(
            "year_is_right",
            "year is that of the period's end",
            "Charts by year would put the fact elsewhere. Look at int_facts, column year.",
        ),
        ordered(
            "first_seen_at",
            "last_seen_at",
            "seen in order",
            "A fact was last seen before it was first seen. Look at received_at in dim_document.",
        ),
        holds(
            "region_is_known",
            "region is in the gazetteer",
            "A fact of an unknown region falls out of every map and roll-up. Add it to regions.csv.",
            WARNING,
        ),
        holds(
            "region_goes_on",
            "no fact outlives its district",
            "A figure is filed under a code that had ended, though its successor is known. Look at int_region_generations.sql and at the "
            "district's days in lexicon/region_changes.csv.",
        ),
        holds("metric_is_known", "metric is in dim_metric", "A fact whose metric nothing describes. Add it to lexicon/metrics.csv."),
    )
    if table != "fct_funding":
        return rules
    return (
        *rules,
        holds(
            "amount_is_value",
            "amount_cny is the value",
            "amount_cny and value differ, though the contract says they are one. Look at fct_funding.sql.",
        ),
        holds("unit_is_money", "funding is in yuan", "A funding fact in another unit would be summed as yuan."),
    )


_SHOWN = ("fact_id", "region_name", "metric", "status", "value")
FACTS = tuple(Suite(f"marts.{table}", _SHOWN, _query(table), _rules(table), where=_WHERE) for table in _OWN)
