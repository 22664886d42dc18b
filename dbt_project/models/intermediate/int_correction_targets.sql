-- The claims that a correction is about, in documents that are current, and what each says in the corrected field. A document that repeats another
-- word for word is corrected with it, so that it makes no difference which of them came first. Where only a superseded version has the claim, it
-- stands here as not current: that tells what is stale from what never was.
with asked as (select * from {{ ref('stg_corrections') }} where about = 'claim'),

quoted as (
    select asked.line, asked.number, claims.char_start, claims.char_end, documents.document_id, documents.text_sha256
    from asked
    inner join {{ ref('int_documents') }} as documents on asked.document = documents.file_name
    inner join {{ ref('stg_claims') }} as claims
        on documents.document_id = claims.document_id and contains({{ without_space('claims.quote') }}, asked.quote)
),

pointed as (
    select asked.line, documents.text_sha256, claims.char_start
    from asked
    inner join {{ ref('stg_claims') }} as claims using (claim_id)
    inner join {{ ref('int_documents') }} as documents using (document_id)
    union
    select quoted.line, quoted.text_sha256, quoted.char_start
    from quoted
    inner join {{ ref('document_text') }} as texts using (document_id)
    where quoted.number is null
        or {{ without_space('substr(texts.text, quoted.char_start + 1, quoted.char_end - quoted.char_start)') }} = quoted.number
),

placed as (
    select pointed.*, bool_or(documents.is_current) as is_current
    from pointed
    inner join {{ ref('int_documents') }} as documents using (text_sha256)
    group by all
),

counted as (
    select *, count(*) over (partition by line) as place_count
    from placed
    qualify is_current or not bool_or(is_current) over (partition by line)
)

select
    counted.line,
    counted.place_count,
    claims.claim_id,
    counted.is_current,
    documents.is_counted,
    {{ said_by_claim('asked.field', 'claims') }} as said,
    counted.is_current and asked.expect is not distinct from {{ said_by_claim('asked.field', 'claims') }} as is_live
from counted
inner join asked using (line)
inner join {{ ref('int_documents') }} as documents
    on counted.text_sha256 = documents.text_sha256 and counted.is_current = documents.is_current
inner join {{ ref('stg_claims') }} as claims on documents.document_id = claims.document_id and counted.char_start = claims.char_start
