"""Properties of the readers: the text is what the bytes say, the body lies in it, and no input makes a reader fail in an unforeseen way."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingestion.documents.decode import decode
from ingestion.documents.delimited import read_csv
from ingestion.documents.errors import ReadError
from ingestion.documents.html import read_html
from ingestion.documents.pdf import read_pdf
from ingestion.documents.plain import read_markdown, read_text
from ingestion.documents.word import read_docx
from ingestion.documents.workbook import read_workbook
from tests import written

WORDS = [
    "全市教育局新增学位",
    "，",
    "。",
    "\n",
    "\r\n",
    "25所",
    "相关推荐",
    "版权所有",
    "广告 ",
    "×",
    "正文：",
    " ",
    "的",
    "2023年",
    "<p>",
    "<!--",
    "-->",
    "&amp;",
    "#",
]
chinese = st.lists(st.sampled_from(WORDS), min_size=1, max_size=80).map("".join)


@settings(max_examples=200, deadline=None)
@given(chinese, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]))
def test_encoded_text_comes_back(text, encoding):
    text = "记者从市教育局获悉，今年全市新建改扩建幼儿园，学前教育普及普惠水平不断提升。" + text
    data = text.encode(encoding)
    found, name = decode(data)
    assert found == text == data.decode(name)


@pytest.mark.parametrize("reader", [read_text, read_markdown, read_html, read_csv, read_pdf, read_docx, read_workbook])
@settings(max_examples=150, deadline=None)
@given(st.one_of(chinese.map(str.encode), st.binary(max_size=300), st.text(max_size=200).map(lambda t: t.encode("utf-8", "ignore"))))
@example(b"<")
@example(b"<a<b<c")
@example(b"<html><body><table><tr><td>")
def test_a_reader_reads_or_says_why_not(reader, data):
    check(reader, data)


STORY = ["2023年，全市新建改扩建幼儿园25所、新增学位5520个。"] * 3
TABLE = [["学校", "学位"], ["第一小学", "1080"]]
SAMPLES = {
    read_pdf: written.pdf("标题", STORY, columns=2, table=TABLE),
    read_docx: written.docx("标题", STORY, TABLE),
    read_workbook: written.xlsx(TABLE, merged=["A3:B4"]),
    read_html: written.page("标题", STORY, TABLE),
    read_csv: "学校,学位\n第一小学,1080\n".encode(),
}
PARTS = {read_docx: "word/document.xml", read_workbook: "xl/worksheets/sheet1.xml"}


def damaged(data: bytes, hits: list[tuple[float, bytes]]) -> bytes:
    """The data with some bytes written over."""
    broken = bytearray(data)
    for where, what in hits:
        place = int(where * len(broken))
        broken[place : place + len(what)] = what
    return bytes(broken)


hits = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=8)), min_size=1, max_size=6)


@pytest.mark.parametrize("reader", SAMPLES)
@settings(max_examples=40, deadline=None)
@given(hits, st.booleans())
def test_a_damaged_file_is_read_or_set_aside(reader, hits, is_inside):
    whole = SAMPLES[reader]
    if is_inside and reader in PARTS:  # past the container's checksums
        check(reader, written.replaced(whole, PARTS[reader], lambda xml: damaged(xml, hits)))
    else:
        check(reader, damaged(whole, hits))


def check(reader, data: bytes) -> None:
    """Read; the page is sound, or there is a reason."""
    try:
        page = reader(data)
    except ReadError as error:
        assert error.reason and error.detail
        return
    assert "\ufffd" not in page.text
    page.text.encode("utf-8")
    edges = [edge for span in page.body for edge in span]
    assert edges == sorted(edges) and page.body
    for start, end in page.body:
        assert 0 <= start < end <= len(page.text)
        assert page.text[start:end] == page.text[start:end].strip()
    places = [(cell.start, cell.end) for cell in page.cells]
    assert places == sorted(places)
    for start, end in places:
        assert page.text[start:end] == " ".join(page.text[start:end].split()) != ""
    assert all(start <= end for start, end in page.pages) and (not page.pages or page.pages[-1][1] == len(page.text))
