"""A small warehouse made by hand: documents in the seeds' manner, with the claims that an ideal extractor would find, as Parquet for dbt.

For tests of the models and of the expectations, so that they depend on no extractor. Spans are looked up in the text, never counted.
"""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from ingestion.documents.signature import signature
from ingestion.extraction import TABLES
from ingestion.extraction.facility_names import identify, region_of
from ingestion.schemas import DOCUMENTS, QUARANTINE
from warehouse import corrections

ROOT = Path(__file__).resolve().parent.parent
PROJECT = ROOT / "dbt_project"
RECEIVED = datetime(2024, 4, 1, 6, tzinfo=UTC)

JIAOZUO = {"region_code": "410800", "region_name": "焦作市"}
JIEFANG = {"region_code": "410802", "region_name": "解放区"}
YEAR = {year: {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31)} for year in (2023, 2024)}
SCHOOLS = {"family": "facilities", "metric": "facility_count", "unit": "school", "action": "built_or_expanded"}
SEATS = {"family": "enrolment_capacity", "metric": "seats_added", "unit": "seat"}
HONOURED = {"family": "indicator", "metric": "teachers_honoured", "unit": "person"}
TRAINED = {"family": "indicator", "metric": "teachers_trained", "unit": "person", "subject": "中小学班主任", "status": "target"}
MONEY = {"family": "funding", "metric": "investment", "unit": "CNY"}
SITE = {"family": "facilities", "metric": "site_area_m2", "unit": "m2", "action": "built", "facility_name": "焦作市第十一中学"}
SHARE = {"family": "enrolment_capacity", "metric": "public_kindergarten_share", "unit": "percent", "level": "preschool"}


@dataclass
class Claim:
    """A claim to be: the number as written, the clause it stands in, its values, and whatever else differs from the defaults."""

    number: str
    quote: str
    low: float | None
    high: float | None
    fields: dict[str, Any] = field(default_factory=dict)
    part_of: str | None = None


@dataclass
class Document:
    name: str
    text: str
    published: date
    publisher: str
    claims: list[Claim]
    key: str | None = None
    source_id: str = "inbox"
    day: int = 0
    facilities: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    successions: list[tuple[str, str]] = field(default_factory=list)

    @property
    def id(self) -> str:
        return hashlib.sha256(f"{self.source_id}{self.name}{self.text}".encode()).hexdigest()[:16]


