-- Missing is not zero: for each district, year and family, whether a figure was reported, a document said nothing, a document is in
-- quarantine, or there is no document at all. Districts: those that documents speak about, and Henan's prefectures in any case;
-- each in the years in which it was there, under the name that it had at the year's end.
with claimed as (
    select lineage_code, lineage_name, year(period_end)::integer as year, family, count(*) filter (where is_counted) as claim_count
    from {{ ref('int_claims') }}
    where is_current and lineage_code is not null and lineage_name is not null and period_end is not null
    group by all
),

documented as (
    select distinct lineage_code, lineage_name, year(stated_on)::integer as year
    from {{ ref('int_region_documents') }}
    where stated_on is not null
),

quarantined as (select distinct lineage_code, lineage_name, year from {{ ref('int_quarantined_regions') }}),

districts as (
    select lineage_code, lineage_name from {{ ref('int_region_documents') }}
    union
    select lineage_code, lineage_name from quarantined
    union
    select region_code, region_name
    from {{ ref('stg_regions') }}
    where province_name = '河南省' and region_level = 'prefecture' and valid_to is null
),

years as (
    select unnest(generate_series(min(year), max(year)))::integer as year
    from (select year from documented union all select year from quarantined)
),

cells as (
    select lineage_code, lineage_name, year from districts cross join years
    union
    select lineage_code, lineage_name, year from claimed
),

families as (select distinct family from {{ ref('stg_metrics') }}),

named as (select * from {{ ref('int_region_generations') }} where is_as_stated)

select
    coalesce(named.region_code, cells.lineage_code) as region_code,
    coalesce(named.region_name, cells.lineage_name) as region_name,
    cells.lineage_code,
    cells.lineage_name,
    regions.region_level,
    regions.prefecture_name,
    cells.year,
    families.family,
    documented.year is not null or claimed.year is not null as has_document,
    coalesce(claimed.claim_count, 0) as claim_count,
    case
        when claimed.claim_count > 0 then 'reported'
        -- what only a copy says, whose date is another one, is no claim that counts
        when has_document then 'document_without_claims'
        when quarantined.year is not null then 'quarantined'
        else 'no_document'
    end as state
from cells
cross join families
left join claimed using (lineage_code, lineage_name, year, family)
left join documented using (lineage_code, lineage_name, year)
left join quarantined using (lineage_code, lineage_name, year)
-- the first of its names that had not ended by then
asof left join named
    on cells.lineage_code = named.lineage_code and cells.lineage_name = named.lineage_name and make_date(cells.year, 12, 31) <= named.holds_to
left join {{ ref('stg_regions') }} as regions
    on coalesce(named.region_code, cells.lineage_code) = regions.region_code and coalesce(named.region_name, cells.lineage_name) = regions.region_name
where state in ('reported', 'quarantined') or coalesce(cells.year between year(regions.valid_from) and year(regions.valid_to), true)
