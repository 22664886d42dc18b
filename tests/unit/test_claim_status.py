"""Each rule for a claim's status, by a sentence that it decides, and what the trace says of it. Every text is invented."""

from __future__ import annotations

from datetime import date

import pytest

from tests.extracted import claims_of

NEWS = {"published": date(2023, 5, 18), "publisher": "绵阳日报", "title": "绵阳市推进学校建设"}


def last_claim(text: str, **about: str) -> tuple[str, str]:
    """The status of the last claim of a text, and the rule that the trace names for it."""
    claim = claims_of(text, **(NEWS | about))[-1]
    return claim["status"], next(rule for rule in claim["rules"] if rule.startswith("status: ")).removeprefix("status: ")


@pytest.mark.parametrize(
    ("text", "status", "why"),
    [
        ("截至2022年底，全市学前教育毛入园率预计达84%。", "actual", "expected of a time that is over"),
        ("全市计划建设幼儿园30所，目前完成20所。", "actual", "time 目前"),
        ("全市已投用小学6所，2024年秋季投用2所。", "target", "time 2024年秋季"),
        ("2022年全市新建小学3所。", "actual", "time 2022年"),
        ("下达2024年义务教育补助资金300万元。", "actual", "money handed down ahead of its year"),
        ("2022年全市新建小学3所。改建幼儿园2所。", "actual", "leans on 2022年"),
        ("今年全市将新建小学3所。改建幼儿园2所。", "target", "leans on 今年"),
        ("全市有小学120所。", "actual", "news by default"),
    ],
)
def test_the_rule_that_decides(text: str, status: str, why: str) -> None:
    assert last_claim(text) == (status, why)


def test_a_design_is_in_the_state_of_its_project() -> None:
    said = last_claim("第三小学正在建设，占地30亩，明年9月投用。", title="绵阳市第三小学建设")
    assert said == ("ongoing", "state of the project described")


def test_a_norm_demands_what_it_does_not_tell_as_done() -> None:
    assert last_claim("第一条 小学班额为45人。", title="绵阳市中小学建设标准") == ("standard", "norm by default")


def test_what_has_been_reached_by_a_time_ahead_is_done() -> None:
    assert last_claim("到2025年，全市建成学校20所。")[0] == "target"
    assert last_claim("到2025年，义务教育巩固率已经超过96%。")[0] == "actual"
