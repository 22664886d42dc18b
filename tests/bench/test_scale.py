"""Guards the models' work as claims grow, and the generator that makes them: by counts and by ratios in one process, not by the clock."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from expectations.frames import rederived
from ingestion.extraction.numbers import rederive
from orchestration import dbt_cli
from orchestration.version import ROOT
from tests.bench import scale
from tests.bench.manyfold import TABLES, Manyfold
from warehouse.paths import Home

CLAIMS = 20_000
# Models whose queries are asked again alone, with more claims: the work of a claim may not grow with their number.
HEAVY = ("int_claims", "int_fact_keys", "int_mentions", "int_facts", "fct_claims")
# Four times the claims take up to four times the work where it grows with their number, sixteen times where something is squared.
GROWTH, MOST_WORK = 4, 10.0
# operators of DuckDB's plans that look at every pair of rows, and the models where one side is small: the bands of a signature, the
# families of metrics, what is set aside
PAIR_BY_PAIR = re.compile("NESTED_LOOP_JOIN|BLOCKWISE_NL_JOIN|CROSS_PRODUCT")
SMALL_BESIDE_ALL = {"int_near_duplicates", "coverage", "int_quarantined_regions"}


@pytest.fixture(scope="module")
def maker(tmp_path_factory: pytest.TempPathFactory) -> tuple[Manyfold, int]:
    return Manyfold.of(CLAIMS, None, tmp_path_factory.mktemp("told"))


@pytest.fixture(scope="module")
def built(maker: tuple[Manyfold, int], tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Path, dict]:
    """The generated documents, the build file that dbt makes of them, and what that cost."""
    home = Home(tmp_path_factory.mktemp("scale") / "home")
    maker[0].fill(home, 0, maker[1])
    build = home.build("full")
    return home, build, scale.models(home, build)


def test_a_document_is_the_same_in_whatever_range_it_is_made(maker: tuple[Manyfold, int]) -> None:
    whole, part = maker[0].make(0, 120), maker[0].make(70, 30)
    for table in TABLES:
        assert not part[table].is_empty()
        assert_frame_equal(whole[table].filter(pl.col("number").is_between(70, 99)), part[table], check_row_order=False)


def test_generated_claims_say_what_their_text_says(maker: tuple[Manyfold, int]) -> None:
    made = maker[0].make(0, 60)
    claims = made["claims"].join(made["documents"].select("document_id", "text"), on="document_id")
    spans = [text[start:end] for text, start, end in claims.select("text", "char_start", "char_end").iter_rows()]
    assert all(quote in text for quote, text in claims.select("quote", "text").iter_rows())
    frame = claims.select("value_min", "value_max").to_pandas().assign(span=spans, figure_is_corrected=False)
    wrong = frame[~rederived(frame, rederive)]
    assert len(wrong) <= 0.01 * len(spans), wrong.head()


def test_generated_facts_are_told_again_and_disagree(built: tuple[Home, Path, dict]) -> None:
    with duckdb.connect(str(built[1]), read_only=True) as connection:

        def ask(query: str) -> int:
            return connection.execute(query).fetchone()[0]

        assert ask("select count(*) from marts.fct_claims") > 0.8 * CLAIMS
        assert ask("select count(*) from marts.dim_document where duplicate_of is not null") > 0
        assert ask("select count(*) from marts.dim_document where not is_current") > 0
        assert ask("select count(*) from marts.fct_conflicts where reason = 'documents_differ'") > 0
        assert ask("select count(*) from intermediate.int_facts where document_count > 1") > 0.05 * CLAIMS / 10
        assert ask("select count(*) from marts.fct_plan_vs_actual where outcome = 'met'") > 0
        assert ask("select count(distinct region_code) from marts.fct_claims") > 200


def test_queries_grow_no_faster_than_the_claims(built: tuple[Home, Path, dict]) -> None:
    """The heavy models' queries over all claims, against a quarter of the documents."""
    build = built[1]
    compiled = (build.parent / "dbt" / "compiled").rglob("*.sql")
    queries = {path.stem: path.read_text(encoding="utf-8") for path in compiled if path.stem in HEAVY}
    assert set(queries) == set(HEAVY)
    with duckdb.connect(config={"threads": 2, "file_search_path": str(build.parent)}) as connection:
        connection.execute(f"attach '{build}' as education (read_only)")
        relations = {tuple(match) for query in queries.values() for match in re.findall(r'"education"\."(\w+)"\."(\w+)"', query)}
        for name, share in (("whole", 1), ("quarter", GROWTH)):
            connection.execute(f"attach ':memory:' as {name}")
            for schema, table in sorted(relations):
                columns = [row[0] for row in connection.execute(f"describe education.{schema}.{table}").fetchall()]
                chosen = f"where hash(document_id) % {share} = 0" if "document_id" in columns else ""
                connection.execute(f"create schema if not exists {name}.{schema}")
                connection.execute(f"create table {name}.{schema}.{table} as from education.{schema}.{table} {chosen}")

        def work(query: str, name: str) -> float:
            best = float("inf")
            for _ in range(3):
                start = time.process_time()
                connection.execute("create or replace temp table answer as " + query.replace('"education"', name))
                best = min(best, time.process_time() - start)
            return best

        for model, query in queries.items():
            few, many = work(query, "quarter"), work(query, "whole")
            assert many <= MOST_WORK * max(few, 0.02), f"{model}: {GROWTH} times the documents take {many / few:.1f} times as long"


def test_models_and_their_tests_compare_no_rows_pair_by_pair(built: tuple[Home, Path, dict]) -> None:
    """Half a million targets against as many figures: what takes no time over the samples would not end."""
    build = built[1]
    queries = {path.stem: path.read_text("utf-8") for path in (build.parent / "dbt" / "compiled").rglob("*.sql")}
    with duckdb.connect(config={"file_search_path": str(build.parent)}) as connection:
        connection.execute(f"attach '{build}' as education (read_only)")
        plans = {name: connection.execute(f"explain {query}").fetchall()[0][1] for name, query in queries.items()}
    assert set(HEAVY) < set(plans)
    assert {name for name, plan in plans.items() if PAIR_BY_PAIR.search(plan)} == SMALL_BESIDE_ALL


def test_a_build_has_the_names_that_the_manifest_was_made_with(tmp_path: Path) -> None:
    """Else dbt parses all models anew in every refresh, which takes longer than building a small warehouse."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = dict(re.findall(r"\b(WAREHOUSE_\w+)=(\S+)", makefile.split("NAMES :=")[1].split("\n\n")[0]))
    with dbt_cli.environment(Home(tmp_path), tmp_path / "builds" / "run" / "education.duckdb"):
        given = {name: value for name, value in os.environ.items() if name.startswith("WAREHOUSE_")}
    given = {name: value for name, value in given.items() if name not in ("WAREHOUSE_HOME", "WAREHOUSE_INBOX", "WAREHOUSE_BUILD_FOLDER")}
    assert given == named
