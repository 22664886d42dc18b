-- A fact is marked as conflicting exactly when its disagreement is listed.
select facts.fact_id, facts.is_conflicting, count(conflicts.fact_id) as listed_conflicts
from {{ ref('int_facts') }} as facts
left join {{ ref('fct_conflicts') }} as conflicts using (fact_id)
group by facts.fact_id, facts.is_conflicting
having facts.is_conflicting <> (count(conflicts.fact_id) > 0)
