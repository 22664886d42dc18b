-- Every figure that a document states, with its sentence, its document and the way there.
select
    claims.claim_id,
    claims.fact_id,
    claims.family,
    claims.metric,
    metrics.name_zh as metric_zh,
    metrics.name_en as metric_en,
    claims.figure_zh,
    claims.figure_en,
    coalesce(claims.value_min, claims.value_max) as value,
    claims.status,
    statuses.name_zh as status_zh,
    statuses.name_en as status_en,
    year(claims.period_end) as year,
    claims.region_code,
    claims.region_name,
    regions.region_level,
    regions.prefecture_name,
    claims.level,
    coalesce(levels.name_zh, '未分学段') as level_zh,
    coalesce(levels.name_en, 'All or not stated') as level_en,
    coalesce(actions.name_zh, '') as action_zh,
    coalesce(actions.name_en, '') as action_en,
    claims.confidence,
    claims.is_support,
    claims.is_corrected,
    documents.published_date,
    {{ shown("documents.publisher") }} as publisher,
    {{ shown("coalesce(documents.title, documents.file_name)") }} as title,
    {{ shown("claims.quote") }} as quote,
    {{ link("claims.evidence_path", "原句") }} as evidence_zh,
    {{ link("claims.evidence_path", "sentence") }} as evidence_en
from marts.fct_claims as claims
inner join marts.dim_document as documents using (document_id)
inner join marts.dim_metric as metrics using (metric)
left join marts.dim_region as regions on claims.region_code = regions.region_code and claims.region_name = regions.region_name
left join marts.dim_code as statuses on statuses.field = 'status' and claims.status = statuses.code
left join marts.dim_code as levels on levels.field = 'level' and claims.level = levels.code
left join marts.dim_code as actions on actions.field = 'action' and claims.action = actions.code
where claims.is_current and not claims.is_rejected
