-- What a build that continues another one has to read of extractions, and to forget.
select document_id, batch
from {{ ref('stg_extractions') }}
where is_new
