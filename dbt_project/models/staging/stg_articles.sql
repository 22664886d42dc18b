{{ config(materialized='incremental', pre_hook="{{ forget('document_id', ref('stg_new_extractions')) }}") }}
-- Articles of each document's latest extraction.
select
    articles.article_id,
    articles.document_id,
    articles.ordinal,
    articles.char_start,
    articles.char_end,
    articles.title,
    articles.article_date,
    articles.article_date_basis,
    articles.region_code,
    articles.region_name,
    articles.extractor_version
from {{ source('extracted', 'articles') }} as articles
{{ of_latest_extractions('articles') }}
