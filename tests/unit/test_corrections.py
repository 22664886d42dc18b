"""Reading the list of corrections: what is no list is refused whole with the remedy, a row that is not in order is kept with its fault."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from warehouse.corrections import COLUMNS, LARGEST_BYTES, SCHEMA, UnreadableCorrections, read
from warehouse.paths import DEFAULT_CORRECTIONS

HEADER = ",".join(COLUMNS) + "\n"
ROW = 'a.txt,新建幼儿园25所,25所,,,level,primary,preschool,王芳,"幼儿园, not 小学",2026-11-22\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "corrections.csv"


def test_the_list_that_ships_can_be_read() -> None:
    assert dict(read(DEFAULT_CORRECTIONS).schema) == SCHEMA


def test_rows_keep_their_lines_and_empty_cells_are_none(file: Path) -> None:
    wrapped = 'b.txt,"新建小学\n7所",7所,,,rejected,7,,李明,"two\nlines",2026-11-22\n'
    file.write_bytes(codecs.BOM_UTF8 + (HEADER + ROW + "\n,,,,,,,,,,\n" + wrapped + ROW).encode())
    rows = read(file).to_dicts()
    assert [row["line"] for row in rows] == [2, 5, 8]
    cells = ("a.txt", "新建幼儿园25所", "25所", None, None, "level", "primary", "preschool", "王芳", "幼儿园, not 小学", "2026-11-22")
    assert rows[0] == {"line": 2, "fault": None} | dict(zip(COLUMNS, cells, strict=True))
    assert (rows[1]["quote"], rows[1]["value"], rows[1]["why"]) == ("新建小学\n7所", None, "two\nlines")


def test_columns_may_stand_in_any_order(file: Path) -> None:
    names = list(reversed(COLUMNS))
    file.write_text(",".join(names) + "\n" + ",".join(names) + "\n", encoding="utf-8")
    (row,) = read(file).to_dicts()
    assert all(row[name] == name for name in COLUMNS)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "the first line must name"),
        ((HEADER.replace("expect,", "") + ROW).encode(), "missing, twice or unknown: expect"),
        (HEADER.replace("expect", "expected").encode(), "expect, expected"),
        (HEADER.replace("value", "field").encode(), "field, value"),
        ((HEADER + ROW).encode("gb18030"), "line 2: not UTF-8; save"),
        ((HEADER + ROW).encode("utf-16"), "line 1: not UTF-8"),
        ((HEADER + ROW + ROW.replace('not 小学"', "not 小学")).encode(), "begins at line 3: not CSV"),
        ((HEADER + ROW + 'a.txt,"' + "字" * 200_000 + '",,,,,,,,,').encode(), "begins at line 3: not CSV"),
        (HEADER.encode() + b"," * LARGEST_BYTES, "more than 5,000,000 bytes"),
    ],
)
def test_what_is_no_list_is_refused_whole(file: Path, content: bytes, why: str) -> None:
    file.write_bytes(content)
    with pytest.raises(UnreadableCorrections, match=why) as caught:
        read(file)
    assert str(file) in str(caught.value)


def test_a_list_that_is_not_there_or_no_file_is_named(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(UnreadableCorrections, match="is not a file: make it"):
            read(path)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("a.txt,新建\n", "the row has 2 cells instead of 11"),
        (ROW.replace('"幼儿园, not 小学"', "幼儿园, not 小学"), "the row has 12 cells instead of 11"),
        (ROW.replace("王芳", '"=HYPERLINK(""http://example.org"")"'), "who begins with =, like a spreadsheet's formula"),
        (ROW.replace("preschool", "@SUM(A1)"), "value begins with @"),
        (ROW.replace("幼儿园, not", "\x1b[31m"), "why holds a control character"),
        (ROW.replace("王芳", "王" * 3000), "who has 3,000 characters, more than 2,000"),
    ],
)
def test_a_row_that_is_not_in_order_is_kept_with_its_fault(file: Path, row: str, fault: str) -> None:
    file.write_text(HEADER + row + ROW, encoding="utf-8")
    first, second = read(file).to_dicts()
    assert first["fault"].startswith(fault) and second["fault"] is None
    shown = "".join(first[name] or "" for name in COLUMNS)
    assert not any(unfit in shown for unfit in ("=", "@", "\x1b", "王王"))
