{{ config(materialized='table') }}
-- Claims of each document's latest extraction.
select
    claims.claim_id,
    claims.document_id,
    claims.article_id,
    claims.char_start,
    claims.char_end,
    claims.quote,
    claims.family,
    claims.metric,
    claims.subject,
    claims.value_min,
    claims.value_max,
    claims.unit,
    claims.per,
    coalesce(claims.is_approximate, false) as is_approximate,
    claims.status,
    claims.period_start,
    claims.period_end,
    claims.period_text,
    claims.period_basis,
    claims.region_code,
    claims.region_name,
    claims.region_basis,
    claims.level,
    claims.action,
    claims.purpose,
    claims.facility_name,
    claims.named,
    claims.named_count,
    claims.list_check,
    claims.total_claim_id,
    claims.confidence,
    claims.rules,
    claims.extractor_version
from {{ source('extracted', 'claims') }} as claims
inner join {{ ref('stg_extractions') }} as extractions
    on claims.document_id = extractions.document_id and {{ batch_of('claims.batch_file') }} = extractions.batch
