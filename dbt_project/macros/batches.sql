{#- The batch that a Parquet file belongs to is the directory that holds it; batch names sort by time. -#}
{% macro batch_of(file_column) -%}
parse_path({{ file_column }})[-2]
{%- endmacro %}

{#- Keeps of a table that extraction wrote the rows of each document's latest extraction.
    What is left out is little, most often nothing: a join with all that is kept would cost claims half as much again as reading them. -#}
{% macro of_latest_extractions(rows) -%}
{{ of_batches(rows, 'anti join', ref('stg_past_extractions'), 'stg_new_extractions') }}
{%- endmacro %}

{#- The same for what reading wrote: documents as they were last read. -#}
{% macro of_latest_readings(rows) -%}
{{ of_batches(rows, 'semi join', ref('stg_readings'), 'stg_new_readings') }}
{%- endmacro %}

{#- Rows whose document and batch stand in a table, or don't; where a build continues another, those that stand in the model `new`. -#}
{% macro of_batches(rows, join, told, new) -%}
{% set continued = is_continued() -%}
{{ 'semi join' if continued else join }} {{ kept(new, 'staging') if continued else told }} as told
    on {{ rows }}.document_id = told.document_id and {{ batch_of(rows ~ '.batch_file') }} = told.batch
{%- if continued %}
where {{ batch_of(rows ~ '.batch_file') }} in ('{{ new_batches(new) | join("', '") }}')
{%- endif %}
{%- endmacro %}

{#- Whether the bundled samples take part: a variable of the environment, since one of the command line would have dbt parse the whole project anew. -#}
{% macro samples_count() -%}
{{ return(env_var('WAREHOUSE_SAMPLES', '1') != '0') }}
{%- endmacro %}
