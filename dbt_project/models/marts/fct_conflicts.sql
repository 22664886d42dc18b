{{ config(materialized='incremental', pre_hook="{{ forget('fact_id', ref('int_touched_facts')) }}") }}
-- Real disagreements: a mention against the one whose figure the fact shows. Both claims are kept; which is preferred, and by which rule, is said.
select
    agreement.fact_id,
    least(agreement.speaking_claim_id, agreement.claim_id) as claim_id_a,
    greatest(agreement.speaking_claim_id, agreement.claim_id) as claim_id_b,
    case when agreement.document_id = agreement.speaking_document_id then 'one_document_states_both' else 'documents_differ' end as reason,
    agreement.speaking_claim_id as preferred_claim_id,
    agreement.preference_rule,
    {{ plotted_value('preferred.value_min', 'preferred.value_max') }} as preferred_value,
    {{ plotted_value('other.value_min', 'other.value_max') }} as other_value
from {{ only_touched(ref('int_agreement'), 'fact_id', 'int_touched_facts') }} as agreement
inner join {{ ref('int_claims') }} as preferred on agreement.speaking_claim_id = preferred.claim_id
inner join {{ ref('int_claims') }} as other on agreement.claim_id = other.claim_id
where not agreement.agrees
