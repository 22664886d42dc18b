"""What the extractor reaches on labelled texts that were written and labelled without it (`tests/labelled`)."""

import json
from pathlib import Path

import pytest

from ingestion import quality
from tests.extracted import extract, read_folders

FOLDER = Path(__file__).parents[1] / "labelled"


@pytest.fixture(scope="module")
def scores():
    read = read_folders(FOLDER / "documents")
    labels = [json.loads(line) for line in (FOLDER / "labels.jsonl").read_text("utf-8").splitlines()]
    return quality.score(labels, read, extract(read).claims)


def test_labels_stand_where_they_say():
    for line in (FOLDER / "labels.jsonl").read_text("utf-8").splitlines():
        label = json.loads(line)
        text = (FOLDER / "documents" / label["doc"]).read_text("utf-8")
        assert text[label["char_start"] : label["char_end"]] == label["number"], label


def test_figures_are_found_and_told_right(scores):
    core = scores["core"]
    assert core["f1"] >= 0.97 and core["strict_f1"] >= 0.70, core


def test_no_field_is_left_behind(scores):
    floors = {"unit": 0.99, "metric": 0.96, "status": 0.94, "period": 0.88, "region": 0.90, "level": 0.90, "action": 0.97}
    assert all(scores["core"][f"{name}_accuracy"] >= floor for name, floor in floors.items()), scores["core"]


def test_documents_without_education_figures_give_none():
    read = read_folders(FOLDER / "documents")
    claims = extract(read).claims
    silent = read.filter(
        read["file_name"].is_in(["xiangtan_degree_points_2021.txt", "ezhou_city_work_2018.txt", "neg_school_visit_2020.txt"])
    )
    assert silent.height == 3
    core = claims.filter(claims["document_id"].is_in(silent["document_id"].implode()) & claims["family"].is_in(list(quality.CORE)))
    assert core.height == 0, core.select("quote", "metric").to_dicts()
