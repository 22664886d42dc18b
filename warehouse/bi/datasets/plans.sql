-- Each target beside what became of it.
with figures as (
    select fact_id, claim_id, figure_zh, figure_en from marts.fct_facilities
    union all
    select fact_id, claim_id, figure_zh, figure_en from marts.fct_enrolment_capacity
    union all
    select fact_id, claim_id, figure_zh, figure_en from marts.fct_funding
    union all
    select fact_id, claim_id, figure_zh, figure_en from marts.fct_indicators
)

select
    plans.target_fact_id,
    plans.actual_fact_id,
    plans.family,
    families.name_zh as family_zh,
    families.name_en as family_en,
    plans.metric,
    metrics.name_zh as metric_zh,
    metrics.name_en as metric_en,
    plans.lineage_code as region_code,
    plans.lineage_name as region_name,
    plans.region_level,
    plans.prefecture_name,
    plans.level,
    coalesce(levels.name_zh, '未分学段') as level_zh,
    coalesce(levels.name_en, 'All or not stated') as level_en,
    coalesce(actions.name_zh, '') as action_zh,
    coalesce(actions.name_en, '') as action_en,
    plans.year,
    plans.target_period_end,
    plans.target_stated_on,
    plans.target_value,
    plans.actual_value,
    planned.figure_zh as target_zh,
    planned.figure_en as target_en,
    actuals.figure_zh as actual_zh,
    actuals.figure_en as actual_en,
    plans.is_subtotal,
    coalesce(plans.outcome, 'open') as outcome,
    coalesce(outcomes.name_zh, '尚未到期或尚无从得知') as outcome_zh,
    coalesce(outcomes.name_en, 'Not due or not known yet') as outcome_en,
    {{ link("planned.evidence_path", "计划原句") }} as target_evidence_zh,
    {{ link("planned.evidence_path", "plan") }} as target_evidence_en,
    {{ link("reported.evidence_path", "结果原句") }} as actual_evidence_zh,
    {{ link("reported.evidence_path", "result") }} as actual_evidence_en
from marts.fct_plan_vs_actual as plans
inner join marts.dim_metric as metrics using (metric)
inner join marts.fct_claims as planned on plans.target_claim_id = planned.claim_id
left join figures as actuals on plans.actual_fact_id = actuals.fact_id
left join marts.fct_claims as reported on actuals.claim_id = reported.claim_id
left join marts.dim_code as families on families.field = 'family' and plans.family = families.code
left join marts.dim_code as levels on levels.field = 'level' and plans.level = levels.code
left join marts.dim_code as actions on actions.field = 'action' and plans.action = actions.code
left join marts.dim_code as outcomes on outcomes.field = 'outcome' and plans.outcome = outcomes.code
