{{ config(materialized='incremental', pre_hook="{{ forget('thing_id', ref('int_touched_things')) }}") }}
-- Targets as they were stated. A plan is superseded when a newer document sets another figure for the same thing and the same deadline:
-- either as a fact of its own, or within one fact, where the older figure is the one that was not preferred.
with replaced as (
    select agreement.fact_id, claims.value_min, claims.value_max, claims.stated_on
    from {{ ref('int_agreement') }} as agreement
    inner join {{ ref('int_claims') }} as claims using (claim_id)
    where not agreement.agrees and agreement.preference_rule = 'newer_document'
    qualify row_number() over (
        partition by agreement.fact_id, {{ plotted_value('claims.value_min', 'claims.value_max') }} order by claims.stated_on desc nulls last, claims.claim_id
    ) = 1
),

stated as (
    select fact_id, value_min, value_max, last_stated_on as stated_on, false as is_replaced
    from {{ only_touched(ref('int_facts'), 'thing_id', 'int_touched_things') }}
    union all
    select fact_id, value_min, value_max, stated_on, true as is_replaced
    from replaced
)

select
    facts.fact_id,
    facts.thing_id,
    facts.unit,
    facts.year,
    facts.period_start,
    facts.period_end,
    stated.value_min,
    stated.value_max,
    {{ plotted_value('stated.value_min', 'stated.value_max') }} as value,
    stated.stated_on,
    stated.is_replaced or coalesce(
        stated.stated_on < max(stated.stated_on) over same_deadline
        and {{ plotted_value('stated.value_min', 'stated.value_max') }} <> arg_max(facts.value, stated.stated_on) over same_deadline,
        false
    ) as is_superseded
from stated
inner join {{ only_touched(ref('int_facts'), 'thing_id', 'int_touched_things') }} as facts using (fact_id)
where facts.status = 'target' and facts.period_end is not null
window same_deadline as (partition by facts.thing_id, facts.unit, facts.period_end)
