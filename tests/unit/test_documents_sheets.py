"""Workbooks and CSV: cells as people see them, and where they stand."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
import xlwt

from ingestion.documents.delimited import read_csv
from ingestion.documents.errors import ReadError
from ingestion.documents.metadata import describe
from ingestion.documents.page import Page
from ingestion.documents.shown import shown
from ingestion.documents.workbook import column_name, read_workbook
from tests import written

ROWS = [
    ["2023年焦作市学校情况统计表"],
    ["填报单位：焦作市教育局"],
    ["区县", "学校数", "学位", "占比", "日期"],
    [],
    ["解放区", 25.0, 5520, 0.852, date(2024, 5, 1)],
    ["山阳区", 12, 1234567, 0.5, None],
]
ACCOUNTING = '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ '
SHEET = "xl/worksheets/sheet1.xml"


def workbook() -> bytes:
    return written.xlsx(ROWS, merged=["A1:E1"], formats={"D5": "0.0%", "D6": "0%", "C6": "#,##0"}, name="学校一览")


def old_workbook() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("学校一览")
    sheet.write_merge(0, 0, 0, 4, ROWS[0][0])
    formats = {(4, 3): "0.0%", (5, 3): "0%", (5, 2): "#,##0", (4, 4): "yyyy-mm-dd"}
    for row, cells in enumerate(ROWS[1:], start=1):
        for column, value in enumerate(cells):
            style = xlwt.easyxf(num_format_str=formats.get((row, column), "General"))
            sheet.write(row, column, value, style)
    return written.saved(book)


def by_name(page: Page) -> dict[str, str]:
    return {cell.cell: page.text[cell.start : cell.end] for cell in page.cells}


def reason(read, data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read(data)
    assert caught.value.detail
    return caught.value.reason


@pytest.mark.parametrize("data", [workbook(), old_workbook()], ids=["xlsx", "xls"])
def test_a_sheet_is_a_table_of_what_people_see(data):
    page = read_workbook(data)
    told = page.text[slice(*page.body[0])]
    assert told.split("\n") == [
        "2023年焦作市学校情况统计表",
        "填报单位：焦作市教育局",
        "区县\t学校数\t学位\t占比\t日期",
        "解放区\t25\t5520\t85.2%\t2024-05-01",
        "山阳区\t12\t1,234,567\t50%",
    ]
    assert {cell.sheet for cell in page.cells} == {"学校一览"} and {cell.table for cell in page.cells} == {0}
    assert by_name(page)["B5"] == "25" and by_name(page)["D5"] == "85.2%"
    assert page.cells[0].columns == 5 and [cell.row for cell in page.cells if cell.cell == "B5"] == [3]  # the empty row is left out
    about = describe(page, "table.xlsx")
    assert (about.title, about.publisher) == ("2023年焦作市学校情况统计表", "焦作市教育局")


def test_what_is_hidden_is_left_out_and_said():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["区县", "学位", "草稿"], ["解放区", 25, 77777], ["作废", 88888, 1]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("旧")["A1"] = "99999所"
    book["旧"].sheet_state = "hidden"
    page = read_workbook(written.saved(book))
    assert not any(number in page.text for number in ("77777", "88888", "99999"))
    assert "隐藏的5个单元格未读" in page.text and "［1张隐藏的工作表未读］" in page.text
    assert not any("未读" in page.text[start:end] for start, end in page.body)


def test_a_figure_that_its_format_hides_is_no_cell():
    page = read_workbook(written.xlsx([["区县", "学位", "学校"], ["解放区", 77777, 25]], formats={"B2": ";;;"}))
    assert "77777" not in page.text and by_name(page) == {"A1": "区县", "B1": "学位", "C1": "学校", "A2": "解放区", "C2": "25"}


def test_every_visible_sheet_is_a_table():
    book = openpyxl.Workbook()
    for name in ("甲", "乙"):
        book.create_sheet(name).append([name, 1])
    page = read_workbook(written.saved(book))
    assert [(cell.table, cell.sheet, cell.cell) for cell in page.cells] == [
        (0, "甲", "A1"),
        (0, "甲", "B1"),
        (1, "乙", "A1"),
        (1, "乙", "B1"),
    ]


def test_a_formula_counts_with_its_stored_value():
    data = written.xlsx([["合计", "=SUM(B2:B3)", "=1/0"], [None, 2], [None, 3]])
    assert "1个公式没有存下结果" in read_workbook(written.replaced(data, SHEET, lambda xml: xml.replace(b"<v></v>", b"<v>5</v>", 1))).text
    page = read_workbook(
        written.replaced(data, SHEET, lambda xml: xml.replace(b"<v></v>", b"<v>5</v>", 1).replace(b"<v />", b"<v>5</v>", 1))
    )
    assert by_name(page)["B1"] == "5"


def test_cells_at_the_ends_of_a_sheet_cost_nothing():
    book = openpyxl.Workbook()
    book.active["A1"] = "起"
    book.active.cell(1_048_576, 16_384).value = 25
    book.active.merge_cells("B2:B3")
    data = written.replaced(written.saved(book), SHEET, lambda xml: xml.replace(b"B2:B3", b"A1:XFD1048576"))
    page = read_workbook(data)
    assert by_name(page) == {"A1": "起", "XFD1048576": "25"} and [(cell.row, cell.column) for cell in page.cells] == [(0, 0), (1, 1)]


def test_texts_are_texts_whatever_they_would_do_elsewhere():
    texts = ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "'; DROP TABLE x;--", "甲\t乙\n丙", "一_x000D_二_xD800_三_x0000_四", " "]
    book = openpyxl.Workbook()
    for row, text in enumerate(texts, start=1):
        cell = book.active.cell(row, 1)
        cell.value, cell.data_type = text, "s"
    page = read_workbook(written.saved(book))
    assert list(by_name(page).values()) == [*texts[:3], "甲 乙 丙", "一 二□三 四"]
    page.text.encode()


def test_broken_books_end_with_a_reason():
    new, old = workbook(), old_workbook()
    bomb = b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">' + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
    assert reason(read_workbook, written.replaced(new, SHEET, lambda xml: bomb + b"]><worksheet>&j;</worksheet>")) == "damaged"
    assert reason(read_workbook, written.replaced(new, SHEET, lambda xml: xml[:200])) == "damaged"
    assert {reason(read_workbook, data) for data in (new[:3000], old[:2000], old[:-600])} == {"damaged"}
    locked = old[:512] + "EncryptedPackage".encode("utf-16-le")
    assert reason(read_workbook, locked) == "password_protected"
    others = (written.docx("t", ["x"]), b"<html><table></table></html>", b"%PDF-1.4", b"abc")
    assert {reason(read_workbook, data) for data in others} == {"wrong_type"}
    assert reason(read_workbook, b"") == reason(read_workbook, written.xlsx([])) == "empty"


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (25.0, "General", "25"),
        (0.1 + 0.2, None, "0.3"),
        (0.852, "0.0%", "85.2%"),
        (1234567, "#,##0", "1,234,567"),
        (25, '0"所"', "25所"),
        (3.14159, "0.00_ ", "3.14"),
        (3.14159, "0.00_);[Red]\\(0.00\\)", "3.14"),
        (1.5, "0.##", "1.5"),
        (2.0, "0.##", "2"),
        (12345678, '0,"千"', "12346千"),
        (2.5, "0", "3"),
        (1234.5, "#,##0", "1,235"),
        (85.25, "0.0", "85.3"),
        (1.005, "0.00", "1.01"),
        (0.285, "0%", "29%"),
        (-0.125, "0%", "-13%"),
        (0.285, "%" * 400 + "0", "%" * 400 + "285" + "0" * 797),
        (0, ACCOUNTING, "-"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (-1234.5, ACCOUNTING, "-1,235"),
        (1234.5, ACCOUNTING, "1,235"),
        (7, ";;;", ""),
        (0, "#,##0;-#,##0;", ""),
        (0, "#,###", ""),
        (-3.2, '0.0;"下降"0.0', "下降3.2"),
        (-3.2, "0.0_);(0.0)", "(3.2)"),
        (-3.2, "0.0_);[Red]0.0_)", "-3.2"),
        (-5, "General;[Red]0", "-5"),
        (-3.2, '"增长"0.0', "增长-3.2"),
        (3, '"共;"0"所";-0', "共;3所"),
        (0, '0;-0;"无"', "无"),
        (5, '[=1]"是";[=0]"否"', "5"),
        (5, '[>9]0"多";-0', "5多"),
        (1e300, "0.00", "1e+300"),
        (float("inf"), "0", "inf"),
        (True, None, "TRUE"),
        (None, None, ""),
        (date(2024, 5, 1), 'yyyy"年"m"月"d"日"', "2024-05-01"),
        (datetime(2024, 5, 1), 'yyyy"年"m"月"', "2024年5月"),
        (datetime(2024, 1, 1), 'yyyy"年"', "2024年"),
        (datetime(2024, 5, 1, 8, 30), "yyyy/m/d h:mm", "2024-05-01 08:30"),
        (time(8, 30), "h:mm", "08:30"),
        (timedelta(hours=30), "[h]:mm", "30:00"),
        ("文字", "@", "文字"),
    ],
)
def test_values_are_shown_as_people_see_them(value, number_format, expected):
    assert shown(value, number_format) == expected


def test_columns_have_their_letters():
    assert [column_name(number) for number in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


@pytest.mark.parametrize(("delimiter", "number"), [(",", '"1,080"'), (";", "1,080"), ("\t", "1,080")])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_every_dress(delimiter, number, encoding):
    text = f"2023年焦作市学校情况统计表\r\n学校{delimiter}学位\r\n\r\n第一小学{delimiter}{number}\r\n第二小学{delimiter}900\r\n"
    page = read_csv(text.encode(encoding))
    assert by_name(page) == {
        "A1": "2023年焦作市学校情况统计表",
        "A2": "学校",
        "B2": "学位",
        "A4": "第一小学",
        "B4": "1,080",
        "A5": "第二小学",
        "B5": "900",
    }
    assert {cell.sheet for cell in page.cells} == {None} and page.text[slice(*page.body[0])].endswith("第二小学\t900")
    assert describe(page, "a.csv").title == "2023年焦作市学校情况统计表"


def test_csv_with_a_quotation_mark_that_is_never_closed_keeps_its_rows():
    page = read_csv('学校,学位\n"一小,25\n二小,30\n'.encode())
    assert by_name(page)["B2"] == "25" and by_name(page)["B3"] == "30"


def test_csv_may_name_its_delimiter_and_hold_line_ends_in_cells():
    assert by_name(read_csv('sep=;\n"甲\n乙";1\n'.encode())) == {"A2": "甲 乙", "B2": "1"}
    assert reason(read_csv, b'a,"' + b"x" * 1_100_000) == "damaged"
