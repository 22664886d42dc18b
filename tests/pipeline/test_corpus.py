"""Real documents and their labels, where they lie beside the checkout. The project's own samples cover the same behaviour elsewhere."""

import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest

from tests.extracted import SHARED, extract, read_folders

CORPUS = SHARED / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real documents (../shared/corpus) is not beside this checkout")


@pytest.fixture(scope="module")
def documents() -> pl.DataFrame:
    return read_folders(CORPUS / "seeds", CORPUS / "real", CORPUS / "encodings")


@pytest.fixture(scope="module")
def extraction(documents):
    return extract(documents)


def of_file(documents: pl.DataFrame, claims: pl.DataFrame, start: str) -> pl.DataFrame:
    names = documents.filter(pl.col("file_name").str.starts_with(start)).select("document_id", "text")
    return claims.join(names, on="document_id").sort("char_start")


def test_scores_on_the_labelled_documents(documents, extraction, tmp_path):
    file = tmp_path / "claims.duckdb"
    with duckdb.connect(str(file)) as con:
        con.execute("create schema marts")
        for table, frame in {
            "dim_document": documents.drop("body"),
            "document_text": documents.select("document_id", "text"),
            "fct_claims": extraction.claims,
            "fct_facility_projects": extraction.facility_projects,
        }.items():
            con.register("frame", frame.to_arrow())
            con.execute(f"create table marts.{table} as select * from frame")
            con.unregister("frame")
    scorer = SHARED / "score" / "score.py"
    command = [
        sys.executable,
        str(scorer),
        str(file),
        str(SHARED / "gold"),
        "--docs",
        str(CORPUS),
        "--min-found",
        "0.95",
        "--min-strict",
        "0.88",
    ]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout[-1500:] + run.stderr
    assert "named facilities: recall" in run.stdout


@pytest.mark.parametrize("name", sorted(path.name for path in (CORPUS / "encodings").glob("*")) if CORPUS.is_dir() else [])
def test_a_re_encoded_document_gives_the_same_claims(documents, extraction, name):
    stem = name.split(".")[0]
    original = next(path.name for path in (CORPUS / "real").iterdir() if path.name.startswith(stem))
    fields = ["metric", "value_min", "value_max", "unit", "status", "period_start", "period_end", "region_name", "level", "action"]
    found = [of_file(documents, extraction.claims, start).select(fields).rows() for start in (name, original)]
    assert found[0] == found[1] and found[0]


def test_a_body_that_stands_twice_counts_once(documents, extraction):
    claims = of_file(documents, extraction.claims, "003_")
    assert [row["char_start"] for row in claims.to_dicts() if row["metric"] == "investment" and row["value_min"] == 8e7].__len__() == 1
    assert claims["char_start"].max() < claims["text"][0].rindex("深入推进一体化教学联盟校改革")


def test_teasers_of_other_articles_yield_no_claim(documents, extraction):
    claims = of_file(documents, extraction.claims, "004_")
    assert claims.height and claims["char_start"].max() < claims["text"][0].index("相关推荐")


def test_every_span_is_the_documents_own_words(documents, extraction):
    texts = dict(documents.select("document_id", "text").iter_rows())
    for row in extraction.claims.iter_rows(named=True):
        text = texts[row["document_id"]]
        assert 0 <= row["char_start"] < row["char_end"] <= len(text) and row["quote"] in text


def test_the_corpus_folder_is_never_written(documents):
    assert not list(Path(CORPUS).rglob("*.json"))
