"""One table in every kind of file that can hold one, in archives and mails too, and as sentences: the figures are the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingestion.extraction import extract
from tests import written
from tests.drills.intake.archives import archive, mail
from tests.unit.test_documents_twins import read

TITLE = "焦作市2023年新建改扩建幼儿园情况"
HEADER = ["县（市、区）", "新建改扩建幼儿园（所）", "新增学位（个）", "完成投资（万元）"]
ROWS = [["解放区", 3, 810, 2400.5], ["山阳区", 2, 540, 1500], ["温县", 4, 1080, 3120]]
TABLE = [HEADER, *([str(cell) for cell in row] for row in ROWS)]
SENTENCES = [
    f"2023年，{place}新建改扩建幼儿园{schools}所，新增幼儿园学位{seats}个，新建改扩建幼儿园完成投资{money}万元。"
    for place, schools, seats, money in ROWS
]
KEY = ("metric", "value_min", "value_max", "unit", "region_name", "level", "action", "status", "period_start", "period_end")


def xls() -> bytes:
    from xlwt import Workbook

    book = Workbook(encoding="utf-8")
    sheet = book.add_sheet("情况")
    for row, cells in enumerate([[TITLE], HEADER, *ROWS]):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    return written.saved(book)


def csv(encoding: str) -> bytes:
    return "\n".join([TITLE, *(",".join(row) for row in TABLE)]).encode(encoding)


def packed() -> bytes:
    return archive([("附件/情况.xlsx", written.xlsx([[TITLE], HEADER, *ROWS]))])


KINDS = {
    "table.xlsx": lambda: written.xlsx([[TITLE], HEADER, *ROWS], merged=["A1:D1"]),
    "table.xls": xls,
    "table.csv": lambda: csv("utf-8"),
    "table in GBK.csv": lambda: csv("gb18030"),
    "table.docx": lambda: written.docx(TITLE, table=TABLE),
    "table.html": lambda: written.page(TITLE, table=TABLE),
    "table.pdf": lambda: written.pdf(TITLE, table=TABLE),
    "packed.zip": packed,
    "sent.eml": lambda: mail([("附件.zip", packed())], subject="报送材料", text="材料见附件。"),
}


def figures(folder: Path, name: str, data: bytes) -> list[tuple]:
    claims = extract(read(folder, {name: data}).documents).claims
    return sorted((tuple(claim[field] for field in KEY) for claim in claims.iter_rows(named=True)), key=str)


@pytest.mark.parametrize("name", KINDS)
def test_a_table_says_in_every_kind_of_file_what_its_sentences_say(name, tmp_path):
    (tmp_path / "text").mkdir()
    twin = figures(tmp_path / "text", "table.txt", "\n".join([TITLE, *SENTENCES]).encode())
    assert len(twin) == 9
    assert figures(tmp_path, name, KINDS[name]()) == twin


def test_a_figure_of_a_sheet_is_found_in_its_cell(tmp_path):
    claims = extract(read(tmp_path, {"table.xlsx": KINDS["table.xlsx"]()}).documents).claims
    places = {(claim["sheet"], claim["cell"], claim["value_min"]) for claim in claims.iter_rows(named=True)}
    assert {("Sheet1", "B3", 3), ("Sheet1", "C4", 540), ("Sheet1", "D5", 31_200_000)} <= places
