-- All resolved facts, one row each, with the names of their coded words and the way to the sentence.
with facts as (
    select 'facilities' as family, * from marts.fct_facilities
    union all by name
    select 'enrolment_capacity' as family, * from marts.fct_enrolment_capacity
    union all by name
    select 'funding' as family, * exclude (amount_cny) from marts.fct_funding
    union all by name
    select 'indicator' as family, * from marts.fct_indicators
),

firm as (
    select
        *,
        case
            when value_max is null then 'at_least'
            when value_min is null then 'at_most'
            when value_min < value_max then 'range'
            when is_approximate then 'about'
            else 'exact'
        end as firmness
    from facts
)

select
    firm.fact_id,
    firm.family,
    firm.metric,
    metrics.name_zh as metric_zh,
    metrics.name_en as metric_en,
    firm.status,
    statuses.name_zh as status_zh,
    statuses.name_en as status_en,
    firm.year,
    firm.period_start,
    firm.period_end,
    firm.lineage_code as region_code,
    firm.lineage_name as region_name,
    firm.region_level,
    tiers.name_zh as region_level_zh,
    tiers.name_en as region_level_en,
    firm.prefecture_name,
    firm.level,
    coalesce(levels.name_zh, '未分学段') as level_zh,
    coalesce(levels.name_en, 'All or not stated') as level_en,
    firm.action,
    coalesce(actions.name_zh, '') as action_zh,
    coalesce(actions.name_en, '') as action_en,
    coalesce({{ shown("firm.purpose") }}, '未说明') as purpose_zh,
    coalesce({{ shown("firm.purpose") }}, 'Not stated') as purpose_en,
    {{ shown("firm.facility_name") }} as facility_name,
    firm.value,
    firm.value_min,
    firm.value_max,
    firm.unit,
    firm.figure_zh,
    firm.figure_en,
    firm.firmness,
    firmnesses.name_zh as firmness_zh,
    firmnesses.name_en as firmness_en,
    firm.claim_count,
    firm.document_count,
    firm.is_conflicting,
    case when firm.is_conflicting then '✓' else '' end as conflict,
    firm.is_subtotal,
    case when firm.is_subtotal then '✓' else '' end as part,
    coalesce(
        metrics.is_additive
        and not firm.is_subtotal
        and not firm.spans_years
        and firm.per is null
        and firm.year is not null
        -- what was added "in recent years" may reach back into other years
        and (metrics.is_stock or firm.period_start is not null),
        false
    ) as is_summable,
    firm.last_seen_at,
    {{ link("claims.evidence_path", "原句") }} as evidence_zh,
    {{ link("claims.evidence_path", "sentence") }} as evidence_en,
    {{ shown("claims.quote") }} as quote
from firm
inner join marts.dim_metric as metrics using (metric)
left join marts.fct_claims as claims using (claim_id)
left join marts.dim_code as statuses on statuses.field = 'status' and firm.status = statuses.code
left join marts.dim_code as levels on levels.field = 'level' and firm.level = levels.code
left join marts.dim_code as actions on actions.field = 'action' and firm.action = actions.code
left join marts.dim_code as firmnesses on firmnesses.field = 'firmness' and firm.firmness = firmnesses.code
left join marts.dim_code as tiers on tiers.field = 'region_level' and firm.region_level = tiers.code
