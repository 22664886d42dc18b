"""The definitions that Dagster loads, a file for each stage of the flow; `orchestration/definitions.py` gathers them."""
