-- In which districts of its own city documents place a school that carries the city's name.
select
    mentions.facility_id,
    mentions.region_code as district_code,
    mentions.region_name as district_name,
    count(*) as mention_count
from {{ ref('stg_facility_mentions') }} as mentions
inner join {{ ref('stg_regions') }} as regions
    on mentions.region_code = regions.region_code
    and mentions.region_name = regions.region_name
    and mentions.facility_region_name = regions.prefecture_name
where regions.region_level in ('county', 'zone')
    and (mentions.region_code, mentions.region_name) <> (mentions.facility_region_code, mentions.facility_region_name)
group by all
