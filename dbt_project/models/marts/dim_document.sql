-- Documents as received, superseded versions and duplicates included.
select
    document_id,
    document_key,
    file_name,
    source_id,
    origin,
    url,
    title,
    publisher,
    is_official,
    published_date,
    published_date_basis,
    media_type,
    encoding,
    sha256,
    byte_count,
    char_count,
    received_at,
    last_received_at,
    is_current,
    duplicate_of,
    duplicate_kind
from {{ ref('int_documents') }}
