{{ config(materialized='incremental', pre_hook="{{ forget('document_id', ref('int_touched_retellings')) }}") }}
-- Claims that only repeat what a near-duplicate document has said in the same words: a release that five sites carry is one voice, not five.
-- Two documents are near-duplicates when one shares most of its claims' sentences with the other; the one published first is the voice.
-- The order of arrival plays no part.
with sentences as (
    select * from {{ ref('int_sentences') }}
),

documents as (
    select
        document_id,
        row_number() over (order by {{ order_of_publication() }}) as place_in_time,
        sentence_count
    from {{ ref('int_documents') }}
    inner join (select document_id, count(*) as sentence_count from sentences group by document_id) using (document_id)
),

-- What very many documents say alike is a set phrase and shows nothing about where they were copied from.
telling as (
    select sentences.*, documents.place_in_time, documents.sentence_count
    from sentences
    semi join (
        select wording
        from sentences
        {{ only_beside_touched('sentences', 'wording', 'document_id', 'int_touched_retellings') }}
        group by wording
        having count(*) between 2 and {{ var('near_duplicate_documents') }}
    ) as said_again using (wording)
    inner join documents using (document_id)
),

near_duplicates as (
    select later.place_in_time as later_place, earlier.place_in_time as earlier_place
    from {{ only_touched('telling', 'document_id', 'int_touched_retellings') }} as later
    inner join telling as earlier on later.wording = earlier.wording and earlier.place_in_time < later.place_in_time
    group by later_place, earlier_place
    having count(*) >= {{ var('near_duplicate_share') }} * any_value(least(later.sentence_count, earlier.sentence_count))
        and sum(later.wording_length) >= {{ var('near_duplicate_characters') }}
)

select
    later.claim_id,
    later.document_id,
    earlier.claim_id as repeated_claim_id,
    earlier.document_id as repeated_document_id
from near_duplicates
inner join telling as later on near_duplicates.later_place = later.place_in_time
inner join telling as earlier on near_duplicates.earlier_place = earlier.place_in_time and later.wording = earlier.wording
qualify row_number() over (partition by later.claim_id order by earlier.place_in_time) = 1
