-- Columns of figures in which a build that continues another looks for parts anew: those of touched facts, then and now.
{{ of_touched_facts('column_id') }}
