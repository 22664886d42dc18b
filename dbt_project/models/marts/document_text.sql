-- The text that claim spans index, in Unicode code points.
select document_id, text
from {{ ref('stg_documents') }}
