"""Signs of a figure's status: what they are, how they outvote a rule, and how their weights are learnt. Every text is invented."""

from datetime import date

import pytest

from ingestion.extraction import prepared, read_stories, signs
from ingestion.wordlists import table, words
from tests import learn_status
from tests.extracted import claims_of, document

DAY = date(2023, 5, 18)
ABOUT = {"published": DAY, "publisher": "绵阳日报", "title": "绵阳市教育新闻"}


@pytest.fixture
def weigh(monkeypatch):
    """Put made-up weights in place of the learnt ones."""

    def put(of_sign: dict[str, dict[str, float]]) -> None:
        rows = {sign: tuple(float(row.get(name, 0)) for name in signs.STATUSES) for sign, row in of_sign.items()}
        monkeypatch.setattr(signs, "weights", lambda: rows)

    return put


def signs_of(text, **about):
    (reading,) = read_stories(next(prepared(document(text, **(ABOUT | about)))))
    return [signs.signs_of(reading.story, draft) for draft in reading.drafts]


def test_words_and_cues_are_signs_by_where_they_stand():
    (found,) = signs_of("教育局说，全市已启动校园扩容，计划明年新建小学9所，其余年底开工。")
    assert {"counts facility_count", "action built", "built facility_count", "genre news", signs.ALWAYS} <= found.keys()
    assert {"已 earlier", "计划 before it", "明年 before it", "年底 later"} <= found.keys()
    assert {"cue 计划 before it in its clause", "clause says target", "last cue 计划"} <= found.keys()
    assert {"time before in its clause", "time before in +1", "time before to come True"} <= found.keys()


def test_words_of_other_items_and_of_what_is_counted_are_signs_of_their_own():
    *_, seats = signs_of("力争改造校舍7处；新增学位5600个。")
    assert "力争 in another item" in seats and "clause says " in seats
    (works,) = signs_of("计划实施的8个校舍改造项目全部竣工。")
    assert "target said of what is counted" in works and "clause says target" not in works


def test_signs_outvote_a_rule_only_together(weigh):
    text = "全市新建小学9所，校长来自各地。"
    weigh({"counts facility_count": {"target": signs.RULE_VOTE - 0.1}})
    assert [claim["status"] for claim in claims_of(text, **ABOUT)] == ["actual"]
    weigh({"counts facility_count": {"target": signs.RULE_VOTE - 0.1}, "action built": {"target": 0.2}})
    (claim,) = claims_of(text, **ABOUT)
    assert claim["status"] == "target"
    (told,) = (rule for rule in claim["rules"] if rule.startswith("status:"))
    assert told == "status: signs against news by default: counts facility_count +1.9, action built +0.2"


def test_signs_that_are_equally_loud_are_told_in_one_order(weigh):
    weigh({sign: {"target": 1.5} for sign in ("counts facility_count", "built facility_count", "action built", "family facilities")})
    (claim,) = claims_of("全市新建小学9所，校长来自各地。", **ABOUT)
    (told,) = (rule for rule in claim["rules"] if rule.startswith("status:"))
    assert told.endswith(": action built +1.5, built facility_count +1.5, counts facility_count +1.5")


def test_the_period_is_that_of_what_signs_make_of_a_figure(weigh):
    text = "全市新建小学9所。"
    weigh({})
    assert [claim["period_end"] for claim in claims_of(text, **ABOUT)] == [DAY]
    weigh({signs.ALWAYS: {"target": 9}})
    assert [claim["period_end"] for claim in claims_of(text, **ABOUT)] == [None]


@pytest.mark.parametrize(
    ("text", "about", "status"),
    [
        ("明年，全市新建小学9所。", {}, "target"),  # what lies ahead is to come
        ("生均公用经费每人每年720元。", {}, "standard"),
        ("续建小学9所。", {}, "ongoing"),
        ("网传全市关闭小学9所，这是谣言。", {"title": "辟谣：关闭小学的消息不实"}, "disputed"),
    ],
)
def test_nothing_is_weighed_against_what_is_so_by_definition(text, about, status, weigh):
    weigh({signs.ALWAYS: {"actual": 99}})
    assert [claim["status"] for claim in claims_of(text, **(ABOUT | about))] == [status]


def test_seats_follow_what_signs_made_of_their_schools(weigh):
    weigh({"action built": {"target": 9}})
    assert [claim["status"] for claim in claims_of("全市新建小学9所，新增学位8100个。", **ABOUT)] == ["target", "target"]


def test_the_learnt_weights_are_of_signs_that_there_are():
    rows = table("status_signs")
    assert len(rows) > 100 and signs.ALWAYS in {row["sign"] for row in rows}
    assert all(abs(float(row[name])) < 10 for row in rows for name in signs.STATUSES)
    listed = {row["sign"].rpartition(" ")[2] for row in rows if row["sign"].startswith("story says ")}
    assert listed <= set(words("sign_words"))


def test_learning_finds_the_sign_that_tells():
    seen = [
        learn_status.Sighting(f"page {number}", {signs.ALWAYS: 1.0, "将 before it" if number % 2 else "已 before it": 1.0}, "actual", right)
        for number in range(40)
        for right in ["target" if number % 2 else "actual"]
    ]
    weights = learn_status.learn(seen)
    target, actual = signs.STATUSES.index("target"), signs.STATUSES.index("actual")
    assert weights["将 before it"][target] > 0.5 > -0.5 > weights["将 before it"][actual]
    votes = learn_status.votes(weights, seen[0])
    assert votes.index(max(votes)) == actual


def test_a_sign_of_few_documents_is_not_learnt():
    rare = {signs.ALWAYS: 1.0, "有望 before it": 1.0}
    seen = [learn_status.Sighting(f"page {number}", {signs.ALWAYS: 1.0}, "actual", "actual") for number in range(20)]
    seen += [learn_status.Sighting("one page", rare, "actual", "target")] * 20
    assert "有望 before it" not in learn_status.learn(seen)
