"""Where state lives: paths, the writer lock, staging batches, the run ledger, publication, reading back, and evidence pages.

Nothing here knows Dagster, dbt or how documents are understood; paths and frames are passed in.
"""
