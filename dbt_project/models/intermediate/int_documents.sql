-- Which documents count. Of several versions of a document the one received last speaks; of several documents with the
-- very same text (re-encoded, or published again under another name) the one received first does.
with versions as (
    select
        * exclude (text),
        row_number() over (partition by document_key order by last_received_at desc, received_at desc, document_id) = 1 as is_current
    from {{ ref('stg_documents') }}
),

originals as (
    select document_id as original_id, text_sha256
    from versions
    where is_current
    qualify row_number() over (partition by text_sha256 order by received_at, document_id) = 1
)

select
    versions.*,
    case when versions.is_current and originals.original_id <> versions.document_id then originals.original_id end as duplicate_of,
    versions.is_current and originals.original_id is not distinct from versions.document_id as is_counted,
    coalesce(regexp_matches(versions.publisher, '{{ var("official_publisher_pattern") }}'), false)
    or coalesce(regexp_matches(versions.url, '{{ var("official_url_pattern") }}'), false) as is_official
from versions
left join originals using (text_sha256)
