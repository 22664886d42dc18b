-- Things whose targets a build that continues another judges anew: those of touched facts, then and now.
{{ of_touched_facts('thing_id') }}
