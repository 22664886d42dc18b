"""What must be true of resolved facts: they rest on claims, count nothing twice, and are of a size that their subject, their region, their
peers and the years before allow."""

from __future__ import annotations

from expectations.bounds import broken_magnitude, relation
from expectations.results import WARNING
from expectations.rules import Rule, Suite, among, between, holds, ordered, present, silent, unique
from expectations.suites.vocabulary import LEVELS, SHARES, STATUSES, UNITS

_WHERE = "List its mentions with: from marts.fct_claims where fact_id = …"

# What only one table has, as SQL: the columns that belong to a fact's identity there.
_OWN = {"fct_facilities": "facts.action", "fct_funding": "facts.purpose", "fct_enrolment_capacity": "null", "fct_indicators": "null"}

# A misread 万 or 亿 is a factor of ten thousand; regions of one level differ by a few hundred.
_PEERS, _APART = 8, 3000


def _query(table: str) -> str:
    own = _OWN[table]
    money = ", facts.amount_cny = facts.value as amount_is_value, facts.unit = 'CNY' as unit_is_money" if table == "fct_funding" else ""
    return f"""
        with mentions as (
            select
                fact_id,
                count(*) filter (where is_support) as mention_count,
                bool_or(status = 'disputed') as rests_on_disputed,
                list(value_min) || list(value_max) as stated_values
            from marts.fct_claims
            where fact_id is not null
            group by fact_id
        ),

        figures as (
            select
                fact_id as id, metric, unit, region_level, level, per, case when facility_id is not null then 'facility' end as of,
                case when status <> 'standard' then value end as least, least as most
            from marts.{table}
        ),

        out_of_bounds as ({broken_magnitude("figures")}),

        -- The same stock, a year or a few later.
        stocks as (
            select
                facts.fact_id, facts.value, facts.year,
                lag(facts.value) over same_stock as value_before,
                lag(facts.year) over same_stock as year_before,
                jumps.most_factor::double as most_factor,
                jumps.most_points::double as most_points,
                jumps.reason
            from marts.{table} as facts
            inner join {relation("jumps")} as jumps
                on facts.metric = jumps.metric and (jumps.action is null or jumps.action = {own})
            where facts.status = 'actual' and not facts.is_subtotal and facts.unit <> 'percentage_point' and facts.value > 0
            window same_stock as (
                partition by
                    facts.region_code, facts.region_name, facts.metric, facts.subject, facts.level, {own}, facts.facility_id, facts.unit,
                    facts.per
                order by facts.year, facts.period_end, facts.fact_id
            )
        ),

        jumped as (
            select fact_id, format('{{:.15g}} in {{}}, {{:.15g}} in {{}}: {{}}', value_before, year_before, value, year, reason) as jump
            from stocks
            where year between year_before and year_before + 3
                and (greatest(value / value_before, value_before / value) > most_factor or abs(value - value_before) > most_points)
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
            facts.is_conflicting = (facts.fact_id in (select fact_id from marts.fct_conflicts)) as conflict_is_listed,
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
            out_of_bounds.broken as out_of_bounds,
            jumped.jump,
            case
                when count(*) over peers >= {_PEERS} and facts.value > {_APART} * median(facts.value) over peers
                    then format('{{:.15g}}, others {{:.15g}}', facts.value, median(facts.value) over peers)
            end as apart_from_peers,
            not metrics.is_additive or facts.unit not in ('percent', 'percentage_point') as may_be_summed,
            list_contains(mentions.stated_values, facts.value) as is_stated,
            regions.region_code is null or coalesce(regions.valid_from <= facts.period_end, true)
                and coalesce(regions.valid_to >= facts.period_start, true) as region_existed
            {money}
        from marts.{table} as facts
        left join mentions using (fact_id)
        left join marts.dim_region as regions on facts.region_code = regions.region_code and facts.region_name = regions.region_name
        left join marts.dim_metric as metrics on facts.metric = metrics.metric
        left join out_of_bounds on facts.fact_id = out_of_bounds.id
        left join jumped on facts.fact_id = jumped.fact_id
        window peers as (
            partition by facts.metric, facts.unit, facts.per, facts.level, facts.region_level, {own}, facts.facility_id is null
        ),
        same_value as (
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
            "is_stated",
            "a fact shows what a claim states",
            "A fact's value is none that its claims state: it was changed on the way from claim to fact. Look at int_facts.",
        ),
        holds(
            "conflict_is_listed",
            "a conflict is listed",
            "is_conflicting and fct_conflicts say different things: readers would miss a disagreement, or look for one in vain.",
        ),
        holds(
            "may_be_summed",
            "what is summed is no share",
            "A percentage under a metric that may be summed: dashboards would add it up. Look at its claims' metric and unit.",
        ),
        silent(
            "out_of_bounds",
            "a figure is of a possible size",
            "A figure larger or smaller than its subject or its region can have, as magnitudes.csv has it: 万 or 亿 misread, or a "
            "province's figure filed under a county.",
            WARNING,
        ),
        silent(
            "apart_from_peers",
            "a figure is like its peers",
            f"A figure more than {_APART} times the median of its metric, level and level of region: probably 万 or 亿 misread.",
            WARNING,
        ),
        silent(
            "jump",
            "a stock changes slowly",
            "A stock of one region changed within three years by more than jumps.csv allows: one of the two figures was misread, or they "
            "don't count the same.",
            WARNING,
        ),
        holds(
            "region_existed",
            "its region existed then",
            "A fact of a region that did not exist in its period (偃师市 after 2021): it falls out of that year's maps. Look at valid_from "
            "and valid_to in marts.dim_region.",
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
