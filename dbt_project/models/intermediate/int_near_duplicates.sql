-- Texts that were published again nearly word for word, each with the text that was published first. The order of arrival plays no part.
-- Two texts are near-duplicates when their bodies share most of their runs of characters (as their signatures estimate) and the later one states no figure
-- that the earlier one lacks: next month's report, and a correction, say nearly the same words of other figures and are no copies.
with texts as (
    -- each text once, as it was first published by a current version of a document
    select text_sha256, document_id, published_date, signature, (coalesce(published_date, date '9999-12-31'), document_key, document_id) as place_in_time
    from (
        select * from {{ ref('stg_documents') }}
        qualify row_number() over (partition by document_key order by last_received_at desc, received_at desc, document_id) = 1
    )
    where signature is not null
    qualify row_number() over (partition by text_sha256 order by place_in_time) = 1
),

bands as (
    -- texts that agree in all places of one band of their signatures are looked at; in order of time within the band
    select
        texts.text_sha256,
        band.number as band,
        hash(list_slice(texts.signature, {{ var('signature_band') }} * band.number + 1, {{ var('signature_band') }} * (band.number + 1))) as bucket,
        row_number() over (partition by band, bucket order by texts.place_in_time) as position
    from texts
    cross join range({{ 128 // var('signature_band') }}) as band (number)
),

-- each text beside the first of its bucket and those right before it, so that ten thousand copies are not ten thousand times as many pairs
candidates as (
    select distinct later.text_sha256, earlier.text_sha256 as earlier_sha256
    from bands as later
    inner join bands as earlier
        on later.band = earlier.band and later.bucket = earlier.bucket
        and earlier.position between later.position - {{ var('near_duplicate_neighbours') }} and later.position - 1
    union
    select later.text_sha256, earlier.text_sha256
    from bands as later
    inner join bands as earlier on later.band = earlier.band and later.bucket = earlier.bucket and earlier.position = 1 and later.position > 1
),

alike as (
    select
        candidates.text_sha256, candidates.earlier_sha256, earlier.place_in_time, later.document_id, earlier.document_id as earlier_document_id,
        -- another headline may have a rule take a plan for a result; months later the same words with 已 are one
        coalesce(later.published_date - earlier.published_date <= {{ var('near_duplicate_days') }}, false) as is_of_one_time,
        list_sum(list_transform(range(1, 129), lambda place: (later.signature[place] = earlier.signature[place])::int)) / 128 as similarity
    from candidates
    inner join texts as later using (text_sha256)
    inner join texts as earlier on candidates.earlier_sha256 = earlier.text_sha256
    where similarity >= {{ var('near_duplicate_text_share') }}
),

figures as (
    select distinct
        document_id,
        hash(
            metric, value_min, value_max, unit, level, region_name,
            case when period_basis = 'explicit' then (period_start, period_end) end
        ) as figure,
        status
    from {{ ref('stg_claims') }}
    where document_id in (select document_id from alike union all select earlier_document_id from alike)
),

-- figures that the later text alone has
its_own as (
    select distinct alike.text_sha256, alike.earlier_sha256
    from alike
    inner join figures on alike.document_id = figures.document_id
    anti join figures as told
        on alike.earlier_document_id = told.document_id and figures.figure = told.figure and (figures.status = told.status or alike.is_of_one_time)
),

nearest as (
    select alike.text_sha256, alike.earlier_sha256, alike.similarity
    from alike
    anti join its_own on alike.text_sha256 = its_own.text_sha256 and alike.earlier_sha256 = its_own.earlier_sha256
    qualify row_number() over (partition by alike.text_sha256 order by alike.place_in_time) = 1
)

-- a copy of a copy is one of the original
select nearest.text_sha256, coalesce(third.earlier_sha256, second.earlier_sha256, nearest.earlier_sha256) as original_sha256, nearest.similarity
from nearest
left join nearest as second on nearest.earlier_sha256 = second.text_sha256
left join nearest as third on second.earlier_sha256 = third.text_sha256
