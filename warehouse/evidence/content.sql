-- What evidence pages show, as temporary tables beside the `marts` of the file that is asked. `facts` is there already (content.py).
-- `documents.content` is a hash of all that a page shows: equal hashes, equal pages.

create temp table disagreeing as
select fact_id, unnest([claim_id_a, claim_id_b]) as claim_id, preferred_claim_id from marts.fct_conflicts;
delete from disagreeing where claim_id = preferred_claim_id;

create temp table mentions as
with by_document as (
    select fact_id, document_id, min_by(claims, (not coalesce(is_support, false), char_start, claim_id)) as claim
    from marts.fct_claims as claims
    where fact_id is not null
    group by fact_id, document_id
    qualify count(*) over (partition by fact_id) > 1
)
select
    by_document.fact_id,
    count(*) - 1 as other_documents,
    list(
        {
            'document_id': by_document.document_id,
            'claim_id': claim.claim_id,
            'title': coalesce(documents.title, documents.file_name),
            'publisher': documents.publisher,
            'published_date': documents.published_date,
            'low': claim.value_min,
            'high': claim.value_max,
            'is_approximate': claim.is_approximate,
            'unit': claim.unit,
            'per': claim.per,
            'is_support': claim.is_support,
            'disagrees': disagreeing.claim_id is not null
        }
        order by not coalesce(claim.is_support, false), documents.published_date desc nulls last, by_document.document_id
    )[:getvariable('listed_mentions')] as listed
from by_document
inner join marts.dim_document as documents using (document_id)
left join (select distinct claim_id from disagreeing) as disagreeing on claim.claim_id = disagreeing.claim_id
group by by_document.fact_id;

create temp table corrected as
select claim_id, list({'field': field, 'was': value_then, 'is': value_now, 'who': who, 'why': why} order by line) as corrections
from marts.corrections
where state = 'applied' and claim_id is not null
group by claim_id;

create temp table claims as
select
    claims.document_id, claims.claim_id, claims.fact_id, claims.char_start, claims.char_end, claims.page, claims.sheet, claims.cell, claims.quote,
    claims.family, claims.metric, metrics.name_zh as metric_zh, metrics.name_en as metric_en, claims.subject, claims.value_min, claims.value_max,
    claims.unit, claims.per, claims.is_approximate, claims.status, claims.period_start, claims.period_end, claims.period_text,
    claims.period_basis, claims.region_code, claims.region_name, claims.region_basis, claims.level, claims.action, claims.purpose,
    claims.facility_name, claims.named, claims.named_count, claims.list_check, claims.total_claim_id, claims.is_current, claims.is_support,
    claims.is_possible, claims.is_rejected, claims.confidence,
    corrected.corrections,
    case when facts.fact_id is not null then facts end as fact,
    disagreeing.claim_id is not null as disagrees,
    mentions.other_documents, mentions.listed as mentions
from marts.fct_claims as claims
left join marts.dim_metric as metrics on claims.metric = metrics.metric
left join facts on claims.fact_id = facts.fact_id
left join mentions on claims.fact_id = mentions.fact_id
left join corrected on claims.claim_id = corrected.claim_id
left join (select distinct claim_id from disagreeing) as disagreeing on claims.claim_id = disagreeing.claim_id
order by claims.document_id, claims.char_start, claims.claim_id;

create temp table projects as
select
    document_id, claim_id, facility_name, name_as_written, char_start, level, action, status, period_start, period_end, region_name
from marts.fct_facility_projects
order by document_id, char_start, facility_name;

create temp table documents as
with claimed as (
    select
        document_id,
        count(*) as claim_count,
        mode(region_name order by region_name) as region_name,
        md5(string_agg(md5(claims::varchar), '' order by char_start, claim_id)) as content
    from claims
    group by document_id
),

named as (
    select document_id, md5(string_agg(md5(projects::varchar), '' order by char_start, facility_name)) as content
    from projects
    group by document_id
),

told as (
    select
        document_id, file_name, title, publisher, published_date, published_date_basis, url, media_type, received_at, char_count, duplicate_of,
        duplicate_kind, is_current
    from marts.dim_document
)

select
    told.*,
    originals.file_name as original_name,
    coalesce(claimed.claim_count, 0) as claim_count,
    claimed.region_name,
    md5(concat_ws('/', told::varchar, md5(texts.text), originals.file_name, claimed.content, named.content)) as content
from told
inner join marts.document_text as texts using (document_id)
left join claimed using (document_id)
left join named using (document_id)
left join marts.dim_document as originals on told.duplicate_of = originals.document_id
order by told.published_date desc nulls last, told.received_at desc, told.document_id;
