-- Claims that readers are shown anew by a build that continues another: those of touched documents, those that begin or cease to support a fact or to
-- repeat another claim, and those of facts that people correct, or did. In a build from nothing all are, and none is listed.
with shown as (
    select * from {{ rows_kept(['claim_id', 'document_id', 'fact_id', 'is_support', 'is_rejected'], 'fct_claims', 'marts') }}
),

touched_facts as (select fact_id from {{ ref('int_touched_facts') }}),

touched as (
    select claim_id from {{ ref('stg_claims') }} where document_id in (select document_id from {{ ref('int_touched_documents') }})
    union
    select claim_id from shown where document_id in (select document_id from {{ ref('int_touched_documents') }})
    union
    select coalesce(mentions.claim_id, was.claim_id) as claim_id
    from (select * from {{ ref('int_mentions') }} where fact_id in (select fact_id from touched_facts)) as mentions
    full outer join (select * from shown where fact_id in (select fact_id from touched_facts)) as was on mentions.claim_id = was.claim_id
    where (mentions.fact_id, mentions.is_counted::varchar) is distinct from (was.fact_id, was.is_support::varchar)
    union
    select claim_id from {{ changed_repeats() }}
    union
    select claim_id from {{ ref('int_fact_keys') }} where fact_id in (select fact_id from {{ ref('int_fact_corrections') }})
    union
    select claim_id
    from {{ ref('int_fact_keys') }}
    where fact_id in (select fact_id from touched_facts) and claim_id in (select claim_id from shown where is_rejected = 'true')
)

select claim_id from touched where {{ continues('fct_claims', 'marts') }}
