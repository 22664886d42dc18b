{#- Whether a row of stg_documents is the version of its document that speaks: the one received last. -#}
{% macro is_current_version() -%}
row_number() over (partition by document_key order by last_received_at desc, received_at desc, document_id) = 1
{%- endmacro %}

{#- The order in which documents were published, those of unknown day last; the order of arrival plays no part. -#}
{% macro order_of_publication() -%}
published_date nulls last, document_key, document_id
{%- endmacro %}
