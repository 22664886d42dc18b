{{ config(materialized='incremental', pre_hook="{{ forget('fact_id', ref('int_shown_anew')) }}") }}
-- Places, pupils, classes and rates.
{{ fact_table('enrolment_capacity') }}
