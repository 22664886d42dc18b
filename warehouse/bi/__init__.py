"""The BI layer: Apache Superset as code. Runs in an environment of its own (`requirements.lock`), apart from the pipeline's; `make bi`
starts it.

What belongs here: the server's settings, its roles, the connection to the published file, and the definitions of datasets, charts and
dashboards. What a figure means does not: that is the models' (`dbt_project/`), whose tables are only read here.
"""
