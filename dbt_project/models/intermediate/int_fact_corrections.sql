-- Corrections of facts, judged one by one: is there such a fact, and would it still show the figure that the correction expected? A fact shows the
-- figure of one of its claims: `value` chooses among these, `rejected` says that it is no fact.
with asked as (select line, fact_id, field, expect, value, fault from {{ ref('stg_corrections') }} where about = 'fact'),

mentions as (
    select
        asked.line,
        claims.*,
        {{ figure_as_text(plotted_value('claims.value_min', 'claims.value_max')) }} as figure,
        row_number() over (partition by asked.line order by {{ preference_order() }}) as preference
    from asked
    inner join {{ ref('int_fact_keys') }} as keys using (fact_id)
    inner join {{ ref('int_claims') }} as claims using (claim_id)
    -- what only repeats another claim of the fact supports nothing, and cannot speak for it
    left join {{ ref('int_repeats') }} as repeats using (claim_id)
    left join {{ ref('int_fact_keys') }} as first_said on repeats.repeated_claim_id = first_said.claim_id and keys.fact_id = first_said.fact_id
    where claims.is_counted and first_said.claim_id is null
),

found as (
    select
        asked.*,
        any_value(preferred.figure) as said,
        arg_min(mentions.claim_id, mentions.preference) filter (where mentions.figure = asked.value) as claim_id,
        -- what the fact shows is the preferred claim's figure, or one that agrees with it and says it more precisely
        coalesce(bool_or(asked.fault is null and mentions.figure = asked.expect and {{ figures_agree('mentions', 'preferred') }}), false) as is_live
    from asked
    left join mentions using (line)
    left join mentions as preferred on asked.line = preferred.line and preferred.preference = 1
    group by all
),

compared as (
    {{ compare_corrections('found', 'fact_id') }}
)

select
    line,
    fact_id,
    field,
    claim_id,
    said,
    unnest(case
        when fault is not null then {'state': 'invalid', 'detail': fault}
        when said is null then {'state': 'unmatched', 'detail': 'no fact is there; look it up in its fact table, or delete the row'}
        when not is_live
            then {'state': 'stale', 'detail': 'the fact would now show ' || said || '; look again, and change expect or delete the row'}
        {{ what_other_corrections_say('fact') }}
        when field = 'value' and claim_id is null
            then {'state': 'invalid', 'detail': 'none of the fact''s claims states ' || left(value, 40) || '; correct the claim that was misread instead'}
        when field = 'confirmed' or value = said then {'state': 'confirmed', 'detail': null}
        else {'state': 'applied', 'detail': null}
    end)
from compared
