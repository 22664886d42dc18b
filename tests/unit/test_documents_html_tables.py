"""Tables of data on HTML pages: a row is a line, every cell has its place; what lays out a page is no table."""

from __future__ import annotations

import pytest

from ingestion.documents.html import read_html
from tests.page_parts import body, cells

STORY = "2023年，全市新建改扩建幼儿园25所、新增学位5520个，公办园在园幼儿占比达51.8%，群众满意度不断提升。"
GRID = """<table><caption>单位：所</caption>
<thead><tr><th rowspan="2">区县</th><th colspan="2">幼儿园</th><th>备注</th></tr><tr><th>新建</th><th>改<br>扩建</th><th></th></tr></thead>
<tr><td><p>解放区</p></td><td>3</td><td></td><td><ul><li>已</li><li>开园</li></ul></td></tr>
<tr><td>　山阳区</td><td><p>12</p>
<p>所</p></td><td>5</td><td></td></tr></table>"""


def html(inside: str) -> bytes:
    return (
        f"<html><body><div><a href='/'>首页</a></div><h1>学校情况</h1><p>{STORY}</p>{inside}<div>版权所有 某网</div></body></html>".encode()
    )


def test_a_row_is_a_line_whatever_its_cells_hold():
    page = read_html(html(GRID))
    assert "单位：所\n区县\t幼儿园\t备注\n新建\t改 扩建\n解放区\t3\t已 开园\n山阳区\t12 所\t5\n" in page.text
    assert cells(page) == [
        (0, 0, 2, 1, "区县"), (0, 1, 1, 2, "幼儿园"), (0, 3, 1, 1, "备注"), (1, 1, 1, 1, "新建"), (1, 2, 1, 1, "改 扩建"),
        (2, 0, 1, 1, "解放区"), (2, 1, 1, 1, "3"), (2, 3, 1, 1, "已 开园"), (3, 0, 1, 1, "山阳区"), (3, 1, 1, 1, "12 所"),
        (3, 2, 1, 1, "5"),
    ]  # fmt: skip


@pytest.mark.parametrize("place", ["before", "after", "alone"])
def test_a_table_of_the_story_is_body_wherever_it_stands(place):
    grid = GRID.replace("解放区", "解放区教育局").replace("山阳区", "山阳区教育局")
    page = (
        read_html(html(grid))
        if place == "after"
        else read_html(html("").replace(f"<p>{STORY}</p>".encode(), f"{grid}<p>{STORY}</p>".encode()))
    )
    if place == "alone":
        page = read_html(f"<html><body><h1>学校情况</h1>{grid}</body></html>".encode())
    assert "解放区教育局\t3" in body(page) and "山阳区教育局\t12 所\t5" in body(page)
    assert place == "alone" or "版权所有" not in body(page)


def test_what_lays_out_a_page_has_no_cells():
    links = [f"<td><a href='/{name}'>{name}</a></td>" for name in ("新闻", "通知", "公告", "图片")]
    menu = f"<table><tr>{links[0]}{links[1]}</tr><tr>{links[2]}{links[3]}</tr></table>"
    frame = f"<table><tr><td><h2>标题</h2></td><td>甲</td></tr><tr><td>{STORY}</td><td>乙</td></tr></table>"
    outer = f"<table><tr><td>{GRID}</td><td>右</td></tr><tr><td>下</td><td>二</td></tr></table>"
    long = f"<table><tr><td>甲</td><td>乙</td></tr><tr><td>{STORY * 10}</td><td>丙</td></tr></table>"
    said = "<table role='presentation'><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>"
    list_of_one = "<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>"
    for layout in (menu, frame, long, said, list_of_one):
        assert not read_html(html(layout)).cells
    assert [text for *_, text in cells(read_html(html(outer)))] == [text for *_, text in cells(read_html(html(GRID)))]


def test_tables_are_counted_and_hidden_ones_are_not_seen():
    page = read_html(html(GRID + f"<div style='display:none'>{GRID.replace('3', '777')}</div>" + GRID))
    assert sorted({cell.table for cell in page.cells}) == [0, 1] and "777" not in page.text
    starts = [cell.start for cell in page.cells]
    assert starts == sorted(starts)


def test_rows_that_look_like_furniture_stay():
    rows = "".join(
        f"<tr><td>{name}</td><td>{number}</td></tr>" for name, number in (("学校", "数"), ("相关推荐", "3"), ("版权所有", "4"), ("甲", "5"))
    )
    assert "甲\t5" in body(read_html(html(f"<table>{rows}</table><p>{STORY[::-1]}</p>")))


@pytest.mark.parametrize("span", ["1000000000", "99999", "0", "-1", "二", "1e9"])
def test_spans_of_absurd_size_do_no_harm(span):
    rows = "".join(f"<tr><td rowspan='{span}' colspan='{span}'>甲{i}</td><td>{i}</td></tr>" for i in range(100))
    page = read_html(html(f"<table>{rows}</table>"))
    assert all(f"甲{i}" in page.text for i in range(100))


def test_a_page_of_many_wide_cells_is_read_in_no_time():
    rows = ("<tr>" + "<td rowspan=9>1</td>" * 450 + "</tr>") * 10
    assert len(read_html(f"<table>{rows}</table>".encode()).cells) == 450 * 10
