"""The BI server as people start it (`make bi`), on a warehouse of the bundled samples, and a browser to look at it."""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse.paths import Home

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN_SECONDS = 300
DESKTOP = {"width": 1440, "height": 1000}
# Debian's Chromium: no sandbox for the superuser, and no calls home at its start.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Server:
    """A running server, its warehouse, and what it said at its start."""

    url: str
    home: Home
    said: str

    def ask(self, sql: str) -> list[tuple]:
        """What the published file itself answers."""
        with duckdb.connect(str(self.home.published_file), read_only=True) as connection:
            return connection.execute(sql).fetchall()


class Person:
    """Somebody who talks to the server's API, signed in or not."""

    def __init__(self, server: Server, name: str | None = None):
        self._server = server
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self._headers = {"Content-Type": "application/json", "Referer": server.url}
        if name:
            password = (server.home.root / "bi" / "secrets" / f"{name}_password").read_text().strip()
            _, page = self.ask("GET", "/login/")
            token = re.search(r"csrf_token[^>]*?value=\"([^\"]+)\"|csrf_token&#34;: &#34;([^&]+)&#34;", page)
            _, answer = self.ask("POST", "/api/v1/security/login", {"username": name, "password": password, "provider": "db"})
            self._headers["Authorization"] = f"Bearer {json.loads(answer)['access_token']}"
            status, answer = self.ask("GET", "/api/v1/security/csrf_token/")
            if status == 200:
                self._headers["X-CSRFToken"] = json.loads(answer)["result"]
            elif token:
                self._headers["X-CSRFToken"] = token[1] or token[2]

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, str]:
        """Status and body of the answer, whatever the status."""
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self._server.url + path, data, self._headers, method=method)
        try:
            with self._opener.open(request, timeout=120) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`make refresh` with the samples, then `make bi`, until the tests are over.

    `$SAMPLES_HOME` may name a warehouse where the first is done already; it is copied.
    """
    root = tmp_path_factory.mktemp("bi") / "home"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WAREHOUSE_")} | {"WAREHOUSE_HOME": str(root)}
    if ready := os.environ.get("SAMPLES_HOME"):
        shutil.copytree(ready, root, symlinks=True)
    else:
        done = subprocess.run(["make", "refresh"], cwd=ROOT, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = root.parent / "said"
    started = time.monotonic()
    with log.open("w") as said:
        process = subprocess.Popen(
            ["make", "bi", f"PORT={port}"], cwd=ROOT, env=environment, stdout=said, stderr=said, start_new_session=True
        )
    try:
        while "Ready" not in log.read_text():
            assert process.poll() is None and time.monotonic() - started < STARTS_WITHIN_SECONDS, log.read_text()
            time.sleep(0.2)
        yield Server(f"http://127.0.0.1:{port}", Home(root), log.read_text())
    finally:
        os.killpg(process.pid, signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    assert chromium, "Chromium is missing. On Debian: apt-get install chromium fonts-noto-cjk"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        # One context for all: Superset's scripts are loaded once, as by a person who comes again.
        yield running.new_context(viewport=DESKTOP, locale="zh-CN")
        running.close()
