-- Claims that readers are shown anew by a build that continues another: those of touched documents, those that a touched fact may rest on, and those
-- that begin or cease to repeat another. In a build from nothing all are, and none is listed.
with shown as (
    select * from {{ rows_kept(['claim_id', 'document_id', 'repeated_claim_id'], 'fct_claims', 'marts') }}
),

touched as (
    select claim_id from {{ ref('stg_claims') }} where document_id in (select document_id from {{ ref('int_touched_documents') }})
    union
    select claim_id from shown where document_id in (select document_id from {{ ref('int_touched_documents') }})
    union
    select claim_id from {{ ref('int_fact_keys') }} where fact_id in (select fact_id from {{ ref('int_touched_facts') }})
    union
    select coalesce(repeats.claim_id, shown.claim_id) as claim_id
    from {{ ref('int_repeats') }} as repeats
    full outer join (select * from shown where repeated_claim_id is not null) as shown on repeats.claim_id = shown.claim_id
    where repeats.repeated_claim_id is distinct from shown.repeated_claim_id
)

select claim_id from touched where {{ continues('fct_claims', 'marts') }}
