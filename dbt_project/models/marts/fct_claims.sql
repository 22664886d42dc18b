{{ config(materialized='incremental', pre_hook="{{ forget('claim_id', ref('int_touched_claims')) }}") }}
-- Quantity mentions as documents state them, with what people corrected (what was there before: see corrections). Nothing is left out here: duplicates,
-- superseded versions, disputed, impossible and rejected figures stay visible, and fact_id says which of them a fact rests on.
with figures as (
    -- Most figures are stated over and over: each is written out once.
    select
        stated.*,
        {{ figure_zh('stated', 'units', 'bases') }} as figure_zh,
        {{ figure_en('stated', 'units', 'bases') }} as figure_en
    from (select distinct value_min, value_max, is_approximate, unit, per from {{ only_touched(ref('int_corrected_claims'), 'claim_id', 'int_touched_claims') }}) as stated
    {{ names_of_units('stated', ref('dim_code')) }}
)

select
    claims.claim_id,
    claims.document_id,
    claims.article_id,
    mentions.fact_id,
    claims.char_start,
    claims.char_end,
    claims.page,
    claims.sheet,
    claims.cell,
    claims.quote,
    claims.family,
    claims.metric,
    claims.subject,
    claims.value_min,
    claims.value_max,
    claims.unit,
    figures.figure_zh,
    figures.figure_en,
    claims.per,
    claims.is_approximate,
    claims.status,
    claims.period_start,
    claims.period_end,
    claims.period_text,
    claims.period_basis,
    claims.region_code,
    claims.region_name,
    claims.region_basis,
    claims.level,
    claims.action,
    claims.purpose,
    claims.facility_id,
    claims.facility_name,
    claims.named,
    claims.named_count,
    claims.list_check,
    claims.total_claim_id,
    repeats.repeated_claim_id,
    documents.is_current,
    documents.is_counted,
    coalesce(mentions.is_counted, false) as is_support,
    {{ is_possible('claims.metric', 'claims.unit', 'claims.value_min', 'claims.value_max') }} as is_possible,
    len(claims.corrected_fields) > 0 as is_corrected,
    claims.corrected_fields,
    claims.is_rejected or claims.claim_id in (
        select keys.claim_id
        from {{ ref('int_fact_keys') }} as keys
        inner join {{ ref('int_fact_corrections') }} as corrections using (fact_id)
        where corrections.field = 'rejected' and corrections.state = 'applied'
    ) as is_rejected,
    claims.confidence,
    claims.rules,
    claims.extractor_version,
    'evidence/' || claims.document_id || '.html#' || claims.claim_id as evidence_path
from {{ only_touched(ref('int_corrected_claims'), 'claim_id', 'int_touched_claims') }} as claims
inner join {{ ref('int_documents') }} as documents using (document_id)
inner join figures
    on claims.value_min is not distinct from figures.value_min
    and claims.value_max is not distinct from figures.value_max
    and claims.is_approximate is not distinct from figures.is_approximate
    and claims.unit is not distinct from figures.unit
    and claims.per is not distinct from figures.per
left join {{ ref('int_mentions') }} as mentions using (claim_id)
left join {{ ref('int_repeats') }} as repeats using (claim_id)
