{{ config(materialized='incremental', pre_hook="{{ forget('facility_id', ref('int_touched_facilities')) }}") }}
-- Named facilities doing one thing, with or without a count.
select
    projects.document_id,
    projects.article_id,
    projects.claim_id,
    projects.facility_id,
    facilities.facility_name,
    projects.name_as_written,
    projects.char_start,
    projects.char_end,
    projects.level,
    projects.action,
    projects.status,
    projects.period_start,
    projects.period_end,
    year(projects.period_end)::integer as year,
    projects.region_code,
    projects.region_name,
    documents.is_current,
    documents.is_counted
from {{ only_touched(ref('stg_facility_projects'), 'facility_id', 'int_touched_facilities') }} as projects
inner join {{ ref('int_documents') }} as documents using (document_id)
left join {{ ref('dim_facility') }} as facilities using (facility_id)
