{#- Rows whose columns together are not unique, or of which one is missing: what a key must never have. -#}
{% test unique_combination(model, columns) %}
select {{ columns | join(', ') }}, count(*) as row_count
from {{ model }}
group by all
having count(*) > 1 {% for column in columns %}or {{ column }} is null {% endfor %}
{% endtest %}

{#- Rows for which a named rule is false (a rule that comes out as NULL says nothing about the row). One pass for all rules of a model; which of them a
    row breaks is only worked out for rows that break any. -#}
{% test rules_hold(model, rules) %}
select
    concat_ws(', ', {% for name, rule in rules.items() %}
        case when ({{ rule }}) is false then '{{ name }}' end{{ ',' if not loop.last }}{% endfor %}
    ) as broken_rules,
    *
from {{ model }}
where {% for rule in rules.values() %}({{ rule }}) is false{{ ' or ' if not loop.last }}{% endfor %}
{% endtest %}

{#- Rows that point to a row which is not there. Pointers that are NULL point nowhere and are left alone. Each distinct pointer is looked up once. -#}
{% test related(model, columns, to, to_columns) %}
with dangling as (
    select *
    from (select distinct {{ columns | join(', ') }} from {{ model }}) as pointer
    where {% for column in columns %}pointer.{{ column }} is not null and {% endfor %} not exists (
        select 1
        from {{ to }} as target_row
        where {% for column in columns %}pointer.{{ column }} = target_row.{{ to_columns[loop.index0] }}{{ ' and ' if not loop.last }}{% endfor %}
    )
)

select * from {{ model }} semi join dangling using ({{ columns | join(', ') }})
{% endtest %}
