{{ config(materialized='incremental', pre_hook="{{ forget('document_id', ref('int_touched_documents')) }}") }}
-- Which fact a claim speaks of. Superseded versions, disputed figures and impossible ones make no fact. A part that reads just like its total
-- (62名 = 12名 + 50名, all teachers honoured) would be taken for a contradiction of it: such parts are told apart by what they count.
with keyed as (
    select *, {{ hash_id(fact_columns()) }} as key, {{ hash_id(thing_columns()) }} as thing_id
    from {{ only_touched(ref('int_claims'), 'document_id', 'int_touched_documents') }}
    where is_current and is_possible and status <> 'disputed'
),

like_their_total as (
    select part.claim_id
    from keyed as part
    inner join keyed as total
        on part.total_claim_id = total.claim_id and part.document_id = total.document_id and part.key = total.key
)

select
    keyed.claim_id,
    keyed.document_id,
    keyed.thing_id,
    case
        when like_their_total.claim_id is not null then {{ hash_id(['keyed.key', "'part'", 'keyed.described_as', 'keyed.value_min', 'keyed.value_max']) }}
        else keyed.key
    end as fact_id
from keyed
left join like_their_total using (claim_id)
