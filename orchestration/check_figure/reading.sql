{#- How each stated figure reads (`stated`: one row each, numbered), written as the models write figures, and what it measures. -#}
{%- import 'figures.sql' as figures -%}
select
    stated.number,
    {{ figures.figure_zh('stated', 'units', 'bases') }} as figure_zh,
    {{ figures.figure_en('stated', 'units', 'bases') }} as figure_en,
    coalesce(metrics.name_zh, stated.metric) as metric_zh,
    coalesce(metrics.name_en, stated.metric) as metric_en
from stated
left join marts.dim_metric as metrics on stated.metric = metrics.metric
{{ figures.names_of_units('stated', 'marts.dim_code') }}
order by stated.number
