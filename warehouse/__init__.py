"""Where state lives: paths, the writer lock, staging batches, the run ledger, publication and reading back.

Nothing here knows Dagster, dbt or how documents are understood; paths and frames are passed in.
"""
