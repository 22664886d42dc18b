-- Targets that a build that continues another shows anew: those of touched things, those that become or cease to be a part of another, and those whose time
-- has run out since, or is open again. In a build from nothing all are, and none is listed.
with outcomes as (
    select shown.target_fact_id, shown.outcome, shown.target_period_end::date < {{ known_until('newest.newest_document') }} as has_run_out
    from {{ rows_kept(['target_fact_id', 'outcome', 'target_period_end', 'lineage_code', 'lineage_name'], 'fct_plan_vs_actual', 'marts') }} as shown
    left join {{ ref('int_newest_documents') }} as newest using (lineage_code, lineage_name)
),

touched as (
    select fact_id as target_fact_id from {{ ref('int_shown_anew') }}
    union
    select fact_id from {{ ref('int_targets') }} where thing_id in (select thing_id from {{ ref('int_touched_things') }})
    union
    select target_fact_id from outcomes where outcome is null and has_run_out
    union
    select target_fact_id from outcomes where outcome in ('no_report', 'partly_met', 'missed') and has_run_out is not true
)

select target_fact_id from touched where {{ continues('fct_plan_vs_actual', 'marts') }}
