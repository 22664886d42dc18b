-- The documents that figures come from.
select
    documents.document_id,
    {{ shown("coalesce(documents.title, documents.file_name)") }} as title,
    {{ shown("documents.publisher") }} as publisher,
    documents.published_date,
    year(documents.published_date) as year,
    documents.source_id,
    documents.received_at,
    documents.is_current,
    documents.duplicate_of is not null as is_duplicate,
    count(claims.claim_id) as claim_count,
    {{ link("'evidence/' || documents.document_id || '.html'", "原文") }} as evidence_zh,
    {{ link("'evidence/' || documents.document_id || '.html'", "source") }} as evidence_en
from marts.dim_document as documents
left join marts.fct_claims as claims using (document_id)
group by all
