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


@pytest.mark.parametrize(("name", "column"), [("actions", "term"), ("status_cues", "term"), ("measure_words", "word")])
def test_a_word_of_a_table_stands_there_once(name, column):
    said = [row[column] for row in wordlists.table(name)]
    assert len(said) == len(set(said)), sorted({word for word in said if said.count(word) > 1})


def test_places_of_words_and_stretches_that_hold_one():
    spots = wordlists.spots_of(wordlists.automaton_of(["新建", "改建", "新建小学"]), "新建小学3所，改建中学")
    assert list(spots) == [0, 7]
    assert wordlists.stands_in(spots, 0, 1) and wordlists.stands_in(spots, 5, 8) and not wordlists.stands_in(spots, 1, 7)


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
