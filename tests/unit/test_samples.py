"""The bundled samples and their labels: they agree with each other, cover the kinds they are there for, and copy nothing."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import lxml.html
import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "ingestion" / "samples"
LEXICON = ROOT / "ingestion" / "lexicon"
CORPUS = ROOT.parent / "shared" / "corpus"
SUFFIXES = {".txt", ".md", ".html"}


def decoded(path: Path) -> str:
    """The file's text, line breaks untouched."""
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError(f"{path} has no known encoding")


def visible(html: str) -> str:
    body = lxml.html.document_fromstring(html)
    return "".join(body.xpath("//body//text()[not(ancestor::script or ancestor::style)]"))


def read_lines(name: str) -> list[dict]:
    return [json.loads(line) for line in (SAMPLES / name).read_text("utf-8").splitlines()]


def column(name: str, field: str) -> set[str]:
    with (LEXICON / name).open(encoding="utf-8", newline="") as f:
        return {row[field] for row in csv.DictReader(f)}


DOCUMENTS = {p.name: decoded(p) for p in sorted(SAMPLES.iterdir()) if p.suffix in SUFFIXES and p.stem != "README"}
TEXTS = {name: visible(text) if name.endswith(".html") else text for name, text in DOCUMENTS.items()}
LABELS = read_lines("labels.jsonl")
FACILITIES = read_lines("facilities.jsonl")


def label_id(label: dict) -> str:
    return f"{label['doc']}:{label.get('number') or label['name']}".replace("\n", " ")


def test_there_are_enough_samples_of_every_kind():
    assert len(DOCUMENTS) >= 14
    assert Counter(name.rpartition(".")[2] for name in DOCUMENTS) == {"txt": 13, "md": 4, "html": 3}
    assert len(LABELS) >= 150
    assert {label["status"] for label in LABELS} == {"actual", "ongoing", "target", "standard", "disputed"}
    assert {label["family"] for label in LABELS} == {"facilities", "funding", "enrolment_capacity", "indicator"}


@pytest.mark.parametrize("label", LABELS + FACILITIES, ids=label_id)
def test_a_label_stands_where_it_says(label):
    text, written = TEXTS[label["doc"]], label.get("number") or label["name"]
    assert written in label["quote"]
    assert label["quote"] in text
    if label["doc"].endswith(".html"):
        assert (label["char_start"], label["char_end"]) == (None, None)
        assert text.count(written) >= label.get("occurrence", 1)
    else:
        assert text[label["char_start"] : label["char_end"]] == written


@pytest.mark.parametrize("label", LABELS, ids=label_id)
def test_a_label_has_its_number_as_value(label):
    written = re.sub(r"\s", "", unicodedata.normalize("NFKC", label["number"]))
    scale = 1e8 if "亿" in written else 1e4 if "万" in written else 1
    numbers = [float(n) * scale for n in re.findall(r"\d+(?:\.\d+)?", written)]
    values = [v for v in (label["value_min"], label["value_max"]) if v is not None]
    assert values
    if numbers:  # the rest are Chinese numerals
        assert all(any(abs(v - n) < 1e-6 * max(1, n) for n in numbers) for v in values)


def test_labels_use_the_lexicon():
    with (LEXICON / "metrics.csv").open(encoding="utf-8", newline="") as f:
        family = {row["metric"]: row["family"] for row in csv.DictReader(f)}
    regions = column("regions.csv", "region_name")
    levels, actions = column("levels.csv", "level"), column("actions.csv", "action")
    for label in LABELS:
        assert family[label["metric"]] == label["family"], label
        assert label["level"] in levels | {None}, label
        assert label["action"] in actions | (set() if label["metric"] == "facility_count" else {None}), label
    assert {label["region"] for label in LABELS + FACILITIES} <= regions
    assert {f["action"] for f in FACILITIES} <= actions


def test_every_listed_name_is_in_its_document_and_a_project():
    projects = {(f["doc"], f["name"]) for f in FACILITIES}
    for label in LABELS:
        for name in label["named"]:
            assert name in TEXTS[label["doc"]]
            assert (label["doc"], name) in projects or label["metric"] == "education_groups"


def test_the_troubles_are_there():
    assert not [label for label in LABELS + FACILITIES if label["doc"] == "degree_programme_news_2024.txt"]
    gb = (SAMPLES / "jiaozuo_2024_plan_gb2312.html").read_bytes()
    assert b"charset=gb2312" in gb
    with pytest.raises(UnicodeDecodeError):
        gb.decode("gb2312")
    assert re.search("[０-９]", TEXTS["jiaozuo_2024_mental_health_fullwidth.txt"])
    broken = [label for label in LABELS if re.search(r"\d\n", label["number"])]
    assert {label["doc"] for label in broken} == {"jiaozuo_2023_bulletin_wrapped.txt"}
    assert TEXTS["jiaozuo_2023_review.html"].count("新增学位6420个") == 2
    teaser = "新增公办学位9万个"
    assert teaser in TEXTS["jiaozuo_2023_review.html"]
    assert not [label for label in LABELS if label["doc"] == "jiaozuo_2023_review.html" and label["value_min"] == 90000]


def test_the_plan_and_its_outcome_meet():
    """One target and one actual figure of the same thing, so that plan against outcome has something to show."""
    keys = [(x["status"], x["region"], x["metric"], x["level"], x["action"], x["period_end"]) for x in LABELS]
    key = ("河南省", "facility_count", "preschool", "built", "2022-12-31")
    assert ("target", *key) in keys
    assert ("actual", *key) in keys


def runs(text: str, length: int = 12) -> set[str]:
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", re.sub(r"<[^>]*>", "", text)))
    return {text[i : i + length] for i in range(len(text) - length + 1)}


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real documents is not here")
def test_nothing_is_copied_from_the_real_documents():
    """No twelve characters in a row are shared with a real document, names of schools and institutions apart."""
    names = {f["name"] for f in FACILITIES} | {name for label in LABELS for name in label["named"]}
    pattern = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    real = set()
    for path in CORPUS.rglob("*"):
        if path.suffix in SUFFIXES and path.name != "README.md":
            real |= runs(re.sub(pattern, "\ue000", decoded(path)))
    shared = {name: sorted(runs(re.sub(pattern, "\ue001", text)) & real) for name, text in DOCUMENTS.items()}
    assert {name: found for name, found in shared.items() if found} == {}
