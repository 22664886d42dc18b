"""A build that continues another holds what a build from nothing holds, whatever came in between.

dbt runs for real, over documents made by manyfold.py.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import duckdb
import polars as pl
import pytest

from expectations import run_suites
from expectations.suites import claims
from ingestion.extraction.numbers import rederive
from orchestration import continuation, stores
from tests.bench import scale
from tests.bench.manyfold import Manyfold
from warehouse import corrections
from warehouse.paths import Home

CLAIMS, NEW_DOCUMENTS = 12_000, 15
# Which rows to work out anew: a build from nothing needs no such list, and what is new in one is old in the next.
OF_ONE_BUILD = ("int_touched_", "int_shown_anew", "stg_new_")


@pytest.fixture(scope="module")
def maker(tmp_path_factory: pytest.TempPathFactory) -> tuple[Manyfold, int]:
    return Manyfold.of(CLAIMS, None, tmp_path_factory.mktemp("told"))


@pytest.fixture(scope="module")
def grown(
    maker: tuple[Manyfold, int], tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[dict[str, tuple]], list[dict[str, tuple]], list[tuple]]:
    """A warehouse that changes three times: the tables after each change, and what the suite of claims finds in them, as builds made them
    that continue one another, and as builds from nothing did; and how many facts each change touched, of how many."""
    home, (made, count) = Home(tmp_path_factory.mktemp("increments") / "home"), maker
    made.fill(home, 0, count)
    build = home.build("first")
    scale.models(home, build)
    found(build)
    chain, fresh, touched = [], [], []
    for number, change in enumerate((_new_documents, _corrections, _documents_that_go)):
        change(home, build, made, count)
        build = scale.continued(home, build, f"continued-{number}")
        assert build.exists()
        scale.models(home, build)
        chain.append(tables(build) | found(build))
        with duckdb.connect(str(build), read_only=True) as connection:
            touched.append(
                connection.execute(
                    "select (from (select count(*) from intermediate.int_touched_facts)), count(*) from intermediate.int_facts"
                ).fetchone()
            )
        nothing = home.build(f"nothing-{number}")
        scale.models(home, nothing)
        fresh.append(tables(nothing) | found(nothing))
        shutil.rmtree(nothing.parent)
    return chain, fresh, touched


def _new_documents(home: Home, build: Path, made: Manyfold, count: int) -> None:
    """Also copies and later versions of documents that are there, and documents that are read and extracted once more."""
    made.fill(home, count, NEW_DOCUMENTS)
    for store in (stores.reading_store(home), stores.extraction_store(home)):
        last = store.batches()[1]
        rows = {table: pl.read_parquet(store.root / last / f"{table}.parquet") for table in store.schemas}
        some = rows[store.done_tables[0]]["document_id"].unique().sort()[:5]
        store.commit(
            "20260601T000000.000000Z-again",
            {table: frame.filter(pl.col("document_id").is_in(some.implode())) for table, frame in rows.items()},
        )


def _corrections(home: Home, build: Path, made: Manyfold, count: int) -> None:
    """People correct a claim, confirm one, reject one, reject a fact and choose another's figure."""
    with duckdb.connect(str(build), read_only=True) as connection:
        claims = connection.execute(
            "select claim_id, value_min::bigint::varchar, fact_id from marts.fct_claims"
            " where is_support and value_min = value_max and value_min > 10 and value_min = floor(value_min)"
            " and family = 'facilities' order by claim_id limit 400"
        ).fetchall()
        split = connection.execute(
            "select fact_id, preferred_value::varchar, other_value::varchar from marts.fct_conflicts order by fact_id, other_value limit 20"
        ).fetchall()
    rows = [
        {"claim_id": claims[0][0], "field": "status", "expect": None, "value": "disputed"},
        {"claim_id": claims[1][0], "field": "confirmed", "expect": claims[1][1]},
        {"claim_id": claims[2][0], "field": "rejected", "expect": claims[2][1]},
        {"fact_id": claims[300][2], "field": "rejected", "expect": claims[300][1]},
        *({"fact_id": fact, "field": "value", "expect": shown, "value": other} for fact, shown, other in split),
    ]
    told = [
        {"line": line, "who": "an editor", "why": "looked up", "decided_on": "2026-11-20"} | row for line, row in enumerate(rows, start=2)
    ]
    stores.replace_table(pl.DataFrame(told, schema=corrections.SCHEMA), home.corrections)


def _documents_that_go(home: Home, build: Path, made: Manyfold, count: int) -> None:
    """Documents go, as samples do that are switched off, those that were read again are as they were, and the corrections are gone."""
    for store in (stores.reading_store(home), stores.extraction_store(home)):
        gone = [batch for batch in store.batches() if batch.endswith("again")] + store.batches()[1:2]
        for batch in gone:
            shutil.rmtree(store.root / batch)
    stores.replace_table(pl.DataFrame(schema=corrections.SCHEMA), home.corrections)


