"""Properties of cleaning: whatever the text, the clean copy leads back to it character by character, and loses no figure."""

from itertools import pairwise

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from ingestion.cleaning import NORMAL_FORMS, clean, raw_position, raw_span

PIECES = [
    "学位", "幼儿园", "新建25所", "１７．３", "17.", " 3", "万", "%", "％", "，", "。", "、", "：", "(", "（", "“", "”",
    "一、", "1.", "第一条", "2023年", "𠮷", "<b>", "</p>", "&nbsp;", "](x)", "A",
    "\n", "\n\n", "\r\n", "\r", " ", "　　", "\t", "\xa0", "\u200b", "\ufeff", "\x00", "\u2028",
]  # fmt: skip
texts = st.one_of(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.text(max_size=80))


@st.composite
def documents_with_bodies(draw):
    text = draw(texts)
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    edges = edges[: len(edges) // 2 * 2]
    return text, list(zip(edges[::2], edges[1::2], strict=True))


def clean_one(text, body):
    span = pl.List(pl.Struct({"char_start": pl.Int64, "char_end": pl.Int64}))
    spans = [{"char_start": a, "char_end": b} for a, b in body]
    row = clean(pl.DataFrame({"text": [text], "body": [spans]}, schema={"text": pl.String, "body": span})).row(0, named=True)
    return row["clean_text"], row["clean_map"]


@settings(max_examples=400, deadline=None)
@given(documents_with_bodies())
def test_every_clean_character_leads_back_to_its_own(document):
    text, body = document
    copy, segments = clean_one(text, body)
    positions = [raw_position(segments, i) for i in range(len(copy))]
    assert all(a < b for a, b in pairwise(positions))
    for char, position in zip(copy, positions, strict=True):
        if any(a <= position < b for a, b in body):
            # a comma that does not part thousands takes the form that Chinese text has
            assert char in (text[position], NORMAL_FORMS.get(text[position])) or (text[position], char) == (",", "，")
        else:
            assert char == "\n"  # the blank line that stands for what was left out


@settings(max_examples=400, deadline=None)
@given(documents_with_bodies())
def test_no_character_but_white_space_and_invisible_ones_is_lost(document):
    text, body = document
    copy, segments = clean_one(text, body)
    reached = {raw_position(segments, i) for i in range(len(copy))}
    for a, b in body:
        for position in range(a, b):
            if text[position].isalnum() or text[position] in "，。％%.、：（）":
                assert position in reached


@settings(max_examples=200, deadline=None)
@given(documents_with_bodies(), st.data())
def test_raw_spans_hold_their_clean_text(document, data):
    text, body = document
    copy, segments = clean_one(text, body)
    if not copy:
        return
    start = data.draw(st.integers(0, len(copy) - 1))
    end = data.draw(st.integers(start + 1, len(copy)))
    a, b = raw_span(segments, start, end)
    assert 0 <= a < b <= len(text) and b - a >= end - start
    assert (raw_position(segments, start), raw_position(segments, end - 1)) == (a, b - 1)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_cleaning_a_clean_text_changes_no_figure(text):
    copy, _ = clean_one(text, [(0, len(text))])
    again, _ = clean_one(copy, [(0, len(copy))])
    assert "".join(filter(str.isdigit, again)) == "".join(filter(str.isdigit, copy))
