{{ config(materialized='incremental', pre_hook="{{ forget('fact_id', ref('int_touched_facts')) }}") }}
-- Parts that a document states of a total of its own (24所，其中新建5所、改扩建19所), as far as both count things of one kind and make facts,
-- and in what a part differs from its total.
select
    part.claim_id,
    part.fact_id,
    part.document_id,
    part_claim.total_claim_id,
    total.fact_id as total_fact_id,
    coalesce(nullif(concat_ws(
        ', ',
        {% for field in ['metric', 'region_code', 'level', 'action', 'facility_id', 'purpose'] -%}
        case when part_claim.{{ field }} is distinct from total_claim.{{ field }} then '{{ field | replace("_code", "") | replace("_id", "") }}' end,
        {% endfor -%}
        case when (part_claim.period_start, part_claim.period_end) is distinct from (total_claim.period_start, total_claim.period_end) then 'period' end
    ), ''), 'subject') as differs_in,
    part.low,
    part.high
from {{ only_touched(ref('int_mentions'), 'fact_id', 'int_touched_facts') }} as part
inner join {{ ref('int_claims') }} as part_claim using (claim_id)
inner join {{ ref('int_mentions') }} as total on part_claim.total_claim_id = total.claim_id and part.document_id = total.document_id
inner join {{ ref('int_claims') }} as total_claim on total.claim_id = total_claim.claim_id
where part_claim.family = total_claim.family and part_claim.unit = total_claim.unit and part_claim.status = total_claim.status
