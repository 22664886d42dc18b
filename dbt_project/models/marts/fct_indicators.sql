{{ config(materialized='incremental', pre_hook="{{ forget('fact_id', ref('int_shown_anew')) }}") }}
-- Every other education figure.
{{ fact_table('indicator') }}
