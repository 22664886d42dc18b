-- Divisions and zones; a zone without a code of its own carries its parent's, so that code and name together are the key.
select
    region_code,
    region_name,
    official_name,
    region_level,
    parent_code,
    prefecture_name,
    province_name,
    valid_from,
    valid_to,
    successor_code
from {{ ref('stg_regions') }}
