-- All that claims and articles take from elsewhere than themselves, as one number a document: where it differs from that of the build that is continued, what
-- the document states is worked out anew. Documents that are gone stand here once more, without a state.
{% set continued = continues('int_document_states') -%}
with corrections as (
    select claims.document_id, bit_xor(hash(judged)) as corrected
    from {{ ref('int_claim_corrections') }} as judged
    inner join {{ ref('stg_claims') }} as claims using (claim_id)
    group by claims.document_id
),

corrected_values as (
    select claims.document_id, bit_xor(hash(judged)) as corrected
    from {{ ref('int_corrected_values') }} as judged
    inner join {{ ref('stg_claims') }} as claims using (claim_id)
    group by claims.document_id
),

states as (
    select documents.document_id, hash(documents, extractions.batch, corrections.corrected, corrected_values.corrected) as state
    from {{ ref('int_documents') }} as documents
    left join {{ ref('stg_extractions') }} as extractions using (document_id)
    left join corrections using (document_id)
    left join corrected_values using (document_id)
)

{% if continued -%}
select coalesce(states.document_id, kept.document_id) as document_id, states.state, states.state is distinct from kept.state as is_touched
from states
full outer join {{ this }} as kept on states.document_id = kept.document_id
where states.state is not null or kept.state is not null
{%- else -%}
select document_id, state, true as is_touched
from states
{%- endif %}
