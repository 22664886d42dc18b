-- Numbers that each document's latest extraction looked at and left out.
select
    rejections.document_id,
    rejections.reason,
    sum(rejections.number_count)::bigint as number_count
from {{ source('extracted', 'rejections') }} as rejections
{{ without_past_extractions('rejections') }}
group by all
