"""Drills start from the same refreshed warehouse as the pipeline's tests."""

from tests.pipeline.conftest import first_refresh, new_warehouse, warehouse

__all__ = ["first_refresh", "new_warehouse", "warehouse"]
