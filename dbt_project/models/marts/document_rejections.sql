{{ config(materialized='incremental', pre_hook="{{ forget('document_id', ref('int_touched_documents')) }}") }}
-- What was looked at in a document and left out, so that "nothing found" and "nothing understood" can be told apart.
select document_id, reason, number_count
from {{ only_touched(ref('stg_rejections'), 'document_id', 'int_touched_documents') }}
