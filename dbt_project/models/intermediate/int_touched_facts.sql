-- Facts that are worked out anew in a build that continues another: those that touched documents speak of or spoke of, those of claims that begin or cease
-- to repeat another, those that corrections are or were about, and the parts that documents state of all these. Each with the thing and the column of
-- figures to which it belonged. In a build from nothing all are touched, and none is listed.
with touched as (
    select fact_id from {{ ref('int_fact_keys') }} where document_id in (select document_id from {{ ref('int_touched_documents') }})
    union
    select fact_id
    from {{ rows_kept(['fact_id', 'document_id'], 'int_mentions') }}
    where document_id in (select document_id from {{ ref('int_touched_documents') }})
    union
    select fact_id from {{ ref('int_fact_keys') }} where claim_id in (select claim_id from {{ changed_repeats() }})
    union
    select fact_id from {{ ref('int_fact_corrections') }}
    union
    select fact_id from {{ rows_kept(['fact_id', 'about'], 'corrections', 'marts') }} where about = 'fact'
),

stated_parts as (
    select part.fact_id
    from {{ ref('int_fact_keys') }} as total
    inner join {{ ref('int_claims') }} as claims on total.claim_id = claims.total_claim_id and total.document_id = claims.document_id
    inner join {{ ref('int_fact_keys') }} as part on claims.claim_id = part.claim_id
    where total.fact_id in (select fact_id from touched)
)

select touched.fact_id, kept.thing_id, kept.column_id
from (select fact_id from touched union select fact_id from stated_parts) as touched
left join {{ rows_kept(['fact_id', 'thing_id', 'column_id'], 'int_facts') }} as kept using (fact_id)
where {{ continues('int_facts') }}
