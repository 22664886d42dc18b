{{ config(materialized='table') }}
-- Rows of the list of corrections, each cell in the form in which it is compared. `fault` says what is wrong with the row by itself.
with rows as (
    select
        *,
        case when fact_id is null then 'claim' else 'fact' end as about,
        {{ as_field('field', 'expect') }} as expected,
        {{ as_field('field', 'value') }} as corrected,
        case when regexp_full_match(decided_on, '[0-9]{4}-[0-9]{2}-[0-9]{2}') then try_cast(decided_on as date) end as decided
    from {{ source('corrections', 'corrections') }}
)

select
    line,
    about,
    claim_id,
    fact_id,
    document,
    {{ without_space('quote') }} as quote,
    {{ without_space('number') }} as number,
    field,
    expected as expect,
    corrected as value,
    expect as expect_as_written,
    value as value_as_written,
    who,
    why,
    decided as decided_on,
    coalesce(fault, case
        when (claim_id is not null)::integer + (fact_id is not null)::integer + (document is not null and quote is not null)::integer <> 1
            then 'fill either document and quote (and number), or claim_id, or fact_id'
        when who is null or why is null then 'say who decided it, and why'
        when decided is null then 'decided_on must be a day, such as 2026-11-22'
        when about = 'claim' and coalesce(field not in ({{ quoted(fields_about_a_claim()) }}), true)
            then 'field must be one of {{ fields_about_a_claim() | join(", ") }}'
        when about = 'fact' and coalesce(field not in ({{ quoted(fields_about_a_fact()) }}), true)
            then 'of a fact, field must be one of {{ fields_about_a_fact() | join(", ") }}; correct anything else in its claims'
        when expect is not null and expected is null then 'expect must be ' || {{ what_a_field_takes('field') }}
        when field in ('value', 'rejected', 'confirmed') and expected is null then 'expect must be the figure that is shown now'
        when field in ('rejected', 'confirmed') and value is not null then field || ' takes no value; leave it empty'
        when value is not null and corrected is null then 'value must be ' || {{ what_a_field_takes('field') }}
        when field in ('metric', 'unit', 'status', 'is_approximate', 'value') and corrected is null then 'value must not be empty'
        when field = 'metric' and value not in (select metric from {{ ref('stg_metrics') }})
            then 'no metric ' || left(value, 40) || ' in ingestion/lexicon/metrics.csv; take one of those'
    end) as fault
from rows
