-- Documents of which a build that continues another finds out anew what they only repeat: touched ones, and those that share with them a wording that is
-- no set phrase now, or was none before. In a build from nothing all are, and none is listed.
with kept_sentences as (
    select *
    from {{ rows_kept(['document_id', 'wording'], 'int_sentences') }}
    where document_id not in (select document_id from {{ ref('int_touched_documents') }})
),

wordings as (
    select wording from {{ ref('int_claims') }} where is_counted and document_id in (select document_id from {{ ref('int_touched_documents') }})
    union
    select wording
    from {{ rows_kept(['document_id', 'wording'], 'int_sentences') }}
    where document_id in (select document_id from {{ ref('int_touched_documents') }})
),

telling as (
    select wording
    from kept_sentences
    semi join wordings using (wording)
    group by wording
    having count(*) <= {{ var('near_duplicate_documents') }}
),

touched as (
    select document_id from {{ ref('int_touched_documents') }}
    union
    select document_id from kept_sentences semi join telling using (wording)
)

select document_id from touched where {{ continues('int_sentences') }}
