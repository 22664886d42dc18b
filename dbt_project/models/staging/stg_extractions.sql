{{ config(materialized='table') }}
-- Which batch speaks for a document: the latest in which it was extracted. Every extracted document has at least one article, so the articles tell which
-- documents a batch holds. A build that continues another one has to read what is new.
with latest as (
    select articles.document_id, max({{ batch_of('articles.batch_file') }}) as batch
    from {{ source('extracted', 'articles') }} as articles
    inner join {{ ref('stg_readings') }} as readings on articles.document_id = readings.document_id
    where readings.batch is not null
    group by articles.document_id
)

{{ against_kept('latest', 'batch', 'is_new') }}
