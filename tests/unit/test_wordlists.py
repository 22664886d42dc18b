"""Word lists: every table of the lexicon loads, and a row that cannot be is refused with its place."""

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ahocorasick_rs import AhoCorasick, MatchKind

from expectations.suites import vocabulary
from ingestion import lexicon_rules, wordlists

ROOT = Path(__file__).resolve().parents[2]
CODES = ROOT / "dbt_project" / "seeds" / "dim_code.csv"


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


@pytest.mark.parametrize(
    ("name", "row", "fault"),
    [
        ("measure_words", "盏,generc,item,1", "kind: generc is none of school, seat,"),
        ("measure_words", "盏,generic,itme,1", "unit: itme is none of school, project,"),
        ("measure_words", "盏,generic,,1", "unit: an empty cell is none of"),
        ("measure_words", "盏,generic,item,one", "factor: one is no number above 0"),
        ("metric_terms", "person,法治副校长,legal_advizers,3", "metric: legal_advizers is not in metrics.csv"),
        ("metric_terms", "person,法治(副校长,teachers,3", r"term: 法治\(副校长 is no regular expression \(missing \), unterminated"),
        ("metric_terms", "person,法治副校长|,teachers,3", r"term: 法治副校长\| fits an empty text as well"),
        ("metric_terms", "person,法治副校长,teachers,high", "rank: high is no whole number from 1 to 9"),
        ("metrics", "legal_advisers,indicators,person,法治副校长,Legal advisers,,,true,true", "family: indicators is none of facilities,"),
        ("metrics", "legal_advisers,indicator,person,法治副校长,Legal advisers,,,yes,true", "is_additive: yes is none of true, false"),
        ("actions", "落地建成,biult,3", "action: biult is none of built,"),
        ("actions", ",built,3", "term: the cell is empty"),
        ("status_cues", "拟将,planned,3", "status: planned is none of actual,"),
        ("levels", "学前班,pre-school", "level: pre-school is none of preschool,"),
        ("bounds", "约莫,left,approximate", "side: left is none of before, after"),
        ("wholes", "level,compulsory,built", "part: built is none of preschool,"),
        ("table_headings", r"count,(.*)校数,\2,所", r"says: \\2: the term has no group 2"),
        ("table_headings", "count,校数,学校,盏", "measure: 盏 is not in measure_words.csv"),
        ("facility_aliases", "一小,410800,解放区,解放区第一小学,why", "region_code: regions.csv has no 410800 解放区"),
        ("regions", "41080,某区,某区,county,410800,焦作市,河南省,,,,", "region_code: 41080 is no code of six digits"),
        ("regions", "410899,某区,某区,county,410800,焦作市,河南省,2014-02-30,,,", "valid_from: 2014-02-30 is no day like"),
        ("furniture", "side,热门文章,", "kind: side is none of section,"),
        ("bylines", '"a "quoted" label",来源,', "quote cells that hold a comma or a quote"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_line_and_column(name, row, fault, tmp_path, monkeypatch):
    lexicon = tmp_path / "lexicon"
    shutil.copytree(wordlists.FOLDER, lexicon)
    with (lexicon / f"{name}.csv").open("a+", encoding="utf-8") as file:
        file.write(f"{row}\n")
        file.seek(0)
        line = sum(1 for _ in file)
    monkeypatch.setattr(wordlists, "FOLDER", lexicon)
    wordlists.table.cache_clear()
    with pytest.raises(ValueError, match=rf"/{name}\.csv:{line}: .*{fault}"):
        wordlists.check([name])


def test_a_table_in_another_encoding_is_named(tmp_path, monkeypatch):
    (tmp_path / "saved.csv").write_bytes("kind,term\nmenu,首页\n".encode("gb18030"))
    monkeypatch.setattr(wordlists, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match=r"saved\.csv: 'utf-8' codec can't decode .*; save it as UTF-8"):
        wordlists.table("saved")


def test_the_lexicon_may_hold_the_codes_of_the_warehouse_and_no_others():
    with CODES.open(encoding="utf-8", newline="") as file:
        codes = [(row["field"], row["code"]) for row in csv.DictReader(file)]
    for field, known in {
        "family": (lexicon_rules.FAMILIES, vocabulary.FAMILIES),
        "status": (lexicon_rules.STATUSES, vocabulary.STATUSES),
        "unit": (lexicon_rules.UNITS, vocabulary.UNITS),
        "level": (lexicon_rules.LEVELS, vocabulary.LEVELS),
        "action": (lexicon_rules.ACTIONS, vocabulary.ACTIONS),
        "region_level": (lexicon_rules.REGION_LEVELS,),
    }.items():
        for words in known:
            assert set(words) == {code for of, code in codes if of == field}, field


def test_explain_names_a_broken_row_of_any_table(tmp_path):
    """In a copy of its own: the lexicon is a part of the code."""
    shutil.copytree(ROOT / "ingestion", tmp_path / "ingestion", ignore=shutil.ignore_patterns("samples", "__pycache__"))
    actions = tmp_path / "ingestion" / "lexicon" / "actions.csv"
    lines = actions.read_text("utf-8").splitlines()
    actions.write_text("\n".join([*lines, "落地建成,biult,3\n"]), "utf-8")
    child = subprocess.run(
        [sys.executable, "-m", "ingestion.extraction.explain", "新建幼儿园2所"], cwd=tmp_path, capture_output=True, text=True
    )
    assert child.returncode == 1 and "Traceback" not in child.stderr
    assert f"actions.csv:{len(lines) + 1}: action: biult is none of built, " in child.stderr


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
