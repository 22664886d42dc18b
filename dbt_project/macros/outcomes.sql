{#- The day up to which results can be expected to be known: the run's as_of, or the newest document about the region, whichever is later. -#}
{% macro known_until(newest_document) -%}
greatest({{ newest_document }}, {% if var('as_of', none) %}date '{{ var("as_of") }}'{% else %}null::date{% endif %})
{%- endmacro %}

{#- A target with a lower bound (or an exact figure) is met from that figure up, 约2亿元 from the least that 约 may mean; one that only states a ceiling is
    met below it. -#}
{% macro target_is_met(target, actual) -%}
case
    when {{ target }}.value_min is not null
        then {{ actual }}.value >= {{ lowest_possible(target ~ '.value_min', target ~ '.value_max', target ~ '.is_approximate') }}
    else {{ actual }}.value <= {{ target }}.value_max
end
{%- endmacro %}

{#- Whether an actual figure can tell what became of a target of its year. What was counted from an earlier year on (三年累计) is more than the target was
    about, and one year of a five-year plan is less. A state is what it is on its day, and one school is one school however long it was built. -#}
{% macro tells_of_target(target, actual) -%}
({{ target }}.is_stock or {{ actual }}.facility_id is not null or (
    coalesce(year({{ actual }}.period_start) >= year({{ target }}.period_start), true)
    and ({{ target_is_met(target, actual) }} or not {{ target }}.spans_years or {{ actual }}.spans_years or {{ actual }}.period_start is null)
))
{%- endmacro %}

{#- Schools and building projects count the same things; other figures compare only in their own unit. -#}
{% macro comparable_unit(unit) -%}
case when {{ unit }} = 'project' then 'school' else {{ unit }} end
{%- endmacro %}
