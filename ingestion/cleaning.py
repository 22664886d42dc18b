"""Cleaning: a copy of each document's body that rules can read, and the way back from it to the document's own code points.

Here belongs: one-to-one normal forms (full-width digits, letters and signs; simplified for traditional characters), white space inside
words and numbers, line breaks inside sentences, invisible characters, marks of notes, leaving out what is not body. Not here: deciding
what is body (`documents/`), or what the text means.

The copy is made of the text in two ways only: a character is replaced by one other character, or characters are left out. So a position
p of the copy maps to `raw_start + (p - clean_start)` of the last segment of its map with `clean_start <= p`, in code points.
What stands between two body spans becomes a blank line, so that no sentence runs across it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from operator import itemgetter

import polars as pl

from ingestion import wordlists
from ingestion.spans import pairs_column

MAP = pl.List(pl.Struct({"clean_start": pl.Int64, "raw_start": pl.Int64}))

# One character for one character (CRLF: two for two), so that positions stay. Full stops and commas of Chinese text are kept as they are.
_KEPT_SIGNS = "%+-.~():/&"
NORMAL_FORMS = (
    {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F) if chr(code).isalnum() or chr(code) in _KEPT_SIGNS}
    | {"\r\n": "\0\n", "\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
    | {"\u2015": "—", "\u2500": "—", "\u2212": "-"}
    | {space: " " for space in "\xa0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"}
)

# What no text in simplified characters has many of: a document in which one character of so many is one of them is in traditional ones.
_TRADITIONAL = "學個萬國區縣發會為這來時對開們與長實現業經設辦標構軍電話億園師點張鎮農產過還進運動機關職專優質將總"
_TRADITIONAL_EVERY = 40
_SPOKEN_OF = ("title", "publisher")  # columns that extraction reads beside the text

_INVISIBLE_CLASS = r"[\x00-\x08\x0e-\x1b\x7f\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
_INVISIBLE = re.compile(_INVISIBLE_CLASS)
# 普惠性幼儿园[3]24.47万所: the mark of a note below, as statistical bulletins have them
_NOTE = re.compile(r"(?<=[\u4e00-\u9fa5])[\[［][0-9]{1,2}[\]］](?=[0-9\u4e00-\u9fa5，。、；：])")
_ANY_INVISIBLE = re.sub(r"\\u(....)", r"\\x{\1}", _INVISIBLE_CLASS)  # in the syntax of Polars' regular expressions
_RUN = re.compile(rf"(?:\s|{_INVISIBLE_CLASS})+")

_SENTENCE_END = frozenset("。！？!?；;：:…”’」』》】)）>|")
_NEVER_OPENS_LINE = frozenset("，。、；：:！？%％‰）》」』】")
_LINE_BREAK_IN_LIST = frozenset("，,、")
_SENTENCE_MARK = re.compile(r"[，,。；;！？!?]")
_STRONG_MARK = re.compile(r"[。；;！？!?]")
_OPENS_PARAGRAPH = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|[①-⑳□■●○◆◇▲△※★☆·•#>|*—\-]|\d{1,2}[.、](?!\d)"
    r"|第[一二三四五六七八九十百零\d]{1,5}[条章节届部]|本报|关键词|附件|附:|注:|来源|图为|责任?编|\(?记者|通讯员"
)
_OPENS_STORY = re.compile(r"近日|日前|据悉|据了解|记者|新华社|中新网|各位代表")
_ENUMERATOR = re.compile(r"\d{1,2}(?:[、)]|\.(?!\d))|\d{4}年")  # also a year, before which a heading may have ended
_WORD_EDGE = frozenset(" \n\t\u3000:")
_UNIT = "万亿%‰个所名人元倍公平亩处项家座栋台套间位班余多"
_FIGURE_REST = re.compile(rf"\d{{1,4}}(?:\.\d+)?[\s\0]{{0,2}}(?:[{_UNIT}]|百分)")
_THOUSAND = re.compile(rf"\d{{3}}(?!\d)[\s\0]{{0,2}}[{_UNIT}]")
_WIDE_THOUSAND = rf"((?:^|[^0-9.,，])[1-9][0-9]{{0,2}})，([0-9]{{3}}[{_UNIT}])"  # in the syntax of Polars too
_INLINE_MARKUP = re.compile(r"(?:</?(?:a|b|i|u|em|strong|span|font|sub|sup|small|big|mark)(?:[\s\"'=:][^<>]*)?/?>|&[#\w]{2,8};)+", re.I)
_LINK_TARGET = re.compile(r"\([^()\s]*\)")
_BRACKETS = (("《", "》"), ("“", "”"), ("(", ")"), ("（", "）"))

MIN_WRAPPED = 30  # a line that breaks off inside a sentence without a full stop before is at least so long (in characters)
MIN_LISTED = 10  # …and one that ends with a comma so long


def clean(documents: pl.DataFrame) -> pl.DataFrame:
    """Add `clean_text` (String) and `clean_map` (list of segments {clean_start, raw_start}) to documents with `text` and `body`.

    Every document gets at least one segment. Rows and their order stay as they are; titles and publishers of documents in traditional
    characters are given in simplified ones.
    """
    documents, texts = _in_simplified(documents)
    prepared = documents.select(
        text=texts.str.replace_many(list(NORMAL_FORMS), list(NORMAL_FORMS.values()), leftmost=True)
        # a comma that does not part thousands: many sites write 25所,新增
        .str.replace_all("([^0-9]),", "${1}，")
        .str.replace_all(",([^0-9])", "，${1}")
        # and one that does, though written as a full-width sign: 12，600人
        .str.replace_all(_WIDE_THOUSAND, "${1},${2}")
        # a semicolon, if it does not close the code of a character (&nbsp;)
        .str.replace_all(r"([\p{Han}%)”》]);", "${1}；"),
        body=pl.col("body"),
    ).with_columns(has_invisible=pl.col("text").str.contains(_ANY_INVISIBLE))
    copies, maps = [], []
    for text, body, has_invisible in zip(*(column.to_list() for column in prepared), strict=True):
        spaced = _INVISIBLE.sub(" ", text) if has_invisible else text
        if "]" in text or "］" in text:
            spaced = _NOTE.sub(lambda note: " " * len(note[0]), spaced)
        copy, segments = _copy(text, spaced, [(span["char_start"], span["char_end"]) for span in body])
        copies.append(copy)
        maps.append(segments)
    return documents.with_columns(pl.Series("clean_text", copies, pl.String), pairs_column("clean_map", maps, MAP))


@cache
def _simplified() -> dict[int, str]:
    return str.maketrans(wordlists.mapping("traditional", "traditional", "simplified"))


def _in_simplified(documents: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
    """Documents and their texts, those of documents in traditional characters in simplified ones, one for one. The column `text` stays."""
    texts = documents["text"]
    is_traditional = texts.str.count_matches(f"[{_TRADITIONAL}]") * _TRADITIONAL_EVERY > texts.str.len_chars()
    if not is_traditional.any():
        return documents, texts
    columns = {name: documents[name].to_list() for name in ("text", *_SPOKEN_OF) if name in documents.columns}
    for row in is_traditional.arg_true():
        for values in columns.values():
            values[row] = values[row] and values[row].translate(_simplified())
    texts = pl.Series("text", columns.pop("text"), pl.String)
    return documents.with_columns(pl.Series(name, values, pl.String) for name, values in columns.items()), texts


def raw_position(segments: list[dict], position: int) -> int:
    """The code point of the document's text that stands at `position` of the clean text."""
    segment = segments[bisect_right(segments, position, key=itemgetter("clean_start")) - 1]
    return segment["raw_start"] + position - segment["clean_start"]


