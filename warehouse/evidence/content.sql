-- What evidence pages show, as temporary tables and views beside the `marts` of the file that is asked. `facts` is there already (content.py).
-- `documents.content` is a hash of all that a page shows, names of coded words included: equal hashes, equal pages.

create temp table disagreeing as
select distinct claim_id
from (select unnest([claim_id_a, claim_id_b]) as claim_id, preferred_claim_id from marts.fct_conflicts)
where claim_id <> preferred_claim_id;

-- The documents in which a fact of several stands, those first that support it, the newest first; of each the first claim of it, and only so many
-- of them. What they are called is looked up in `documents` when a page is made; `about` is a hash of it.
create temp table mentions as
with shared as (
    select fact_id from marts.fct_claims group by fact_id having min(document_id) <> max(document_id)
),

by_document as (
    select
        fact_id,
        document_id,
        min_by(claim_id, case when is_support then 0 else 1e12 end + char_start) as claim_id,
        bool_or(coalesce(is_support, false)) as is_support
    from marts.fct_claims
    semi join shared using (fact_id)
    group by fact_id, document_id
),

ranked as (
    select
        by_document.*,
        count(*) over (partition by fact_id) - 1 as other_documents,
        row_number() over (
            partition by fact_id order by is_support desc, documents.published_date desc nulls last, document_id
        ) as place,
        hash(documents.title, documents.file_name, documents.publisher, documents.published_date) as about
    from by_document
    inner join marts.dim_document as documents using (document_id)
)

select
    ranked.fact_id, ranked.document_id, ranked.claim_id, ranked.place, ranked.is_support, ranked.other_documents, ranked.about,
    claims.figure_zh, claims.figure_en,
    disagreeing.claim_id is not null as disagrees
from ranked
inner join marts.fct_claims as claims using (claim_id)
left join disagreeing on ranked.claim_id = disagreeing.claim_id
where ranked.place <= getvariable('listed_mentions');

create temp table elsewhere as
select fact_id, any_value(other_documents) as other_documents, sum(hash(mentions)::hugeint) as content from mentions group by fact_id;

create temp table corrected as
select claim_id, list({'field': field, 'was': value_then, 'is': value_now, 'who': who, 'why': why} order by line) as corrections
from marts.corrections
where state = 'applied' and claim_id is not null
group by claim_id;

-- A claim and what it supports, but for its mentions elsewhere, of which `elsewhere` is a hash.
create temp view claims as
select
    claims.document_id, claims.claim_id, claims.fact_id, claims.char_start, claims.char_end, claims.page, claims.sheet, claims.cell, claims.quote,
    claims.family, claims.metric, metrics.name_zh as metric_zh, metrics.name_en as metric_en, claims.subject,
    claims.figure_zh, claims.figure_en, claims.status, claims.period_start, claims.period_end, claims.period_text, claims.period_basis,
    claims.region_code, claims.region_name, claims.region_basis, claims.level, claims.action, claims.purpose,
    claims.facility_name, claims.named, claims.named_count, claims.list_check, claims.total_claim_id, claims.is_current, claims.is_support,
    claims.is_possible, claims.is_rejected, claims.confidence,
    corrected.corrections,
    case when facts.fact_id is not null then facts end as fact,
    disagreeing.claim_id is not null as disagrees,
    elsewhere.other_documents,
    elsewhere.content as elsewhere
from marts.fct_claims as claims
left join marts.dim_metric as metrics on claims.metric = metrics.metric
left join facts on claims.fact_id = facts.fact_id
left join elsewhere on claims.fact_id = elsewhere.fact_id
left join corrected on claims.claim_id = corrected.claim_id
left join disagreeing on claims.claim_id = disagreeing.claim_id;

create temp view projects as
select
    document_id, claim_id, facility_name, name_as_written, char_start, level, action, status, period_start, period_end, region_name
from marts.fct_facility_projects;

create temp table documents as
with claimed as (
    select document_id, count(*) as claim_count, sum(hash(claims)::hugeint) as content from claims group by document_id
),

placed as (
    select document_id, max_by(region_name, (claim_count, region_name)) as region_name
    from (select document_id, region_name, count(*) as claim_count from marts.fct_claims where region_name is not null group by all)
    group by document_id
),

named as (
    select document_id, sum(hash(projects)::hugeint) as content from projects group by document_id
),

words as (
    select sum(hash(dim_code)::hugeint) as content from marts.dim_code
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
    placed.region_name,
    md5(concat_ws('/', told::varchar, md5(texts.text), originals.file_name, claimed.content, named.content, words.content)) as content
from told
inner join marts.document_text as texts using (document_id)
cross join words
left join claimed using (document_id)
left join placed using (document_id)
left join named using (document_id)
left join marts.dim_document as originals on told.duplicate_of = originals.document_id
order by told.published_date desc nulls last, told.received_at desc, told.document_id;
