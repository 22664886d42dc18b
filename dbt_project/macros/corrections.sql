{#-
  What people may correct, and how a cell of the list of corrections is read. Fields are columns of fct_claims; `rejected` (no claim at all) and
  `confirmed` (looked at, right as it stands) are about the claim or fact as a whole, whose figure then stands under `expect`.
-#}
{% macro correctable_fields() -%}
{{ return([
    'metric', 'value_min', 'value_max', 'unit', 'per', 'is_approximate', 'status', 'period_start', 'period_end',
    'region_code', 'region_name', 'level', 'action', 'purpose'
]) }}
{%- endmacro %}

{% macro fields_about_a_claim() -%}{{ return(correctable_fields() + ['rejected', 'confirmed']) }}{%- endmacro %}

{#- A fact is what its claims state: it shows the figure of another of them (value), or is none at all. -#}
{% macro fields_about_a_fact() -%}{{ return(['value', 'rejected', 'confirmed']) }}{%- endmacro %}

{#- Fields that take one of a list of words. -#}
{% macro worded_fields() -%}
{{ return({'unit': var('units'), 'per': var('bases'), 'status': var('statuses'), 'level': var('levels'), 'action': var('actions')}) }}
{%- endmacro %}

{#- 'a', 'b', 'c' -#}
{% macro quoted(words) -%}'{{ words | join("', '") }}'{%- endmacro %}

{#- 25, not 25.0 -#}
{% macro figure_as_text(figure) -%}
regexp_replace(({{ figure }})::varchar, '\.0$', '')
{%- endmacro %}

{#- A cell as text that can be compared: 25, 25.0 and 2.5e1 are one figure. NULL where the cell is empty, or not of its field's type. -#}
{% macro as_field(field, cell) -%}
case
    when {{ field }} in ('value_min', 'value_max', 'value', 'rejected', 'confirmed')
        then case when try_cast({{ cell }} as double) between 0 and 1e15 then {{ figure_as_text('try_cast(' ~ cell ~ ' as double)') }} end
    when {{ field }} in ('period_start', 'period_end')
        then case when regexp_full_match({{ cell }}, '(19[5-9][0-9]|20[0-5][0-9])-[0-9]{2}-[0-9]{2}') then try_cast({{ cell }} as date)::varchar end
    when {{ field }} = 'is_approximate' then case when lower({{ cell }}) in ('true', 'false') then lower({{ cell }}) end
    {% for name, words in worded_fields().items() -%}
    when {{ field }} = '{{ name }}' then case when {{ cell }} in ({{ quoted(words) }}) then {{ cell }} end
    {% endfor -%}
    else {{ cell }}
end
{%- endmacro %}

{#- What a field takes, in words for whoever wrote something else. -#}
{% macro what_a_field_takes(field) -%}
case
    when {{ field }} in ('value_min', 'value_max', 'value', 'rejected', 'confirmed') then 'a number from 0 to 1e15, without separators'
    when {{ field }} in ('period_start', 'period_end') then 'a day from 1950 to 2059, such as 2024-12-31'
    when {{ field }} = 'is_approximate' then 'true or false'
    {% for name, words in worded_fields().items() -%}
    when {{ field }} = '{{ name }}' then 'one of {{ words | join(", ") }}'
    {% endfor -%}
    else 'a text'
end
{%- endmacro %}

{#- What a claim says in a field, in the same form. -#}
{% macro said_by_claim(field, claim) -%}
case {{ field }}
    {% for name in correctable_fields() -%}
    when '{{ name }}' then {% if field_type(name) | trim == 'double' %}{{ figure_as_text(claim ~ '.' ~ name) }}{% else %}{{ claim }}.{{ name }}::varchar{% endif %}
    {% endfor -%}
    else {{ figure_as_text(plotted_value(claim ~ '.value_min', claim ~ '.value_max')) }}
end
{%- endmacro %}

{#- Quotes and figures are found whatever white space the document, or the list, has in them. -#}
{% macro without_space(text) -%}
regexp_replace({{ text }}, '[\s\p{Z}]', '', 'g')
{%- endmacro %}

{% macro field_type(field) -%}
{%- if field in ['value_min', 'value_max'] -%} double
{%- elif field in ['period_start', 'period_end'] -%} date
{%- elif field == 'is_approximate' -%} boolean
{%- else -%} varchar
{%- endif -%}
{%- endmacro %}

{#- Branches of a case: why a corrected claim would make no sense. Its fields are at hand, and regions.is_known where the gazetteer has its region. -#}
{% macro what_leaves_no_sense() -%}
when value_min is null and value_max is null then {'state': 'invalid', 'detail': 'leaves no figure; reject the claim instead'}
    when not {{ is_possible('metric', 'unit', 'value_min', 'value_max') }}
        then {'state': 'invalid', 'detail': 'leaves a figure that cannot be; correct value_min and value_max together, in the unit ' || unit}
    when period_start > period_end then {'state': 'invalid', 'detail': 'leaves a period that ends before it starts; correct both days'}
    when family = 'funding' and unit <> 'CNY' then {'state': 'invalid', 'detail': 'leaves money that is not in CNY; correct metric and unit together'}
    when list_has_any(corrected_fields, ['region_code', 'region_name'])
        and (region_code is not null or region_name is not null) and regions.is_known is null
        then {
            'state': 'invalid',
            'detail': 'no region ' || coalesce(left(region_code, 20), '-') || ' ' || coalesce(left(region_name, 20), '-')
                || ' in ingestion/lexicon/regions.csv; correct region_code and region_name together'
        }
{%- endmacro %}

{#- Corrections beside the others of the same field of the same thing: the first of them, and how many values they give. -#}
{% macro compare_corrections(found, thing) -%}
select
        *,
        min(line) over same_field as first_line,
        count(distinct coalesce(value, '')) over same_field as value_count
    from {{ found }}
    window same_field as (partition by is_live, {{ thing }}, field)
{%- endmacro %}

{#- Branches of a case over such rows: contradicted, or said twice. -#}
{% macro what_other_corrections_say(what) -%}
when value_count > 1
            then {'state': 'invalid', 'detail': 'other rows (line ' || first_line || ' on) give this {{ what }} another value; keep the right one'}
        when line > first_line
            then {'state': 'repeated', 'detail': 'says the same as line ' || first_line || '; delete one of them'}
{%- endmacro %}
