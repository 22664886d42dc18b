-- Mentions of facts, in the order in which they are to be believed. A fact needs at least one mention in a document that counts:
-- what only a duplicate says is no fact, and what it repeats adds no support.
-- Where people chose a claim, it comes first; what they rejected is no fact.
select
    keys.fact_id,
    keys.thing_id,
    keys.is_part,
    claims.claim_id,
    claims.document_id,
    claims.char_start,
    claims.is_counted,
    claims.stated_on,
    claims.is_official,
    claims.is_exact,
    claims.low,
    claims.high,
    claims.rounding,
    claims.precision_rank,
    claims.significant_digits,
    claims.received_at,
    claims.last_received_at,
    chosen.claim_id is not null as is_chosen,
    row_number() over (partition by keys.fact_id order by chosen.claim_id is not null desc, {{ preference_order() }}) as preference
from {{ ref('int_fact_keys') }} as keys
inner join {{ ref('int_claims') }} as claims using (claim_id)
left join {{ ref('int_fact_corrections') }} as chosen
    on claims.claim_id = chosen.claim_id and chosen.field = 'value' and chosen.state = 'applied'
where keys.fact_id not in (select fact_id from {{ ref('int_fact_corrections') }} where field = 'rejected' and state = 'applied')
qualify bool_or(claims.is_counted) over (partition by keys.fact_id)
