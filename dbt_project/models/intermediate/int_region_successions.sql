-- What became of each district that ended. It goes on as a whole in a successor that began with the change and came from it alone (偃师市 → 偃师区) or
-- bears its name (孟津县 → 孟津区); else it went into another district, of which it is a part from then on (吉利区 in 孟津区, 金明区 in 龙亭区).
-- Only where one came from the other alone does the new name stand for the old district in earlier years: 孟津区's 2019 may hold 吉利区's pupils.
with pairs as (
    select
        ended.region_code,
        ended.region_name,
        ended.region_level,
        successor.region_code as successor_code,
        successor.region_name as successor_name,
        coalesce(successor.valid_from between ended.valid_to - interval 1 year and ended.valid_to + 1, false) as is_new,
        list_has_any(list_append(ended.aliases, ended.region_name), list_append(successor.aliases, successor.region_name)) as bears_name,
        case when is_new then successor.valid_from else ended.valid_to + 1 end as changed_on
    from {{ ref('stg_regions') }} as ended
    inner join {{ ref('stg_regions') }} as successor
        on ended.successor_code = successor.region_code
        and successor.region_level <> 'zone'
        and coalesce(successor.valid_from <= ended.valid_to + 1, true)
        and coalesce(successor.valid_to > ended.valid_to, true)
),

counted as (
    select
        *,
        -- a zone that became a district lay inside the district that it came from
        count(*) filter (where region_level <> 'zone') over one_change as districts,
        count(*) over one_change as places
    from pairs
    window one_change as (partition by successor_code, successor_name, is_new)
)

select
    region_code,
    region_name,
    successor_code,
    successor_name,
    changed_on,
    is_new and (places = 1 or (districts = 1 and region_level <> 'zone')) as is_alone,
    is_alone or (is_new and bears_name) as is_whole
from counted
