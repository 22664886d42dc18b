-- Which district a name stands for on which days: 偃师市 means 410381 偃师市 until 2021-03-17 and 410307 偃师区 from then on, whichever of the two a text
-- writes. A district that became a part of another gives its name to the figure as `former_district`, so that it is never taken for the whole's.
-- Every district has exactly one row for any day. The line's code and name are those that it has today.
with recursive later as (
    select
        region_code as stated_code,
        region_name as stated_name,
        region_code,
        region_name,
        null::varchar as former_district,
        0 as step
    from {{ ref('stg_regions') }}
    union all
    select
        later.stated_code,
        later.stated_name,
        successions.successor_code,
        successions.successor_name,
        case when later.former_district is null and not successions.is_whole then successions.region_name else later.former_district end,
        later.step + 1
    from later
    inner join {{ ref('int_region_successions') }} as successions using (region_code, region_name)
),

earlier as (
    select * from later where step = 0
    union all
    select earlier.stated_code, earlier.stated_name, successions.region_code, successions.region_name, null::varchar, earlier.step - 1
    from earlier
    inner join {{ ref('int_region_successions') }} as successions
        on earlier.region_code = successions.successor_code and earlier.region_name = successions.successor_name and successions.is_alone
),

lines as (
    select
        stated_code as region_code,
        stated_name as region_name,
        arg_max(region_code, step) as lineage_code,
        arg_max(region_name, step) as lineage_name
    from later
    where former_district is null
    group by stated_code, stated_name
)

select
    generations.*,
    generations.step = 0 as is_as_stated,
    lines.lineage_code,
    lines.lineage_name,
    coalesce(lag(successions.changed_on) over (partition by stated_code, stated_name order by step), date '0001-01-01') as holds_from,
    coalesce(successions.changed_on - 1, date '9999-12-31') as holds_to
from (select * from later union all select * from earlier where step < 0) as generations
inner join lines using (region_code, region_name)
left join {{ ref('int_region_successions') }} as successions using (region_code, region_name)
