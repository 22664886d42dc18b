{{ config(materialized='incremental', pre_hook="{{ forget('fact_id', ref('int_touched_facts')) }}") }}
-- Mentions of facts, in the order in which they are to be believed. A fact needs at least one mention in a document that counts:
-- what only a duplicate says is no fact, and what a duplicate or a near-duplicate repeats adds no support.
-- Where people chose a claim, it comes first; what they rejected is no fact.
with mentions as (
    select
        keys.fact_id,
        keys.thing_id,
        claims.claim_id,
        claims.document_id,
        claims.char_start,
        claims.is_counted and first_said.claim_id is null as is_counted,
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
        chosen.claim_id is not null as is_chosen
    from {{ only_touched(ref('int_fact_keys'), 'fact_id', 'int_touched_facts') }} as keys
    inner join {{ ref('int_claims') }} as claims using (claim_id)
    left join {{ ref('int_repeats') }} as repeats using (claim_id)
    -- The same words under another date may speak of another year: then they are a fact of their own.
    left join {{ ref('int_fact_keys') }} as first_said on repeats.repeated_claim_id = first_said.claim_id and keys.fact_id = first_said.fact_id
    left join {{ ref('int_fact_corrections') }} as chosen
        on claims.claim_id = chosen.claim_id and chosen.field = 'value' and chosen.state = 'applied'
    where keys.fact_id not in (select fact_id from {{ ref('int_fact_corrections') }} where field = 'rejected' and state = 'applied')
)

select *, row_number() over believed as preference
from mentions
window believed as (partition by fact_id order by is_chosen desc, {{ preference_order() }})
qualify bool_or(is_counted) over (believed rows between unbounded preceding and unbounded following)
