"""What told an action: as data for other rules, in words for the trace."""

import pytest

from ingestion.extraction.action_rules import ActionRule, By
from ingestion.extraction.decision import Decision
from tests.extracted import claims_of


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (ActionRule(By.VERB, "新建"), "verb 新建"),
        (ActionRule(By.VERB_AFTER, "开工"), "verb 开工 after it"),
        (ActionRule(By.BARE_COUNT), "a bare count"),
        (ActionRule(By.OPENS), "verb 开学 after it; carried from the count before"),
    ],
)
def test_words_of_the_trace(rule: ActionRule, words: str) -> None:
    assert str(rule) == words
    assert Decision("facilities", "facility_count", "school", "学校", "schools", "built", rule).trace == f"schools; action: {words}"


def test_what_other_rules_ask() -> None:
    assert ActionRule(By.VERB, "建设完工").is_verb("建设") and ActionRule(By.VERB_AFTER, "建设").is_verb("建设")
    assert not ActionRule(By.WORKS_BEHIND).is_verb("建设")
    assert ActionRule(By.OF_PARTS).is_carried and not ActionRule(By.EARLIER_CLAUSE).is_carried


def test_claims_taken_over_say_nothing_of_a_verb() -> None:
    counted = Decision("facilities", "facility_count", "school", "学校", "schools", "built", ActionRule(By.VERB, "新建"))
    assert counted.taken_over("as told before").trace == "as told before"
    assert counted.taken_over("as told before").action == "built"


def test_counts_tell_what_told_their_action() -> None:
    rules = [claim["rules"][0] for claim in claims_of("青口区新建学校8所，其中小学3所。")]
    assert rules == ["metric: schools; action: verb 新建", "metric: schools; action: carried from the count before"]
