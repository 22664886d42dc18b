"""The BI server as people start it (`make bi`), on a warehouse of the bundled samples, and a browser to look at it."""

from __future__ import annotations

import contextlib
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

from tests.once import running_once
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
    # Without a graphics card each frame of a spinner is drawn by the processor, which has charts to draw.
    "--blink-settings=imageAnimationPolicy=2",
    "--force-prefers-reduced-motion",
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
    """`make refresh` with the samples, then `make bi`: one server for all processes of a run, until the last is done.

    `$SAMPLES_HOME` may name a warehouse where the first is done already; it is copied.
    """

    def start() -> str:
        root = tmp_path_factory.mktemp("bi") / "home"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("WAREHOUSE_")}
        environment["WAREHOUSE_HOME"] = str(root)
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
        while "Ready" not in log.read_text():
            if process.poll() is not None or time.monotonic() - started > STARTS_WITHIN_SECONDS:
                os.killpg(process.pid, signal.SIGKILL)
                raise AssertionError(log.read_text())
            time.sleep(0.2)
        return json.dumps({"group": process.pid, "port": port, "root": str(root)})

    def stop(said: str) -> None:
        running = json.loads(said)
        for sign in (signal.SIGINT, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running["group"], sign)
            ends = time.monotonic() + 30
            while answers(running["port"]) and time.monotonic() < ends:
                time.sleep(0.2)

    with running_once(tmp_path_factory, "bi-server", start, stop) as said:
        running = json.loads(said)
        home = Home(Path(running["root"]))
        yield Server(f"http://127.0.0.1:{running['port']}", home, (home.root.parent / "said").read_text())


def answers(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    assert chromium, "Chromium is missing. On Debian: apt-get install chromium fonts-noto-cjk"
    with sync_playwright() as playwright:
        # One profile for all, with a cache on disk: Superset's scripts are loaded and compiled once, as by a person who comes again.
        profile = tmp_path_factory.mktemp("profile")
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium, args=CHROMIUM_FLAGS, viewport=DESKTOP, locale="zh-CN"
        )
        yield context
        context.close()
