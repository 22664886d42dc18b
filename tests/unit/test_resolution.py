"""Reports and plans as bureaus write them, from text to marts: what became of each plan, and which mentions speak of one figure.

The models' rules have unit tests of their own beside them; here the real extraction and all models stand together.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.resolved import marts_of
from warehouse.bi import assets

TEXTS = {
    "anyang_five_years.txt": (
        date(2021, 12, 30),
        "安阳市教育发展规划\n“十四五”期间，安阳市计划新增学位5万个。到2025年，全市新建幼儿园100所。",
    ),
    "anyang_2025_plan.txt": (date(2025, 2, 10), "安阳市2025年教育工作要点\n2025年，安阳市计划新增学位8000个，新建幼儿园12所。"),
    "anyang_2025.txt": (
        date(2026, 1, 10),
        "安阳市2025年教育工作总结\n2025年，安阳市新增学位8600个，新建幼儿园13所。2021年至2025年，安阳市累计新增学位5.3万个。",
    ),
    "puyang_2023_plan.txt": (date(2023, 1, 15), "濮阳市2023年教育工作计划\n2023年，濮阳市计划新增学位1万个，计划投入教育资金约2亿元。"),
    "puyang_2023.txt": (
        date(2024, 1, 15),
        "濮阳市教育事业综述\n2021年至2023年，濮阳市累计新增学位3万个。2023年，濮阳市投入教育资金1.95亿元。",
    ),
    "jiaozuo_2023_plan.txt": (date(2023, 2, 1), "焦作市2023年教育工作要点\n2023年，焦作市计划新建幼儿园20所。"),
    "jiaozuo_2023_changed.txt": (date(2023, 7, 5), "焦作市2023年教育工作计划调整\n2023年，焦作市计划新建幼儿园16所。"),
    "jiaozuo_2023.txt": (date(2024, 1, 15), "焦作市2023年教育工作总结\n2023年，焦作市新建幼儿园16所。"),
    "xinyang_bureau.txt": (date(2024, 1, 20), "信阳市2023年教育工作总结\n2023年，信阳市新建幼儿园30所。"),
    "xinyang_paper.txt": (date(2024, 1, 20), "信阳教育一年看\n2023年，信阳市新建幼儿园33所。"),
    "xuchang_bulletin.txt": (
        date(2024, 3, 15),
        "许昌市2023年教育事业统计公报\n2023年，许昌市学前教育毛入园率为91.8%，小学在校生41.2万人。",
    ),
    "xuchang_paper.txt": (date(2024, 3, 8), "许昌市教育简况\n截至2023年底，许昌市学前教育毛入园率为91.8%，小学在校生45万人。"),
    "shangqiu_nine_months.txt": (date(2023, 10, 10), "商丘市前三季度教育工作\n2023年1—9月，商丘市新增小学学位5000个。"),
    "shangqiu_autumn.txt": (date(2023, 9, 2), "商丘市秋季开学\n2023年秋季，商丘市新增小学学位3600个。"),
    "shangqiu_2023.txt": (date(2024, 1, 10), "商丘市2023年教育工作总结\n2023年，商丘市新增小学学位7000个。"),
}
PUBLISHERS = {"xinyang_bureau.txt": "信阳市教育局", "xinyang_paper.txt": "信阳日报"}


@pytest.fixture(scope="module")
def marts(workshop: Path, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    return marts_of(TEXTS, tmp_path_factory.mktemp("resolution"), workshop, PUBLISHERS)


def plans(marts: duckdb.DuckDBPyConnection, region: str) -> list[tuple]:
    asked = "select metric, target_value, actual_value, outcome from fct_plan_vs_actual where region_name = ? order by all"
    return marts.execute(asked, [region]).fetchall()


def test_plans_of_five_years_and_of_one_are_two(marts: duckdb.DuckDBPyConnection) -> None:
    assert plans(marts, "安阳市") == [
        ("facility_count", 12.0, 13.0, "met"),
        ("facility_count", 100.0, None, "no_report"),
        ("seats_added", 8000.0, 8600.0, "met"),
        ("seats_added", 50000.0, 53000.0, "met"),
    ]


def test_three_years_say_nothing_of_the_last_of_them(marts: duckdb.DuckDBPyConnection) -> None:
    assert plans(marts, "濮阳市") == [
        ("investment", 200_000_000.0, 195_000_000.0, "met"),  # the plan said 约
        ("seats_added", 10000.0, None, "no_report"),
    ]


def test_a_plan_that_was_replaced_is_shown_with_its_own_figure_and_sentence(marts: duckdb.DuckDBPyConnection) -> None:
    assert plans(marts, "焦作市") == [("facility_count", 16.0, 16.0, "met"), ("facility_count", 20.0, 16.0, "superseded")]
    shown = marts.execute(
        f"select target_zh, file_name, outcome from ({assets.query(assets.HERE / 'datasets' / 'plans.sql')}) as plans "
        "inner join fct_claims as claims on contains(plans.target_evidence_zh, claims.evidence_path) "
        "inner join dim_document using (document_id) where plans.region_name = '焦作市' order by all"
    ).fetchall()
    assert shown == [("16所", "jiaozuo_2023_changed.txt", "met"), ("20所", "jiaozuo_2023_plan.txt", "superseded")]


def test_an_authority_is_believed_before_a_paper_of_the_same_day_however_round_its_count(marts: duckdb.DuckDBPyConnection) -> None:
    conflicts = (
        "select value, other_value, preference_rule from fct_facilities join fct_conflicts using (fact_id) where region_name = '信阳市'"
    )
    assert marts.execute(conflicts).fetchall() == [(30.0, 33.0, "official_publisher")]


def test_a_state_of_the_year_is_that_of_its_end(marts: duckdb.DuckDBPyConnection) -> None:
    states = "select metric, value, claim_count, is_conflicting from fct_enrolment_capacity where region_name = '许昌市' order by metric"
    assert marts.execute(states).fetchall() == [("enrolment", 412_000.0, 2, True), ("enrolment_rate", 91.8, 2, False)]


def test_a_year_holds_all_that_is_told_of_its_months(marts: duckdb.DuckDBPyConnection) -> None:
    seats = "select sum(value) from fct_enrolment_capacity where region_name = '商丘市' and not is_subtotal"
    assert marts.execute(seats).fetchall() == [(7000.0,)]
