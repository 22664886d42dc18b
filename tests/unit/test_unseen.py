"""Characters that work without being seen: the same ones for pages, terminals and SQL, and no character that people read."""

from __future__ import annotations

import sys
import unicodedata

import duckdb

from warehouse.unseen import UNSEEN, numbered, on_one_line, without

ALL = "".join(chr(point) for point in range(sys.maxunicode + 1) if not 0xD800 <= point <= 0xDFFF)


def test_sql_leaves_out_exactly_what_python_does() -> None:
    (left,) = duckdb.connect().execute(f"select {without('t')} from (select ? as t)", [ALL]).fetchone()
    assert left == UNSEEN.sub("", ALL) and UNSEEN.fullmatch("\ud800")


def test_controls_and_marks_of_direction_are_among_them_and_nothing_that_is_read() -> None:
    found = set(UNSEEN.findall(ALL))
    assert {character for character in ALL if unicodedata.category(character) == "Cc"} - found == {"\t", "\n"}
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert {character for character in ALL if unicodedata.bidirectional(character) in turning} < found
    assert {unicodedata.category(character) for character in found} <= {"Cc", "Cf", "Cn", "Zl", "Zp"}


def test_texts_show_them_by_their_numbers() -> None:
    assert numbered("a\u202eb\n") == "a⟨U+202E⟩b\n" and on_one_line("\x1b[31m 所\n 有\r") == "⟨U+001B⟩[31m 所 有"
