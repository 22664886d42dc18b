{{ config(materialized='incremental', pre_hook="{{ forget('document_id', ref('int_touched_documents')) }}") }}
-- Claims with all that resolution looks at: whether their document counts, when and by whom they were stated,
-- what they are about (the district as it was called on the last day of their period), and what their figure leaves open. What people rejected is
-- no claim.
with figures as (
    -- Most figures are stated over and over: worked out once each, they cost a third.
    select
        value_min,
        value_max,
        is_approximate,
        {{ is_exact('value_min', 'value_max', 'is_approximate') }} as is_exact,
        {{ lowest_possible('value_min', 'value_max', 'is_approximate') }} as low,
        {{ highest_possible('value_min', 'value_max', 'is_approximate') }} as high,
        {{ rounding_step(plotted_value('value_min', 'value_max')) }} as rounding,
        {{ precision_rank('value_min', 'value_max', 'is_approximate') }} as precision_rank,
        {{ significant_digits('value_min', 'value_max', 'is_approximate') }} as significant_digits
    from (select distinct value_min, value_max, is_approximate from {{ only_touched(ref('int_corrected_claims'), 'document_id', 'int_touched_documents') }})
)

select
    claims.claim_id,
    claims.document_id,
    claims.total_claim_id,
    claims.char_start,
    claims.family,
    {{ region_of_day('claims') }},
    claims.metric,
    claims.level,
    case when claims.family = 'facilities' then claims.action end as action,
    case when claims.family = 'funding' then claims.purpose end as purpose,
    claims.facility_name,
    claims.facility_id,
    claims.subject as described_as,
    {{ subject_in_key('claims.family', 'claims.metric', 'claims.subject') }} as subject,
    claims.per,
    claims.unit,
    claims.status,
    claims.period_start,
    claims.period_end,
    claims.value_min,
    claims.value_max,
    claims.is_approximate,
    hash(regexp_replace(claims.quote, '[\s\p{P}]+', '', 'g'), claims.value_min, claims.value_max) as wording,
    length(claims.quote) as wording_length,
    figures.is_exact,
    figures.low,
    figures.high,
    figures.rounding,
    figures.precision_rank,
    figures.significant_digits,
    {{ is_possible('claims.metric', 'claims.unit', 'claims.value_min', 'claims.value_max') }} as is_possible,
    {{ stated_on() }} as stated_on,
    documents.is_official,
    documents.is_current,
    documents.is_counted,
    documents.received_at,
    documents.last_received_at
from {{ only_touched(ref('int_corrected_claims'), 'document_id', 'int_touched_documents') }} as claims
inner join {{ ref('int_documents') }} as documents using (document_id)
inner join figures
    on claims.value_min is not distinct from figures.value_min
    and claims.value_max is not distinct from figures.value_max
    and claims.is_approximate is not distinct from figures.is_approximate
left join {{ ref('stg_articles') }} as articles using (article_id)
{{ join_generations('claims') }}
where claims.is_rejected is not true
    and {{ is_generation_of('coalesce(claims.period_end, claims.period_start, ' ~ stated_on() ~ ')') }}
