-- Which documents count. Of several versions of a document the one received last speaks; of several documents with the very same text (re-encoded, or
-- published again under another name) or with nearly the same one (int_near_duplicates) the one published first does, whichever arrived first.
with versions as (
    select
        * exclude (signature),
        {{ is_current_version() }} as is_current
    from {{ ref('stg_documents') }}
),

originals as (
    select document_id as original_id, text_sha256
    from versions
    where is_current
    qualify row_number() over (partition by text_sha256 order by {{ order_of_publication() }}) = 1
)

select
    versions.*,
    case
        when not versions.is_current then null
        when originals.original_id <> versions.document_id then originals.original_id
        else firsts.original_id
    end as duplicate_of,
    case
        when duplicate_of is null then null
        when originals.original_id <> versions.document_id then 'same_text'
        else 'near_duplicate'
    end as duplicate_kind,
    versions.is_current and duplicate_of is null as is_counted,
    coalesce(regexp_matches(versions.publisher, '{{ var("official_publisher_pattern") }}'), false)
    or coalesce(regexp_matches(versions.url, '{{ var("official_url_pattern") }}'), false) as is_official
from versions
left join originals using (text_sha256)
left join {{ ref('int_near_duplicates') }} as near_duplicates using (text_sha256)
left join originals as firsts on near_duplicates.original_sha256 = firsts.text_sha256
