"""Whatever arrives as a document has a clear outcome, and the work that it makes grows no faster than its length.

A short run of what `make fuzz` does for longer (`tests/fuzz`), and texts made to be slow: a line, a number or nesting without end.
"""

from __future__ import annotations

import html
import unicodedata

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ingestion.documents.html import read_html
from tests.fuzz.growth import check_lines, check_seconds
from tests.fuzz.invariants import check
from tests.fuzz.strategies import files, sentences

FIGURE = "新建学校25所，"
# Repeated without end; what stands between figures is what could make a rule look further back or ahead with every one.
WITH_FIGURES = {
    "one line": "2024年，焦作市新建中小学25所，新增学位1.2万个，",
    "brackets": f"（{FIGURE}",
    "quotation marks": f"“{FIGURE}",
    "title marks": f"《{FIGURE}",
    "right-to-left": f"\u202e{FIGURE}",
    "invisible": f"学校2\u200b5所，{FIGURE}",
    "NUL": f"{FIGURE * 40}\x00",
    "combining": f"{FIGURE}\u0301",
    "spaces": f"{FIGURE}   \t",
    "open elements": f"<p>{FIGURE}",
    "unfinished tags": f"{FIGURE}<a ",
    "comments": f"{FIGURE}<!--",
    "links": f"[{FIGURE}](",
    "dates": f"2024-01-01 {FIGURE}",
    "names": f"新建焦作市实验小学、{FIGURE}",
    "districts": f"解放区\n{FIGURE}",
    "line breaks": f"{FIGURE}\n\n\n",
    "carriage returns": f"{FIGURE}\r",
}
WITHOUT = (
    "7", "1,000", "1.", "一", "万", "1至", "三分之", "约", "占", "（", "“", "《", "\u202e", "\u200b教育", "学校 ", "e\u0301", "😀",
    "<", "<a ", "<!--", "<p a=b ", "<b>学", "[", "](", "![", "[a](", "&", "&#25;", "-", "|", "#", "---\n", "x\n",
    "、", "教育、", "焦作市", "焦作市实验小学、", "记者 ", "来源：", "2024年", "2024-01-01 ", "第三条 ", "（一）学校", "公办园占比",
)  # fmt: skip
ELEMENTS = (
    "p",
    "div",
    "li",
    "h1",
    "b",
    "pre",
    "span",
    "blockquote",
    "td",
    "dd",
    "figcaption",
    "label",
    "font",
    "center",
    "article",
    "a",
    "x-y",
    "sup",
)
LINES_CHARS = 320
SECONDS_CHARS = 8_000


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(files())
def test_any_document_has_a_clear_outcome(file: tuple[bytes, str]) -> None:
    data, suffix = file
    check(data, suffix, twice=False)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.sampled_from(ELEMENTS), sentences(), st.booleans()), min_size=1, max_size=6))
def test_no_visible_text_of_a_page_is_lost(parts: list[tuple[str, str, bool]]) -> None:
    """Whatever the elements, closed or not; white space and what nobody sees aside."""
    told = [(name, _visible(text), is_closed) for name, text, is_closed in parts]
    source = "".join(f"<{name}>{html.escape(text)}" + f"</{name}>" * is_closed for name, text, is_closed in told)
    assume(any(text for _, text, _ in told) and "\ufffd" not in source)
    page = _visible(read_html(source.encode()).text)
    assert all(text in page for _, text, _ in told)


def _visible(text: str) -> str:
    return "".join(char for char in text if not char.isspace() and unicodedata.category(char) not in ("Cc", "Cf", "Cn"))


@pytest.mark.parametrize("tile", WITH_FIGURES)
def test_work_grows_with_the_length_of_a_text_with_figures(tile: str) -> None:
    check_lines(WITH_FIGURES[tile], ".md", LINES_CHARS)


@pytest.mark.parametrize("suffix", [".md", ".html"])  # plain text goes the way of Markdown
def test_time_grows_with_the_length_of_a_text_without_figures(suffix: str) -> None:
    for tile in WITHOUT:
        check_seconds(tile, suffix, SECONDS_CHARS)
