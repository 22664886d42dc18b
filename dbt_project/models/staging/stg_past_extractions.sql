{{ config(materialized='table') }}
-- Batches that no longer speak for a document: it was extracted anew in a later one, or it is left out altogether. The rows of a past batch are as if
-- they had never been.
select distinct articles.document_id, {{ batch_of('articles.batch_file') }} as batch
from {{ source('extracted', 'articles') }} as articles
left join {{ ref('stg_extractions') }} as extractions
    on articles.document_id = extractions.document_id and {{ batch_of('articles.batch_file') }} = extractions.batch
where extractions.document_id is null
