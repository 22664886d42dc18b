{{ config(materialized='incremental', pre_hook="{{ forget('document_id', ref('stg_new_extractions')) }}") }}
-- Where each document's latest extraction found schools named.
select
    mentions.document_id,
    mentions.article_id,
    mentions.facility_id,
    mentions.facility_name,
    mentions.own_name,
    mentions.facility_region_code,
    mentions.facility_region_name,
    mentions.school_id,
    mentions.school_name,
    mentions.name_as_written,
    mentions.char_start,
    mentions.char_end,
    mentions.level,
    mentions.region_code,
    mentions.region_name
from {{ source('extracted', 'facility_mentions') }} as mentions
{{ of_latest_extractions('mentions') }}
