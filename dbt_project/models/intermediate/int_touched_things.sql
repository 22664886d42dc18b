-- Things whose targets a build that continues another judges anew: those of touched facts, then and now.
select thing_id from {{ ref('int_touched_facts') }} where thing_id is not null
union
select thing_id from {{ ref('int_facts') }} where fact_id in (select fact_id from {{ ref('int_touched_facts') }})
