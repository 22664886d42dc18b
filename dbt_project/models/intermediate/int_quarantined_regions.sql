-- What a quarantined document was about can only be told from its file name: a district's full name and a year. Without both it stands in no cell
-- of the coverage, only in the quarantine itself.
with dated as (
    select file_name, nullif(regexp_extract(file_name, '20[0-4][0-9]'), '')::integer as year
    from {{ ref('stg_quarantine') }}
),

named as (
    select regions.region_code, regions.region_name, dated.year, dated.file_name
    from dated
    inner join {{ ref('stg_regions') }} as regions on contains(dated.file_name, regions.region_name)
    where dated.year is not null and regions.region_level <> 'nation'
)

select {{ region_of_day('named') }}, named.year, named.file_name
from named
{{ join_generations('named') }}
where {{ is_generation_of('make_date(named.year, 12, 31)') }}
