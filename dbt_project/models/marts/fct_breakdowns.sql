-- Totals and the parts that the same document states of them: 24所 = 新建5所 + 改扩建19所. Parts are told apart by what they differ in, since one total may be
-- broken down twice (by action and by level).
with parts as (
    select
        total_claim_id,
        total_fact_id,
        document_id,
        differs_in,
        count(*) as part_count,
        sum(low) as parts_low,
        sum(high) as parts_high,
        list(claim_id order by claim_id) as part_claim_ids
    from {{ ref('int_stated_parts') }}
    group by total_claim_id, total_fact_id, document_id, differs_in
)

select
    parts.total_claim_id,
    parts.differs_in,
    parts.total_fact_id,
    parts.document_id,
    parts.part_count,
    parts.part_claim_ids,
    {{ plotted_value('total.value_min', 'total.value_max') }} as total_value,
    case when isinf(parts.parts_low) then null else parts.parts_low end as parts_least,
    case when isinf(parts.parts_high) then null else parts.parts_high end as parts_most,
    case
        when parts.parts_high < total.low - total.rounding / 2 then 'partial'
        when parts.parts_low > total.high + total.rounding / 2 then 'exceeds'
        else 'complete'
    end as outcome
from parts
inner join {{ ref('int_claims') }} as total on parts.total_claim_id = total.claim_id