REPORT = (
    "2023年，全市新建改扩建幼儿园25所、新增学位5520个，公办园在园幼儿占比达51.8%。新建改扩建中小学54所。我市62名教育工作者受到表彰，"
    "其中孙国营等12名校长、李保霞等50名教师。2024年，新建改扩建24所中小学，其中新建5所、改扩建19所；培训1万名中小学班主任。"
    "焦作市第十一中学占地18405.38平方米，十一中迁建加快推进。"
)
REPORT_CLAIMS = [
    Claim("25所", "新建改扩建幼儿园25所", 25, 25, SCHOOLS | {"level": "preschool"} | YEAR[2023]),
    Claim("5520个", "新增学位5520个", 5520, 5520, SEATS | {"level": "preschool"} | YEAR[2023]),
    Claim("51.8%", "公办园在园幼儿占比达51.8%", 51.8, 51.8, SHARE | YEAR[2023]),
    Claim("54所", "新建改扩建中小学54所", 54, 54, SCHOOLS | {"level": "primary_secondary"} | YEAR[2023]),
    Claim("62名", "我市62名教育工作者受到表彰", 62, 62, HONOURED | YEAR[2023]),
    Claim("12名", "其中孙国营等12名校长", 12, 12, HONOURED | {"subject": "校长"} | YEAR[2023], part_of="62名"),
    Claim("50名", "李保霞等50名教师", 50, 50, HONOURED | {"subject": "教师"} | YEAR[2023], part_of="62名"),
    Claim("24所", "新建改扩建24所中小学", 24, 24, SCHOOLS | {"level": "primary_secondary", "status": "target"} | YEAR[2024]),
    Claim(
        "5所",
        "其中新建5所",
        5,
        5,
        SCHOOLS | {"level": "primary_secondary", "status": "target", "action": "built"} | YEAR[2024],
        part_of="24所",
    ),
    Claim(
        "19所",
        "改扩建19所",
        19,
        19,
        SCHOOLS | {"level": "primary_secondary", "status": "target", "action": "expanded"} | YEAR[2024],
        part_of="24所",
    ),
    Claim("1万名", "培训1万名中小学班主任", 10000, 10000, TRAINED | YEAR[2024]),
    Claim("18405.38平方米", "焦作市第十一中学占地18405.38平方米", 18405.38, 18405.38, SITE | YEAR[2023]),
]
DOCUMENTS_BY_HAND = [
    Document(
        "report_2023.txt", REPORT, date(2024, 2, 20), "焦作市教育局", REPORT_CLAIMS, day=1, facilities=[("十一中", JIAOZUO)]
    ),
    # The same words under another name: a re-encoded copy.
    Document(
        "report_2023_gbk.txt", REPORT, date(2024, 2, 20), "焦作市教育局", REPORT_CLAIMS, day=2, facilities=[("十一中", JIAOZUO)]
    ),
    # A later paper: agrees where it rounds (25, 1万余, 1.8万), really disagrees once (53 schools, not 54).
    Document(
        "paper_2024-03-01.txt",
        "去年，我市新建改扩建幼儿园25所，新建改扩建中小学53所。今年将有1万余名中小学班主任参加培训。焦作市第十一中学占地1.8万平方米。有传言称再撤教学点1200个，不实。",
        date(2024, 3, 1),
        "焦作日报",
        [
            Claim("25所", "我市新建改扩建幼儿园25所", 25, 25, SCHOOLS | {"level": "preschool"} | YEAR[2023]),
            Claim("53所", "新建改扩建中小学53所", 53, 53, SCHOOLS | {"level": "primary_secondary"} | YEAR[2023]),
            Claim("1万余名", "今年将有1万余名中小学班主任参加培训", 10000, None, TRAINED | {"is_approximate": True} | YEAR[2024]),
            Claim("1.8万平方米", "焦作市第十一中学占地1.8万平方米", 18000, 18000, SITE | YEAR[2023]),
            Claim("1200个", "有传言称再撤教学点1200个", 1200, 1200, SCHOOLS | {"action": "closed", "status": "disputed"} | YEAR[2024]),
        ],
        day=3,
    ),
    # A plan and what it promised; the report says what became of it.
    Document(
        "plan_2023.txt",
        "2023年计划新建改扩建幼儿园20所、新增学位6000个，新增托位900个。",
        date(2023, 2, 1),
        "焦作市教育局",
        [
            Claim("20所", "2023年计划新建改扩建幼儿园20所", 20, 20, SCHOOLS | {"level": "preschool", "status": "target"} | YEAR[2023]),
            Claim("6000个", "新增学位6000个", 6000, 6000, SEATS | {"level": "preschool", "status": "target"} | YEAR[2023]),
            Claim("900个", "新增托位900个", 900, 900, SEATS | {"level": None, "status": "target"} | YEAR[2023]),
        ],
        day=4,
    ),
    # Two versions of one page: only the corrected one counts.
    Document(
        "jiefang.html", "解放区投入8000余万元。", date(2024, 3, 5), "解放区人民政府",
        [Claim("8000余万元", "解放区投入8000余万元", 8e7, None, MONEY | JIEFANG | {"is_approximate": True} | YEAR[2023])],
        key="jiefang", day=5,
    ),
    Document(
        "jiefang.html", "解放区投入7862万元。学位完成率为151.7%。", date(2024, 3, 5), "解放区人民政府",
        [
            Claim("7862万元", "解放区投入7862万元", 78_620_000, 78_620_000, MONEY | JIEFANG | YEAR[2023]),
            Claim("151.7%", "学位完成率为151.7%", 151.7, 151.7, SHARE | JIEFANG | {"metric": "capacity_share"} | YEAR[2023]),
        ],
        key="jiefang", day=6,
    ),
    # Named schools: one under several names, one name in several districts, one that went into another.
    Document(
        "schools.txt",
        "今年，市十一中迁建继续推进。第三小学、解放区第三小学、山阳区三小和区实验小学东校区改扩建。市四中并入焦作第11中学。",
        date(2024, 3, 8), "焦作市教育局", [], day=7,
        facilities=[
            ("市十一中", JIAOZUO), ("焦作第11中学", JIEFANG), ("第三小学", JIAOZUO), ("解放区第三小学", JIAOZUO),
            ("山阳区三小", JIAOZUO), ("区实验小学东校区", JIEFANG),
        ],
        successions=[("市四中", "焦作第11中学")],
    ),
    Document(
        "sample.txt", "样例：新增学位100个。", date(2024, 1, 1), "样例",
        [Claim("100个", "新增学位100个", 100, 100, SEATS | {"level": "primary"} | YEAR[2023])], source_id="sample", day=7,
    ),
]  # fmt: skip


