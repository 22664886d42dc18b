{#-
  A district as a text names it, and the district that the figure belongs to: the one that the name stands for on the day that the figure is about.
  The three belong together: join the generations, keep the one of the day, take its columns. Exactly one row is left of each that there was
  (a condition of the join itself would say the same, and take DuckDB a hundred times as long).
-#}
{% macro join_generations(stated) -%}
left join {{ ref('int_region_generations') }} as generations
    on {{ stated }}.region_code = generations.stated_code and {{ stated }}.region_name = generations.stated_name
{%- endmacro %}

{#- Where no day is known, the district stays as it is named; so does what the gazetteer doesn't know. -#}
{% macro is_generation_of(day) -%}
(generations.stated_code is null or coalesce({{ day }} between generations.holds_from and generations.holds_to, generations.is_as_stated))
{%- endmacro %}

{% macro region_of_day(stated) -%}
coalesce(generations.region_code, {{ stated }}.region_code) as region_code,
    coalesce(generations.region_name, {{ stated }}.region_name) as region_name,
    generations.former_district,
    coalesce(generations.lineage_code, {{ stated }}.region_code) as lineage_code,
    coalesce(generations.lineage_name, {{ stated }}.region_name) as lineage_name
{%- endmacro %}
