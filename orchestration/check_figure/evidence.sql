{#- The claims behind known figures (`found`: number of the stated figure, fact_id or claim_id): those that agree with what was stated first. -#}
{%- import 'figures.sql' as figures -%}
{%- macro ranged(row) -%}
{{ figures.is_exact(row ~ '.value_min', row ~ '.value_max', row ~ '.is_approximate') }} as is_exact,
{{ figures.lowest_possible(row ~ '.value_min', row ~ '.value_max', row ~ '.is_approximate') }} as low,
{{ figures.highest_possible(row ~ '.value_min', row ~ '.value_max', row ~ '.is_approximate') }} as high,
{{ figures.rounding_step(figures.plotted_value(row ~ '.value_min', row ~ '.value_max')) }} as rounding
{%- endmacro -%}

with asked as (
    select stated.number, {{ ranged('stated') }} from stated
),

behind as (
    select found.place, found.number, claims.*, {{ ranged('claims') }}
    from marts.fct_claims as claims
    inner join found on case when found.fact_id is null then claims.claim_id = found.claim_id else claims.fact_id = found.fact_id end
    where claims.is_support or found.fact_id is null
),

judged as (
    select behind.*, {{ figures.figures_agree('behind', 'asked') }} as agrees
    from behind
    inner join asked using (number)
)

select
    judged.place, judged.claim_id, judged.document_id, documents.file_name, documents.title, documents.publisher, documents.published_date, judged.quote,
    judged.value_min, judged.value_max, judged.figure_zh, judged.figure_en, judged.agrees, judged.evidence_path as path
from judged
inner join marts.dim_document as documents using (document_id)
qualify row_number() over (
    partition by judged.place order by judged.agrees desc, documents.published_date desc nulls last, judged.claim_id
) <= {{ most }}
order by judged.place, judged.agrees desc, documents.published_date desc nulls last, judged.claim_id
