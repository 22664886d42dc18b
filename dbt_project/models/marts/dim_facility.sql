-- Schools, kindergartens and sites that documents name, and the schools of which they are campuses. All ways of writing one name in one place are one
-- facility; of its full forms the longest is shown, and the level is the one that documents say most often.
with named as (
    select facility_id, facility_name, own_name, facility_region_code, facility_region_name, school_id, level, document_id
    from {{ ref('stg_facility_mentions') }}
    union all
    select school_id, school_name, null, facility_region_code, facility_region_name, null, null, null
    from {{ ref('stg_facility_mentions') }}
    where school_id is not null
),

levels as (
    select facility_id, level
    from named
    where level is not null
    group by facility_id, level
    qualify row_number() over (partition by facility_id order by count(*) desc, level) = 1
),

districts as (
    select facility_id, min(district_code) as district_code, min(district_name) as district_name
    from {{ ref('int_facility_districts') }}
    group by facility_id
    having count(*) = 1
)

select
    named.facility_id,
    max_by(named.facility_name, (length(named.facility_name), named.facility_name)) as facility_name,
    max(named.own_name) as own_name,
    any_value(levels.level) as level,
    any_value(named.facility_region_code) as region_code,
    any_value(named.facility_region_name) as region_name,
    any_value(districts.district_code) as district_code,
    any_value(districts.district_name) as district_name,
    max(named.school_id) as school_id,
    count(named.document_id) as mention_count,
    count(distinct named.document_id) as document_count
from named
left join levels using (facility_id)
left join districts using (facility_id)
group by named.facility_id
