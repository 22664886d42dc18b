{#-
  Increments. A build that continues the one before (orchestration/continuation.py says when it may) keeps the rows of a model that nothing new touches:
  the model first forgets those that are touched (`forget`, its pre-hook), then works out anew just these (`only_touched`, in its query).
  What is touched stands in tables of its own: stg_extractions, int_document_states, int_touched_facts, int_shown_anew, int_touched_claims.
  A build from nothing has neither: there all rows are worked out.
-#}

{#- Whether this model's table is kept and added to. (In a unit test there is none, and no `this`.) -#}
{% macro is_continued() -%}
{{ return(this is not none and is_incremental()) }}
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

{#- Documents with the batch that speaks for each (`latest`, a part of the query), against those of the build that is continued, whose table this model still is:
    one that stands in another batch, or is met for the first time, is new; one that is gone stands here once more, without a batch. -#}
{% macro with_what_is_new(latest) -%}
{% if continues(model.name, 'staging') -%}
select
    coalesce(latest.document_id, kept.document_id) as document_id,
    latest.batch,
    latest.batch is distinct from kept.batch as is_new
from {{ latest }} as latest
full outer join {{ this }} as kept on latest.document_id = kept.document_id
where latest.batch is not null or kept.batch is not null
{%- else -%}
select document_id, batch, true as is_new
from {{ latest }}
{%- endif %}
{%- endmacro %}

{#- Batches that hold what is new, known before the query is made: DuckDB then opens no other files. -#}
{% macro new_batches(new) -%}
{% set found = run_query('select distinct batch from ' ~ kept(new, 'staging') ~ ' where batch is not null order by batch') -%}
{{ return(found.columns[0].values() | list) }}
{%- endmacro %}

{#- Keeps of a table that reading or extraction wrote the rows that are new; `new` names the model that says which. -#}
{% macro of_new_batches(rows, new) -%}
semi join {{ kept(new, 'staging') }} as new_rows
    on {{ rows }}.document_id = new_rows.document_id and {{ batch_of(rows ~ '.batch_file') }} = new_rows.batch
where {{ batch_of(rows ~ '.batch_file') }} in ('{{ new_batches(new) | join("', '") }}')
{%- endmacro %}
