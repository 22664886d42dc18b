"""Pages read by their source's definition: body, title, date, byline and encoding."""

from __future__ import annotations

from ingestion.documents import by_source
from ingestion.documents.html import read_html
from ingestion.documents.plain import read_text
from ingestion.sources.model import Reading
from tests.page_parts import body

PAGE = """<html><head><title>焦作网</title></head><body><div class="nav"><a href="/">首页</a></div>
<h1>热点专题</h1><h2 class="t">山阳区新建小学</h2><p class="info">更新时间:2024/9/2 10:06 来源:<b>焦作晚报</b></p>
<div class="c"><p>山阳区新建小学2所。</p><table><tr><td>学校</td><td>学位</td></tr><tr><td>甲小学</td><td>900</td></tr></table></div>
<div class="more"><p>另一条：解放区新建幼儿园9所，新增学位一千个，并投入资金三百万元用于设备采购与维护。</p></div></body></html>"""


def rules(**changes) -> dict:
    """What a definition says of reading, as it is handed into the box."""
    about = {"publisher": "焦作日报", "home": "焦作市", "encoding": None, "title": ".t", "date": {"css": ".info", "format": "%Y/%m/%d"}}
    return Reading(**(about | {"byline": ".info b", "body": ".c"} | changes)).model_dump(mode="json")


def test_selectors_say_what_is_what() -> None:
    page = by_source.read(PAGE.encode(), read_html, "text/html", rules())
    assert page.declared == {"title": "山阳区新建小学", "published": "2024-09-02", "publisher": "焦作晚报"}
    assert "山阳区新建小学2所" in body(page) and "900" in body(page)
    assert "解放区" not in body(page) and "首页" not in body(page)
    assert page.text == read_html(PAGE.encode()).text


def test_selectors_that_find_nothing_leave_it_to_the_general_rules() -> None:
    general = read_html(PAGE.encode())
    page = by_source.read(PAGE.encode(), read_html, "text/html", rules(title=".x", date=None, byline=".x", body=".x"))
    assert (page.body, page.declared) == (general.body, general.declared)


def test_a_named_encoding_holds_where_the_bytes_are_in_it() -> None:
    short = "<html><head><meta charset=gbk></head><body><div class='c'>臺北縣</div></body></html>"
    page = by_source.read(short.encode("big5"), read_html, "text/html", rules(encoding="big5"))
    assert "臺北縣" in page.text and page.encoding == "big5"
    page = by_source.read(PAGE.encode(), read_html, "text/html", rules(encoding="ascii"))
    assert page.encoding == "utf-8" and "山阳区新建小学2所" in body(page)
    plain = by_source.read("新建小学2所".encode("gbk"), read_text, "text/plain", rules(encoding="gb18030"))
    assert (plain.text, plain.encoding) == ("新建小学2所", "gb18030")
