-- What was looked at in a document and left out, so that "nothing found" and "nothing understood" can be told apart.
select document_id, reason, number_count
from {{ ref('stg_rejections') }}
