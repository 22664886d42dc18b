-- Schools whose lives and projects are told anew by a build that continues another: those of which touched documents speak or spoke, and those that
-- readers know under another name or in another place. In a build from nothing all are, and none is listed.
with told as (
    select facility_id, document_id from {{ ref('stg_facility_projects') }}
    union all
    select facility_id, document_id from {{ ref('stg_claims') }} where facility_id is not null
    union all
    select unnest([predecessor_id, successor_id]) as facility_id, document_id from {{ ref('stg_facility_successions') }}
    union all
    select * from {{ rows_kept(['facility_id', 'document_id'], 'fct_facility_projects', 'marts') }}
    union all
    select * from {{ rows_kept(['facility_id', 'document_id'], 'int_facility_steps') }}
),

shown as (
    select * from {{ rows_kept(['facility_id', 'facility_name', 'region_code', 'region_name'], 'facility_timeline', 'marts') }}
    union
    select projects.*, facilities.region_code, facilities.region_name
    from {{ rows_kept(['facility_id', 'facility_name'], 'fct_facility_projects', 'marts') }} as projects
    left join {{ ref('dim_facility') }} as facilities using (facility_id)
),

touched as (
    select facility_id from told where document_id in (select document_id from {{ ref('int_touched_documents') }})
    union
    select shown.facility_id
    from shown
    left join {{ ref('dim_facility') }} as facilities using (facility_id)
    where (shown.facility_name, shown.region_code, shown.region_name)
        is distinct from (facilities.facility_name, facilities.region_code, facilities.region_name)
)

select facility_id from touched where {{ continues('facility_timeline', 'marts') }} and facility_id is not null
