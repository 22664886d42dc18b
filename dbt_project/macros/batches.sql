{#- The batch that a Parquet file belongs to is the directory that holds it; batch names sort by time. -#}
{% macro batch_of(file_column) -%}
parse_path({{ file_column }})[-2]
{%- endmacro %}

{#- Keeps of a table that extraction wrote the rows of each document's latest extraction. -#}
{% macro join_latest_extraction(rows) -%}
inner join {{ ref('stg_extractions') }} as extractions
    on {{ rows }}.document_id = extractions.document_id and {{ batch_of(rows ~ '.batch_file') }} = extractions.batch
{%- endmacro %}

{#- Whether the bundled samples take part: a variable of the environment, since one of the command line would have dbt parse the whole project anew. -#}
{% macro samples_count() -%}
{{ return(env_var('WAREHOUSE_SAMPLES', '1') != '0') }}
{%- endmacro %}
