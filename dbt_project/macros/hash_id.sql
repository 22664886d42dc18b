{#- A stable identifier of a list of columns: the same values give the same 16 hex digits in every run, whatever came before. NULL is a value of its own. -#}
{% macro hash_id(columns) -%}
left(md5(concat_ws(chr(31), {% for column in columns %}coalesce(cast({{ column }} as varchar), chr(30)){{ ', ' if not loop.last }}{% endfor %})), 16)
{%- endmacro %}
