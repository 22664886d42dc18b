"""Stated figures against the published ones: the SQL beside this module does the comparing, and the verdict is drawn from what it finds."""

from __future__ import annotations

from dataclasses import asdict, fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from orchestration.check_figure.answers import (
    CONTRADICTED,
    CONTRADICTS,
    NO_CLAIM,
    RELATED,
    SAME_VALUE,
    SUPPORTED,
    SUPPORTS,
    Answer,
    Evidence,
    Found,
    Stated,
)
from warehouse.contract import FACT_TABLES
from warehouse.database import records

if TYPE_CHECKING:
    import duckdb

ROOT = Path(__file__).resolve().parents[2]
# how many known figures are shown for a stated one, and how many claims for each of them
MOST_FOUND, MOST_EVIDENCE = 6, 4
# Metrics that say so little that two figures of one are of one thing only where they count the same.
BUCKETS = ("other", "people", "other_amount", "events")


def check(text: str, connection: duckdb.DuckDBPyConnection) -> list[Answer]:
    """An answer for each figure of the text, in its order; empty where it states none.

    connection: an open published file (read-only will do). Raises TextTooLong, and duckdb.Error for a file of another make.
    """
    from orchestration.check_figure.stated import read

    stated = read(text)
    return compare(stated, connection) if stated else []


def compare(stated: list[Stated], connection: duckdb.DuckDBPyConnection) -> list[Answer]:
    """An answer for each stated figure."""
    readings, found = _asked(stated, connection)
    answers = []
    for number, (figure, reading) in enumerate(zip(stated, readings, strict=True)):
        known = tuple(found.get(number, ()))
        relations = {item.relation for item in known}
        verdict = SUPPORTED if relations & {SUPPORTS, SAME_VALUE} else CONTRADICTED if CONTRADICTS in relations else NO_CLAIM
        if verdict != NO_CLAIM:  # what else is known of the like would only distract
            known = tuple(item for item in known if item.relation != RELATED)
        answers.append(Answer(figure, verdict, known, **reading))
    return answers


def _asked(stated: list[Stated], connection: duckdb.DuckDBPyConnection) -> tuple[list[dict[str, str | None]], dict[int, list[Found]]]:
    """How each stated figure reads, in their order; and by the number of each what is known of the like."""
    import polars as pl

    schema = {"number": pl.Int64, "start": pl.Int64, "end": pl.Int64, "is_approximate": pl.Boolean, "is_status_told": pl.Boolean}
    schema |= {name: pl.Float64 for name in ("value_min", "value_max")} | {name: pl.Date for name in ("period_start", "period_end")}
    columns = ["number", *(field.name for field in fields(Stated))]
    rows = [{"number": number, **asdict(figure)} for number, figure in enumerate(stated)]
    asked = pl.DataFrame(rows, schema={name: schema.get(name, pl.String) for name in columns})
    connection.register("stated", asked.to_arrow())
    try:
        readings = records(connection, _sql("reading.sql"))
        known = records(connection, _sql("matching.sql"))
        places = [{"place": place, **{name: row[name] for name in ("number", "fact_id", "claim_id")}} for place, row in enumerate(known)]
        shape = {"place": pl.Int64, "number": pl.Int64, "fact_id": pl.String, "claim_id": pl.String}
        connection.register("found", pl.DataFrame(places, schema=shape).to_arrow())
        evidence: dict[int, list[Evidence]] = {}
        for row in records(connection, _sql("evidence.sql")):
            evidence.setdefault(row.pop("place"), []).append(Evidence(**row))
    finally:
        connection.unregister("stated")
        connection.unregister("found")
    found: dict[int, list[Found]] = {}
    for place, row in enumerate(known):
        number, _ = row.pop("number"), row.pop("claim_id")
        found.setdefault(number, []).append(Found(**row, evidence=tuple(evidence.get(place, ()))))
    for reading in readings:
        del reading["number"]
    return readings, found


@cache
def _sql(name: str) -> str:
    """The query of a file beside this module, with the macros by which the models compare figures and write them."""
    import jinja2
    import yaml

    project = ROOT / "dbt_project"
    variables = yaml.safe_load((project / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([Path(__file__).parent, project / "macros"]), undefined=jinja2.StrictUndefined, autoescape=False
    )
    environment.globals["var"] = variables.__getitem__
    most = MOST_FOUND if name == "matching.sql" else MOST_EVIDENCE
    buckets = ", ".join(f"'{metric}'" for metric in BUCKETS)
    return environment.get_template(name).render(fact_tables=FACT_TABLES.items(), buckets=buckets, most=most)
