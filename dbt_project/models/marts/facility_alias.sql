-- Every way in which a facility was written, its canonical name included.
select facility_id, facility_name as alias, 'canonical' as basis
from {{ ref('dim_facility') }}
union all
select mentions.facility_id, mentions.name_as_written as alias, 'as_written' as basis
from {{ ref('stg_facility_mentions') }} as mentions
inner join {{ ref('dim_facility') }} as facilities using (facility_id)
where mentions.name_as_written <> facilities.facility_name
group by all