def tables(build: Path) -> dict[str, tuple]:
    """Of every table: its rows, and a hash over them that does not depend on their order."""
    with duckdb.connect(str(build), read_only=True) as connection:
        names = connection.execute("select schema_name, table_name from duckdb_tables() where not temporary").fetchall()
        found = {}
        for schema, table in names:
            if not table.startswith(OF_ONE_BUILD):
                columns = [
                    row[0] for row in connection.execute(f"describe {schema}.{table}").fetchall() if row[0] not in ("is_new", "is_touched")
                ]
                kept = "where batch is not null" if table in ("stg_readings", "stg_extractions") else ""
                kept = "where state is not null" if table == "int_document_states" else kept
                listed = ", ".join(f'"{column}"' for column in sorted(columns))
                found[f"{schema}.{table}"] = connection.execute(
                    f"select count(*), sum(hash(row({listed}))::hugeint) from {schema}.{table} {kept}"
                ).fetchone()
        return found


def found(build: Path) -> dict[str, tuple]:
    """How many claims break each rule of their suite; as a refresh judges them."""
    broken: dict[str, list[str]] = {}
    before = continuation.broken_before(build)
    results = run_suites(build, rederive, [claims.CLAIMS], broken=before, on_broken=broken.__setitem__)
    assert any("judged anew" in result.observed for result in results) == (before is not None)
    continuation.keep_broken(build, broken)
    return {f"expected: {result.name}": (result.passed, result.failing_rows) for result in results}


@pytest.mark.parametrize("step", [0, 1, 2], ids=["new documents", "corrections", "documents that go"])
def test_a_continued_build_holds_what_one_from_nothing_holds(grown: tuple[list, list, list], step: int) -> None:
    chain, fresh, _ = grown
    assert len(fresh[step]) > 60 and fresh[step]["marts.fct_claims"][0] > 0.5 * CLAIMS
    assert {name: value for name, value in chain[step].items() if fresh[step][name] != value} == {}
    assert chain[step].keys() == fresh[step].keys()


def test_the_changes_are_no_formality(grown: tuple[list, list, list]) -> None:
    chain = grown[0]
    for table in ("fct_claims", "fct_facilities", "fct_conflicts", "review_list", "coverage", "fct_plan_vs_actual"):
        assert len({state[f"marts.{table}"] for state in chain}) == 3, table
    assert [state["marts.corrections"][0] > 0 for state in chain] == [False, True, False]
    assert len({state["expected: parts do not exceed their total"] for state in chain}) > 1


def test_what_is_kept_is_not_worked_out_again(grown: tuple[list, list, list]) -> None:
    for touched, facts in grown[2][:2]:
        assert 0 < touched < facts / 2


def test_only_a_fitting_build_is_continued(maker: tuple[Manyfold, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, (made, _) = Home(tmp_path / "home"), maker
    made.fill(home, 0, 40)
    build = home.build("first")
    build.parent.mkdir(parents=True)
    with duckdb.connect(str(build)) as connection:
        store = stores.extraction_store(home)
        batches = store.latest("articles")  # noqa: F841 (DuckDB reads it by its name)
        connection.execute("create schema staging; create table staging.stg_extractions as select * from batches")

    def taken(fewest: int = 0) -> continuation.Continued | None:
        later = home.build("later")
        shutil.rmtree(later.parent, ignore_errors=True)
        later.parent.mkdir()
        continued = continuation.take_over(home, later, fewest)
        if continued:
            os.replace(later, build)
        return continued

    assert taken() is None, "a build that no run called finished"
    continuation.leave(build, None, continuation.rules())
    assert taken(fewest=1_000) is None, "from nothing is as quick"
    assert taken() == continuation.Continued("first", 0, 1)
    assert taken() is None, "once taken over, it is no finished build any more"
    continuation.leave(build, continuation.Continued("earlier", 0, continuation.MOST_TIMES), continuation.rules())
    assert taken() is None, "the file is made anew now and then"
    continuation.leave(build, None, "the rules before the code was renewed")
    assert taken() is None, "nobody knows which rules made it"
    continuation.leave(build, None, continuation.rules())
    monkeypatch.setattr(continuation, "version", lambda program: "another")
    assert taken() is None, "other programs made it"
    monkeypatch.undo()
    made.fill(home, 40, 3)
    assert taken() == continuation.Continued("first", 3, 1)
    continuation.leave(build, None, continuation.rules())
    made.fill(home, 43, 20)
    assert taken() is None, "with so many new documents nearly every fact is touched"
    build.write_bytes(b"no database")
    assert taken() is None
    (build.parent / "continuable.json").write_text('{"rules": 1', encoding="utf-8")
    assert taken() is None
