-- Columns of figures in which a build that continues another looks for parts anew: those of touched facts, then and now.
select column_id from {{ ref('int_touched_facts') }} where column_id is not null
union
select column_id from {{ ref('int_facts') }} where fact_id in (select fact_id from {{ ref('int_touched_facts') }})
