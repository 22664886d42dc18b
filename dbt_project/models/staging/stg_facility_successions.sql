{{ config(materialized='incremental', pre_hook="{{ forget('document_id', ref('stg_new_extractions')) }}") }}
-- Renamings, mergers and closures in each document's latest extraction.
select
    successions.document_id,
    successions.article_id,
    successions.kind,
    successions.predecessor_id,
    successions.predecessor_name,
    successions.successor_id,
    successions.successor_name,
    successions.status,
    successions.period_start,
    successions.period_end,
    successions.region_code,
    successions.region_name,
    successions.char_start,
    successions.char_end,
    successions.quote
from {{ source('extracted', 'facility_successions') }} as successions
{{ of_latest_extractions('successions') }}
