{{ config(materialized='incremental', pre_hook="{{ forget('document_id', ref('stg_new_readings')) }}") }}
-- Documents as they were last read, without their texts, which are large.
select
    documents.document_id,
    documents.document_key,
    {{ batch_of('documents.batch_file') }} as batch,
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
    documents.signature,
    documents.reader_version
from {{ source('documents', 'documents') }} as documents
{{ of_latest_readings('documents') }}
