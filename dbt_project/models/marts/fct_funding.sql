-- Education money.
select *, value as amount_cny
from (
    {{ fact_table('funding', ['purpose']) }}
)
