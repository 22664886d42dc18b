-- Every fact that readers see is stated by a claim, every claim points to a fact that readers see, and no fact stands in two tables.
with facts as (
    select fact_id from {{ ref('fct_facilities') }}
    union all
    select fact_id from {{ ref('fct_funding') }}
    union all
    select fact_id from {{ ref('fct_enrolment_capacity') }}
    union all
    select fact_id from {{ ref('fct_indicators') }}
),

claimed as (
    select fact_id, bool_or(is_support) as is_supported
    from {{ ref('fct_claims') }}
    where fact_id is not null
    group by fact_id
)

select
    coalesce(facts.fact_id, claimed.fact_id) as fact_id,
    count(facts.fact_id) as rows_in_fact_tables,
    bool_or(claimed.is_supported) as is_supported
from facts
full outer join claimed using (fact_id)
group by 1
having count(facts.fact_id) <> 1 or not coalesce(bool_or(claimed.is_supported), false)
