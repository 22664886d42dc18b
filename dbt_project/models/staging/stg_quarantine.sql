-- Everything that is set aside now, on arrival or while reading.
select
    document_id,
    file_name,
    source_id,
    stage,
    reason,
    detail,
    quarantined_at::timestamp as quarantined_at
from {{ source('landing', 'quarantine') }}
where document_id is null or document_id not in (select document_id from {{ ref('stg_readings') }} where batch is not null)
