{#- The fact tables are one list of facts, shown by family. `own_columns` are those that only this family has. -#}
{% macro fact_table(family, own_columns=[]) -%}
select
    fact_id,
    speaking_claim_id as claim_id,
    region_code,
    region_name,
    region_level,
    prefecture_name,
    lineage_code,
    lineage_name,
    former_district,
    level,
    {% for column in own_columns %}{{ column }},
    {% endfor -%}
    metric,
    subject,
    facility_id,
    facility_name,
    status,
    period_start,
    period_end,
    year,
    value_min,
    value_max,
    value,
    facts.unit,
    {{ figure_zh('facts', 'units', 'bases') }} as figure_zh,
    {{ figure_en('facts', 'units', 'bases') }} as figure_en,
    per,
    is_approximate,
    claim_count,
    document_count,
    is_conflicting,
    parts.part_fact_id is not null as is_subtotal,
    parts.total_fact_id as part_of_fact_id,
    spans_years,
    first_seen_at,
    last_seen_at
from {{ only_touched(ref('int_facts'), 'fact_id', 'int_shown_anew') }} as facts
left join {{ ref('int_parts') }} as parts on facts.fact_id = parts.part_fact_id
{{ names_of_units('facts', ref('dim_code')) }}
where family = '{{ family }}'
{%- endmacro %}
