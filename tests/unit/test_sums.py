"""Sums over the fact tables: a made-up province of figures whose true totals are known, stated at every grain that documents use.

Each figure is known down to level, action and school; documents state totals, their breakdowns, single schools, half-years and longer
spans, in any mixture. Whatever they state, adding up a fact table by one status and one region level gives the true total, once.
"""

from __future__ import annotations

import csv
import random
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.handmade import ROOT, Claim, Document, build, write

YEARS = (2022, 2023)
LEVELS = ("preschool", "primary", "junior_secondary", "senior_secondary")
DISTRICTS = {"解放区": "410802", "山阳区": "410811"}
CITY = {"region_code": "410800", "region_name": "焦作市"}
SUBJECT = "同一事项"


def additive() -> list[dict[str, str]]:
    """The catalogue's additive metrics."""
    with (ROOT / "ingestion" / "lexicon" / "metrics.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["is_additive"] == "true"]


def statements(
    metric: dict[str, str], truth: dict[tuple[str, str], int], year: int, region: dict, fields: dict, draw: random.Random
) -> list[Claim]:
    """What documents state of one true figure: its total, breakdowns of it, parts of parts, one school's share, an earlier time."""
    has_action = metric["family"] == "facilities"
    common = {"family": metric["family"], "metric": metric["metric"], "unit": metric["unit"], "subject": SUBJECT} | region | fields
    days = {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31)}

    def claim(value: int, **more) -> Claim:
        action = {"action": more.pop("action", "built_or_expanded")} if has_action else {}
        quote = f"{region['region_name']}{year}{metric['metric']}{fields['status']}{sorted(more.items(), key=str)}{action}共{value}个"
        return Claim(f"{value}个", quote, value, value, common | days | action | more)

    whole = sum(truth.values())
    stated = [claim(whole)]
    by_level = {level: sum(value for (own, _), value in truth.items() if own == level) for level in LEVELS}
    stated += [claim(value, level=level) for level, value in by_level.items() if value and draw.random() < 0.7]
    if draw.random() < 0.7 and by_level["primary"] and by_level["junior_secondary"]:
        stated.append(claim(by_level["primary"] + by_level["junior_secondary"], level="compulsory"))
    if has_action:
        for action in ("built", "expanded"):
            value = sum(value for (_, own), value in truth.items() if own == action)
            stated += [claim(value, action=action)] if value and draw.random() < 0.7 else []
    if by_level["preschool"] > 1:
        stated.append(claim(by_level["preschool"] - 1, level="preschool", facility_name="焦作市第一幼儿园"))
    # Half a year's sum is within the year's; a state in June is what the state in December replaced, be it the greater.
    stated.append(claim(whole + 7 if metric["is_stock"] == "true" else whole // 2, period_end=date(year, 6, 30)))
    return stated


@pytest.fixture(scope="module")
def sums(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict]:
    """A build of such documents, and the true total by metric, status, region level and year."""
    draw = random.Random(20241121)
    documents, totals = [], {}
    for metric in additive():
        claims: list[Claim] = []
        for status in ("actual", "target"):
            for year in YEARS:
                city: dict[tuple[str, str], int] = {}
                for name, code in DISTRICTS.items():
                    truth = {(level, action): draw.randint(0, 40) * 2 for level in LEVELS for action in ("built", "expanded")}
                    claims += statements(metric, truth, year, {"region_code": code, "region_name": name}, {"status": status}, draw)
                    city = {cell: city.get(cell, 0) + value for cell, value in truth.items()}
                claims += statements(metric, city, year, CITY, {"status": status}, draw)
                for region_level in ("county", "prefecture"):
                    totals[metric["metric"], status, region_level, year] = sum(city.values())
            if metric["is_stock"] == "false":
                span = {"period_start": date(2021, 1, 1), "period_end": date(2025, 12, 31)}
                fields = {name: metric[name] for name in ("family", "metric", "unit")} | {"subject": SUBJECT, "status": status}
                quote = f"五年{metric['metric']}{status}共99999个"
                claims.append(Claim("99999个", quote, 99999, 99999, fields | CITY | span))
        draw.shuffle(claims)
        for number in range(3):
            some = claims[number::3]
            text = "。".join(claim.quote for claim in some) + "。"
            documents.append(Document(f"{metric['metric']}_{number}.txt", text, date(2024, 1, 1 + number), "焦作市教育局", some))
    folder = tmp_path_factory.mktemp("sums")
    write(folder, documents, batches=2, seed=5)
    return build(folder, tmp_path_factory.mktemp("workshop") / "sums", "--exclude-resource-type", "unit_test"), totals


def rows(path: Path, sql: str) -> list[tuple]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(sql).fetchall()


FACTS = " union all by name ".join(
    f"select metric, status, region_level, year, value, is_subtotal, spans_years from marts.{table}"
    for table in ("fct_facilities", "fct_funding", "fct_enrolment_capacity", "fct_indicators")
)


def test_every_additive_metric_sums_to_its_true_total(sums: tuple[Path, dict]) -> None:
    build_file, totals = sums
    found = rows(
        build_file,
        f"select metric, status, region_level, year, sum(value) from ({FACTS}) where not is_subtotal and not spans_years group by all",
    )
    assert {tuple(row[:4]): row[4] for row in found} == totals


def test_without_the_flags_everything_would_be_counted_twice(sums: tuple[Path, dict]) -> None:
    build_file, totals = sums
    found = rows(build_file, f"select metric, status, region_level, year, sum(value) from ({FACTS}) where not spans_years group by all")
    assert all(value > totals[tuple(key)] for *key, value in found if totals[tuple(key)])


def test_a_city_is_the_sum_of_its_districts(sums: tuple[Path, dict]) -> None:
    build_file, totals = sums
    outcomes = rows(
        build_file,
        "select metric, status, year, value, district_count, districts_value, difference, outcome from marts.fct_district_sums "
        "where level is null and action is not distinct from case family when 'facilities' then 'built_or_expanded' end "
        "and period_end = make_date(year, 12, 31)",
    )
    assert {row[:3] for row in outcomes} == {(metric, status, year) for metric, status, _, year in totals}
    assert all(row[3:] == (row[3], 2, row[3], 0, "equal") for row in outcomes)
