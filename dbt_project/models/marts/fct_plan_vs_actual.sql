{{ config(materialized='incremental', pre_hook="{{ forget('target_fact_id', ref('int_touched_targets')) }}") }}
-- What became of each target. A result is an actual figure for the same thing in the year of the deadline that can tell (the same days first, then
-- the latest, of these the one over the longest known time), whatever the district was called by then. Without an outcome a target is still open: its
-- time has not run out, or nobody could know yet.
with asked as (
    select *, fact_id as target_fact_id from {{ ref('int_targets') }}
),

actuals as (select * from {{ ref('int_facts') }} where status = 'actual' and period_end is not null),

targets as (select * from {{ only_touched('asked', 'target_fact_id', 'int_touched_targets') }}),

-- Joined from within, and to the targets only then: DuckDB would compare every target with every figure where an outer join asks for more than equal keys.
results as (
    select targets.fact_id, targets.value, actuals.fact_id as actual_fact_id, actuals.value as actual_value, actuals.period_end as actual_period_end,
        {{ target_is_met('targets', 'actuals') }} as is_met
    from targets
    inner join actuals
        on targets.thing_id = actuals.thing_id
        and targets.year = actuals.year
        and {{ comparable_unit('targets.unit') }} = {{ comparable_unit('actuals.unit') }}
    where {{ tells_of_target('targets', 'actuals') }}
    qualify row_number() over (
        partition by targets.fact_id, targets.value
        order by
            actuals.period_start is not distinct from targets.period_start and actuals.period_end = targets.period_end desc,
            actuals.period_end desc nulls last, actuals.period_start nulls last, actuals.last_stated_on desc nulls last, actuals.fact_id
    ) = 1
),

paired as (
    select targets.*, results.actual_fact_id, results.actual_value, results.actual_period_end, results.is_met
    from targets
    left join results using (fact_id, value)
    qualify row_number() over (partition by targets.fact_id, targets.value order by targets.claim_id) = 1
)

select
    facts.region_code,
    facts.region_name,
    facts.region_level,
    facts.prefecture_name,
    facts.lineage_code,
    facts.lineage_name,
    facts.former_district,
    facts.family,
    facts.metric,
    facts.subject,
    facts.level,
    facts.action,
    facts.purpose,
    facts.facility_id,
    paired.target_fact_id,
    paired.claim_id as target_claim_id,
    paired.actual_fact_id,
    paired.value as target_value,
    paired.actual_value,
    paired.unit,
    paired.period_end as target_period_end,
    paired.year,
    paired.stated_on as target_stated_on,
    parts.part_fact_id is not null as is_subtotal,
    case
        when paired.is_superseded then 'superseded'
        when paired.is_met then 'met'
        when coalesce(paired.actual_period_end < paired.period_end, true)
            and not coalesce(paired.period_end < {{ known_until('newest.newest_document') }}, false) then null
        when paired.actual_fact_id is null then 'no_report'
        when coalesce(metrics.is_additive, false) and paired.actual_value > 0 then 'partly_met'
        else 'missed'
    end as outcome
from paired
inner join {{ ref('int_facts') }} as facts on paired.fact_id = facts.fact_id
left join {{ ref('int_parts') }} as parts on facts.fact_id = parts.part_fact_id
left join {{ ref('int_newest_documents') }} as newest on facts.lineage_code = newest.lineage_code and facts.lineage_name = newest.lineage_name
left join {{ ref('dim_metric') }} as metrics on facts.metric = metrics.metric
