-- What a build that continues another one has to read of documents, and to forget.
select document_id, batch
from {{ ref('stg_readings') }}
where is_new
