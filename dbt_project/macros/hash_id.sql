{#- A stable identifier of a list of columns: the same values give the same 16 hex digits in every run, whatever came before. NULL is a value of its own. -#}
{% macro hash_id(columns) -%}
left(md5(concat_ws(chr(31), {% for column in columns %}coalesce(cast({{ column }} as varchar), chr(30)){{ ', ' if not loop.last }}{% endfor %})), 16)
{%- endmacro %}

{#- A facility is its canonical name in its district: 实验小学 of 解放区 is not 实验小学 of 山阳区. -#}
{% macro facility_id(name, region_code, region_name) -%}
case when {{ name }} is not null then {{ hash_id([name, region_code, region_name]) }} end
{%- endmacro %}
