-- The metric catalogue, typed.
select
    metric,
    family,
    unit,
    name_zh,
    name_en,
    description_zh,
    description_en,
    is_additive::boolean as is_additive,
    is_stock::boolean as is_stock
from {{ source('lexicon', 'metrics') }}
