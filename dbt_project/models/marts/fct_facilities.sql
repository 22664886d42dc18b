-- Schools, kindergartens, projects and their areas.
{{ fact_table('facilities', ['action']) }}
