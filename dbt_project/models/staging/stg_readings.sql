{{ config(materialized='table') }}
-- Which batch speaks for a document: the latest in which it was read. Samples take part unless they are switched off; what is left out here
-- is left out everywhere. A build that continues another one has to read what is new.
with latest as (
    select document_id, max({{ batch_of('batch_file') }}) as batch
    from {{ source('documents', 'documents') }}
    {% if not samples_count() %}where source_id <> 'sample'
    {% endif -%}
    group by document_id
)

{{ against_kept('latest', 'batch', 'is_new') }}
