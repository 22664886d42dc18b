-- Every other education figure.
{{ fact_table('indicator') }}
