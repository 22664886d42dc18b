{{ config(materialized='incremental', pre_hook="{{ forget('facility_id', ref('int_touched_facilities')) }}") }}
-- The life of each named school as documents tell it: one row per step and time, resting on the mention that says it with a figure, else on the newest.
with told as (
    select
        *,
        count(distinct document_id) over step_of_facility as document_count,
        max(stated_on) over step_of_facility as last_stated_on
    from {{ only_touched(ref('int_facility_steps'), 'facility_id', 'int_touched_facilities') }}
    window step_of_facility as (partition by facility_id, step, action, status, period_start, period_end, value, unit, other_facility_id)
    qualify row_number() over (
        step_of_facility order by claim_id is null, stated_on desc nulls last, document_id, char_start
    ) = 1
),

ordered as (
    select
        *,
        coalesce(period_end, last_stated_on, period_start) as happened_on,
        row_number() over (
            partition by facility_id
            order by
                coalesce(period_end, last_stated_on, period_start) nulls first, step_rank, period_start nulls first, action, value,
                other_facility_id, status, document_id, char_start
        ) as step_number
    from told
),

states as (
    select
        facility_id,
        max(step_number) as last_step,
        max_by(step, step_number) filter (where step in ('renamed', 'merged', 'closed')) as end_step,
        max_by(step, step_number) filter (where step not in ('funded', 'funding_planned', 'took_over', 'other')) as last_state,
        bool_or(step = 'took_over') as has_taken_over,
        coalesce(max(step_number) filter (where step in ('under_way', 'funded')), 0) as begun,
        coalesce(max(step_number) filter (where step in ('built', 'opened', 'in_use')), 0) as finished
    from ordered
    group by facility_id
)

select
    ordered.facility_id,
    facilities.facility_name,
    facilities.region_code,
    facilities.region_name,
    ordered.step_number,
    ordered.step,
    ordered.action,
    ordered.status,
    ordered.period_start,
    ordered.period_end,
    year(ordered.happened_on)::integer as year,
    ordered.value,
    ordered.unit,
    ordered.other_facility_id,
    ordered.document_id,
    ordered.claim_id,
    ordered.char_start,
    ordered.char_end,
    ordered.last_stated_on as stated_on,
    ordered.document_count,
    ordered.step_number = states.last_step as is_latest,
    case
        when states.end_step is not null then states.end_step
        when states.begun > states.finished and coalesce(states.last_state, 'planned') in ('planned', 'under_way') then 'under_way'
        when states.last_state is null and states.has_taken_over then 'in_use'
        else coalesce(states.last_state, 'other')
    end as present_state
from ordered
inner join states using (facility_id)
inner join {{ ref('dim_facility') }} as facilities using (facility_id)
