-- Places, pupils, classes and rates.
{{ fact_table('enrolment_capacity') }}
