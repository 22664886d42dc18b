-- All that claims and articles take from elsewhere than themselves, as one number a document: where it differs from that of the build that is continued, what
-- the document states is worked out anew. Documents that are gone stand here once more, without a state.
with {% for corrections in ['int_claim_corrections', 'int_corrected_values'] -%}
{{ corrections }} as (
    select claims.document_id, bit_xor(hash(judged)) as corrected
    from {{ ref(corrections) }} as judged
    inner join {{ ref('stg_claims') }} as claims using (claim_id)
    group by claims.document_id
),

{% endfor -%}
states as (
    select documents.document_id, hash(documents, extractions.batch, int_claim_corrections.corrected, int_corrected_values.corrected) as state
    from {{ ref('int_documents') }} as documents
    left join {{ ref('stg_extractions') }} as extractions using (document_id)
    left join int_claim_corrections using (document_id)
    left join int_corrected_values using (document_id)
)

{{ against_kept('states', 'state', 'is_touched') }}
