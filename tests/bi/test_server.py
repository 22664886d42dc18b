"""The BI server asked without a browser: what was imported, who may do what, what is refused, readers while a refresh publishes."""

from __future__ import annotations

import json
import os
import shutil
import stat
import threading
import uuid
from pathlib import Path

import duckdb
import pytest

from tests.bi.server import Person, Server
from tests.unit.test_bi_assets import BOARDS
from warehouse.publish import _switch

pytestmark = pytest.mark.bi


def test_definitions_of_the_boards_are_what_is_shown(server: Server) -> None:
    """The import took every definition over: a board's charts in Superset are those of its file."""
    for name, board in BOARDS.items():
        status, answer = Person(server).ask("GET", f"/api/v1/dashboard/{name}/charts")
        assert status == 200
        titles = {chart["slice_name"] for chart in json.loads(answer)["result"]}
        assert titles == {chart["title"]["zh"] for row in board["rows"] for chart in row}


READERS, PUBLISHES = 20, 200
REFUSED = [
    "copy (select 1) to '{folder}/x.csv'",
    "attach '{folder}/x.duckdb' as x",
    "attach ':memory:' as x",
    "select * from read_csv('/etc/passwd')",
    "select * from '/etc/passwd'",
    "select * from read_text('/etc/passwd')",
    "select * from glob('/*')",
    "with x as (select * from read_parquet('{folder}/*')) select * from x",
    "install httpfs",
    "load httpfs",
    "set enable_external_access = true",
    "set memory_limit = '1GB'",
    "pragma threads = 1",
    "pragma enable_profiling",
    "call enable_logging(storage = 'file', storage_path = '{folder}/log')",
    "select * from enable_logging(storage = 'file')",
    "create table x as select 1",
    "create temp table x as select 1",
    "drop table marts.fct_claims",
    "alter table marts.fct_claims drop column quote",
    "insert into marts.fct_claims select * from marts.fct_claims",
    "update marts.fct_claims set quote = ''",
    "delete from marts.fct_claims",
    "create secret x (type s3)",
    "export database '{folder}/x'",
    "select getenv('HOME')",
    "select * from query('select 1')",
    "select 1; drop table marts.fct_claims",
]


@pytest.fixture(scope="module")
def admin(server: Server) -> Person:
    return Person(server, "admin")


@pytest.fixture(scope="module")
def viewer(server: Server) -> Person:
    return Person(server, "viewer")


def query(person: Person, sql: str) -> tuple[int, dict]:
    """What SQL Lab says to a statement."""
    body = {"database_id": 1, "sql": sql, "client_id": uuid.uuid4().hex[:10], "runAsync": False, "schema": "marts"}
    status, answer = person.ask("POST", "/api/v1/sqllab/execute/", body)
    return status, json.loads(answer)


def test_sql_lab_reads(admin: Person, server: Server) -> None:
    status, answer = query(admin, "select count(*) as n from marts.fct_claims")
    assert status == 200 and [(row["n"],) for row in answer["data"]] == server.ask("select count(*) from marts.fct_claims")


@pytest.mark.parametrize("sql", REFUSED)
def test_everything_but_reading_the_file_is_refused(admin: Person, server: Server, sql: str, tmp_path: Path) -> None:
    before = server.home.published_file.read_bytes()
    status, answer = query(admin, sql.format(folder=tmp_path))
    assert status >= 400 and (answer.get("errors") or answer.get("message")), answer
    assert "root:" not in json.dumps(answer) and not list(tmp_path.iterdir())
    assert server.home.published_file.read_bytes() == before


@pytest.mark.parametrize(
    "expression", ["(select content from read_text('/etc/passwd'))", "getenv('HOME')", "(select count(*) from audit.runs)"]
)
def test_a_chart_reads_nothing_but_its_dataset(admin: Person, viewer: Person, server: Server, expression: str) -> None:
    metric = {"expressionType": "SQL", "sqlExpression": expression, "label": "x"}
    question = {"datasource": {"id": 1, "type": "table"}, "queries": [{"columns": [], "metrics": [metric], "row_limit": 5}]}
    for person in (admin, viewer, Person(server)):
        status, answer = person.ask("POST", "/api/v1/chart/data", question)
        assert status >= 400 and "root:" not in answer


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "/api/v1/dashboard/1", {"dashboard_title": "x"}),
        ("DELETE", "/api/v1/dashboard/1", None),
        ("POST", "/api/v1/dashboard/", {"dashboard_title": "x"}),
        ("PUT", "/api/v1/chart/1", {"slice_name": "x"}),
        ("DELETE", "/api/v1/chart/1", None),
        ("POST", "/api/v1/chart/", {"slice_name": "x", "datasource_id": 1, "datasource_type": "table"}),
        ("PUT", "/api/v1/dataset/1", {"sql": "select 1"}),
        ("PUT", "/api/v1/database/1", {"database_name": "x"}),
        ("GET", "/api/v1/database/", None),
        ("POST", "/api/v1/sqllab/execute/", {"database_id": 1, "sql": "select 1", "client_id": "x"}),
        ("GET", "/api/v1/security/users/", None),
        ("GET", "/api/v1/assets/export/", None),
    ],
)
def test_a_viewer_sees_and_changes_nothing(viewer: Person, server: Server, method: str, path: str, body: dict | None) -> None:
    assert viewer.ask("GET", "/api/v1/dashboard/overview")[0] == 200
    assert viewer.ask(method, path, body)[0] == 403
    assert Person(server).ask(method, path, body)[0] in (400, 401, 403)


