{{ config(materialized='incremental', pre_hook="{{ forget('fact_id', ref('int_touched_facts')) }}") }}
-- One row per fact: the figure of the mention that speaks for it, and how well it is supported.
with support as (
    select
        fact_id,
        count(*) filter (where is_counted) as claim_count,
        count(distinct document_id) filter (where is_counted) as document_count,
        min(received_at) as first_seen_at,
        max(last_received_at) as last_seen_at,
        max(stated_on) as last_stated_on
    from {{ only_touched(ref('int_mentions'), 'fact_id', 'int_touched_facts') }}
    group by fact_id
),

conflicting as (
    select distinct fact_id from {{ only_touched(ref('int_agreement'), 'fact_id', 'int_touched_facts') }} where not agrees
),

speaking as (
    select mentions.fact_id, mentions.thing_id, mentions.claim_id
    from {{ only_touched(ref('int_mentions'), 'fact_id', 'int_touched_facts') }} as mentions
    left join {{ only_touched(ref('int_agreement'), 'fact_id', 'int_touched_facts') }} as agreement using (claim_id)
    where mentions.is_counted and coalesce(agreement.is_speaking, mentions.preference = 1)
)

select
    speaking.fact_id,
    speaking.thing_id,
    speaking.claim_id as speaking_claim_id,
    claims.* exclude (
        claim_id, document_id, total_claim_id, char_start, is_exact, low, high, rounding, precision_rank, significant_digits,
        wording, wording_length, is_possible, stated_on, is_official, is_current, is_counted, received_at, last_received_at
    ),
    regions.region_level,
    regions.prefecture_name,
    year(claims.period_end)::integer as year,
    {{ spans_years('claims.period_start', 'claims.period_end') }} as spans_years,
    {{ plotted_value('claims.value_min', 'claims.value_max') }} as value,
    -- figures of one column of a table: what may be added up, or contain one another
    {{ hash_id(['claims.region_code', 'claims.region_name', 'claims.metric', 'claims.status', 'claims.unit', 'claims.per', 'claims.purpose',
                'claims.subject', 'year', 'spans_years']) }} as column_id,
    support.claim_count,
    support.document_count,
    conflicting.fact_id is not null as is_conflicting,
    support.first_seen_at,
    support.last_seen_at,
    support.last_stated_on
from speaking
inner join {{ ref('int_claims') }} as claims using (claim_id)
inner join support on speaking.fact_id = support.fact_id
left join conflicting on speaking.fact_id = conflicting.fact_id
left join {{ ref('stg_regions') }} as regions
    on claims.region_code = regions.region_code and claims.region_name = regions.region_name
