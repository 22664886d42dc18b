-- What the checks of the last refresh found.
select
    checks.tool,
    checks.name,
    checks.table_name,
    checks.severity,
    severities.name_zh as severity_zh,
    severities.name_en as severity_en,
    checks.passed,
    case when checks.passed then '通过' else '未通过' end as passed_zh,
    case when checks.passed then 'passed' else 'failed' end as passed_en,
    checks.failing_rows,
    {{ shown("checks.message") }} as message
from audit.checks as checks
inner join (select run_id from audit.runs where published order by finished_at desc limit 1) as last_run using (run_id)
left join marts.dim_code as severities on severities.field = 'severity' and checks.severity = severities.code
