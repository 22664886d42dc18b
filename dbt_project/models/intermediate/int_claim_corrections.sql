-- Corrections of claims, judged one by one: does the claim exist, does it still say what the correction expected, and does another row of the list
-- say something else? Of several copies of a claim the one in the document that counts is shown.
with shown as (
    select *
    from {{ ref('int_correction_targets') }}
    qualify row_number() over (partition by line order by is_live desc, is_counted desc, claim_id) = 1
),

found as (
    select
        corrections.*,
        shown.claim_id as found_claim_id,
        shown.said,
        shown.place_count,
        shown.is_current,
        corrections.document not in (select file_name from {{ ref('int_documents') }}) as names_no_document,
        corrections.fault is null and shown.place_count = 1 and shown.is_live as is_live
    from {{ ref('stg_corrections') }} as corrections
    left join shown using (line)
    where corrections.about = 'claim'
),

compared as (
    {{ compare_corrections('found', 'found_claim_id') }}
)

select
    line,
    field,
    value,
    is_live,
    case when place_count = 1 then found_claim_id end as claim_id,
    said,
    unnest(case
        when fault is not null then {'state': 'invalid', 'detail': fault}
        when names_no_document
            then {
                'state': 'unmatched',
                'detail': 'no document is called ' || left(document, 80) || '; write file_name of marts.dim_document, or delete the row'
            }
        when place_count is null
            then {'state': 'unmatched', 'detail': 'no claim is there; look it up in marts.fct_claims, or delete the row'}
        when place_count > 1
            then {'state': 'unmatched', 'detail': 'means any of ' || place_count || ' claims; fill number, more of the quote, or claim_id alone'}
        when not is_current
            then {'state': 'stale', 'detail': 'the document has a newer version without it; look at that one, and write the row anew or delete it'}
        when not is_live and said is not distinct from value and field not in ('rejected', 'confirmed')
            then {'state': 'stale', 'detail': 'the claim says so by itself now; delete the row'}
        when not is_live
            then {'state': 'stale', 'detail': 'the claim now says ' || coalesce(said, 'nothing') || '; look again, and change expect or delete the row'}
        {{ what_other_corrections_say('field') }}
        when field = 'confirmed' or (field <> 'rejected' and value is not distinct from said)
            then {'state': 'confirmed', 'detail': null}
        else {'state': 'applied', 'detail': null}
    end)
from compared
