-- Claims that only repeat what a near-duplicate document has said in the same words: a release that five sites carry is one voice, not five.
-- Two documents are near-duplicates when one shares most of its claims' sentences with the other; the one published first is the voice.
-- The order of arrival plays no part.
with worded as (
    select
        claims.claim_id,
        claims.document_id,
        claims.wording,
        claims.wording_length,
        (coalesce(documents.published_date, date '9999-12-31'), documents.document_key, claims.document_id) as place_in_time,
        count(*) over (partition by claims.document_id) as sentence_count
    from {{ ref('int_claims') }} as claims
    inner join {{ ref('int_documents') }} as documents using (document_id)
    where claims.is_counted
    qualify row_number() over (partition by claims.document_id, claims.wording order by claims.char_start, claims.claim_id) = 1
),

-- What very many documents say alike is a set phrase and shows nothing about where they were copied from.
telling as (
    select * from worded
    qualify count(*) over (partition by wording) between 2 and {{ var('near_duplicate_documents') }}
),

shared as (
    select
        later.claim_id, later.document_id, earlier.document_id as earlier_document_id, earlier.claim_id as repeated_claim_id, earlier.place_in_time,
        count(*) over pair as shared_count,
        sum(later.wording_length) over pair as shared_length,
        least(later.sentence_count, earlier.sentence_count) as fewer
    from telling as later
    inner join telling as earlier on later.wording = earlier.wording and earlier.place_in_time < later.place_in_time
    window pair as (partition by later.document_id, earlier.document_id)
)

select claim_id, document_id, repeated_claim_id, earlier_document_id as repeated_document_id
from shared
where shared_count >= {{ var('near_duplicate_share') }} * fewer and shared_length >= {{ var('near_duplicate_characters') }}
qualify row_number() over (partition by claim_id order by place_in_time) = 1
