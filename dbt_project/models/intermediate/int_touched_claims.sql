-- Claims that readers are shown anew by a build that continues another: those of touched documents, those that a touched fact may rest on, and those
-- that begin or cease to repeat another. In a build from nothing all are, and none is listed.
with touched as (
    select claim_id from {{ ref('stg_claims') }} where document_id in (select document_id from {{ ref('int_touched_documents') }})
    union
    select claim_id
    from {{ rows_kept(['claim_id', 'document_id'], 'fct_claims', 'marts') }}
    where document_id in (select document_id from {{ ref('int_touched_documents') }})
    union
    select claim_id from {{ ref('int_fact_keys') }} where fact_id in (select fact_id from {{ ref('int_touched_facts') }})
    union
    select claim_id from {{ changed_repeats() }}
)

select claim_id from touched where {{ continues('fct_claims', 'marts') }}