def raw_span(segments: list[dict], start: int, end: int) -> tuple[int, int]:
    """The half-open span of the document's text from which clean_text[start:end] was made; its end is just behind the last character.

    `segments` is a row's `clean_map`. Raises ValueError for an empty span, which stands nowhere in the text.
    """
    if end <= start:
        raise ValueError(f"The span {start}..{end} holds no character.")
    return raw_position(segments, start), raw_position(segments, end - 1) + 1


def clean_string(text: str) -> str:
    """A short stretch of a document, such as a claim's span, in the form in which it stands inside the clean text: normal forms, and none
    of the white space, line breaks and inline tags that may run through it in the original."""
    normal = "".join(NORMAL_FORMS.get(char, char) for char in text.translate(_simplified()))
    return re.sub(_WIDE_THOUSAND, r"\1,\2", _RUN.sub("", _INLINE_MARKUP.sub("", normal)))


def _copy(text: str, spaced: str, spans: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """The clean copy of the given spans of `text` (normal forms applied already) and its segments (clean_start, raw_start).

    `spaced` is the text with a space for every invisible character, and for those of marks of notes.
    """
    pieces: list[str] = []
    segments: list[tuple[int, int]] = []
    length = 0
    behind = None
    for start, end in spans:
        if behind is not None and not _is_inline(text, behind, start):
            blank = "\n\n"[: start - behind]
            segments.append((length, behind))
            pieces.append(blank)
            length += len(blank)
        position = start
        for cut_start, cut_end in _gaps(text, spaced, start, end):
            if cut_start > position:
                segments.append((length, position))
                pieces.append(text[position:cut_start])
                length += cut_start - position
            position = cut_end
        if end > position:
            segments.append((length, position))
            pieces.append(text[position:end])
            length += end - position
        behind = end
    return "".join(pieces), segments or [(0, 0)]


def _gaps(text: str, spaced: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What to leave out of text[start:end], in order: of every run of white space and invisible characters what does not part words."""
    b = start
    for word in spaced[start:end].split():
        a, b = b, spaced.index(word[0], b)
        if b > a:
            if a == start:
                yield a, b
            elif b - a > 2 or not text[a] == text[b - 1] == "\n" or text[a - 1] not in _SENTENCE_END:  # else the usual case
                yield from _cuts(text, a, b, start, end)
        b += len(word)
    if b < end:
        yield b, end


def _is_inline(text: str, start: int, end: int) -> bool:
    """Is what stands between two body spans markup inside a sentence (`<b>`, the target of a Markdown link), which parts nothing?"""
    return bool(_INLINE_MARKUP.fullmatch(text, start, end) or _LINK_TARGET.fullmatch(text, start, end))


def _cuts(text: str, a: int, b: int, start: int, end: int) -> list[tuple[int, int]]:
    """What to leave out of the run of white space and invisible characters text[a:b] between two words of the span start..end."""
    newline = text.find("\n", a, b)
    if newline < 0:
        return _space_cuts(text, a, b)
    if _is_inside_sentence(text, a, b, start, end):
        return [(a, b)]
    cuts = [(a, newline)] if newline > a else []
    second = text.find("\n", newline + 1, b)
    if second > newline + 1:
        cuts.append((newline + 1, second))
    behind = max(newline, second) + 1
    return [*cuts, (behind, b)] if b > behind else cuts


def _space_cuts(text: str, a: int, b: int) -> list[tuple[int, int]]:
    """A run within a line: cut where it breaks a number or a word, cut down to two characters where it is a wide gap, else kept."""
    gap = text[a:b]
    if not any(map(str.isspace, gap)):
        return [(a, b)]
    left, right = text[a - 1], text[b]
    if b - a > 2 or "\t" in gap:
        return [(a + 2, b)] if b - a > 2 else []
    return [(a, b)] if _breaks_word(text, a, b, left, right) else []


def _breaks_word(text: str, a: int, b: int, left: str, right: str) -> bool:
    if "0" <= left <= "9":
        if "0" <= right <= "9":
            return _is_thousand(text, a, b)
        return _is_han(right) or right in "%‰" or (right == "." and text[b + 1 : b + 3].lstrip(" ")[:1].isdigit())
    if "0" <= right <= "9":
        if left == ".":
            return _is_split_decimal(text, a, b)
        return _is_han(left) and not _ENUMERATOR.match(text, b)
    if _is_han(left) and _is_han(right):
        # A character that stands alone between spaces or beside a colon is a piece of a word: 统 筹:, 陈 彬, 焦 作 市.
        alone = a < 2 or text[a - 2] in _WORD_EDGE or b + 1 == len(text) or text[b + 1] in _WORD_EDGE
        return alone or (left in "十百千万亿余多" and text[a - 2 : a - 1].isdigit())
    return _is_han(left) and right in "，。、；"


def _is_thousand(text: str, a: int, b: int) -> bool:
    """`学位6 420个` is one number; two columns (`54 420个`) have white space before both."""
    i = a - 1
    while i >= 0 and text[i].isdigit():
        i -= 1
    return a - 1 - i <= 3 and i >= 0 and _is_han(text[i]) and _THOUSAND.match(text, b) is not None


def _is_split_decimal(text: str, a: int, b: int) -> bool:
    """`17. 3 万` is one number; `1. 25所` at the beginning of a line or a sentence is an item and its number."""
    i = last = a - 3 if text[a - 2] == " " else a - 2  # 1 . 6亿元
    while i >= 0 and text[i].isdigit():
        i -= 1
    if i > 0 and text[i] == " " and _is_han(text[i - 1]):
        i -= 1  # 资金 3. 27 亿元: the space before the figure is another break inside the sentence
    if i == last or i < 0 or text[i] in "\n\u3000 。；;:!?！？":
        return False
    return _FIGURE_REST.match(text, b) is not None


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or char == "〇"


def _is_inside_sentence(text: str, a: int, b: int, start: int, end: int) -> bool:
    """Does the line break text[a:b] cut a sentence in two? Where in doubt, no: a heading must not run into the story below it."""
    left, right = text[a - 1], text[b]
    if left in _SENTENCE_END and right not in _NEVER_OPENS_LINE:
        return False
    line_start = max(text.rfind("\n", start, a) + 1, start)
    size = a - line_start
    if text.count("\n", a, b) == 1 and size >= MIN_LISTED and (right in _NEVER_OPENS_LINE or _is_inside_figure(text, line_start, a, b)):
        return True
    if left in _SENTENCE_END or (text[b - 1] in " \t\u3000" and b - a > 2) or text.count("\n", a, b) > 2:
        return False
    if not (_is_han(left) or left.isalnum() or left in _LINE_BREAK_IN_LIST) or not (_is_han(right) or right.isalnum() or right in "“《(（"):
        return False
    if (left.isascii() and right.isascii() and left.isalpha()) or _OPENS_PARAGRAPH.match(text, b, end):
        return False
    if left in _LINE_BREAK_IN_LIST:
        return size >= MIN_LISTED
    next_end = text.find("\n", b, end)
    next_end = end if next_end < 0 else next_end
    if not _SENTENCE_MARK.search(text, b, next_end):
        return False
    line = text[max(line_start, a - 400) : a]
    if size >= MIN_LISTED and any(line.count(opening) > line.count(closing) for opening, closing in _BRACKETS):
        return True
    if _OPENS_STORY.match(text, b):
        return False
    if (size >= 20 and _STRONG_MARK.search(line)) or (size >= MIN_WRAPPED and _SENTENCE_MARK.search(line)):
        return True
    return _is_wrapped_evenly(text, line_start, a, b, start)


def _is_inside_figure(text: str, line_start: int, a: int, b: int) -> bool:
    """Does the line break cut a number in two, or a number from its unit, in a line that has begun a sentence?"""
    left, before, right = text[a - 1], text[a - 2], text[b]
    if left.isdigit() or (left == "." and before.isdigit()):
        broken = _FIGURE_REST.match(text, b) is not None or (left != "." and right in _UNIT + "年月日")
    else:
        broken = left in "万亿余多" and before.isdigit() and right in _UNIT
    return broken and _SENTENCE_MARK.search(text, line_start, a) is not None


def _is_wrapped_evenly(text: str, line_start: int, a: int, b: int, start: int) -> bool:
    """Lines of one width with single breaks are a paragraph that was wrapped by its typist."""
    if text.count("\n", a, b) > 1 or line_start <= start + 1:
        return False
    above_start = text.rfind("\n", start, line_start - 1) + 1
    above = len(text[max(above_start, start) : line_start - 1].strip())
    return a - line_start >= 18 and abs(above - (a - line_start)) <= 1
