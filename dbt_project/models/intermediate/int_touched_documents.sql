{{ config(materialized='view') }}
-- Documents whose claims and articles are worked out anew in a build that continues another.
select document_id
from {{ ref('int_document_states') }}
where is_touched
