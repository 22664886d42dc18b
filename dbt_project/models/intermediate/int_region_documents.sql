-- Which documents speak about which district: by an article of theirs or by a claim.
with mentioned as (
    select articles.region_code, articles.region_name, articles.document_id, coalesce(articles.article_date, documents.published_date) as stated_on
    from {{ ref('stg_articles') }} as articles
    inner join {{ ref('int_documents') }} as documents using (document_id)
    where documents.is_current
    union
    select region_code, region_name, document_id, stated_on
    from {{ ref('int_claims') }}
    where is_current
)

select * from mentioned where region_code is not null and region_name is not null
