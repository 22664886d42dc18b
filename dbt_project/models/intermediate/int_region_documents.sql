-- Which documents speak about which district: by an article of theirs or by a claim. A district is one under all the names that it had.
with named as (
    select articles.document_id, {{ stated_on() }} as stated_on, {{ region_of_day('articles') }}
    from {{ ref('stg_articles') }} as articles
    inner join {{ ref('int_documents') }} as documents using (document_id)
    {{ join_generations('articles') }}
    where documents.is_current and {{ is_generation_of(stated_on()) }}
),

mentioned as (
    select lineage_code, lineage_name, document_id, stated_on from named
    union
    select lineage_code, lineage_name, document_id, stated_on
    from {{ ref('int_claims') }}
    where is_current
)

select * from mentioned where lineage_code is not null and lineage_name is not null
