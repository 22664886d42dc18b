-- The gazetteer, typed.
select
    region_code,
    region_name,
    official_name,
    region_level,
    nullif(parent_code, '') as parent_code,
    nullif(prefecture_name, '') as prefecture_name,
    nullif(province_name, '') as province_name,
    try_cast(valid_from as date) as valid_from,
    try_cast(valid_to as date) as valid_to,
    list_filter(string_split(coalesce(aliases, ''), '|'), lambda alias: alias <> '') as aliases,
    nullif(successor_code, '') as successor_code
from {{ source('lexicon', 'regions') }}
