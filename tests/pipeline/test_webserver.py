"""The user interface as `make ui` starts it: what it lists, and a refresh launched through it that readers see."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.refreshed import Warehouse

ROOT = Path(__file__).resolve().parents[2]

LISTED = """{
  repositoriesOrError { ... on RepositoryConnection { nodes {
    name location { name }
    jobs { name }
    schedules { name cronSchedule executionTimezone scheduleState { status } }
    sensors { name sensorState { status } }
    assetNodes {
      assetKey { path } groupName description isMaterializable
      owners { ... on TeamAssetOwner { team } }
      assetChecksOrError { ... on AssetChecks { checks { name blocking } } }
    }
  } } }
}"""

LAUNCH = """mutation($params: ExecutionParams!) {
  launchRun(executionParams: $params) { __typename ... on LaunchRunSuccess { run { runId } } ... on PythonError { message }
    ... on RunConfigValidationInvalid { errors { message } } } }"""

STATUS = """query($id: ID!) { runOrError(runId: $id) { ... on Run { status } } }"""


def wait_for(what: Callable[[], Any], seconds: float) -> Any:
    """The first true answer of `what`, asked again and again."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if answer := what():
            return answer
        time.sleep(0.5)
    pytest.fail(f"not within {seconds} s")


@pytest.fixture
def ask(warehouse: Warehouse, tmp_path: Path) -> Iterator[Callable[..., dict]]:
    """Starts webserver and daemon on a free port of the loopback interface; asks GraphQL."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path / "ui.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "orchestration", "ui", "--port", str(port)],
            cwd=ROOT, stdout=output, stderr=output, env=os.environ, start_new_session=True,
        )  # fmt: skip

    def query(text: str, **variables: Any) -> dict:
        body = json.dumps({"query": text, "variables": variables}).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{port}/graphql", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as response:
            answer = json.load(response)
        assert "errors" not in answer, answer
        return answer["data"]

    def up() -> bool:
        assert process.poll() is None, log.read_text(encoding="utf-8")[-3000:]
        try:
            return bool(query("{ repositoriesOrError { ... on RepositoryConnection { nodes { name } } } }")["repositoriesOrError"]["nodes"])
        except OSError:
            return False

    try:
        wait_for(up, 120)
        yield query
    finally:
        # To the group that this test started: webserver, daemon, code server.
        os.killpg(process.pid, signal.SIGINT)
        try:
            process.wait(30)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def test_interface_lists_everything_and_a_refresh_launched_in_it_is_published(ask: Callable[..., dict], warehouse: Warehouse) -> None:
    (repository,) = ask(LISTED)["repositoriesOrError"]["nodes"]

    assert "daily_refresh" in [job["name"] for job in repository["jobs"]]
    (schedule,) = repository["schedules"]
    assert (schedule["cronSchedule"], schedule["executionTimezone"]) == ("0 6 * * *", "Asia/Shanghai")
    assert schedule["scheduleState"]["status"] == "RUNNING"
    assert [sensor["sensorState"]["status"] for sensor in repository["sensors"]] == ["RUNNING"]

    assets = {"/".join(node["assetKey"]["path"]): node for node in repository["assetNodes"]}
    assert {
        "crawl",
        "landing",
        "documents",
        "articles",
        "claims",
        "facility_projects",
        "marts/fct_claims",
        "marts/coverage",
        "published_warehouse",
    } <= set(assets)
    for name, node in assets.items():
        assert node["groupName"] != "default" and node["description"], name
        if node["isMaterializable"]:
            assert [owner["team"] for owner in node["owners"]] == ["data-engineering"], name
    checks = {check["name"]: check["blocking"] for check in assets["marts/fct_claims"]["assetChecksOrError"]["checks"]}
    assert checks["great_expectations"] is True and len(checks) > 3

    before = warehouse.fingerprint()
    (warehouse.inbox / "more.txt").write_text(
        "修武县教育局\n2024年5月6日\n2024年，修武县新建幼儿园3所，新增学位810个。\n", encoding="utf-8"
    )
    selector = {"repositoryLocationName": repository["location"]["name"], "repositoryName": repository["name"], "jobName": "daily_refresh"}
    config = {"resources": {"refresh": {"config": {"wait_minutes": 2.0}}}}
    launched = ask(LAUNCH, params={"selector": selector, "runConfigData": config, "mode": "default"})["launchRun"]
    assert launched["__typename"] == "LaunchRunSuccess", launched
    run_id = launched["run"]["runId"]
    final = wait_for(
        lambda: (status := ask(STATUS, id=run_id)["runOrError"]["status"]) in ("SUCCESS", "FAILURE", "CANCELED") and status, 600
    )
    assert final == "SUCCESS"
    assert warehouse.fingerprint() != before
    # the sensor watches the same inbox: whichever run came first took the document in
    assert warehouse.query(f"select trigger from audit.runs where run_id = '{run_id}'") == [("Dagster UI",)]
    assert warehouse.query("select count(*) from marts.dim_document where file_name = 'more.txt'") == [(1,)]
    assert warehouse.query("select count(*) > 0 from marts.fct_claims where region_name = '修武县'") == [(True,)]
