{{ config(materialized='incremental', pre_hook="{{ forget('document_id', ref('stg_new_extractions')) }}") }}
-- Named facilities of each document's latest extraction.
select
    projects.document_id,
    projects.article_id,
    projects.claim_id,
    projects.facility_id,
    projects.facility_name,
    projects.name_as_written,
    projects.char_start,
    projects.char_end,
    projects.level,
    projects.action,
    projects.status,
    projects.period_start,
    projects.period_end,
    projects.region_code,
    projects.region_name
from {{ source('extracted', 'facility_projects') }} as projects
{{ of_latest_extractions('projects') }}
