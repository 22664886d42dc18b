-- What people corrected: each row of the reviewed list, what the source says, what readers are shown instead, and whether it holds.
with judged as (
    select
        corrections.line,
        corrections.claim_id,
        corrections.said,
        coalesce(case when corrections.state = 'applied' then corrected.state end, corrections.state) as state,
        coalesce(case when corrections.state = 'applied' then corrected.detail end, corrections.detail) as detail
    from {{ ref('int_claim_corrections') }} as corrections
    left join {{ ref('int_corrected_values') }} as corrected using (claim_id)
    union all
    select line, claim_id, said, state, detail
    from {{ ref('int_fact_corrections') }}
)

select
    rows.line,
    judged.state,
    judged.detail,
    rows.about,
    judged.claim_id,
    coalesce(rows.fact_id, mentions.fact_id) as fact_id,
    rows.field,
    judged.said as value_then,
    case when judged.state <> 'applied' then judged.said when rows.field <> 'rejected' then rows.value end as value_now,
    rows.expect_as_written as expect,
    rows.value_as_written as value,
    rows.who,
    rows.why,
    rows.decided_on
from {{ ref('stg_corrections') }} as rows
inner join judged using (line)
left join {{ ref('int_mentions') }} as mentions on judged.claim_id = mentions.claim_id
