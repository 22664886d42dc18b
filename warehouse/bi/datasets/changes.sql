-- Every published change of a fact's value, newest first, with what it was before. That one more document states it is no change of it.
select
    history.run_id,
    history.recorded_at,
    history.change,
    changes.name_zh as change_zh,
    changes.name_en as change_en,
    history.fact_id,
    history.metric,
    metrics.name_zh as metric_zh,
    metrics.name_en as metric_en,
    history.region_code,
    history.region_name,
    coalesce(levels.name_zh, '未分学段') as level_zh,
    coalesce(levels.name_en, 'All or not stated') as level_en,
    statuses.name_zh as status_zh,
    statuses.name_en as status_en,
    year(history.period_end) as year,
    history.value,
    history.previous_value,
    history.is_conflicting,
    {{ shown("history.file_name") }} as file_name,
    {{ link("'evidence/' || history.document_id || '.html'", "原文") }} as evidence_zh,
    {{ link("'evidence/' || history.document_id || '.html'", "source") }} as evidence_en
from audit.fact_history as history
left join marts.dim_metric as metrics using (metric)
left join marts.dim_code as changes on changes.field = 'change' and history.change = changes.code
left join marts.dim_code as levels on levels.field = 'level' and history.level = levels.code
left join marts.dim_code as statuses on statuses.field = 'status' and history.status = statuses.code
where history.change <> 'changed' or history.value is distinct from history.previous_value
