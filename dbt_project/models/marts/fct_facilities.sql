{{ config(materialized='incremental', pre_hook="{{ forget('fact_id', ref('int_shown_anew')) }}") }}
-- Schools, kindergartens, projects and their areas.
{{ fact_table('facilities', ['action']) }}
