-- Every coded word that readers see is one that dim_code names; a chart would show nothing, or a bare code, for any other.
with used as (
    {% set fields = {
        'fct_claims': ['family', 'status', 'level', 'action', 'unit', 'per'],
        'fct_plan_vs_actual': ['outcome'],
        'facility_timeline': ['step'],
        'dim_region': ['region_level'],
    } -%}
    {% for model, columns in fields.items() %}{% for column in columns -%}
    select distinct '{{ column }}' as field, {{ column }} as code from {{ ref(model) }}
    union all
    {% endfor %}{% endfor -%}
    select distinct 'coverage' as field, state as code from {{ ref('coverage') }}
)

select field, code
from used
anti join {{ ref('dim_code') }} using (field, code)
where code is not null
