"""Hypothesis strategies for hostile documents: sentences that state figures, with what harms readers in between, as bytes of a file.

Only generating belongs here; the stock of pieces is `pieces.py`, and what must hold of the result `invariants.py`.
"""

from __future__ import annotations

from hypothesis import strategies as st

from tests.fuzz.pieces import ENCODINGS, HOSTILE_BYTES, SENTENCE, SUFFIXES, vocabulary

_STOCK = vocabulary()

anything = st.one_of([st.sampled_from(words) for words in _STOCK.values()])
figures = st.builds(
    "".join, st.tuples(st.sampled_from(["", *_STOCK["bound"]]), st.sampled_from(_STOCK["number"]), st.sampled_from(_STOCK["measure"]))
)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """Words in the order of a sentence that states a figure, some missing, sometimes with an intruder."""
    parts = [draw(st.sampled_from(_STOCK[kind])) for kind in draw(st.lists(st.sampled_from(SENTENCE), max_size=8).map(_in_order))]
    parts.insert(draw(st.integers(0, len(parts))), draw(figures))
    if draw(st.booleans()):
        parts.insert(draw(st.integers(0, len(parts))), draw(anything))
    return "".join(parts)


def _in_order(kinds: list[str]) -> list[str]:
    return sorted(kinds, key=SENTENCE.index)


nested = st.builds(
    lambda pair, depth, inside, closed: pair[0] * depth + inside + pair[1] * (depth if closed else 0),
    st.sampled_from(["（）", "()", "“”", "《》", "【】", "[]", "<>", "\u202e\u202c"]),
    st.integers(1, 40),
    sentences(),
    st.booleans(),
)
texts = st.lists(st.one_of(sentences(), sentences(), anything, nested, st.text(max_size=6)), max_size=14).map("".join)
tiles = st.lists(st.one_of(anything, figures), min_size=1, max_size=6).map("".join).filter(bool)


@st.composite
def pages(draw: st.DrawFn) -> str:
    """A text in elements, closed or not."""
    parts = [f"<html><head><title>{draw(anything)}</title></head><body>"] if draw(st.booleans()) else []
    for _ in range(draw(st.integers(1, 6))):
        parts.append(draw(st.sampled_from(_STOCK["markup"])))
        parts.append(draw(st.one_of(sentences(), anything)))
    return "".join(parts)


@st.composite
def files(draw: st.DrawFn) -> tuple[bytes, str]:
    """The bytes of a document and its suffix: well-formed in some encoding, or with a place that no encoding has."""
    suffix = draw(st.sampled_from(SUFFIXES))
    text = draw(st.one_of(texts, pages()) if suffix == ".html" else texts)
    data = text.encode(draw(st.sampled_from(ENCODINGS)), "ignore")
    if draw(st.integers(0, 4)) == 0:
        place = draw(st.integers(0, len(data)))
        data = data[:place] + draw(st.one_of(st.sampled_from(HOSTILE_BYTES), st.binary(max_size=4))) + data[place:]
    return data, suffix
