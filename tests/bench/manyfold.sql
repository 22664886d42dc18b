-- The queries of manyfold.py: first the stories to retell and where they may be set, then the documents of one range.
-- Variables: seed; cells; reader, extractor (versions); first, count (the documents to make).

create macro chance(salt, a, b) as hash(getvariable('seed'), salt, a, b) / 18446744073709551616.0;
-- A school of one name in another district is another school.
create macro facility_in(facility, code, name) as case when facility is not null then md5(concat(facility, code, name))[1:16] end;
create macro pick(salt, a, b, n) as (hash(getvariable('seed'), salt, a, b) % n)::bigint;

-- Where stories may be set: two in three in Henan.
create table places as
with listed as (
    select region_code, region_name, province_name = '河南省' as in_henan
    from regions
    where region_level in ('prefecture', 'county', 'zone') and coalesce(valid_to, '') = ''
),
wanted as (
    select *, unnest(range(case when in_henan then 35 else 1 end)) from listed
)
select region_code, region_name, row_number() over (order by region_code, region_name) - 1 as place from wanted;

create table stories as
select article_id as story_id, document_id, title, region_name as about, row_number() over (order by article_id) - 1 as story
from told_articles as articles
where exists (select 1 from told_claims where told_claims.article_id = articles.article_id);

create table story_claims as
with grouped as (
    select
        claims.*, stories.story, stories.about,
        row_number() over (partition by stories.story order by claims.char_start, claims.claim_id) as place_in_story,
        coalesce(claims.total_claim_id, claims.claim_id) as total_group,
        max(year(claims.period_end)) over (partition by stories.story) as told_year
    from told_claims as claims
    inner join stories on claims.article_id = stories.story_id
)
select *, total_claim_id is not null or count(total_claim_id) over (partition by story, total_group) > 0 as is_whole_or_part from grouped;

create table story_projects as
select projects.*, stories.story, stories.about, claims.place_in_story
from told_projects as projects
inner join stories on projects.article_id = stories.story_id
left join story_claims as claims on projects.claim_id = claims.claim_id;

create table measure_words as
from (values ('school', '所'), ('project', '个项目'), ('m2', '平方米'), ('seat', '个学位'), ('person', '名'), ('person_time', '人次'), ('class', '个班'),
    ('percent', '%'), ('percentage_point', '个百分点'), ('CNY', '元')) as words(unit, word);

-- As variables, for a join on a subquery's count would compare everything with everything.
set variable stories = (select count(*) from stories);
set variable places = (select count(*) from places);

-- Made anew for each range of documents.

create or replace temp table asked as
select
    number,
    -- One in forty repeats the document before it word for word, one in forty is a new version of it.
    case when number > 0 and chance('copy', number, 0) < 0.025 then number - 1 else number end as content,
    case when number > 0 and chance('version', number, 0) < 0.025 then number - 1 else number end as named
from (select unnest(range(getvariable('first'), getvariable('first') + getvariable('count'))) as number);

-- The stories of each document: a cell is one story in one district and year.
create or replace temp table told as
with sections as (
    select number, content, unnest(range(1, 2 + pick('stories', content, 0, 11))) as ordinal from asked
),
drawn as (
    -- Some cells are told far more often than others.
    select *, (getvariable('cells') * pow(chance('cell', content, ordinal), 1.5))::bigint as cell from sections
),
told_once as (
    select * from drawn qualify row_number() over (partition by number, cell order by ordinal) = 1
)
select
    told_once.*,
    stories.story,
    stories.title,
    places.region_code,
    places.region_name,
    2008 + pick('year', cell, 0, 18) as year,
    chance('plan', content, ordinal) < 0.2 as is_plan,
    make_date(2009 + pick('year', cell, 0, 18), 1 + pick('month', content, 0, 9), 1 + pick('day', content, 0, 28)) as told_on
from told_once
inner join stories on stories.story = pick('story', cell, 0, getvariable('stories'))
inner join places on places.place = pick('place', cell, 0, getvariable('places'));

