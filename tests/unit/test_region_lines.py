"""Districts that were renamed or merged, from text to marts: which district a figure is filed under, and what its line through time holds.

The models' rules have unit tests of their own beside them; here the real extraction, the real gazetteer and all models stand together.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.resolved import marts_of

TEXTS = {
    "yanshi_2021.txt": (
        date(2021, 2, 10),
        "偃师市2021年教育工作计划\n2020年，偃师市新建小学4所。2021年，偃师市计划新建小学6所、新增学位2700个。",
    ),
    "yanshi_2022.txt": (
        date(2022, 1, 15),
        "2021年偃师区教育工作总结\n2021年，偃师区新建小学7所。2020年，偃师区新建小学4所。",
    ),
    "luoyang_2023.txt": (
        date(2023, 1, 20),
        "洛阳市2022年教育工作总结\n2022年，偃师市新建小学5所。2022年，孟津区新建小学3所。2022年，吉利区新建小学2所。"
        "2020年，孟津县新建小学1所，吉利区新建小学9所。",
    ),
}


@pytest.fixture(scope="module")
def marts(workshop: Path, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    return marts_of(TEXTS, tmp_path_factory.mktemp("lines"), workshop)


SCHOOLS = "from fct_facilities where metric = 'facility_count' and status = 'actual'"


def test_a_renamed_district_has_one_line(marts: duckdb.DuckDBPyConnection) -> None:
    line = f"select year, region_code, region_name, value, claim_count {SCHOOLS} and lineage_name = '偃师区' order by year"
    assert marts.sql(line).fetchall() == [
        (2020, "410381", "偃师市", 4.0, 2),  # said by both names: one fact, of the district of that year
        (2021, "410307", "偃师区", 7.0, 1),
        (2022, "410307", "偃师区", 5.0, 1),  # though the text still says 偃师市
    ]


def test_claims_keep_what_their_text_says(marts: duckdb.DuckDBPyConnection) -> None:
    said = "select region_code, region_name from fct_claims where value_min = 5"
    assert marts.sql(said).fetchall() == [("410381", "偃师市")]


def test_a_merged_district_is_a_part_and_never_the_whole(marts: duckdb.DuckDBPyConnection) -> None:
    merged = f"""
        select year, region_name, former_district, value, is_subtotal, is_conflicting {SCHOOLS}
            and lineage_name in ('孟津区', '吉利区')
        order by year, value
    """
    assert marts.sql(merged).fetchall() == [
        (2020, "孟津县", None, 1.0, False, False),
        (2020, "吉利区", None, 9.0, False, False),
        (2022, "孟津区", "吉利区", 2.0, True, False),
        (2022, "孟津区", None, 3.0, False, False),
    ]


def test_a_plan_meets_its_result_across_the_rename(marts: duckdb.DuckDBPyConnection) -> None:
    plans = "select region_name, metric, target_value, actual_value, outcome from fct_plan_vs_actual order by metric"
    assert marts.sql(plans).fetchall() == [
        ("偃师区", "facility_count", 6.0, 7.0, "met"),
        ("偃师区", "seats_added", 2700.0, None, "no_report"),
    ]


def test_coverage_has_one_cell_a_year_under_the_name_of_the_year(marts: duckdb.DuckDBPyConnection) -> None:
    cells = """
        select year, region_name, claim_count from coverage
        where lineage_name in ('偃师区', '孟津区', '吉利区') and family = 'facilities' order by lineage_code, year
    """
    assert marts.sql(cells).fetchall() == [
        (2020, "吉利区", 1), (2021, "吉利区", 0),
        (2020, "偃师市", 2), (2021, "偃师区", 2), (2022, "偃师区", 1), (2023, "偃师区", 0),
        (2020, "孟津县", 1), (2021, "孟津区", 0), (2022, "孟津区", 2), (2023, "孟津区", 0),
    ]  # fmt: skip
