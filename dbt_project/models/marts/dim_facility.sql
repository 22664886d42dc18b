-- Schools, kindergartens and sites that documents name: one canonical name in one district is one facility.
with named as (
    select facility_name, region_code, region_name, level from {{ ref('stg_facility_projects') }}
    union all
    select facility_name, region_code, region_name, level from {{ ref('int_corrected_claims') }}
),

levels as (
    select facility_name, region_code, region_name, level, count(level) as times
    from named
    where facility_name is not null
    group by all
)

select
    {{ facility_id('facility_name', 'region_code', 'region_name') }} as facility_id,
    facility_name,
    level,
    region_code,
    region_name
from levels
qualify row_number() over (partition by facility_name, region_code, region_name order by times desc, level) = 1
