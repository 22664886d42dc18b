{#-
  What one fact is about. Claims whose keys are equal are mentions of one figure; everything that tells two figures apart stands here, and nothing else.
  A district is the same thing under all the names that it had, so that a plan of 偃师市 meets the result of 偃师区; a fact is of the district of its time.
  The key holds no document and no value, so that the order in which documents arrive cannot change it.
-#}
{% macro thing_columns() -%}
{{ return(['family', 'lineage_code', 'lineage_name', 'former_district', 'metric', 'level', 'action', 'purpose', 'facility_id', 'subject', 'per']) }}
{%- endmacro %}

{#- A figure of a thing: also under which name of its district, in which state it is, over which days, in which unit. -#}
{% macro fact_columns() -%}
{{ return(thing_columns() + ['region_code', 'region_name', 'unit', 'status', start_in_key(), 'period_end']) }}
{%- endmacro %}

{#- A state is that of its last day, from whichever day on a text speaks of it (2023年毛入园率91.8%, 截至2023年底毛入园率91.8%). What says that it holds over
    several years, or from a day on without end, is told apart by its start too. -#}
{% macro start_in_key() -%}
case
    when (metric in ('{{ var('states_of_a_day') | join("', '") }}') or coalesce(action = 'existing', false))
        and period_end is not null and not {{ spans_years('period_start', 'period_end') }}
        then null
    else period_start
end
{%- endmacro %}

{#- Where the metric alone says too little (其他, 参与人数), two claims speak of one thing only when what they count is the same too: without punctuation
    that clings to the words, the district, which has fields of its own (全市), and the verb before the figure (大班额比例为, 大班额比例达到). -#}
{% macro subject_in_key(family, metric, subject) -%}
{% set words = "regexp_replace(" ~ subject ~ ", '^[\\s\\p{P}]+|[\\s\\p{P}]+$', '', 'g')" -%}
case
    when {{ family }} in ('{{ var('families_by_subject') | join("', '") }}') or {{ metric }} in ('{{ var('metrics_by_subject') | join("', '") }}')
        then coalesce(
            nullif(regexp_replace({{ words }}, '^(全|我|本)[省市县区]|[\s\p{P}]*(力争|分别|累计|已|将|高)*(达到|达|为|是|有|占)$', '', 'g'), ''),
            nullif({{ words }}, '')
        )
end
{%- endmacro %}

{#- Mentions of a fact, the one to believe first: counted documents, the newer document, the more precise figure, the authority rather than the press;
    after that the place in the document, or any order that does not depend on arrival. -#}
{% macro preference_order() -%}
is_counted desc, stated_on desc nulls last, precision_rank desc, significant_digits desc, is_official desc, char_start, claim_id
{%- endmacro %}

{#- The first of those criteria by which `better` stands before `other`; what people chose stands before all. -#}
{% macro preference_rule(better, other) -%}
case
    when {{ better }}.is_chosen then 'correction'
    when {{ better }}.stated_on is distinct from {{ other }}.stated_on then 'newer_document'
    when {{ better }}.precision_rank <> {{ other }}.precision_rank
        or {{ better }}.significant_digits <> {{ other }}.significant_digits then 'more_precise_figure'
    when {{ better }}.is_official <> {{ other }}.is_official then 'official_publisher'
    else 'fixed_order'
end
{%- endmacro %}
