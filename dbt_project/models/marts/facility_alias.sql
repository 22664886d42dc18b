-- Every way in which a facility was written, its canonical name included.
select facility_id, facility_name as alias, 'canonical' as basis
from {{ ref('dim_facility') }}
union all
select distinct
    {{ facility_id('facility_name', 'region_code', 'region_name') }} as facility_id,
    name_as_written as alias,
    'as_written' as basis
from {{ ref('stg_facility_projects') }}
where name_as_written <> facility_name
