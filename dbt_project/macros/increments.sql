{#-
  Increments. A build that continues the one before (orchestration/continuation.py says when it may) keeps the rows of a model that nothing new touches:
  the model first forgets those that are touched (`forget`, its pre-hook), then works out anew just these (`only_touched`, in its query).
  What is touched stands in tables of its own: stg_new_readings and stg_new_extractions, int_touched_…, int_shown_anew.
  A build from nothing has neither: there all rows are worked out.
-#}

{#- Whether this model's table is kept and added to. (In a unit test there is none, and no `this`. `dbt docs generate` builds nothing, and looks at
    a copy of the published file, which has the marts alone.) -#}
{% macro is_continued() -%}
{{ return(this is not none and flags.WHICH != 'generate' and is_incremental()) }}
{%- endmacro %}

{#- As pre-hook of an incremental model: takes out the rows whose key stands in `touched`. -#}
{% macro forget(key, touched) -%}
{% if is_continued() %}delete from {{ this }} where {{ key }} in (select {{ key }} from {{ touched }}){% endif %}
{%- endmacro %}

{#- As pre-hook too: the model stands as it was until that other one has looked at it. -#}
{% macro after(other) -%}{%- endmacro %}

{#- Rows of a table, or of a part of the query, of which the model is worked out: in a build that continues another those whose key stands in the table
    `touched` (by its name: a ref here would ask every unit test for it; the pre-hook has it). As a query of their own, since DuckDB would look for them
    last where a condition said the same. -#}
{% macro only_touched(rows, key, touched) -%}
{% if is_continued() %}(select * from {{ rows }} where {{ key }} in (select {{ key }} from {{ kept(touched) }})){% else %}{{ rows }}{% endif %}
{%- endmacro %}

{#- Where a query needs more than what it works out: keeps of `rows` those that share `beside` with a touched one. -#}
{% macro only_beside_touched(rows, beside, key, touched) -%}
{% if is_continued() %}semi join {{ only_touched(rows, key, touched) }} as touched using ({{ beside }}){% endif %}
{%- endmacro %}

{#- A model's table as it stands, whether or not it is an input. -#}
{% macro kept(model, schema='intermediate') -%}
{{ return(api.Relation.create(database=this.database, schema=schema, identifier=model, type='table')) }}
{%- endmacro %}

{#- Whether this build continues another one, whose table of that model still stands as it was. -#}
{% macro continues(model, schema='intermediate') -%}
{{ return(execute and this is not none and adapter.get_relation(this.database, schema, model) is not none) }}
{%- endmacro %}

{#- Columns of text of such a table; no rows in a build from nothing. -#}
{% macro rows_kept(columns, model, schema='intermediate') -%}
{% if continues(model, schema) -%}
(select {{ columns | join(', ') }} from {{ kept(model, schema) }})
{%- else -%}
(select {% for column in columns %}null::varchar as {{ column }}{{ ', ' if not loop.last }}{% endfor %} where false)
{%- endif %}
{%- endmacro %}

{#- Documents as they stand now (`now`, a part of the query), against those of the build that is continued, whose table this model still is: where `state` is
    another one, or there was none, the row is marked; a document that is gone stands here once more, without a state. -#}
{% macro against_kept(now, state, mark) -%}
{% if continues(this.identifier, this.schema) -%}
select
    coalesce(now.document_id, kept.document_id) as document_id,
    now.{{ state }},
    now.{{ state }} is distinct from kept.{{ state }} as {{ mark }}
from {{ now }} as now
full outer join {{ this }} as kept on now.document_id = kept.document_id
where now.{{ state }} is not null or kept.{{ state }} is not null
{%- else -%}
select document_id, {{ state }}, true as {{ mark }}
from {{ now }}
{%- endif %}
{%- endmacro %}

{#- Claims that begin or cease to repeat another, or repeat another one now, against what readers were shown. -#}
{% macro changed_repeats() -%}
(
    select coalesce(repeats.claim_id, shown.claim_id) as claim_id
    from {{ ref('int_repeats') }} as repeats
    full outer join (
        select * from {{ rows_kept(['claim_id', 'repeated_claim_id'], 'fct_claims', 'marts') }} where repeated_claim_id is not null
    ) as shown on repeats.claim_id = shown.claim_id
    where repeats.repeated_claim_id is distinct from shown.repeated_claim_id
)
{%- endmacro %}

{#- What touched facts belong to, or belonged to: the column of figures, or the thing. -#}
{% macro of_touched_facts(key) -%}
select {{ key }} from {{ ref('int_touched_facts') }} where {{ key }} is not null
union
select {{ key }} from {{ ref('int_facts') }} where fact_id in (select fact_id from {{ ref('int_touched_facts') }})
{%- endmacro %}

{#- Batches that hold what is new, known before the query is made: DuckDB then opens no other files. -#}
{% macro new_batches(new) -%}
{% set found = run_query('select distinct batch from ' ~ kept(new, 'staging') ~ ' where batch is not null order by batch') -%}
{{ return(found.columns[0].values() | list) }}
{%- endmacro %}
