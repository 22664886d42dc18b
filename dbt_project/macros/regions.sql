{#-
  A district as a text names it, and the district that a figure belongs to: the one that the name stands for on the day that the figure is about.
  Both macros belong together; the first needs the join that the second makes.
-#}
{% macro region_of_day(stated) -%}
coalesce(generations.region_code, {{ stated }}.region_code) as region_code,
    coalesce(generations.region_name, {{ stated }}.region_name) as region_name,
    generations.former_district,
    coalesce(generations.lineage_code, {{ stated }}.region_code) as lineage_code,
    coalesce(generations.lineage_name, {{ stated }}.region_name) as lineage_name
{%- endmacro %}

{#- Where no day is known, the district stays as it is named. -#}
{% macro join_region_of_day(stated, day) -%}
left join {{ ref('int_region_generations') }} as generations
    on {{ stated }}.region_code = generations.stated_code
    and {{ stated }}.region_name = generations.stated_name
    and coalesce({{ day }} between generations.holds_from and generations.holds_to, generations.is_as_stated)
{%- endmacro %}
