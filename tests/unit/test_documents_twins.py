"""One report as text, PDF, Word and HTML: whatever the kind of file, the claims are the same."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest

from ingestion import documents, landing
from ingestion.extraction import extract
from tests import written

TITLE = "焦作市2023年教育工作情况和2024年工作安排"
PARAGRAPHS = [
    "焦作市教育局　2024年3月9日",
    "2023年，全市新建改扩建幼儿园25所、新增学位5520个，公办园在园幼儿占比达51.8%。新建改扩建中小学54所，新增学位3.4万个，累计完成投资7.86亿元。",
    "解放区新建小学3所，新增学位4320个；山阳区改扩建初中2所，新增学位不少于1800个。各县区按照城乡一体化的要求统筹推进学校布局调整，"
    "群众满意度不断提升，教育质量稳步提高。",
    "全市62名教育工作者受到表彰，其中孙国营等12名校长、李保霞等50名教师。",
    "2024年，全市计划新建改扩建24所中小学，其中新建5所、改扩建19所；培训1万名中小学班主任；为200所农村学校配备心理健康教师。",
]
PLACES = ("claim_id", "document_id", "article_id", "char_start", "char_end", "page", "sheet", "cell", "total_claim_id")

KINDS = {
    "report.html": lambda: written.page(TITLE, PARAGRAPHS),
    "report.docx": lambda: written.docx(TITLE, PARAGRAPHS),
    "one column.pdf": lambda: written.pdf(TITLE, PARAGRAPHS, heads=True),
    "two columns.pdf": lambda: written.pdf(TITLE, PARAGRAPHS, columns=2, heads=True),
    "two columns on two pages.pdf": lambda: written.pdf(TITLE, PARAGRAPHS, columns=2, heads=True, font_size=26),
    "three columns.pdf": lambda: written.pdf(TITLE, PARAGRAPHS, columns=3, font_size=9),
}


def read(folder: Path, files: dict[str, bytes]) -> documents.ReadDocuments:
    inbox = folder / "inbox"
    inbox.mkdir()
    for name, data in files.items():
        (inbox / name).write_bytes(data)
    landing.land(landing.inbox_files(inbox), folder / "landing", folder / "quarantine", datetime(2024, 4, 1, tzinfo=UTC))
    return documents.read(landing.landed(folder / "landing"), folder / "landing")


def told(claims: pl.DataFrame, document_id: str) -> list[dict]:
    rows = claims.filter(pl.col("document_id") == document_id).sort("char_start").drop(PLACES).to_dicts()
    return [row | {"quote": "".join(row["quote"].split())} for row in rows]


@pytest.fixture(scope="module")
def twins(tmp_path_factory) -> dict[str, dict]:
    text = "\n\n".join([TITLE, *PARAGRAPHS]).encode()
    read_all = read(tmp_path_factory.mktemp("twins"), {"report.txt": text, **{name: write() for name, write in KINDS.items()}})
    assert read_all.quarantine.is_empty()
    claims = extract(read_all.documents).claims
    return {row["file_name"]: row | {"claims": told(claims, row["document_id"])} for row in read_all.documents.iter_rows(named=True)}


def test_the_report_is_worth_comparing(twins):
    claims = twins["report.txt"]["claims"]
    assert len(claims) >= 14
    assert {claim["family"] for claim in claims} == {"facilities", "enrolment_capacity", "funding", "indicator"}
    assert {claim["region_name"] for claim in claims} >= {"焦作市", "解放区", "山阳区"}
    assert {claim["status"] for claim in claims} == {"actual", "target"}


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_gives_the_claims_of_its_text_twin(twins, name):
    assert twins[name]["claims"] == twins["report.txt"]["claims"]


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_knows_its_title_publisher_and_day(twins, name):
    about = ("title", "publisher", "published_date", "published_date_basis")
    assert [twins[name][field] for field in about] == [twins["report.txt"][field] for field in about]


def test_pages_tell_where_a_figure_stands(twins):
    row = twins["two columns on two pages.pdf"]
    text = row["text"]
    spans = [(page["char_start"], page["char_end"]) for page in row["pages"]]
    assert len(spans) == 2 and spans[0][0] == 0 and spans[-1][1] == len(text)
    assert all(end == start for (_, end), (start, _) in pairwise(spans))
    assert "25所" in text[slice(*spans[0])] and "200所" in text[slice(*spans[-1])]
