{{ config(materialized='view') }}
-- Claims as documents state them, with what people corrected: everything that builds on claims starts here. A rejected claim stays, and makes no fact.
{% set fields = correctable_fields() + ['family'] %}
select
    claims.* replace (
        {% for name in fields -%}
        case when corrected.claim_id is null then claims.{{ name }} else corrected.{{ name }} end as {{ name }}{{ ',' if not loop.last }}
        {% endfor -%}
    ),
    coalesce(corrected.corrected_fields, []) as corrected_fields,
    coalesce(corrected.is_rejected, false) as is_rejected
from {{ ref('stg_claims') }} as claims
left join {{ ref('int_corrected_values') }} as corrected on claims.claim_id = corrected.claim_id and corrected.state is null
