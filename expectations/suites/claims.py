"""What must be true of quantity mentions and of named facilities: their spans, their figures, their words."""

from __future__ import annotations

from expectations.bounds import broken_magnitude
from expectations.results import WARNING
from expectations.rules import Suite, among, between, holds, matches, ordered, present, silent, unique
from expectations.suites.vocabulary import ACTIONS, BASES, COUNTED_UNITS, FAMILIES, LEVELS, SHARES, STATUSES, UNITS

_WHERE = "Look the claim up in marts.fct_claims and its document in marts.document_text."

# Plans reach to 2035 or 2050; a university may count its graduates since it was founded.
YEARS_AHEAD, YEARS_LONG = 30, 80

# A total may be split twice, by district and by level: only parts that differ from it in the same are added up, as in fct_breakdowns.
_DIFFERS_IN = ", ".join(
    f"({part}) is distinct from ({part.replace('part.', 'total.')})"
    for part in (
        "part.metric", "part.region_name", "part.level", "part.action", "part.facility_name", "part.purpose",
        "part.period_start, part.period_end",
    )
)  # fmt: skip

# Judged only when the caller hands in a number parser, see checkpoint.run_suites.
NUMBER_REDERIVES = holds(
    "number_rederives",
    "number re-derives from its span",
    "A claim's value is not what text[char_start:char_end] says when its number is read again: the figure on the dashboard would not be "
    "the one in the document. Suspect the span's map back from cleaned text, or a value that came from another number of the sentence. "
    "(A figure that people corrected is not judged: see marts.corrections.)",
)

