"""Why published facts changed, as far as people caused it: corrections that hold since, and those that no longer do."""

from __future__ import annotations

import duckdb

# As fact_history tells it: 王芳: level compulsory → primary (the sentence is about primary schools)
_WORDS = """
    who || ': ' || case
        when field = 'rejected' then 'rejected ' || value_then
        else field || ' ' || coalesce(value_then, 'nothing') || ' → ' || coalesce(value_now, 'nothing')
    end || ' (' || why || ')'
"""
_APPLIED = f"select claim_id, fact_id, {_WORDS} as words from {{}}.marts.corrections where state = 'applied'"
_NONE = "select null::varchar as claim_id, null::varchar as fact_id, null::varchar as words where false"
_FACTS_OF_CLAIMS = "select claim_id, fact_id from {}.marts.fct_claims"


def note_corrections(connection: duckdb.DuckDBPyConnection, has_previous: bool) -> None:
    """Make the temporary table `corrections_since` (fact_id, correction): facts that a correction touched since the published file.

    The connection has the new file attached as `candidate` and, if there is one, the published one as `previous`. A fact may have lost the
    corrected claim or won it, so that both files are asked which fact the claim supports.
    """
    before, facts = _NONE, _FACTS_OF_CLAIMS.format("candidate")
    if has_previous:
        facts += " union " + _FACTS_OF_CLAIMS.format("previous")
        if _knew_corrections(connection):
            before = _APPLIED.format("previous")
    connection.execute(f"""
        create or replace temp table corrections_since as
        with now as ({_APPLIED.format("candidate")}), before as ({before}),
        changed as (
            select claim_id, fact_id, words from now
            where not exists (select 1 from before where before.words = now.words and before.fact_id is not distinct from now.fact_id)
            union
            select claim_id, fact_id, 'no longer: ' || words from before
            where not exists (select 1 from now where before.words = now.words and before.fact_id is not distinct from now.fact_id)
        ),
        touched as (
            select fact_id, words from changed
            union
            select facts.fact_id, changed.words from changed inner join ({facts}) as facts using (claim_id)
        )
        select fact_id, string_agg(words, '; ' order by words) as correction from touched where fact_id is not null group by fact_id
    """)


def _knew_corrections(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the published file has the table: those of earlier versions of this project don't."""
    found = connection.execute(
        "select count(*) from duckdb_tables() where database_name = 'previous' and schema_name = 'marts' and table_name = 'corrections'"
    )
    return found.fetchone()[0] > 0
