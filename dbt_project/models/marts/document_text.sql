{{ config(materialized='incremental', pre_hook="{{ forget('document_id', ref('stg_new_readings')) }}") }}
-- The text that claim spans index, in Unicode code points.
select documents.document_id, documents.text
from {{ source('documents', 'documents') }} as documents
{{ of_latest_readings('documents') }}
