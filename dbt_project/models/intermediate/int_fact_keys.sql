-- Which fact a claim speaks of. Superseded versions, disputed figures and impossible ones make no fact. A part that reads just like its total
-- (62名 = 12名 + 50名, all teachers honoured) would be taken for a contradiction of it: such parts are told apart by what they count.
-- What is said of a district that another has taken in is a part of the other's figure.
with keyed as (
    select *, {{ hash_id(fact_columns()) }} as key, {{ hash_id(thing_columns()) }} as thing_id
    from {{ ref('int_claims') }}
    where is_current and is_possible and status <> 'disputed'
),

parts as (
    select part.claim_id, part.key = total.key as reads_like_total
    from keyed as part
    inner join keyed as total
        on part.total_claim_id = total.claim_id and part.document_id = total.document_id and part.status = total.status
)

select
    keyed.claim_id,
    keyed.thing_id,
    case
        when parts.reads_like_total then {{ hash_id(['keyed.key', "'part'", 'keyed.described_as', 'keyed.value_min', 'keyed.value_max']) }}
        else keyed.key
    end as fact_id,
    parts.claim_id is not null or keyed.former_district is not null as is_part
from keyed
left join parts using (claim_id)
