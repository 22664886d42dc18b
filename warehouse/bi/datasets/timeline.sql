-- The life of each named school as documents tell it.
select
    steps.facility_id,
    {{ shown("steps.facility_name") }} as facility_name,
    steps.region_code,
    steps.region_name,
    regions.prefecture_name,
    steps.step_number,
    steps.step,
    names.name_zh as step_zh,
    names.name_en as step_en,
    steps.year,
    steps.period_end,
    case when steps.value is not null then claims.figure_zh end as figure_zh,
    case when steps.value is not null then claims.figure_en end as figure_en,
    steps.stated_on,
    steps.document_count,
    steps.is_latest,
    steps.present_state,
    states.name_zh as state_zh,
    states.name_en as state_en,
    {{ shown("coalesce(documents.title, documents.file_name)") }} as title,
    {{ link("'evidence/' || steps.document_id || '.html' || coalesce('#' || steps.claim_id, '')", "原文") }} as evidence_zh,
    {{ link("'evidence/' || steps.document_id || '.html' || coalesce('#' || steps.claim_id, '')", "source") }} as evidence_en
from marts.facility_timeline as steps
inner join marts.dim_document as documents using (document_id)
left join marts.fct_claims as claims using (claim_id)
left join marts.dim_region as regions on steps.region_code = regions.region_code and steps.region_name = regions.region_name
left join marts.dim_code as names on names.field = 'step' and steps.step = names.code
left join marts.dim_code as states on states.field = 'step' and steps.present_state = states.code