create or replace temp table figures as
with stated as (
    select
        told.number, told.content, told.ordinal, told.cell, told.year, told.region_code as story_code, told.region_name as story_name, told.is_plan, claims.* exclude (document_id, article_id, char_start, char_end, quote, extractor_version),
        case
            when claims.is_whole_or_part then 1 + pick('factor', told.cell, claims.total_group, 4)
            else 0.4 + 2 * chance('factor', told.cell, claims.place_in_story)
        end
        * case when chance('wrong', told.content, told.ordinal * 1000 + claims.place_in_story) < 0.04 then 1.2 else 1 end as factor,
        chance('rounded', told.content, told.ordinal * 1000 + claims.place_in_story) < 0.05
            and not claims.is_whole_or_part and claims.value_max is not null and claims.value_min >= 1000 as is_rounded
    from told
    inner join story_claims as claims using (story)
),
valued as (
    select
        * exclude (value_min, value_max, is_approximate),
        case
            when unit in ('percent', 'percentage_point') then round(least(value_min * factor, greatest(value_min, 99.9)), 1)
            when is_rounded or (is_approximate and value_max is null)
                then greatest(1, floor(value_min * factor / pow(10, floor(log10(greatest(value_min * factor, 1)))))) * pow(10, floor(log10(greatest(value_min * factor, 1))))
            when value_min * factor >= 1000000 then round(value_min * factor / 10000) * 10000
            when value_min = floor(value_min) then greatest(1, round(value_min * factor))
            else round(value_min * factor, 2)
        end as low,
        is_approximate or is_rounded as is_approximate,
        value_min is null as has_no_low,
        value_max is null or is_rounded as has_no_high,
        value_max, value_min
    from stated
),
bounded as (
    select
        * exclude (low, value_min, value_max),
        case when has_no_low then null else low end as value_min,
        case when has_no_low then value_max when has_no_high then null when value_max > value_min then low + (value_max - value_min) else low end as value_max
    from valued
),
worded as (
    select
        *,
        coalesce(value_min, value_max) as shown,
        unit = 'CNY' and coalesce(value_min, value_max) >= 1000000 and coalesce(value_min, value_max) % 10000 = 0 as in_wan
    from bounded
)
select
    worded.*,
    concat(
        case when has_no_low then '不超过' when is_approximate and not has_no_high then '约' end,
        rtrim(rtrim(format('{:.2f}', case when in_wan then shown / 10000 else shown end), '0'), '.'),
        case when value_max > value_min then '-' || rtrim(rtrim(format('{:.2f}', value_max), '0'), '.') end,
        case when has_no_high and is_approximate then '余' end,
        case when in_wan then '万' end,
        coalesce(words.word, '项'),
        case when has_no_high and not is_approximate then '以上' end
    ) as amount,
    case when about is null or worded.region_name = about then story_code else other.region_code end as set_code,
    case when about is null or worded.region_name = about then story_name else other.region_name end as set_name
from worded
left join measure_words as words using (unit)
left join places as other on other.place = pick('other', cell, worded.region_name, (select count(*) from places));

-- The sentence of each claim, and where it stands in the document.
create or replace temp table written as
with sentences as (
    select
        *,
        set_name || year || '年' || coalesce(nullif(regexp_replace(subject, '[0-9\s]', '', 'g'), ''), '教育事业') as lead,
        lead || amount as sentence,
        row_number() over (partition by number order by ordinal, place_in_story) as line
    from figures
)
select
    *,
    coalesce(sum(length(sentence) + 2) over (partition by number order by line rows between unbounded preceding and 1 preceding), 0)::bigint as line_start,
    md5(number || '-' || getvariable('seed'))[1:16] as document_id
from sentences;

create or replace temp table made_claims as
with spans as (
    select *, line_start + length(lead) as char_start, line_start + length(sentence) as char_end, document_id || '-a' || ordinal as set_article from written
)
select
    spans.number, spans.document_id || '-' || spans.char_start as claim_id, spans.document_id, spans.set_article as article_id,
    spans.char_start, spans.char_end, spans.page, spans.sheet, spans.cell, spans.sentence as quote,
    spans.family, spans.metric, spans.subject, spans.value_min, spans.value_max, spans.unit, spans.per, spans.is_approximate,
    case when spans.is_plan and spans.status = 'actual' then 'target' else spans.status end as status,
    (spans.period_start + to_years((spans.year - spans.told_year)::integer))::date as period_start,
    (spans.period_end + to_years((spans.year - spans.told_year)::integer))::date as period_end,
    spans.period_text, spans.period_basis, spans.set_code as region_code, spans.set_name as region_name, spans.region_basis, spans.level,
    spans.action, spans.purpose, facility_in(spans.facility_id, spans.set_code, spans.set_name) as facility_id, spans.facility_name, spans.named, spans.named_count, spans.list_check,
    total.document_id || '-' || total.char_start as total_claim_id,
    spans.confidence, spans.rules, getvariable('extractor') as extractor_version
from spans
left join spans as total on spans.number = total.number and spans.ordinal = total.ordinal and spans.total_claim_id = total.claim_id;

