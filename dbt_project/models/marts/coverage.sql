-- Missing is not zero: for each district, year and family, whether a figure was reported, a document said nothing, a document is in
-- quarantine, or there is no document at all. Districts: those that documents speak about, and Henan's prefectures in any case.
with claimed as (
    select region_code, region_name, year(period_end)::integer as year, family, count(*) filter (where is_counted) as claim_count
    from {{ ref('int_claims') }}
    where is_current and region_code is not null and region_name is not null and period_end is not null
    group by all
),

documented as (
    select distinct region_code, region_name, year(stated_on)::integer as year
    from {{ ref('int_region_documents') }}
    where stated_on is not null
),

quarantined as (select distinct region_code, region_name, year from {{ ref('int_quarantined_regions') }}),

regions as (
    select region_code, region_name from {{ ref('int_region_documents') }}
    union
    select region_code, region_name from quarantined
    union
    select region_code, region_name from {{ ref('stg_regions') }} where province_name = '河南省' and region_level = 'prefecture'
),

years as (
    select unnest(generate_series(min(year), max(year)))::integer as year
    from (select year from documented union all select year from quarantined)
),

cells as (
    select region_code, region_name, year from regions cross join years
    union
    select region_code, region_name, year from claimed
),

families as (select distinct family from {{ ref('stg_metrics') }})

select
    cells.region_code,
    cells.region_name,
    regions.region_level,
    regions.prefecture_name,
    cells.year,
    families.family,
    documented.year is not null or claimed.year is not null as has_document,
    coalesce(claimed.claim_count, 0) as claim_count,
    case
        when claimed.claim_count > 0 then 'reported'
        when documented.year is not null then 'document_without_claims'
        when quarantined.year is not null then 'quarantined'
        else 'no_document'
    end as state
from cells
cross join families
left join claimed using (region_code, region_name, year, family)
left join documented using (region_code, region_name, year)
left join quarantined using (region_code, region_name, year)
left join {{ ref('stg_regions') }} as regions using (region_code, region_name)
