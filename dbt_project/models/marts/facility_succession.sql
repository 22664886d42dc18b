-- Which school took another's place, and which closed: one row per pair and way, resting on the newest document that says so.
with told as (
    select
        successions.*,
        {{ stated_on() }} as stated_on,
        count(distinct successions.document_id) over pair as document_count
    from {{ ref('stg_facility_successions') }} as successions
    inner join {{ ref('int_documents') }} as documents using (document_id)
    left join {{ ref('stg_articles') }} as articles using (article_id)
    where documents.is_counted
    window pair as (partition by successions.predecessor_id, successions.successor_id, successions.kind, successions.status)
    qualify row_number() over (
        pair order by {{ stated_on() }} desc nulls last, successions.document_id, successions.char_start
    ) = 1
)

select
    told.predecessor_id,
    predecessors.facility_name as predecessor_name,
    told.successor_id,
    successors.facility_name as successor_name,
    told.kind,
    told.status,
    told.period_start,
    told.period_end,
    year(told.period_end)::integer as year,
    told.region_code,
    told.region_name,
    told.document_id,
    told.char_start,
    told.char_end,
    told.quote,
    told.stated_on,
    told.document_count
from told
left join {{ ref('dim_facility') }} as predecessors on told.predecessor_id = predecessors.facility_id
left join {{ ref('dim_facility') }} as successors on told.successor_id = successors.facility_id
