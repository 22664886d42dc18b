{{ config(materialized='incremental', pre_hook="{{ forget('document_id', ref('stg_new_extractions')) }}") }}
-- Numbers that each document's latest extraction looked at and left out.
select
    rejections.document_id,
    rejections.reason,
    sum(rejections.number_count)::bigint as number_count
from {{ source('extracted', 'rejections') }} as rejections
{{ of_latest_extractions('rejections') }}
group by all
