"""What must be true of a build beside the file that readers see now: nothing that documents still state may get lost on the way.

A document that was superseded by a newer version or that repeats another takes its claims with it, and rightly so: only documents that
count in the build and in the published file are compared. What then is missing was lost by a reader, an extractor or a model. Documents
themselves stay once they were taken in, except for samples that are switched off.
"""

from __future__ import annotations

from expectations.results import WARNING
from expectations.rules import Suite, between

# A source loses so much of its rows only by a fault. Of a handful of rows a share says little: they must be so many more.
LOSS_THAT_BLOCKS, ROWS_THAT_BLOCK = 0.3, 5
LOSS_THAT_WARNS = 0.02

LOSSES = Suite(
    table="published.marts.fct_claims",
    compares=True,
    shown=("source_id", "what", "rows_before", "rows_now"),
    where="Compare it with the published file, by document_id. If the rules were changed on purpose: make refresh ACCEPT_LOSS=1.",
    query=f"""
        with compared as (
            select before.document_id, before.source_id
            from published.marts.dim_document as before
            inner join marts.dim_document as now on before.document_id = now.document_id and now.is_current and now.duplicate_of is null
            where before.duplicate_of is null
        ),

        rows_by_document as (
            select 'claims' as what, document_id, true as is_before, claim_id as id from published.marts.fct_claims
            union all
            select 'claims', document_id, false, claim_id from marts.fct_claims
            union all
            select 'facts', document_id, true, fact_id from published.marts.fct_claims
            union all
            select 'facts', document_id, false, fact_id from marts.fct_claims
            union all
            select 'named facilities', document_id, true, document_id || '-' || char_start from published.marts.fct_facility_projects
            union all
            select 'named facilities', document_id, false, document_id || '-' || char_start from marts.fct_facility_projects
        ),

        counted as (
            select
                compared.source_id,
                rows_by_document.what,
                count(distinct rows_by_document.id) filter (where rows_by_document.is_before) as rows_before,
                count(distinct rows_by_document.id) filter (where not rows_by_document.is_before) as rows_now
            from rows_by_document
            inner join compared using (document_id)
            group by all
        ),

        gone as (
            select
                before.source_id,
                'documents' as what,
                count(*) as rows_before,
                count(now.document_id) as rows_now
            from published.marts.dim_document as before
            left join marts.dim_document as now using (document_id)
            group by before.source_id
            -- Samples that are all gone were switched off.
            having count(now.document_id) > 0 or before.source_id <> 'sample'
        )

        select
            source_id, what,
            rows_before::double as rows_before,
            rows_now::double as rows_now,
            greatest(1 - rows_now / rows_before, 0) as loss,
            case when rows_before - rows_now >= {ROWS_THAT_BLOCK} then loss else 0 end as great_loss
        from (from counted union all by name from gone)
        where rows_before > 0
    """,
    rules=(
        between(
            "great_loss",
            0,
            LOSS_THAT_BLOCKS,
            "no source loses its rows",
            f"A source states less than {1 - LOSS_THAT_BLOCKS:.0%} of what readers see of it now, though its documents are still there: a "
            "reader, an extractor or a model lost the rest.",
        ),
        between(
            "loss",
            0,
            LOSS_THAT_WARNS,
            "a source keeps its rows",
            "A source states less than readers see of it now, though its documents are still there.",
            WARNING,
        ),
    ),
)
