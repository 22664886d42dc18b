{{ config(materialized='incremental', pre_hook="{{ forget('fact_id', ref('int_shown_anew')) }}") }}
-- Education money.
select *, value as amount_cny
from (
    {{ fact_table('funding', ['purpose']) }}
)
