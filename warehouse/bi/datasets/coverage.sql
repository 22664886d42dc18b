-- For each district, year and family, whether there is a figure, and why not where there is none.
select
    coverage.lineage_code as region_code,
    coverage.lineage_name as region_name,
    coverage.region_level,
    coalesce(coverage.prefecture_name, coverage.lineage_name) as prefecture_name,
    coverage.year,
    coverage.family,
    families.name_zh as family_zh,
    families.name_en as family_en,
    coverage.state,
    states.name_zh as state_zh,
    states.name_en as state_en,
    coverage.claim_count
from marts.coverage as coverage
left join marts.dim_code as families on families.field = 'family' and coverage.family = families.code
left join marts.dim_code as states on states.field = 'coverage' and coverage.state = states.code
