"""Word lists: every table of the lexicon loads, and a row that does not fit its header is refused with its place."""

import pytest
from ahocorasick_rs import AhoCorasick, MatchKind

from ingestion import wordlists


@pytest.mark.parametrize("path", sorted(wordlists.FOLDER.glob("*.csv")), ids=lambda path: path.name)
def test_every_table_loads(path):
    rows = wordlists.table(path.stem)
    assert rows and all(row.keys() == rows[0].keys() for row in rows)


@pytest.mark.parametrize("row", ["menu,首页,names, and more", "menu,首页"])
def test_a_row_with_too_many_or_too_few_cells_is_refused(row, tmp_path, monkeypatch):
    (tmp_path / "broken.csv").write_text(f"kind,term,note\nmenu,新闻,\n{row}\n", "utf-8")
    monkeypatch.setattr(wordlists, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match=r"broken\.csv:3: expected 3 columns"):
        wordlists.table("broken")


def test_terms_of_a_kind_come_longest_first():
    found = wordlists.terms("furniture", "menu")
    assert [len(term) for term in found] == sorted(map(len, found), reverse=True)
    assert wordlists.any_of(found).match("网站首页 新闻")[0] == "网站首页"


def test_an_unknown_kind_is_an_error():
    with pytest.raises(KeyError, match="no such kind"):
        wordlists.terms("furniture", "no such kind")


def test_a_match_across_two_stretches_of_a_huge_text_is_found_once():
    automaton = AhoCorasick(["幼儿园", "园长"], matchkind=MatchKind.LeftmostLongest)
    text = "一" * 499_998 + "幼儿园长" + "一" * 499_996 + "园长"
    assert list(wordlists.occurrences(automaton, text)) == [(0, 499_998, 500_001), (1, 999_998, 1_000_000)]
