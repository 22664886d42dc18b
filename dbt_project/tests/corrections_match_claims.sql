-- What differs from its document does so because the list says so, and shows what the list says: no other fault can pass for a correction.
select claims.claim_id, corrections.line, corrections.field, corrections.value_now
from {{ ref('fct_claims') }} as claims
full outer join (
    select *
    from {{ ref('corrections') }}
    where about = 'claim' and state = 'applied' and field <> 'rejected'
) as corrections using (claim_id)
where claims.is_counted is not false
    and (
        coalesce(claims.is_corrected, false) <> (corrections.line is not null)
        or (corrections.line is not null and {{ said_by_claim('corrections.field', 'claims') }} is distinct from corrections.value_now)
    )
