{{ config(materialized='table') }}
-- Batches that no longer speak for a document: it was extracted anew in a later one, or it is left out altogether. Every extracted document has at
-- least one article, so the articles tell which documents a batch holds; the rows of a past batch are as if they had never been.
with extracted as (
    select distinct document_id, {{ batch_of('batch_file') }} as batch
    from {{ source('extracted', 'articles') }}
)

select extracted.document_id, extracted.batch
from extracted
left join {{ ref('stg_readings') }} as readings using (document_id)
qualify readings.document_id is null or extracted.batch < max(extracted.batch) over (partition by extracted.document_id)
