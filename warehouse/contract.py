"""What readers rely on finding in the published file: tables, and columns that must be among theirs. Publication refuses less."""

from __future__ import annotations

_FACT = (
    "fact_id claim_id region_code region_name level metric status period_start period_end value_min value_max value unit per "
    "figure_zh figure_en is_approximate claim_count document_count is_conflicting is_subtotal first_seen_at last_seen_at year "
    "region_level prefecture_name"
)

# The fact tables, and the family of metrics that each is about.
FACT_TABLES = {
    "fct_facilities": "facilities",
    "fct_funding": "funding",
    "fct_enrolment_capacity": "enrolment_capacity",
    "fct_indicators": "indicator",
}

MARTS = {
    "dim_document": "document_id file_name source_id url title publisher published_date published_date_basis media_type encoding sha256 "
    "byte_count char_count received_at duplicate_of duplicate_kind is_current",
    "document_text": "document_id text",
    "dim_article": "article_id document_id char_start char_end title article_date region_code",
    "dim_region": "region_code region_name official_name region_level parent_code valid_from valid_to",
    "dim_metric": "metric family unit name_zh name_en description_zh description_en is_additive",
    "dim_code": "field code ordinal name_zh name_en",
    "dim_facility": "facility_id facility_name level region_code",
    "facility_alias": "facility_id",
    "facility_timeline": "facility_id step_number step status period_start period_end document_id claim_id char_start char_end "
    "present_state",
    "facility_succession": "predecessor_id successor_id kind status document_id char_start char_end quote",
    "facility_review": "facility_id facility_name reason candidate_ids candidates",
    "fct_claims": "claim_id document_id article_id char_start char_end quote family metric value_min value_max unit per is_approximate "
    "status period_start period_end period_text period_basis region_code region_name level action named_count list_check fact_id "
    "extractor_version confidence evidence_path page sheet cell subject purpose region_basis facility_name named total_claim_id is_current "
    "is_support is_possible is_rejected figure_zh figure_en",
    "fct_facility_projects": "document_id claim_id facility_id facility_name name_as_written char_start char_end action status "
    "period_start period_end region_code region_name level",
    "fct_facilities": f"{_FACT} action",
    "fct_funding": f"{_FACT} purpose facility_id amount_cny",
    "fct_enrolment_capacity": _FACT,
    "fct_indicators": _FACT,
    "fct_conflicts": "fact_id claim_id_a claim_id_b reason preferred_claim_id preference_rule",
    "fct_plan_vs_actual": "region_code family metric level action facility_id target_fact_id actual_fact_id target_value actual_value "
    "target_period_end outcome",
    "corrections": "line state claim_id fact_id field value_then value_now expect value who why decided_on",
    "review_list": "claim_id fact_id worth confidence document_id file_name region_name",
    "coverage": "region_code year family has_document claim_count state",
}

AUDIT = ("runs", "checks", "check_rows", "quarantine", "fact_history", "extraction_quality")


def missing(columns: dict[str, list[str]]) -> list[str]:
    """What the contract asks for and a file lacks.

    columns: "schema.table" → names of its columns, for every table of the file. Returns "schema.table" or "schema.table.column", sorted.
    """
    gaps = [f"audit.{table}" for table in AUDIT if f"audit.{table}" not in columns]
    for table, wanted in MARTS.items():
        if f"marts.{table}" not in columns:
            gaps.append(f"marts.{table}")
        else:
            gaps += [f"marts.{table}.{column}" for column in wanted.split() if column not in columns[f"marts.{table}"]]
    return sorted(gaps)
