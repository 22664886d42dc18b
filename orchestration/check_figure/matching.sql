{#- What the published facts, and disputed claims, say to stated figures (`stated`: one row each, numbered). Whether two figures agree is what
    the models' own macros say. The most telling rows of each figure are kept. -#}
{%- import 'figures.sql' as figures -%}
{%- import 'outcomes.sql' as outcomes -%}
{%- macro ranged() -%}
{{ figures.is_exact('value_min', 'value_max', 'is_approximate') }} as is_exact,
{{ figures.lowest_possible('value_min', 'value_max', 'is_approximate') }} as low,
{{ figures.highest_possible('value_min', 'value_max', 'is_approximate') }} as high,
{{ figures.rounding_step(figures.plotted_value('value_min', 'value_max')) }} as rounding
{%- endmacro -%}

with asked as (
    select
        stated.*,
        regions.lineage_code,
        regions.lineage_name,
        {{ figures.plotted_value('value_min', 'value_max') }} as value,
        {{ ranged() }}
    from stated
    left join marts.dim_region as regions on stated.region_code = regions.region_code and stated.region_name = regions.region_name
),

facts as (
    {% for table, family in fact_tables %}
    select
        fact_id, '{{ family }}' as family, lineage_code, lineage_name, region_name, level, {{ 'action' if family == 'facilities' else 'null' }} as action,
        metric, subject, facility_id, status, period_start, period_end, value_min, value_max, value, unit, per, is_approximate, figure_zh, figure_en,
        claim_count, document_count, is_conflicting, is_subtotal, null as claim_id
    from marts.{{ table }}
    union all
    {% endfor %}
    select
        null, family, regions.lineage_code, regions.lineage_name, claims.region_name, level, case when family = 'facilities' then action end, metric,
        subject, facility_id, status, period_start, period_end, value_min, value_max, {{ figures.plotted_value('value_min', 'value_max') }}, unit,
        per, is_approximate, figure_zh, figure_en, 1, 1, false, false, claim_id
    from marts.fct_claims as claims
    left join marts.dim_region as regions on claims.region_code = regions.region_code and claims.region_name = regions.region_name
    where claims.status = 'disputed' and claims.is_current
),

-- Those alone that could have to do with a stated figure: most of the work is in what follows.
near as (
    select asked.number, facts.*
    from facts
    inner join asked
        on case
            when asked.metric is null then facts.value between asked.value * 0.85 and asked.value * 1.15
            else facts.metric = asked.metric or asked.metric in ({{ buckets }})
        end
        and (
            asked.unit is null
            or {{ outcomes.comparable_unit('asked.unit') }} = {{ outcomes.comparable_unit('facts.unit') }}
            or (asked.metric is null and asked.unit in ('person', 'person_time') and facts.unit in ('person', 'person_time'))
        )
),

known as (
    select *, {{ ranged() }} from near
),

compared as (
    select
        known.*,
        asked.metric is null as is_bare,
        asked.is_exact as is_asked_exact,
        {{ figures.figures_agree('known', 'asked') }} as agrees,
        asked.metric is not distinct from known.metric as is_same_metric,
        asked.region_name is not null as is_region_told,
        coalesce(
            known.region_name = asked.region_name or (known.lineage_code = asked.lineage_code and known.lineage_name = asked.lineage_name), false
        ) as is_same_region,
        asked.period_end is not null or asked.period_start is not null as is_period_told,
        -- One period is the other for the greater part; a deadline alone counts by its year.
        coalesce(
            case
                when asked.period_start is not null and known.period_start is not null then
                    date_diff('day', greatest(asked.period_start, known.period_start), least(asked.period_end, known.period_end)) + 1
                    >= 0.5 * (1 + greatest(
                        date_diff('day', asked.period_start, asked.period_end), date_diff('day', known.period_start, known.period_end)
                    ))
                else year(asked.period_end) = year(known.period_end)
            end,
            false
        ) as is_same_period,
        asked.status = known.status as is_same_status,
        asked.is_status_told,
        asked.level is not distinct from known.level as is_same_level,
        asked.level is null or known.level is null as is_level_open,
        asked.action is not distinct from known.action as is_same_action,
        asked.action is null or known.action is null or 'other' in (asked.action, known.action) as is_action_open,
        asked.facility_id is not distinct from known.facility_id as is_same_facility,
        asked.facility_id is null or known.facility_id is null as is_facility_open,
        asked.per is not distinct from known.per as is_same_basis,
        {% for side in ('asked', 'known') %}
        -- words alone: extraction leaves rests of dates in them
        nullif(regexp_replace({{ side }}.subject, '[\s\p{P}\d]+', '', 'g'), '') as {{ side }}_subject,
        {% endfor %}
        known.subject is null or (asked_subject is not null and (contains(asked_subject, known_subject) or contains(known_subject, asked_subject)))
            as is_like_subject,
        known.subject is null or asked_subject is not distinct from known_subject as is_same_subject
    from known
    inner join asked using (number)
),

judged as (
    select
        *,
        case
            when is_bare and agrees and status = 'disputed' then 'disputed'
            when is_bare and agrees and (low > '-infinity'::double and high < 'infinity'::double) then 'same_value'
            when is_bare then null
            when status = 'disputed' then
                case when agrees and (is_same_region or not is_region_told) and is_same_basis then 'disputed' end
            when agrees
                and (is_same_region or not is_region_told)
                and (is_same_period or not is_period_told)
                and (is_same_status or not is_status_told)
                and (is_same_level or is_level_open)
                and (is_same_action or is_action_open)
                and (is_same_facility or is_facility_open)
                and is_same_basis
                and (is_like_subject or metric not in ({{ buckets }}))
                then 'supports'
            when not agrees
                and is_same_metric and is_region_told and is_same_region and is_period_told and is_same_period and is_same_status
                and is_same_level and is_same_action and is_same_facility and is_same_basis and is_same_subject
                then 'contradicts'
            when is_same_metric and (is_like_subject or metric not in ({{ buckets }})) and is_same_basis
                and (
                    (agrees and is_exact and is_asked_exact)
                    or (is_same_region and (is_same_level or is_level_open) and (is_same_action or is_action_open))
                )
                then 'related'
        end as relation,
        (is_same_region::integer * 8 + is_same_period::integer * 4 + is_same_status::integer * 2 + is_same_level::integer * 2
            + is_same_action::integer * 2 + agrees::integer * 3 + is_same_metric::integer + is_like_subject::integer) as likeness
    from compared
)

select
    judged.number, judged.relation, judged.fact_id, judged.claim_id, judged.metric,
    coalesce(metrics.name_zh, judged.metric) as metric_zh, coalesce(metrics.name_en, judged.metric) as metric_en,
    judged.value_min, judged.value_max, judged.figure_zh, judged.figure_en, judged.status, judged.period_start, judged.period_end, judged.region_name,
    judged.level, judged.action, judged.subject, judged.claim_count, judged.document_count, judged.is_conflicting
from judged
left join marts.dim_metric as metrics on judged.metric = metrics.metric
where judged.relation is not null
qualify row_number() over (
    partition by judged.number
    order by
        list_position(['supports', 'same_value', 'contradicts', 'disputed', 'related'], judged.relation),
        judged.likeness desc, judged.is_subtotal, judged.document_count desc, judged.period_end desc nulls last, judged.fact_id, judged.claim_id
) <= {{ most }}
order by judged.number, list_position(['supports', 'same_value', 'contradicts', 'disputed', 'related'], judged.relation), judged.likeness desc,
    judged.is_subtotal, judged.document_count desc, judged.period_end desc nulls last, judged.fact_id, judged.claim_id
