{#- Which step in a school's life a project is, by what is done and whether it is done yet. -#}
{% macro facility_step(action, status) -%}
case
    when {{ action }} = 'closed' then case when {{ status }} = 'actual' then 'closed' else 'closure_planned' end
    when {{ status }} = 'target' or {{ action }} = 'planned' then 'planned'
    when {{ status }} = 'ongoing' or {{ action }} in ('started', 'continued') then 'under_way'
    when {{ action }} in ('built', 'expanded', 'built_or_expanded', 'relocated', 'renovated') then 'built'
    when {{ action }} = 'opened' then 'opened'
    when {{ action }} = 'existing' then 'in_use'
    else 'other'
end
{%- endmacro %}

{#- The order of steps that fall on one day. -#}
{% macro facility_step_rank(step) -%}
list_position(
    ['other', 'in_use', 'planned', 'funding_planned', 'funded', 'under_way', 'built', 'opened', 'took_over', 'closure_planned', 'renamed', 'merged', 'closed'],
    {{ step }}
)
{%- endmacro %}