CLAIMS = Suite(
    table="marts.fct_claims",
    where=_WHERE,
    shown=("claim_id", "document_id", "span", "value_min", "value_max", "quote"),
    key="claim_id",
    anew="intermediate.int_touched_claims",
    query=f"""
        with splits as (
            select part.total_claim_id, sum(part.value_min) as parts_sum
            from marts.fct_claims as part
            inner join marts.fct_claims as total on part.total_claim_id = total.claim_id
            group by part.total_claim_id, {_DIFFERS_IN}
        ),

        parts as (select total_claim_id as claim_id, max(parts_sum) as parts_sum from splits group by total_claim_id),

        figures as (
            select
                claims.claim_id as id, claims.metric, claims.unit, regions.region_level, claims.level, claims.per,
                case when claims.facility_name is not null then 'facility' end as of,
                least(claims.value_min, claims.value_max) as least,
                greatest(claims.value_min, claims.value_max) as most
            from judged as claims
            left join (select distinct region_code, region_name, region_level from marts.dim_region) as regions
                on claims.region_code = regions.region_code and claims.region_name = regions.region_name
        ),

        out_of_bounds as ({broken_magnitude("figures")})

        select
            claims.claim_id, claims.document_id, claims.article_id, claims.quote, claims.family, claims.metric, claims.status, claims.unit,
            claims.per, claims.level, claims.action, claims.list_check, claims.value_min, claims.value_max, claims.confidence,
            claims.evidence_path,
            claims.char_start::double as char_start,
            claims.char_end::double as char_end,
            length(texts.text)::double as text_length,
            substr(texts.text, claims.char_start + 1, claims.char_end - claims.char_start) as span,
            -- a figure of a table, whose unit stands in a heading: the cell's number with that unit
            list_extract(list_filter(claims.rules, lambda rule: starts_with(rule, 'figure: ')), 1)[9:] as figure,
            list_has_any(claims.corrected_fields, ['value_min', 'value_max']) as figure_is_corrected,
            length(span)::double as span_length,
            regexp_matches(span, '[0-9０-９〇零一二两三四五六七八九十百千万亿几数]') as span_has_number,
            contains(claims.quote, span) or coalesce(
                instr(texts.text, claims.quote) between 1 and claims.char_end
                and instr(texts.text, claims.quote) + length(claims.quote) > claims.char_start + 1,
                false
            ) as quote_meets_span,
            contains(texts.text, claims.quote) as quote_is_verbatim,
            concat_ws(
                '|', claims.document_id, claims.char_start, claims.char_end, claims.metric, claims.level, claims.action, claims.region_name,
                claims.subject, claims.period_end
            ) as reading,
            claims.period_start::timestamp as period_start,
            claims.period_end::timestamp as period_end,
            least(claims.value_min, claims.value_max) as least_value,
            greatest(claims.value_min, claims.value_max) as greatest_value,
            coalesce(claims.value_min, claims.value_max) as stated_value,
            -- what people rejected is not warned of once more
            claims.metric in {SHARES} and claims.unit = 'percent' and not claims.is_rejected as is_share,
            case when is_share then least_value end as share_least,
            case when is_share then greatest_value end as share_most,
            case when not claims.is_rejected then out_of_bounds.broken end as out_of_bounds,
            case
                when claims.is_rejected then null
                when year(claims.period_start) < 1949 or year(claims.period_end) < 1949 then 'before 1949'
                when year(claims.period_end) > year(documents.published_date) + {YEARS_AHEAD}
                    then 'more than {YEARS_AHEAD} years after ' || documents.published_date
                when year(claims.period_start) > 2060 or year(claims.period_end) > 2060 then 'after 2060'
                when year(claims.period_end) - year(claims.period_start) > {YEARS_LONG} then 'longer than {YEARS_LONG} years'
            end as odd_period,
            case when claims.unit in {COUNTED_UNITS} then stated_value % 1 = 0 end as is_whole,
            claims.family <> 'funding' or claims.unit = 'CNY' as funding_is_money,
            claims.metric <> 'facility_count' or claims.action is not null as count_has_action,
            case claims.list_check
                when 'complete' then len(claims.named) = stated_value
                when 'partial' then len(claims.named) between 1 and stated_value - 1
                when 'conflict' then len(claims.named) > 0 and len(claims.named) <> stated_value
            end and claims.named_count = len(claims.named) as list_check_is_true,
            case when claims.status = 'actual' and not claims.is_rejected then claims.period_start <= documents.published_date end
                as happened_before_published,
            parts.parts_sum <= claims.value_max * 1.000001 as parts_fit_total,
            (claims.region_code is null or claims.region_name is not null) as region_is_named,
            (claims.region_name is null or claims.region_code is not null) as region_is_known
        from judged as claims
        left join marts.document_text as texts using (document_id)
        left join marts.dim_document as documents using (document_id)
        left join parts using (claim_id)
        left join out_of_bounds on claims.claim_id = out_of_bounds.id
    """,
    rules=(
        unique(["claim_id"], "Two claims share an identifier, so that links to evidence are ambiguous and facts count one twice."),
        present(
            "text_length",
            "A claim's document has no text: its evidence cannot be shown. Look at the document's batch and at marts.document_text.",
        ),
        between("char_start", 0, None, "span starts inside the text", "A span starts before the text. Suspect the map from cleaned text."),
        ordered("char_end", "text_length", "span ends inside the text", "A span ends behind its text: no evidence can be shown."),
        between("span_length", 1, 60, "span is as short as a number", "A span is empty or far longer than a number with its unit."),
        holds(
            "span_has_number",
            "span holds a number",
            "text[char_start:char_end] holds no digit or numeral: the claim points at the wrong place. Suspect the map from cleaned text.",
        ),
        holds(
            "quote_meets_span",
            "quote holds its span",
            "The quoted clause neither contains the figure nor overlaps it, so that the evidence shows another sentence.",
        ),
        holds(
            "quote_is_verbatim",
            "quote is verbatim",
            "A quote does not stand in its document as it is. Was it cut from cleaned text?",
            WARNING,
        ),
        unique(
            ["reading"],
            "One number was read twice for the same metric, level, action, region and period: a fact may count it twice.",
            WARNING,
            "a number is read once",
        ),
        present("stated_value", "A claim states neither a least nor a greatest value: there is nothing to chart. Look at its rules."),
        between(
            "least_value",
            0,
            None,
            "values are not negative",
            "A quantity below zero: a fall was read as a level, or a dash as a minus.",
            WARNING,
        ),
        ordered(
            "value_min",
            "value_max",
            "value_min is not above value_max",
            "The bounds are the wrong way round; the claim makes no fact.",
            WARNING,
        ),
        between("share_least", 0, None, "a share is at least 0%", "A share of pupils, places or schools below 0%.", WARNING),
        between(
            "share_most",
            None,
            100,
            "a share is at most 100%",
            "A share of pupils, places or schools above 100%: a rise or a count was read as a share. It makes no fact.",
            WARNING,
        ),
        silent(
            "out_of_bounds",
            "a figure is of a possible size",
            "A figure larger or smaller than its subject can be, as magnitudes.csv has it: 万 or 亿 was lost or applied twice, a total was "
            "read as a share or a standard, or a province's figure filed under a county.",
            WARNING,
        ),
        holds(
            "is_whole", "counted things are whole", "A fraction of a school, pupil or place: a unit or a multiplier was misread.", WARNING
        ),
        among("family", FAMILIES, "An unknown family: its claims would reach no fact table. See lexicon/metrics.csv."),
        among("status", STATUSES, "An unknown status: plans and results could be summed together."),
        present("status", "A claim without a status: nobody can tell a plan from a result."),
        among("unit", UNITS, "A unit outside the contract: charts would mix what cannot be mixed. See lexicon/measure_words.csv."),
        present("unit", "A claim without a unit. See lexicon/measure_words.csv."),
        among("per", BASES, "An unknown basis of a standard."),
        among("level", LEVELS, "A level of education outside the contract. See lexicon/levels.csv."),
        among("action", ACTIONS, "An action outside the contract. See lexicon/actions.csv."),
        holds("funding_is_money", "funding is money", "A funding claim whose unit is not CNY would be summed as yuan."),
        holds(
            "count_has_action",
            "a count of schools says what was done",
            "A count of schools without an action: built, planned or existing?",
            WARNING,
        ),
        holds(
            "list_check_is_true",
            "a list check can be done again",
            "list_check doesn't follow from the stated number and the names listed: complete means as many, partial fewer, conflict "
            "neither. See columns named and named_count, and lists.py.",
            WARNING,
        ),
        ordered("period_start", "period_end", "period is in order", "A period ends before it starts. See column period_text."),
        silent(
            "odd_period",
            "period is of our time",
            "A period far from its document's own time: a number was read as a year. See column period_text.",
            WARNING,
        ),
        holds(
            "happened_before_published",
            "results are not from the future",
            "An actual figure about days after its document's publication: a plan read as a result, or a wrong date.",
            WARNING,
        ),
        holds(
            "parts_fit_total",
            "parts do not exceed their total",
            "Parts add up to more than the total they were linked to. See column total_claim_id.",
            WARNING,
        ),
        holds(
            "region_is_named", "region code has a name", "A claim has a region's code without its name. Look at int_claims and dim_region."
        ),
        holds(
            "region_is_known",
            "region name has a code",
            "A claim names a district that several cities have (铁东区), and its document does not tell whose: it has a name and no code.",
            WARNING,
        ),
        between("confidence", 0, 1, "confidence is a probability", "Confidence outside 0..1, so that review lists sort wrongly."),
        matches("evidence_path", r"^evidence/[0-9A-Za-z]+\.html#.+$", "evidence can be linked", "An evidence path that no page will have."),
    ),
)

