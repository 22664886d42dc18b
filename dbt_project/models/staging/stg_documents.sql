-- Documents as they were last read.
select
    documents.document_id,
    documents.document_key,
    readings.batch,
    documents.file_name,
    documents.source_id,
    documents.origin,
    documents.url,
    documents.title,
    documents.publisher,
    documents.published_date,
    documents.published_date_basis,
    documents.media_type,
    documents.encoding,
    documents.sha256,
    documents.text_sha256,
    documents.byte_count,
    documents.char_count,
    documents.received_at::timestamp as received_at,
    documents.last_received_at::timestamp as last_received_at,
    documents.text,
    documents.signature,
    documents.reader_version
from {{ source('documents', 'documents') }} as documents
inner join {{ ref('stg_readings') }} as readings
    on documents.document_id = readings.document_id and {{ batch_of('documents.batch_file') }} = readings.batch
