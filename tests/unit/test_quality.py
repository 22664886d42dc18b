"""The measure of the extractor on the shipped labels: honest counting, and a floor under what this version reaches."""

import polars as pl

from ingestion import quality
from tests.extracted import document, extract

LABEL = {
    "doc": "typed.txt", "number": "3所", "family": "facilities",
    "metric": "facility_count", "value_min": 3, "value_max": 3, "unit": "school",
    "status": "actual", "period_start": "2023-01-01", "period_end": "2023-12-31", "region": "焦作市", "level": "primary", "action": "built",
    "char_start": 13, "char_end": 15,
}  # fmt: skip
TEXT = "2023年，焦作市新建小学3所，新建公办幼儿园5所。"


def scored(labels: list[dict]) -> dict:
    read = document(TEXT)
    return quality.score(labels, read, extract(read).claims)


def test_a_right_claim_and_one_that_nobody_labelled():
    assert TEXT[13:15] == "3所"
    core = scored([LABEL])["core"]
    assert (core["precision"], core["recall"], core["strict_f1"]) == (0.5, 1.0, round(2 / 3, 4))


def test_a_wrong_field_costs_strict_and_its_accuracy_only():
    core = scored([LABEL | {"level": "preschool"}])["core"]
    assert (core["recall"], core["strict_f1"], core["level_accuracy"], core["status_accuracy"]) == (1.0, 0.0, 0.0, 1.0)


def test_a_wrong_value_is_not_found():
    assert scored([LABEL | {"value_max": 4}])["core"]["recall"] == 0.0


def test_nothing_to_count_is_null_not_zero():
    assert quality.score([], document(""), pl.DataFrame(schema=extract(document("")).claims.schema))["core"]["f1"] is None


def test_the_shipped_samples_score_as_they_should(tmp_path):
    rows = {row["family"]: row for row in quality.measure(tmp_path)}
    assert rows["core"]["f1"] >= 0.94 and rows["core"]["strict_f1"] >= 0.68 and rows["indicator"]["recall"] >= 0.95
