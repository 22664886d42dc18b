{{ config(
    materialized='incremental',
    pre_hook=["{{ forget('document_id', ref('int_touched_documents')) }}", "{{ after(ref('int_touched_retellings')) }}"]
) }}
-- What counted documents say, each wording once a document, with the first claim that it makes there.
select document_id, wording, arg_min(claim_id, (char_start, claim_id)) as claim_id, any_value(wording_length) as wording_length
from {{ only_touched(ref('int_claims'), 'document_id', 'int_touched_documents') }}
where is_counted
group by document_id, wording
