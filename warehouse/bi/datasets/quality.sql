-- How well the extractor that made the published claims reads the labelled samples.
select
    quality.family,
    coalesce(families.name_zh, '全部') as family_zh,
    coalesce(families.name_en, 'All') as family_en,
    quality.extractor_version,
    quality.measured_at,
    quality.precision,
    quality.recall,
    quality.f1,
    quality.strict_f1
from audit.extraction_quality as quality
left join marts.dim_code as families on families.field = 'family' and quality.family = families.code
qualify quality.measured_at = max(quality.measured_at) over ()
