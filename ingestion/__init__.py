"""Getting documents and turning them into claims.

Everything between a received file and a row of claims lives here: landing, reading, cleaning, articles, extraction and the lexicon.
State (where files lie, what is already done), SQL and scheduling do not: see `warehouse`, `dbt_project` and `orchestration`.
"""
