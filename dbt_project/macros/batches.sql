{#- The batch that a Parquet file belongs to is the directory that holds it; batch names sort by time. -#}
{% macro batch_of(file_column) -%}
parse_path({{ file_column }})[-2]
{%- endmacro %}

{#- Keeps of a table that extraction wrote the rows of each document's latest extraction. What is left out is little, most often nothing: a join
    with all that is kept would cost claims half as much again as reading them. -#}
{% macro without_past_extractions(rows) -%}
anti join {{ ref('stg_past_extractions') }} as past
    on {{ rows }}.document_id = past.document_id and {{ batch_of(rows ~ '.batch_file') }} = past.batch
{%- endmacro %}

{#- Whether the bundled samples take part: a variable of the environment, since one of the command line would have dbt parse the whole project anew. -#}
{% macro samples_count() -%}
{{ return(env_var('WAREHOUSE_SAMPLES', '1') != '0') }}
{%- endmacro %}