PROJECTS = Suite(
    table="marts.fct_facility_projects",
    shown=("document_id", "facility_id", "name_as_written"),
    query=r"""
        select
            projects.document_id, projects.facility_id, projects.facility_name, projects.name_as_written, projects.action, projects.status,
            projects.char_start::double as char_start,
            projects.char_end::double as char_end,
            length(texts.text)::double as text_length,
            regexp_replace(substr(texts.text, projects.char_start + 1, projects.char_end - projects.char_start), '\s', '', 'g')
                = regexp_replace(projects.name_as_written, '\s', '', 'g') as name_is_in_text,
            projects.period_start::timestamp as period_start,
            projects.period_end::timestamp as period_end,
            projects.claim_id is null or claims.claim_id is not null as claim_exists
        from marts.fct_facility_projects as projects
        left join marts.document_text as texts using (document_id)
        left join marts.fct_claims as claims on projects.claim_id = claims.claim_id
    """,
    rules=(
        present(
            "facility_id", "A project without a facility: it will be on no timeline. Look at marts.fct_facility_projects.name_as_written."
        ),
        present("text_length", "A project's document has no text. Look at the document's batch and at marts.document_text."),
        between(
            "char_start",
            0,
            None,
            "span starts inside the text",
            "A name's span starts before its text. Compare the span with marts.document_text.",
        ),
        ordered(
            "char_end",
            "text_length",
            "span ends inside the text",
            "A name's span ends behind its text. Compare the span with marts.document_text.",
        ),
        ordered("char_start", "char_end", "span is in order", "A name's span ends before it starts. Look at marts.fct_facility_projects."),
        holds(
            "name_is_in_text",
            "name stands in its span",
            "text[char_start:char_end] is not name_as_written: evidence would show another name.",
            WARNING,
        ),
        among("action", ACTIONS, "An action outside the contract. Look at lexicon/actions.csv."),
        among("status", STATUSES, "An unknown status of a project. Look at lexicon/status_cues.csv."),
        ordered(
            "period_start",
            "period_end",
            "period is in order",
            "A project's period ends before it starts. Look at marts.fct_facility_projects.",
        ),
        holds(
            "claim_exists",
            "its claim exists",
            "A project points to a claim that is not in marts.fct_claims: were they extracted in different batches?",
        ),
        matches(
            "name_as_written",
            r"^.{2,40}$",
            "name is a name",
            "A facility's name of one character or more than forty: a sentence was read as a name.",
            WARNING,
        ),
    ),
)
