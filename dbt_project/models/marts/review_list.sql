{{ config(materialized='incremental', pre_hook="{{ forget('fact_id', ref('int_touched_facts')) }}") }}
-- Claims that people had better look at: those behind facts that readers see, of which the extractor is not sure or which contradict others, as long as
-- nobody corrected or confirmed them. What a look is worth: how likely the claim is wrong, more where facts conflict, less outside the core families.
with seen as (
    select claim_id, fact_id, about from {{ ref('corrections') }} where state in ('applied', 'confirmed')
)

select
    claims.claim_id,
    mentions.fact_id,
    round(
        (1 - claims.confidence)
        * case when facts.is_conflicting then {{ var('review_worth_of_conflicts') }} else 1 end
        * case when claims.family in ({{ quoted(var('core_families')) }}) then 1 else {{ var('review_worth_outside_core') }} end,
        4
    )::double as worth,
    claims.confidence,
    facts.is_conflicting,
    claims.document_id,
    documents.file_name,
    claims.region_code,
    claims.region_name,
    claims.family,
    claims.metric,
    claims.quote
from {{ only_touched(ref('int_mentions'), 'fact_id', 'int_touched_facts') }} as mentions
inner join {{ ref('int_corrected_claims') }} as claims using (claim_id)
inner join {{ ref('int_facts') }} as facts on mentions.fact_id = facts.fact_id
inner join {{ ref('int_documents') }} as documents on claims.document_id = documents.document_id
where mentions.is_counted
    and (claims.confidence < {{ var('review_below_confidence') }} or facts.is_conflicting)
    and mentions.claim_id not in (select claim_id from seen where about = 'claim')
    and mentions.fact_id not in (select fact_id from seen where about = 'fact')
