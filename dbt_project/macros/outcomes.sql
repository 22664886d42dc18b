{#- The day up to which results can be expected to be known: the run's as_of, or the newest document about the region, whichever is later. -#}
{% macro known_until(newest_document) -%}
greatest({{ newest_document }}, {% if var('as_of', none) %}date '{{ var("as_of") }}'{% else %}null::date{% endif %})
{%- endmacro %}

{#- A target with a lower bound (or an exact figure) is met from that figure up; one that only states a ceiling is met below it. -#}
{% macro target_is_met(target, actual) -%}
case
    when {{ target }}.value_min is not null then {{ actual }}.value >= {{ target }}.value_min
    else {{ actual }}.value <= {{ target }}.value_max
end
{%- endmacro %}

{#- Schools and building projects count the same things; other figures compare only in their own unit. -#}
{% macro comparable_unit(unit) -%}
case when {{ unit }} = 'project' then 'school' else {{ unit }} end
{%- endmacro %}
