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
from {{ ref('stg_articles') }}
