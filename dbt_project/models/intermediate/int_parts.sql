{{ config(materialized='incremental', pre_hook="{{ forget('column_id', ref('int_touched_columns')) }}") }}
-- Facts that another fact of the same district, metric, state and year already contains: whoever adds up both counts them twice. Each part is
-- listed once, with the least of the facts that contain it. A document says so itself (24所，其中新建5所), or the fields do: a level or an action
-- inside a wider one, one school inside its district, a district inside the one that took it in, a quarter inside a year, an earlier state before a
-- later one. What is more than the supposed whole, alone or together with the other parts, is no part of it. Facts over several years are not held
-- against those of one year.
with wholes as (
    select field, part, list(whole) as wholes from {{ ref('stg_wholes') }} group by field, part
),

figures as (
    select
        facts.* exclude (subject),
        coalesce(facts.value_max, 'infinity'::double) as at_most,
        {{ is_stock('metrics', 'facts') }} as is_stock,
        levels.wholes as wider_levels,
        actions.wholes as wider_actions
    from {{ only_touched(ref('int_facts'), 'column_id', 'int_touched_columns') }} as facts
    left join {{ ref('stg_metrics') }} as metrics using (metric)
    left join wholes as levels on levels.field = 'level' and facts.level = levels.part
    left join wholes as actions on actions.field = 'action' and facts.action = actions.part
    where facts.year is not null
),

contained as (
    select
        part.fact_id as part_fact_id,
        whole.fact_id as total_fact_id,
        part.column_id,
        part.thing_id,
        part.period_start,
        part.period_end,
        part.value,
        whole.value as total_value,
        whole.at_most * (1 + {{ var('rounding_share') }}) as total_at_most,
        part.is_stock,
        concat_ws(
            ', ', case when whole.level is distinct from part.level then 'level' end, case when whole.action is distinct from part.action then 'action' end,
            case when whole.facility_id is distinct from part.facility_id then 'facility' end,
            case when whole.former_district is distinct from part.former_district then 'district' end,
            case when (whole.period_start, whole.period_end) is distinct from (part.period_start, part.period_end) then 'period' end
        ) as differs_in
    from figures as whole
    inner join figures as part on whole.column_id = part.column_id and whole.fact_id <> part.fact_id
    where {{ is_same_or_wider('whole.level', 'part.level', 'part.wider_levels') }}
        and (whole.action is not distinct from part.action or coalesce(list_contains(part.wider_actions, whole.action), false))
        and (whole.facility_id is null or whole.facility_id is not distinct from part.facility_id)
        and (whole.former_district is null or whole.former_district is not distinct from part.former_district)
        and {{ is_same_or_later_period('whole', 'part') }}
),

-- A state that a later one of the same thing replaces may have been greater; all other parts are no more than their whole.
possible as (
    select * from contained where value <= total_at_most or (is_stock and differs_in = 'period')
),

-- Parts of parts would be counted twice against the whole.
direct as (
    select possible.*
    from possible
    anti join (
        select outer_part.total_fact_id, outer_part.differs_in, inner_part.part_fact_id
        from possible as outer_part
        inner join possible as inner_part on outer_part.part_fact_id = inner_part.total_fact_id
    ) as nested using (total_fact_id, differs_in, part_fact_id)
),

-- Nine months and an autumn both hold September: of figures of one thing over days that overlap, the greatest is added.
apart as (
    select direct.*
    from direct
    anti join direct as greater
        on direct.total_fact_id = greater.total_fact_id and direct.differs_in = greater.differs_in and direct.thing_id = greater.thing_id
        and (direct.value, direct.part_fact_id) < (greater.value, greater.part_fact_id)
        and direct.period_start <= greater.period_end and greater.period_start <= direct.period_end
),

fitting as (
    select total_fact_id, differs_in
    from apart
    group by total_fact_id, differs_in
    having sum(value) <= any_value(total_at_most) or (bool_and(is_stock) and differs_in = 'period')
),

-- The same figure with its level and without: the vaguer wording adds nothing to the precise one.
by_fields as (
    select
        case when is_vaguer then total_fact_id else part_fact_id end as part_fact_id,
        case when is_vaguer then part_fact_id else total_fact_id end as total_fact_id,
        case when is_vaguer then 'vaguer_wording' else 'contained' end as basis,
        differs_in,
        total_value,
        column_id
    from (
        select *, differs_in = 'level' and value = total_value as is_vaguer from possible semi join fitting using (total_fact_id, differs_in)
    )
),

stated as (
    select part.fact_id as part_fact_id, total.fact_id as total_fact_id, 'stated' as basis, part.differs_in, total.value as total_value,
        part_fact.column_id
    from {{ ref('int_stated_parts') }} as part
    inner join {{ ref('int_facts') }} as total on part.total_fact_id = total.fact_id
    inner join {{ only_touched(ref('int_facts'), 'column_id', 'int_touched_columns') }} as part_fact on part.fact_id = part_fact.fact_id
    where not regexp_matches(part.differs_in, 'region|metric') and part.fact_id <> part.total_fact_id
)

select part_fact_id, total_fact_id, basis, differs_in, column_id
from (
    select * from stated
    union all
    select by_fields.* from by_fields
    anti join stated on by_fields.part_fact_id = stated.total_fact_id and by_fields.total_fact_id = stated.part_fact_id
)
qualify row_number() over (partition by part_fact_id order by basis = 'stated' desc, total_value, total_fact_id, differs_in) = 1
