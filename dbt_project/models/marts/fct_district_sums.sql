-- A region's own figure beside the sum of what is known of the regions right below it, where metric, state and days are the same (of what is
-- so on a day, the last one). The difference is shown and nothing is mended: districts may be missing, and a city may count what no district does.
with figures as (
    select facts.*, regions.province_name, {{ is_stock('metrics', 'facts') }} as is_stock
    from {{ ref('int_facts') }} as facts
    inner join {{ ref('stg_metrics') }} as metrics on facts.metric = metrics.metric and metrics.is_additive
    left join {{ ref('stg_regions') }} as regions
        on facts.region_code = regions.region_code and facts.region_name = regions.region_name
    where facts.facility_id is null and facts.period_end is not null
),

-- The region that a figure counts towards: a district's prefecture, a prefecture's province, a province's nation.
below as (
    select
        *,
        case
            when region_level in ('county', 'zone') then prefecture_name
            when region_level = 'prefecture' then province_name
            when region_level = 'province' then '全国'
        end as above_name
    from figures
    anti join {{ ref('int_parts') }} as parts on figures.fact_id = parts.part_fact_id
),

summed as (
    select
        whole.fact_id,
        count(*) as district_count,
        sum(below.value) as districts_value,
        bool_or(below.is_approximate or below.value_min is null or below.value_max is null) as is_bound,
        list(below.fact_id order by below.fact_id) as district_fact_ids
    from figures as whole
    inner join below
        on whole.region_name = below.above_name
        and whole.region_level = case below.region_level when 'prefecture' then 'province' when 'province' then 'nation' else 'prefecture' end
        and whole.metric = below.metric and whole.unit = below.unit and whole.status = below.status and whole.period_end = below.period_end
        and (whole.is_stock or whole.period_start is not distinct from below.period_start) and whole.level is not distinct from below.level
        and whole.action is not distinct from below.action and whole.purpose is not distinct from below.purpose
        and whole.per is not distinct from below.per and whole.subject is not distinct from below.subject
    group by whole.fact_id
)

select
    facts.fact_id,
    facts.region_code,
    facts.region_name,
    facts.region_level,
    facts.family,
    facts.metric,
    facts.level,
    facts.action,
    facts.purpose,
    facts.subject,
    facts.status,
    facts.period_start,
    facts.period_end,
    facts.year,
    facts.unit,
    facts.value,
    summed.district_count,
    summed.districts_value,
    facts.value - summed.districts_value as difference,
    case
        when {{ is_exact('facts.value_min', 'facts.value_max', 'facts.is_approximate') }} and not summed.is_bound
            and abs(facts.value - summed.districts_value) <= {{ rounded_off('facts.value') }} then 'equal'
        when summed.districts_value <= coalesce(facts.value_max, 'infinity'::double) + {{ rounded_off('facts.value') }} then 'below_total'
        else 'above_total'
    end as outcome,
    summed.district_fact_ids
from summed
inner join {{ ref('int_facts') }} as facts using (fact_id)
