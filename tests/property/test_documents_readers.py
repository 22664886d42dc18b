"""Properties of the readers: the text is what the bytes say, the body lies in it, and no input makes a reader fail in an unforeseen way."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingestion.documents.decode import decode
from ingestion.documents.errors import ReadError
from ingestion.documents.html import read_html
from ingestion.documents.plain import read_markdown, read_text

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


@pytest.mark.parametrize("reader", [read_text, read_markdown, read_html])
@settings(max_examples=150, deadline=None)
@given(st.one_of(chinese.map(str.encode), st.binary(max_size=300), st.text(max_size=200).map(lambda t: t.encode("utf-8", "ignore"))))
@example(b"<")
@example(b"<a<b<c")
@example(b"<html><body><table><tr><td>")
def test_a_reader_reads_or_says_why_not(reader, data):
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
