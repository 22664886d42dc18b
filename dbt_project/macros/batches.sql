{#- The batch that a Parquet file belongs to is the directory that holds it; batch names sort by time. -#}
{% macro batch_of(file_column) -%}
parse_path({{ file_column }})[-2]
{%- endmacro %}

{#- Keeps of a table that extraction wrote the rows of each document's latest extraction; of these only the new ones where a build continues another.
    What is left out of a whole build is little, most often nothing: a join with all that is kept would cost claims half as much again as reading them. -#}
{% macro of_latest_extractions(rows) -%}
{% set past = ref('stg_past_extractions') -%}
{% if is_continued() -%}
{{ of_new_batches(rows, 'stg_new_extractions') }}
{%- else -%}
anti join {{ past }} as past
    on {{ rows }}.document_id = past.document_id and {{ batch_of(rows ~ '.batch_file') }} = past.batch
{%- endif %}
{%- endmacro %}

{#- The same for what reading wrote: documents as they were last read. -#}
{% macro of_latest_readings(rows) -%}
{% set readings = ref('stg_readings') -%}
{% if is_continued() -%}
{{ of_new_batches(rows, 'stg_new_readings') }}
{%- else -%}
semi join {{ readings }} as readings
    on {{ rows }}.document_id = readings.document_id and {{ batch_of(rows ~ '.batch_file') }} = readings.batch
{%- endif %}
{%- endmacro %}

{#- Whether the bundled samples take part: a variable of the environment, since one of the command line would have dbt parse the whole project anew. -#}
{% macro samples_count() -%}
{{ return(env_var('WAREHOUSE_SAMPLES', '1') != '0') }}
{%- endmacro %}