def write(folder: Path, documents: list[Document], batches: int = 1, seed: int | None = None) -> None:
    """Documents, extraction and quarantine under `folder`, spread over so many batches; with a seed, in shuffled order."""
    order = list(documents)
    if seed is not None:
        random.Random(seed).shuffle(order)
    for number in range(batches):
        some = order[number::batches]
        batch = f"2024040{number + 1}T060000Z-run{number}"
        _store(folder / "documents" / batch, {"documents": ([_document(item) for item in some], DOCUMENTS), "quarantine": ([], QUARANTINE)})
        _store(
            folder / "extracted" / batch,
            {
                "articles": ([_article(item) for item in some], TABLES["articles"]),
                "claims": ([row for item in some for row in _claims(item)], TABLES["claims"]),
                "facility_projects": ([row for item in some for row in _projects(item)], TABLES["facility_projects"]),
                "facility_mentions": ([row for item in some for row in _mentions(item)], TABLES["facility_mentions"]),
                "facility_successions": ([row for item in some for row in _successions(item)], TABLES["facility_successions"]),
                "rejections": (
                    [{"document_id": item.id, "reason": "date", "number_count": 2, "extractor_version": "1"} for item in some],
                    TABLES["rejections"],
                ),
            },
        )
    unreadable = {
        "document_id": "unreadable",
        "file_name": "洛阳市2023年教育.txt",
        "stage": "documents",
        "reason": "truncated",
        "quarantined_at": RECEIVED,
    }
    _store(folder, {"quarantine": ([unreadable] if documents else [], QUARANTINE), "corrections": ([], corrections.SCHEMA)})


def build(folder: Path, workshop: Path, *arguments: str) -> Path:
    """folder/build.duckdb, made by dbt of what `write` put into `folder`. Raises AssertionError with dbt's words when it fails.

    dbt works in `workshop`, the same for every build of a test run, so that it need not parse the project anew each time.
    """
    workshop.mkdir(exist_ok=True)
    variables = os.environ | {
        "WAREHOUSE_BUILD": str(workshop / "build.duckdb"),
        "WAREHOUSE_DOCUMENTS": str(folder / "documents"),
        "WAREHOUSE_EXTRACTED": str(folder / "extracted"),
        "WAREHOUSE_LANDING_QUARANTINE": str(folder / "quarantine.parquet"),
        "WAREHOUSE_CORRECTIONS_READ": str(folder / "corrections.parquet"),
        "WAREHOUSE_LEXICON": str(ROOT / "ingestion" / "lexicon"),
    }
    done = dbt(["build", *arguments], variables, workshop)
    assert done.returncode == 0, done.stdout
    (workshop / "target" / "run_results.json").replace(folder / "run_results.json")
    return (workshop / "build.duckdb").replace(folder / "build.duckdb")


def dbt(arguments: list[str], variables: dict[str, str], workshop: Path) -> subprocess.CompletedProcess[str]:
    """The real dbt on the project, in a process of its own; what it leaves behind goes to `workshop`."""
    places = {"DBT_TARGET_PATH": str(workshop / "target"), "DBT_LOG_PATH": str(workshop / "logs")}
    options = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)]
    command = [sys.executable, "-c", "from dbt.cli.main import cli; cli()", *arguments, *options]
    return subprocess.run(command, env=variables | places, capture_output=True, text=True, timeout=180)


