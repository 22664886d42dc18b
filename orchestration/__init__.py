"""Dagster alone: assets, checks, jobs, schedules, sensors and resources, and the command line. Every asset calls the rooms."""
