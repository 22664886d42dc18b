{{ config(materialized='incremental', pre_hook="{{ forget('fact_id', ref('int_touched_facts')) }}") }}
-- Facts whose mentions do not all state the same figure. The preferred mention leads: of those that agree with it (1万余名 and 10230名)
-- the most precise one speaks for the fact, unless people chose the preferred one; whoever disagrees with the speaker disagrees with the fact.
with contested as (
    select fact_id
    from {{ only_touched(ref('int_mentions'), 'fact_id', 'int_touched_facts') }}
    where is_counted
    group by fact_id
    having min(low) <> max(low) or min(high) <> max(high)
),

mentions as (
    select mentions.*
    from {{ only_touched(ref('int_mentions'), 'fact_id', 'int_touched_facts') }} as mentions
    semi join contested using (fact_id)
    where mentions.is_counted
),

preferred as (
    select * from mentions where preference = 1
),

speaking as (
    select mentions.*
    from mentions
    inner join preferred using (fact_id)
    where {{ figures_agree('mentions', 'preferred') }}
    qualify row_number() over (
        partition by mentions.fact_id
        order by mentions.is_chosen desc nulls last, mentions.precision_rank desc, mentions.significant_digits desc, mentions.preference
    ) = 1
)

select
    mentions.fact_id,
    mentions.claim_id,
    mentions.document_id,
    speaking.claim_id as speaking_claim_id,
    speaking.document_id as speaking_document_id,
    mentions.claim_id = speaking.claim_id as is_speaking,
    {{ figures_agree('mentions', 'speaking') }} as agrees,
    {{ preference_rule('preferred', 'mentions') }} as preference_rule
from mentions
inner join preferred using (fact_id)
inner join speaking using (fact_id)
