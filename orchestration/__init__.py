"""Dagster alone: assets, checks, jobs, schedules, sensors and resources, and the command line that starts them. Every asset calls the rooms."""
