-- Everything that was set aside, on arrival or while reading. A document that a later batch could read is no longer in quarantine.
with set_aside as (
    select document_id, file_name, source_id, stage, reason, detail, quarantined_at
    from {{ source('landing', 'quarantine') }}
    union all
    select document_id, file_name, source_id, stage, reason, detail, quarantined_at
    from {{ source('documents', 'quarantine') }}
)

select
    document_id,
    file_name,
    source_id,
    stage,
    reason,
    detail,
    quarantined_at::timestamp as quarantined_at
from set_aside
where document_id is null or document_id not in (select document_id from {{ ref('stg_readings') }} where batch is not null)
