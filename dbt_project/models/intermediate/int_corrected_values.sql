-- Corrected claims with all their fields as they then are. The corrections of one claim are applied together or not at all, and only if the claim still
-- makes sense: otherwise state and detail say why it is left as the document states it.
{% set fields = correctable_fields() %}
with applied as (
    select targets.claim_id, corrections.field, corrections.value
    from {{ ref('int_claim_corrections') }} as corrections
    inner join {{ ref('int_correction_targets') }} as targets using (line)
    where corrections.state = 'applied' and targets.is_live
),

-- A row that is not in order holds up the others about its claim: somebody has to look at that claim again. (Not where another row has its field.)
held_up as (
    select targets.claim_id, min(corrections.line) as line
    from {{ ref('int_claim_corrections') }} as corrections
    inner join {{ ref('int_correction_targets') }} as targets using (line)
    where corrections.state in ('stale', 'invalid') and corrections.claim_id is not null
        and not exists (
            select 1
            from {{ ref('int_claim_corrections') }} as others
            where others.claim_id = corrections.claim_id and others.field = corrections.field and others.state in ('applied', 'confirmed')
        )
    group by targets.claim_id
),

by_claim as (
    select
        claim_id,
        list_sort(list(field) filter (where field <> 'rejected')) as corrected_fields,
        bool_or(field = 'rejected') as is_rejected
        {%- for name in fields %},
        bool_or(field = '{{ name }}') as has_{{ name }},
        max(value) filter (where field = '{{ name }}') as {{ name }}
        {%- endfor %}
    from applied
    group by claim_id
),

corrected as (
    select
        by_claim.claim_id,
        by_claim.corrected_fields,
        by_claim.is_rejected
        {%- for name in fields %},
        case
            when by_claim.has_{{ name }} then by_claim.{{ name }}::{{ field_type(name) }}
            else claims.{{ name }}
        end as {{ name }}
        {%- endfor %},
        case when by_claim.has_metric then metrics.family else claims.family end as family
    from by_claim
    inner join {{ ref('stg_claims') }} as claims using (claim_id)
    left join {{ ref('stg_metrics') }} as metrics on by_claim.metric = metrics.metric
)

select
    corrected.*,
    unnest(case
        when held_up.line is not null then {'state': 'withheld', 'detail': 'line ' || held_up.line || ' about the same claim is not in order; mend that one'}
        {{ what_leaves_no_sense() }}
        else {'state': null, 'detail': null}
    end)
from corrected
left join held_up using (claim_id)
left join (select distinct region_code, region_name, true as is_known from {{ ref('stg_regions') }}) as regions using (region_code, region_name)
