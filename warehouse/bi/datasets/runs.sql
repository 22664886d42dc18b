-- The refreshes, newest first.
select
    runs.run_id,
    runs.started_at,
    runs.finished_at,
    runs.outcome as result,
    runs.published,
    runs.trigger,
    runs.documents_new,
    runs.documents_changed,
    runs.documents_quarantined,
    runs.claims_facilities + runs.claims_funding + runs.claims_enrolment_capacity + runs.claims_indicator as claim_count,
    runs.checks_passed,
    runs.checks_failed
from audit.runs as runs
