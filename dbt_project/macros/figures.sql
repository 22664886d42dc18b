{#-
  What a stated figure leaves open. A claim says value_min and value_max (either may be missing) and whether it is approximate;
  these macros turn that into the range in which the true figure may lie, and say when two ranges speak of the same figure.
-#}

{#- The step that a round figure was counted in: 18000 → 1000, 450 → 10, 25 → 1, 51.8 → 0.1. -#}
{% macro last_digit_step(value) -%}
case
    when {{ value }} is null or {{ value }} = 0 then 1.0
    when {{ value }} = floor({{ value }})
        then pow(10, length(regexp_extract(cast(cast({{ value }} as hugeint) as varchar), '(0*)$', 1)))
    else pow(10, -length(regexp_extract(format('{:.6f}', {{ value }}), '\.(\d*?)0*$', 1)))
end
{%- endmacro %}

{#- Round figures below ten thousand are counts as they stand (20所 is not 24所); above, they are written in 万 or 亿 and may be rounded. -#}
{% macro rounding_step(value) -%}
case when abs({{ value }}) < 10000 and {{ value }} = floor({{ value }}) then 1.0 else {{ last_digit_step(value) }} end
{%- endmacro %}

{% macro is_exact(value_min, value_max, is_approximate) -%}
coalesce({{ value_min }} = {{ value_max }} and not {{ is_approximate }}, false)
{%- endmacro %}

{#- Least true figure: 约3万 → 27000, 90%以上 → 90, 不超过12000 → no limit. -#}
{% macro lowest_possible(value_min, value_max, is_approximate) -%}
case
    when {{ value_min }} is null then '-infinity'::double
    when {{ is_approximate }} and {{ value_min }} = {{ value_max }} then {{ value_min }} - abs({{ value_min }}) * {{ var('approximation_share') }}
    else {{ value_min }}
end
{%- endmacro %}

{#- Greatest true figure: 约3万 → 33000, 1万余 → just below 2万 (the next step), 90%以上 → no limit. -#}
{% macro highest_possible(value_min, value_max, is_approximate) -%}
case
    when {{ is_approximate }} and {{ value_min }} = {{ value_max }} then {{ value_max }} + abs({{ value_max }}) * {{ var('approximation_share') }}
    when {{ value_max }} is not null then {{ value_max }}
    when {{ is_approximate }} then {{ value_min }} + 0.999 * {{ last_digit_step(value_min) }}
    else 'infinity'::double
end
{%- endmacro %}

{#- 3: one figure. 2: a range, or 约/近 with one figure. 1: a bound alone. -#}
{% macro precision_rank(value_min, value_max, is_approximate) -%}
case
    when {{ is_exact(value_min, value_max, is_approximate) }} then 3
    when {{ value_min }} is not null and {{ value_max }} is not null then 2
    else 1
end
{%- endmacro %}

{#- Digits that are stated: 18405.38 → 7, 18000 → 2. A round count below ten thousand is no less precise than another (30所 → 2), a bound is (1000余 → 1). -#}
{% macro significant_digits(value_min, value_max, is_approximate) -%}
case
    when {{ is_exact(value_min, value_max, is_approximate) }} and {{ rounding_step(value_min) }} = 1.0 then length({{ value_min }}::bigint::varchar)
    else length(ltrim(rtrim(replace(format('{:.6f}', abs({{ plotted_value(value_min, value_max) }})), '.', ''), '0'), '0'))
end
{%- endmacro %}

{#- Two rows with is_exact, low, high and rounding agree: exact figures within rounding, all others when their ranges touch. -#}
{% macro figures_agree(a, b) -%}
case
    when {{ a }}.is_exact and {{ b }}.is_exact
        then abs({{ a }}.low - {{ b }}.low) <= 1e-9 * greatest(abs({{ a }}.low), abs({{ b }}.low))
            or abs({{ a }}.low - {{ b }}.low) <= least(
                greatest({{ a }}.rounding, {{ b }}.rounding) / 2,
                {{ var('rounding_share') }} * greatest(abs({{ a }}.low), abs({{ b }}.low))
            )
    else {{ a }}.low <= {{ b }}.high and {{ b }}.low <= {{ a }}.high
end
{%- endmacro %}

{#- How far from a stated figure what it rounds may lie: 8万 from 80120, 30所 from none but 30. -#}
{% macro rounded_off(value) -%}
least({{ rounding_step(value) }} / 2, {{ var('rounding_share') }} * abs({{ value }}))
{%- endmacro %}

{#- Whether the figure can be true at all: parts of a whole are no more than all of it, bounds are the right way round. -#}
{% macro is_possible(metric, unit, value_min, value_max) -%}
coalesce({{ value_min }} <= {{ value_max }}, true)
and (
    {{ unit }} is distinct from 'percent'
    or {{ metric }} not in ('{{ var('shares_of_a_whole') | join("', '") }}')
    or ({{ plotted_value(value_min, value_max) }} between 0 and 100 and coalesce({{ value_max }}, 0) <= 100)
)
{%- endmacro %}

{#- What a chart plots: the exact figure, or the bound that is known (of a range, the lower one). -#}
{% macro plotted_value(value_min, value_max) -%}
coalesce({{ value_min }}, {{ value_max }})
{%- endmacro %}

{#- The figure as people read it, with what it is per and what bounds it: ≥8000万元, 约3万人, 1–2所, 90.42%, 每生每年600元. `row` has the figure's
    columns, `unit` and `per` are its rows of dim_code, joined; a code that is not there stands for itself. -#}
{% macro figure_zh(row, unit, per) -%}
coalesce({{ per }}.name_zh, {{ row }}.per, '') || {{ bounded(row, number_zh, '约', '近', '', '余') }} || coalesce({{ unit }}.name_zh, {{ row }}.unit, '')
{%- endmacro %}

{#- Counts go without their unit in English: the metric says what is counted. -#}
{% macro figure_en(row, unit, per) -%}
{{ bounded(row, number_en, 'about ', 'nearly ', 'over ', '') }}
|| case
    when {{ row }}.unit = 'percent' then '%'
    when {{ row }}.unit in ('m2', 'CNY', 'percentage_point') or {{ unit }}.name_en is null
        then coalesce(' ' || coalesce({{ unit }}.name_en, {{ row }}.unit), '')
    else ''
end
|| coalesce(' ' || coalesce({{ per }}.name_en, {{ row }}.per), '')
{%- endmacro %}

{#- 3万余 is told from 3万以上: its bound is known, and that it is close. -#}
{% macro bounded(row, number, about, nearly, over, odd) -%}
case
    when {{ row }}.value_max is null and {{ row }}.is_approximate then '{{ over }}' || {{ number(row ~ '.value_min', odd) }}
    when {{ row }}.value_max is null then '≥' || {{ number(row ~ '.value_min') }}
    when {{ row }}.value_min is null
        then case when {{ row }}.is_approximate then '{{ nearly }}' else '≤' end || {{ number(row ~ '.value_max') }}
    else
        case when {{ row }}.is_approximate then '{{ about }}' else '' end || {{ number(row ~ '.value_min') }}
        || case when {{ row }}.value_min < {{ row }}.value_max then '–' || {{ number(row ~ '.value_max') }} else '' end
end
{%- endmacro %}

{#- 34940, 2.3万, 13.652万, 3.665亿: Chinese counts by ten thousands once there are ten of them, or where that is shorter. Nothing is rounded.
    The odd ones (余) follow tens: 8000余万, 1万余, 20余. -#}
{% macro number_zh(value, odd='') -%}
case
    when abs({{ value }}) >= 1e8
        then {{ plain_number('{:.8f}', value ~ ' / 1e8') }} || case when fmod({{ value }}, 1e9) = 0 then '{{ odd }}亿' else '亿{{ odd }}' end
    when abs({{ value }}) >= 1e5 or (abs({{ value }}) >= 1e4 and fmod({{ value }}, 100) = 0)
        then {{ plain_number('{:.6f}', value ~ ' / 1e4') }} || case when fmod({{ value }}, 1e5) = 0 then '{{ odd }}万' else '万{{ odd }}' end
    else {{ plain_number('{:.4f}', value) }} || '{{ odd }}'
end
{%- endmacro %}

{% macro number_en(value, odd='') -%}
{{ plain_number('{:,.4f}', value) }}
{%- endmacro %}

{#- Without decimals that say nothing. -#}
{% macro plain_number(pattern, value) -%}
regexp_replace(format('{{ pattern }}', {{ value }}), '\.?0+$', '')
{%- endmacro %}

{#- The rows of dim_code that the two need, of `row`'s unit and per. -#}
{% macro names_of_units(row, codes) -%}
left join {{ codes }} as units on units.field = 'unit' and {{ row }}.unit = units.code
left join {{ codes }} as bases on bases.field = 'per' and {{ row }}.per = bases.code
{%- endmacro %}
