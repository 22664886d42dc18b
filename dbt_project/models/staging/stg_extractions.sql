{{ config(materialized='table') }}
-- Which batch speaks for a document: the latest in which it was extracted. Every extracted document has at least one article,
-- so the articles tell which documents a batch holds; claims of earlier batches are as if they had never been.
select articles.document_id, max({{ batch_of('articles.batch_file') }}) as batch
from {{ source('extracted', 'articles') }} as articles
semi join {{ ref('stg_readings') }} as readings using (document_id)
group by articles.document_id
