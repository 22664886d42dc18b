{{ config(materialized='incremental', pre_hook="{{ forget('thing_id', ref('int_touched_things')) }}") }}
-- Targets as they were stated. A plan is superseded when a newer document sets another figure for the same thing and the same deadline:
-- either as a fact of its own, or within one fact, where the older figure is the one that was not preferred. The plan of a year leaves that of five
-- years standing, as far as both are about sums and no states.
with replaced as (
    select agreement.fact_id, claims.claim_id, claims.value_min, claims.value_max, claims.is_approximate, claims.stated_on
    from {{ ref('int_agreement') }} as agreement
    inner join {{ ref('int_claims') }} as claims using (claim_id)
    where not agreement.agrees and agreement.preference_rule = 'newer_document'
    qualify row_number() over (
        partition by agreement.fact_id, {{ plotted_value('claims.value_min', 'claims.value_max') }} order by claims.stated_on desc nulls last, claims.claim_id
    ) = 1
),

stated as (
    select fact_id, speaking_claim_id as claim_id, value_min, value_max, is_approximate, last_stated_on as stated_on, false as is_replaced
    from {{ only_touched(ref('int_facts'), 'thing_id', 'int_touched_things') }}
    union all
    select *, true as is_replaced
    from replaced
),

targets as (
    select
        facts.fact_id,
        stated.claim_id,
        facts.thing_id,
        facts.unit,
        facts.year,
        facts.period_start,
        facts.period_end,
        stated.value_min,
        stated.value_max,
        stated.is_approximate,
        {{ plotted_value('stated.value_min', 'stated.value_max') }} as value,
        stated.stated_on,
        stated.is_replaced,
        facts.value as value_now,
        {{ is_stock('metrics', 'facts') }} as is_stock,
        -- 到2025年 has no start: it counts from when it was said
        not is_stock and {{ spans_years('coalesce(facts.period_start, stated.stated_on)', 'facts.period_end') }} as spans_years
    from stated
    inner join {{ only_touched(ref('int_facts'), 'thing_id', 'int_touched_things') }} as facts using (fact_id)
    left join {{ ref('stg_metrics') }} as metrics using (metric)
    where facts.status = 'target' and facts.period_end is not null
)

select
    * exclude (is_replaced, value_now),
    is_replaced or coalesce(
        stated_on < max(stated_on) over same_deadline and value <> arg_max(value_now, stated_on) over same_deadline, false
    ) as is_superseded
from targets
window same_deadline as (partition by thing_id, unit, period_end, spans_years)
