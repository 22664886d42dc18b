{#- What one fact must say to contain another; NULL means that the text leaves it open, which is the widest. -#}
{% macro is_same_or_wider(whole, part, wider_than_part) -%}
({{ whole }} is null or {{ whole }} = {{ part }} or coalesce(list_contains({{ wider_than_part }}, {{ whole }}), false))
{%- endmacro %}

{#- A sum over a year contains its quarters. A state (pupils on roll) is not added up over time: the later one of a year stands for it. -#}
{% macro is_same_or_later_period(whole, part) -%}
(
    {{ whole }}.period_start is not distinct from {{ part }}.period_start and {{ whole }}.period_end = {{ part }}.period_end
    or case
        when {{ part }}.is_stock then ({{ whole }}.period_end, {{ whole }}.fact_id) > ({{ part }}.period_end, {{ part }}.fact_id)
        else {{ whole }}.period_start <= {{ part }}.period_start and {{ part }}.period_end <= {{ whole }}.period_end
    end
)
{%- endmacro %}

{#- Sums over several years stand beside those of single years, not in them. -#}
{% macro spans_years(period_start, period_end) -%}
coalesce({{ period_end }} - {{ period_start }} > 366, false)
{%- endmacro %}

{#- A state at a moment (pupils on roll, schools that there are), not a sum over days. -#}
{% macro is_stock(metrics, row) -%}
(coalesce({{ metrics }}.is_stock, false) or {{ row }}.action is not distinct from 'existing')
{%- endmacro %}
