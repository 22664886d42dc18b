-- Every coded word that readers see, and every one that claims may use, is one that dim_code names; a chart would show nothing, or a bare code,
-- for any other.
with used as (
    {% set fields = {
        'fct_claims': ['family', 'status', 'level', 'action', 'unit', 'per', 'period_basis', 'region_basis', 'list_check'],
        'dim_document': ['published_date_basis', 'duplicate_kind'],
        'fct_plan_vs_actual': ['outcome'],
        'facility_timeline': ['step'],
        'dim_region': ['region_level'],
    } -%}
    {% for model, columns in fields.items() %}{% for column in columns -%}
    select distinct '{{ column }}' as field, {{ column }} as code from {{ ref(model) }}
    union all
    {% endfor %}{% endfor -%}
    {% for field, words in {'unit': 'units', 'per': 'bases', 'status': 'statuses', 'level': 'levels', 'action': 'actions'}.items() -%}
    select '{{ field }}' as field, unnest({{ var(words) }}) as code
    union all
    {% endfor -%}
    select distinct 'coverage' as field, state as code from {{ ref('coverage') }}
)

select field, code
from used
anti join {{ ref('dim_code') }} using (field, code)
where code is not null
