"""The rules for what a sentence states of its figures' status: which one speaks, and what it goes before. Every text is invented."""

from datetime import date

import pytest

from tests.extracted import claims_of

ABOUT = {"published": date(2023, 6, 1), "publisher": "信阳市人民政府", "title": "教育动态"}
PROJECT = "state of the project described"


def told(text, **about):
    """The metric of each figure, its status, and the rule that said so."""
    claims = claims_of(text, **(ABOUT | about))
    rules = [next(rule.removeprefix("status: ") for rule in claim["rules"] if rule.startswith("status: ")) for claim in claims]
    return [(claim["metric"], claim["status"], rule) for claim, rule in zip(claims, rules, strict=True)]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("第三小学正在建设。学校已确定校名，占地30亩。", ("site_area_m2", "ongoing", PROJECT)),
        ("此次集中开工学校7所，总投资2亿元。", ("investment", "ongoing", PROJECT)),
        ("第三小学主体已封顶，计划总投资8000万元。", ("investment", "ongoing", PROJECT)),
        ("计划续建小学3所。", ("facility_count", "ongoing", "continued project")),
        ("21所幼儿园加快建设。", ("facility_count", "ongoing", "continued project")),
        ("小学生均公用经费每生每年720元。", ("per_student_standard", "standard", "an amount per pupil")),
        ("小学每班不超过45人。", ("class_size", "standard", "a limit of size")),
        ("每3万人左右的居民区配建小学1所。", ("facility_count", "standard", "a limit of size")),
        ("公办在园幼儿占比达到50%的要求。", ("public_kindergarten_share", "standard", "an amount as a norm")),
        ("计划改造校舍6栋。工程现已完工。", ("facility_count", "actual", "done as is told next")),
        ("新建小学3所。工程计划年底前全部竣工。", ("facility_count", "target", "due as is told next")),
        ("下达资金300万元，用于12所农村小学校舍维修改造。", ("facility_count", "target", "works that money is handed down for")),
        ("新建第四中学，建筑面积3万平方米，预计年底竣工。", ("floor_area_m2", "target", "due as is told next")),
    ],
)
def test_each_rule_speaks_for_its_kind_of_figure(text, last):
    assert told(text)[-1] == last


def test_what_is_done_of_a_count_says_what_it_is():
    first, *_ = told("全县实施学校建设项目30个，已完工14个，在建16个。")
    assert first == ("facility_count", "ongoing", "some of them are done, others not")
    *_, planned, done = told("新建小学3所、改扩建2所，目前完工4所。")
    assert planned[1:] == ("target", "what is done of it is told next") and done[1] == "actual"
    assert [found[1] for found in told("新建小学3所、改扩建1所，目前完工4所。")] == ["actual"] * 3


@pytest.mark.parametrize("text", ["网传甲县将关闭小学9所。", "网传甲县续建小学9所。"])
def test_a_rumour_is_disputed_whatever_it_says_of_itself(text):
    assert told(text, title="辟谣：关闭小学的消息不实") == [("facility_count", "disputed", "hearsay in a rebuttal")]


def test_what_is_spent_on_pupils_is_no_norm():
    spent, *_ = told("高校生均支出为1.2万元，比上年增长5%。")
    assert spent == ("per_student_standard", "actual", "news by default")


def test_a_cue_is_told_with_its_place():
    assert told("计划新建小学9所，增加学位8100个。") == [
        ("facility_count", "target", "cue 计划"),
        ("seats_added", "target", "cue 计划 in an earlier clause"),
    ]
