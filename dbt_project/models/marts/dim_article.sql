{{ config(materialized='incremental', pre_hook="{{ forget('document_id', ref('int_touched_documents')) }}") }}
-- Stories inside documents.
select
    article_id,
    document_id,
    ordinal,
    char_start,
    char_end,
    title,
    article_date,
    article_date_basis,
    region_code,
    region_name
from {{ only_touched(ref('stg_articles'), 'document_id', 'int_touched_documents') }}
