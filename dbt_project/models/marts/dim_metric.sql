-- The catalogue, and what claims brought along under names of their own (indicators may; elsewhere it is a gap, and a check warns of it).
with brought_along as (
    select metric, family, unit, count(*) as claim_count, min(subject) as subject
    from {{ ref('stg_claims') }}
    where metric not in (select metric from {{ ref('stg_metrics') }})
    group by metric, family, unit
    qualify row_number() over (partition by metric order by claim_count desc, family, unit) = 1
)

select metric, family, unit, name_zh, name_en, description_zh, description_en, is_additive, is_stock, true as is_catalogued
from {{ ref('stg_metrics') }}
union all
select
    metric,
    family,
    unit,
    coalesce(subject, metric) as name_zh,
    replace(metric, '_', ' ') as name_en,
    '文档中出现、目录尚未收录的指标' as description_zh,
    'Found in documents; the catalogue does not list it yet' as description_en,
    unit not in ('percent', 'percentage_point') as is_additive,
    false as is_stock,
    false as is_catalogued
from brought_along
