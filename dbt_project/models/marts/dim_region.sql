-- Divisions and zones, those that ended included; a zone without a code of its own carries its parent's, so that code and name together are the key.
select
    regions.region_code,
    regions.region_name,
    regions.official_name,
    regions.region_level,
    regions.parent_code,
    regions.prefecture_name,
    regions.province_name,
    regions.valid_from,
    regions.valid_to,
    regions.successor_code,
    lines.lineage_code,
    lines.lineage_name
from {{ ref('stg_regions') }} as regions
inner join {{ ref('int_region_generations') }} as lines
    on regions.region_code = lines.stated_code and regions.region_name = lines.stated_name and lines.is_as_stated
