-- Texts that were published again nearly word for word, each with the text that was published first. The order of arrival plays no part.
-- Two texts are near-duplicates when their bodies share most of their runs of characters (as their signatures estimate) and the later one states no figure
-- that the earlier one lacks: next month's report, and a correction, say nearly the same words of other figures and are no copies.
{% set places, width = var('signature_places'), var('signature_band') -%}
with recursive texts as (
    -- each text once, as it was first published by a current version of a document, in order of time
    select
        text_sha256, document_id, published_date, signature,
        row_number() over (order by {{ order_of_publication() }}) as place_in_time
    from (
        select text_sha256, document_id, document_key, published_date, signature
        from {{ ref('stg_documents') }}
        qualify {{ is_current_version() }}
    )
    where signature is not null
    qualify row_number() over (partition by text_sha256 order by {{ order_of_publication() }}) = 1
),

bands as (
    -- texts that agree in all places of one band of their signatures are looked at
    select
        texts.place_in_time,
        hash(band.number, list_slice(texts.signature, {{ width }} * band.number + 1, {{ width }} * (band.number + 1))) as bucket
    from texts
    cross join range({{ places // width }}) as band (number)
),

-- each text beside the first of its bucket and those right before it, so that ten thousand copies are not ten thousand times as many pairs
candidates as (
    select distinct place_in_time, unnest(earlier) as earlier_place
    from (
        select
            place_in_time,
            [
                first_value(place_in_time) over bucket
                {%- for step in range(1, var('near_duplicate_neighbours') + 1) %}, lag(place_in_time, {{ step }}) over bucket{% endfor %}
            ] as earlier
        from bands
        semi join (select bucket from bands group by bucket having count(*) > 1) as shared using (bucket)
        window bucket as (partition by bucket order by place_in_time)
    )
),

alike as (
    select
        later.text_sha256, earlier.text_sha256 as earlier_sha256, candidates.earlier_place as place_in_time,
        later.document_id, earlier.document_id as earlier_document_id,
        -- another headline may have a rule take a plan for a result; months later the same words with 已 are one
        coalesce(later.published_date - earlier.published_date <= {{ var('near_duplicate_days') }}, false) as is_of_one_time,
        len(list_filter(list_zip(later.signature::uinteger[], earlier.signature::uinteger[]), lambda pair: pair[1] = pair[2])) / {{ places }} as similarity
    from candidates
    inner join texts as later on candidates.place_in_time = later.place_in_time
    inner join texts as earlier on candidates.earlier_place = earlier.place_in_time
    where candidates.earlier_place < candidates.place_in_time and similarity >= {{ var('near_duplicate_text_share') }}
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

-- figures that the later text alone has (an anti join on more than equalities would compare every pair of figures)
its_own as (
    select distinct text_sha256, earlier_sha256
    from (
        select
            alike.text_sha256, alike.earlier_sha256, figures.figure, figures.status,
            coalesce(bool_or(figures.status = told.status or (alike.is_of_one_time and told.figure is not null)), false) as is_told
        from alike
        inner join figures on alike.document_id = figures.document_id
        left join figures as told on alike.earlier_document_id = told.document_id and figures.figure = told.figure
        group by all
    )
    where not is_told
),

nearest as materialized (
    select alike.text_sha256, alike.earlier_sha256, alike.similarity
    from alike
    anti join its_own on alike.text_sha256 = its_own.text_sha256 and alike.earlier_sha256 = its_own.earlier_sha256
    qualify row_number() over (partition by alike.text_sha256 order by alike.place_in_time) = 1
),

-- a copy of a copy is one of the original: from the originals on, to their copies and those of these
traced as (
    select nearest.text_sha256, nearest.earlier_sha256 as original_sha256, nearest.similarity
    from nearest
    anti join nearest as copies on nearest.earlier_sha256 = copies.text_sha256
    union all
    select nearest.text_sha256, traced.original_sha256, nearest.similarity
    from traced
    inner join nearest on traced.text_sha256 = nearest.earlier_sha256
)

select text_sha256, original_sha256, similarity
from traced