def test_it_listens_on_this_machine_alone_and_keeps_its_secrets(server: Server) -> None:
    port = int(server.url.rpartition(":")[2])
    listening = [
        line.split()[1]
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        for line in Path(table).read_text().splitlines()[1:]
        if line.split()[3] == "0A" and int(line.split()[1].rpartition(":")[2], 16) == port
    ]
    assert listening == [f"0100007F:{port:04X}"]
    state = server.home.root / "bi"
    assert stat.S_IMODE(state.stat().st_mode) == 0o700
    secrets = {path.name: path.read_text() for path in (state / "secrets").iterdir()}
    assert {"secret_key", "admin_password", "viewer_password"} <= secrets.keys() and len(set(secrets.values())) == len(secrets)
    assert not [name for name, secret in secrets.items() if secret in server.said or secret in (state / "superset.log").read_text()]


def test_the_first_start_is_soon_done(server: Server) -> None:
    assert "Datasets, charts and dashboards are imported" in server.said


@pytest.mark.parametrize("path", ["/evidence/../education.duckdb", "/evidence/%2e%2e/education.duckdb", "/evidence//etc/passwd"])
def test_evidence_shows_its_own_pages_alone(server: Server, path: str) -> None:
    assert Person(server).ask("GET", path)[0] == 404


def test_twenty_readers_see_two_hundred_publishes(server: Server) -> None:
    """Queries of a dashboard go on while files are published: none fails, none mixes two, and the last one shows the last."""
    published = server.home.published_file
    kept = published.with_name(".kept")
    shutil.copy2(published, kept)
    _, answer = Person(server).ask("GET", "/api/v1/dashboard/overview/datasets")
    (dataset,) = [each["id"] for each in json.loads(answer)["result"] if each["table_name"] == "changes"]
    metrics = [
        {"expressionType": "SQL", "sqlExpression": expression, "label": label}
        for label, expression in {"least": "min(value)", "most": "max(previous_value)", "named": "max(metric_zh)"}.items()
    ]
    question = {"datasource": {"id": dataset, "type": "table"}, "queries": [{"columns": [], "metrics": metrics, "row_limit": 1}]}
    over, faults, seen = threading.Event(), [], [[] for _ in range(READERS)]

    def publish(number: int) -> None:
        candidate = published.with_name(".candidate")
        shutil.copy(kept, candidate)
        candidate.chmod(0o644)
        with duckdb.connect(str(candidate)) as connection:
            connection.execute(f"update audit.fact_history set value = {number}, previous_value = {number}")
            connection.execute(f"update marts.dim_metric set name_zh = '{number}'")
        _switch(candidate, published)

    def read(mine: list[int]) -> None:
        person = Person(server)
        while True:
            last = over.is_set()
            status, answer = person.ask("POST", "/api/v1/chart/data", question)
            if status != 200:
                faults.append(answer)
                return
            row = json.loads(answer)["result"][0]["data"][0]
            if not row["least"] == row["most"] == float(row["named"]):
                faults.append(row)
                return
            mine.append(int(row["least"]))
            if last:
                return

    try:
        publish(0)
        readers = [threading.Thread(target=read, args=(mine,)) for mine in seen]
        for reader in readers:
            reader.start()
        for number in range(1, PUBLISHES + 1):
            publish(number)
        over.set()
        for reader in readers:
            reader.join()
    finally:
        os.replace(kept, published)
    assert not faults, faults[0]
    assert all(mine == sorted(mine) and mine[-1] == PUBLISHES for mine in seen)
    assert len({number for mine in seen for number in mine}) > 10
