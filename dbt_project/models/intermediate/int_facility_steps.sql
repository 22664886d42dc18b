{{ config(
    materialized='incremental',
    pre_hook=["{{ forget('document_id', ref('int_touched_documents')) }}", "{{ after(ref('int_touched_facilities')) }}"]
) }}
-- What documents that count say of named schools, as steps in the schools' lives: what is done to them, money for them, their ends and successors.
-- Rumours and norms are no steps.
with succession_ends as (
    select successions.*, unnest([
        {'facility_id': predecessor_id, 'other_facility_id': successor_id, 'step': kind},
        {'facility_id': successor_id, 'other_facility_id': predecessor_id, 'step': 'took_over'}
    ], recursive := true)
    from {{ only_touched(ref('stg_facility_successions'), 'document_id', 'int_touched_documents') }} as successions
),

steps as (
    select
        facility_id, {{ facility_step('action', 'status') }} as step, action, status, period_start, period_end, null::double as value, null as unit,
        null as other_facility_id, document_id, article_id, claim_id, char_start, char_end
    from {{ only_touched(ref('stg_facility_projects'), 'document_id', 'int_touched_documents') }}
    -- a school that went into another has that for its end
    where (document_id, facility_id, action) not in (
        select document_id, predecessor_id, 'closed' from {{ ref('stg_facility_successions') }} where kind = 'merged'
    )
    union all
    select
        facility_id, case when status = 'target' then 'funding_planned' else 'funded' end, null, status, period_start, period_end,
        {{ plotted_value('value_min', 'value_max') }}, unit, null, document_id, article_id, claim_id, char_start, char_end
    from {{ only_touched(ref('int_corrected_claims'), 'document_id', 'int_touched_documents') }}
    where not is_rejected and facility_id is not null and family = 'funding' and {{ is_possible('metric', 'unit', 'value_min', 'value_max') }}
    union all
    select
        facility_id, case when status in ('target', 'ongoing') and step <> 'took_over' then 'closure_planned' else step end, null, status,
        period_start, period_end, null, null, other_facility_id, document_id, article_id, null, char_start, char_end
    from succession_ends
    where facility_id is not null and kind <> 'closed' and not (step = 'took_over' and status <> 'actual')
)

select
    steps.*,
    {{ facility_step_rank('steps.step') }} as step_rank,
    {{ stated_on() }} as stated_on
from steps
inner join {{ ref('int_documents') }} as documents using (document_id)
left join {{ ref('stg_articles') }} as articles using (article_id)
where documents.is_counted and steps.status in ('actual', 'ongoing', 'target')