create or replace temp table made_documents as
with texts as (
    select number, document_id, string_agg(sentence, E'。\n' order by line) || E'。\n' as text from written group by all
)
select
    asked.number, texts.document_id, md5(asked.named || '-key-' || getvariable('seed'))[1:16] as document_key,
    'document_' || asked.named || '.txt' as file_name, 'inbox' as source_id, 'manyfold/document_' || asked.named || '.txt' as origin, null as url,
    'text/plain' as media_type, sha256(texts.text) as sha256, strlen(texts.text) as byte_count,
    timezone('UTC', timestamp '2026-01-01 00:00:00' + to_seconds(asked.number)) as received_at, received_at as last_received_at,
    first_story.region_name || first_story.year || '年教育工作' as title,
    first_story.region_name || case when chance('paper', asked.content, 0) < 0.5 then '教育局' else '日报' end as publisher,
    null as home_region, first_story.told_on as published_date, 'text' as published_date_basis, 'utf-8' as encoding, length(texts.text) as char_count, texts.text,
    sha256(texts.text) as text_sha256, [{'char_start': 0::bigint, 'char_end': length(texts.text)}] as body,
    []::struct(char_start bigint, char_end bigint)[] as pages,
    []::struct("table" bigint, "row" bigint, "column" bigint, char_start bigint, char_end bigint, "rows" bigint, "columns" bigint, sheet varchar, cell varchar)[]
        as cells, null as signature, getvariable('reader') as reader_version
from asked
inner join texts using (number)
inner join told as first_story on asked.number = first_story.number and first_story.ordinal = 1;

create or replace temp table made_articles as
select
    told.number, any_value(written.document_id) || '-a' || told.ordinal as article_id, any_value(written.document_id) as document_id,
    told.ordinal, min(line_start) as char_start, max(line_start + length(sentence)) as char_end,
    any_value(told.region_name || coalesce(told.title, '')) as title, any_value(told.told_on) as article_date, 'text' as article_date_basis,
    any_value(told.region_code) as region_code, any_value(told.region_name) as region_name, getvariable('extractor') as extractor_version
from told
inner join written on told.number = written.number and told.ordinal = written.ordinal
group by told.number, told.ordinal;

create or replace temp table made_facility_projects as
with lines as (select number, ordinal, min(document_id) as document_id, min(line_start) as char_start from written group by all)
select
    told.number, lines.document_id, lines.document_id || '-a' || told.ordinal as article_id,
    claims.document_id || '-' || (claims.line_start + length(claims.lead)) as claim_id,
    facility_in(projects.facility_id, told.region_code, told.region_name) as facility_id,
    projects.facility_name, projects.name_as_written, lines.char_start, lines.char_start + length(projects.name_as_written) as char_end,
    projects.level, projects.action, projects.status,
    make_date(told.year, 1, 1) as period_start, make_date(told.year, 12, 31) as period_end,
    told.region_code, told.region_name, getvariable('extractor') as extractor_version
from told
inner join story_projects as projects using (story)
inner join lines on told.number = lines.number and told.ordinal = lines.ordinal
left join written as claims
    on told.number = claims.number and told.ordinal = claims.ordinal and projects.place_in_story = claims.place_in_story;

create or replace temp table made_facility_successions as
with ends as (
    select *, row_number() over (partition by number order by char_start, facility_id) as nth from made_facility_projects where facility_id is not null
)
select
    number, document_id, article_id, 'renamed' as kind, facility_id as predecessor_id, facility_name as predecessor_name,
    facility_in(facility_id, 'renamed', '') as successor_id, facility_name || '新校' as successor_name, status, period_start, period_end,
    region_code, region_name, char_start, char_end, name_as_written as quote, extractor_version
from ends
where nth = 1 and number % 20 = 0;

create or replace temp table made_facility_mentions as
with named as (
    select number, document_id, article_id, facility_id, facility_name, name_as_written, char_start, char_end, level, region_code, region_name, extractor_version
    from made_facility_projects
    union all
    select number, document_id, article_id, successor_id, successor_name, successor_name, char_start, char_end, null, region_code, region_name, extractor_version
    from made_facility_successions
)
select
    *, facility_name as own_name, region_code as facility_region_code, region_name as facility_region_name, null as school_id, null as school_name
from named;

create or replace temp table made_rejections as
select asked.number, documents.document_id, rejected.reason, rejected.number_count, getvariable('extractor') as extractor_version
from asked
inner join made_documents as documents using (number)
inner join (select reason, max(number_count) as number_count, row_number() over (order by reason) as nth from told_rejections group by reason) as rejected
    on (rejected.nth + asked.content) % 3 = 0;
