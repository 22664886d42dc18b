-- Schools whose identity the rules leave open, for people to look at; what they find goes into facility_aliases.csv. The schools stay apart until then.
with facilities as (
    select
        facilities.*,
        regions.region_level,
        regions.prefecture_name,
        -- 第一中学 and 第一高级中学 of one county are often one school
        regexp_replace(facilities.own_name, '(高级中学|初级中学|中学|学校)$', '') as stem,
        facilities.facility_name || '（' || coalesce(facilities.region_name, '?') || '）' as shown
    from {{ ref('dim_facility') }} as facilities
    left join {{ ref('stg_regions') }} as regions using (region_code, region_name)
),

doubts as (
    select a.facility_id, 'district_not_named' as reason, b.facility_id as candidate_id, b.shown as candidate
    from facilities as a
    inner join facilities as b
        on a.own_name = b.own_name and a.region_level = 'prefecture' and b.region_level in ('county', 'zone') and b.prefecture_name = a.region_name
    union all
    select a.facility_id, 'same_name_in_districts', b.facility_id, b.shown
    from facilities as a
    inner join facilities as b
        on a.own_name = b.own_name
        and a.prefecture_name = b.prefecture_name
        and a.facility_id <> b.facility_id
        and a.region_level in ('county', 'zone')
        and b.region_level in ('county', 'zone')
    union all
    select a.facility_id, 'similar_name', b.facility_id, b.shown
    from facilities as a
    inner join facilities as b
        on a.stem = b.stem
        and a.own_name <> b.own_name
        and a.stem not in ('', a.own_name)
        and b.stem <> b.own_name
        and a.region_code is not distinct from b.region_code
        and a.region_name is not distinct from b.region_name
    union all
    select facility_id, 'placed_in_districts', null, district_name
    from {{ ref('int_facility_districts') }}
    qualify count(*) over (partition by facility_id) > 1
    union all
    select facility_id, 'region_unknown', null, null from facilities where region_name is null
)

select
    facilities.facility_id,
    facilities.facility_name,
    facilities.region_code,
    facilities.region_name,
    doubts.reason,
    list_sort(list_distinct(list(doubts.candidate_id) filter (where doubts.candidate_id is not null))) as candidate_ids,
    list_sort(list_distinct(list(doubts.candidate) filter (where doubts.candidate is not null))) as candidates,
    any_value(facilities.mention_count) as mention_count,
    any_value(mentions.document_id) as document_id,
    any_value(mentions.char_start) as char_start,
    any_value(mentions.char_end) as char_end
from doubts
inner join facilities using (facility_id)
left join {{ ref('int_facility_places') }} as mentions using (facility_id)
group by all
