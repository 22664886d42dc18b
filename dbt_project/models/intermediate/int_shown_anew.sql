-- Facts that readers are shown anew by a build that continues another: the touched ones, and those that become or cease to be a part of another.
-- In a build from nothing all are, and none is listed.
{% set tables = ['fct_facilities', 'fct_funding', 'fct_enrolment_capacity', 'fct_indicators'] -%}
with shown as (
    {% for table in tables -%}
    select * from {{ rows_kept(['fact_id', 'part_of_fact_id'], table, 'marts') }} where part_of_fact_id is not null
    {{ 'union all' if not loop.last }}
    {% endfor -%}
),

touched as (
    select fact_id from {{ ref('int_touched_facts') }}
    union
    select coalesce(parts.part_fact_id, shown.fact_id) as fact_id
    from {{ ref('int_parts') }} as parts
    full outer join shown on parts.part_fact_id = shown.fact_id
    where parts.total_fact_id is distinct from shown.part_of_fact_id
)

select fact_id from touched where {{ continues(tables[0], 'marts') }}
