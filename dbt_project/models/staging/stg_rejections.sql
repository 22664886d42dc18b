-- Numbers that each document's latest extraction looked at and left out.
select
    rejections.document_id,
    rejections.reason,
    sum(rejections.number_count)::bigint as number_count
from {{ source('extracted', 'rejections') }} as rejections
inner join {{ ref('stg_extractions') }} as extractions
    on rejections.document_id = extractions.document_id and {{ batch_of('rejections.batch_file') }} = extractions.batch
group by all
