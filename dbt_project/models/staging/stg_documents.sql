-- Documents as they were last read. Samples take part unless they are switched off; what is left out here is left out everywhere.
with read_documents as (
    select *, {{ batch_of('batch_file') }} as batch
    from {{ source('documents', 'documents') }}
),

latest as (
    select document_id, max(batch) as batch from read_documents group by document_id
)

select
    document_id,
    document_key,
    batch,
    file_name,
    source_id,
    origin,
    url,
    title,
    publisher,
    published_date,
    published_date_basis,
    media_type,
    encoding,
    sha256,
    text_sha256,
    byte_count,
    char_count,
    received_at::timestamp as received_at,
    last_received_at::timestamp as last_received_at,
    text,
    reader_version
from read_documents
inner join latest using (document_id, batch)
{% if not samples_count() %}where source_id <> 'sample'{% endif %}