def _store(folder: Path, tables: dict[str, tuple[list[dict], dict]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, (rows, schema) in tables.items():
        whole = [{column: row.get(column) for column in schema} for row in rows]
        pl.DataFrame(whole, schema=schema).write_parquet(folder / f"{name}.parquet")


def _document(item: Document) -> dict[str, Any]:
    received = RECEIVED + timedelta(days=item.day)
    return {
        "document_id": item.id, "document_key": item.key or item.name, "file_name": item.name, "source_id": item.source_id,
        "origin": item.name,
        "media_type": "text/plain", "sha256": hashlib.sha256(item.name.encode()).hexdigest(), "byte_count": len(item.text.encode()),
        "received_at": received, "last_received_at": received, "title": item.text[:10], "publisher": item.publisher,
        "published_date": item.published, "published_date_basis": "text", "encoding": "utf-8", "char_count": len(item.text),
        "text": item.text, "pages": [], "cells": [], "signature": signature(item.text, [(0, len(item.text))]),
        "text_sha256": hashlib.sha256(item.text.encode()).hexdigest(), "body": [{"char_start": 0, "char_end": len(item.text)}],
        "reader_version": "1",
    }  # fmt: skip


def _article(item: Document) -> dict[str, Any]:
    return JIAOZUO | {
        "article_id": f"{item.id}-1", "document_id": item.id, "ordinal": 1, "char_start": 0, "char_end": len(item.text),
        "title": item.text[:10], "article_date": item.published, "article_date_basis": "text", "extractor_version": "1",
    }  # fmt: skip


def _claims(item: Document) -> list[dict[str, Any]]:
    rows = []
    for claim in item.claims:
        start = item.text.index(claim.quote) + claim.quote.index(claim.number)
        rows.append(
            JIAOZUO
            | {
                "claim_id": f"{item.id}-{start}", "document_id": item.id, "article_id": f"{item.id}-1", "char_start": start,
                "char_end": start + len(claim.number), "quote": claim.quote, "value_min": claim.low, "value_max": claim.high,
                "is_approximate": False, "status": "actual", "period_basis": "explicit", "region_basis": "clause", "confidence": 0.9,
                "rules": ["hand"], "extractor_version": "1",
            }
            | claim.fields
        )  # fmt: skip
        if name := claim.fields.get("facility_name"):
            rows[-1]["facility_id"] = _identity(name, JIAOZUO)["facility_id"]
    ids = {claim.number: row["claim_id"] for claim, row in zip(item.claims, rows, strict=True)}
    for claim, row in zip(item.claims, rows, strict=True):
        row["total_claim_id"] = ids[claim.part_of] if claim.part_of else None
    return rows


def _identity(written: str, district: dict[str, str]) -> dict[str, Any]:
    """What a name means in Jiaozuo's documents, where it is said of a district."""
    facility = identify(written, region_of(*JIAOZUO.values()), region_of(*district.values()))
    return {
        "facility_id": facility.facility_id, "facility_name": facility.name, "own_name": facility.own_name,
        "facility_region_code": facility.region_code, "facility_region_name": facility.region_name,
        "school_id": facility.school and facility.school.facility_id, "school_name": facility.school and facility.school.name,
    }  # fmt: skip


def _place(item: Document, written: str) -> dict[str, Any]:
    start = item.text.index(written)
    return JIAOZUO | YEAR[2023] | {
        "document_id": item.id, "article_id": f"{item.id}-1", "char_start": start, "char_end": start + len(written),
        "name_as_written": written, "extractor_version": "1",
    }  # fmt: skip


def _projects(item: Document) -> list[dict[str, Any]]:
    about = {"level": "junior_secondary", "action": "relocated", "status": "ongoing"}
    return [_place(item, written) | about | district | _identity(written, district) for written, district in item.facilities]


def _mentions(item: Document) -> list[dict[str, Any]]:
    named = [(written, district) for written, district in item.facilities]
    named += [(name, JIAOZUO) for claim in item.claims if (name := claim.fields.get("facility_name"))]
    named += [(written, JIAOZUO) for pair in item.successions for written in pair]
    return [_place(item, written) | {"level": "junior_secondary"} | district | _identity(written, district) for written, district in named]


def _successions(item: Document) -> list[dict[str, Any]]:
    rows = []
    for earlier, later in item.successions:
        before, after = _identity(earlier, JIAOZUO), _identity(later, JIAOZUO)
        rows.append(
            _place(item, earlier)
            | {"kind": "merged", "status": "actual", "quote": earlier}
            | {f"predecessor_{name}": before[f"facility_{name}"] for name in ("id", "name")}
            | {f"successor_{name}": after[f"facility_{name}"] for name in ("id", "name")}
        )
    return rows
