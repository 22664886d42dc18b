"""Whether the words that people of the trade use are known: kinds of schools, what is done to them, what money, people and shares are, and
what says that something is still to come or goes on.

The words stand in vocabulary.yaml. Each table is tried as a whole, in plain sentences, so that a missing word shows here and not in a
document. How words act on each other belongs to the tests of the field.
"""

from datetime import date
from pathlib import Path

import pytest
import yaml

from tests.extracted import claims_of

WORDS = yaml.safe_load(Path(__file__).with_name("vocabulary.yaml").read_text(encoding="utf-8"))
FIGURES = {
    "money": ("1200万元", ("CNY",)),
    "people": ("1200人", ("person", "seat")),
    "area": ("12000平方米", ("m2",)),
    "share": ("95.3%", ("percent",)),
}


def first(text, *units):
    """The first claim of a text with one of these units."""
    return next((claim for claim in claims_of(text, published=date(2023, 6, 30)) if claim["unit"] in units), None)


@pytest.mark.parametrize("level", WORDS["level"])
@pytest.mark.parametrize("sentence", ["截至2023年底，甲县教育系统现有{}3所。", "2023年，甲县教育局新建{}3所，投入1200万元。"])
def test_kinds_of_schools(sentence, level):
    read = {kind: first(sentence.format(kind), "school") for kind in WORDS["level"][level]}
    expected = ("facilities", None if level == "none" else level)
    assert {kind: claim and (claim["family"], claim["level"]) for kind, claim in read.items()} == dict.fromkeys(read, expected)


@pytest.mark.parametrize("action", WORDS["action"])
@pytest.mark.parametrize("sentence", ["2023年，甲县教育局{}小学3所。", "2023年以来，甲县教育系统{}3所小学，改善了办学条件。"])
def test_what_is_done_to_schools(sentence, action):
    read = {verb: first(sentence.format(verb), "school") for verb in WORDS["action"][action]}
    assert {verb: claim and (claim["family"], claim["action"]) for verb, claim in read.items()} == dict.fromkeys(
        read, ("facilities", action)
    )


@pytest.mark.parametrize(("kind", "metric"), [(kind, metric) for kind in FIGURES for metric in WORDS[kind]])
def test_what_is_counted(kind, metric):
    figure, units = FIGURES[kind]
    figure = "500元" if metric == "per_student_standard" else figure
    read = {phrase: first(f"2023年，甲县教育局所属{phrase.format(figure)}。", *units) for phrase in WORDS[kind][metric]}
    assert {phrase: claim and claim["metric"] for phrase, claim in read.items()} == dict.fromkeys(read, metric)


@pytest.mark.parametrize("status", WORDS["status"])
def test_what_is_to_come_or_goes_on(status):
    verb = "建设" if status == "ongoing" else "新建"
    read = {word: first(f"甲县教育局{word}{verb}小学12所。", "school") for word in WORDS["status"][status]}
    assert {word: claim and claim["status"] for word, claim in read.items()} == dict.fromkeys(read, status)
