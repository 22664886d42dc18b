"""A real HTTP server on loopback for the tests of the crawler, and definitions of sources that point to it.

What the pages say is in `pages.py`; what a test wants of the crawler in the tests.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import yaml


@dataclass
class Answer:
    """What the server answers. `drip` is the pause in seconds after each byte of the body, `cut` leaves it unfinished."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drip: float = 0.0
    cut: bool = False


@dataclass
class Asked:
    """A request that the server got, and the status it answered with."""

    path: str
    headers: dict[str, str]
    at: float
    status: int = 0
    host: str = ""


def html(body: str, status: int = 200, encoding: str = "utf-8", **headers: str) -> Answer:
    """A page with an ETag."""
    data = body.encode(encoding)
    tag = f'"{hashlib.sha256(data).hexdigest()[:12]}"'
    return Answer(data, status, {"Content-Type": "text/html", "ETag": tag} | {k.replace("_", "-"): v for k, v in headers.items()})


class Site:
    """A site: `pages` maps paths (with their query) to answers, or to functions that make one of the request. Use as a context manager."""

    def __init__(self, pages: dict[str, Answer | Callable[[Asked], Answer]], name: str = "news.test") -> None:
        self.pages, self.name = dict(pages), name
        self.asked: list[Asked] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # headers and body are sent one after the other

            def do_GET(self) -> None:
                site._answer(self)

            def log_message(self, *_) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_) -> None:
                """A visitor that was killed, or that turned away, is no error of the site."""

        self.server = Server(("127.0.0.1", 0), Handler)

    def __enter__(self) -> Site:
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def port(self) -> int:
        return self.server.server_address[1]

    @property
    def host(self) -> str:
        return f"{self.name}:{self.port}"

    @property
    def loopback(self) -> str:
        """What names this site to the crawler, for `WAREHOUSE_CRAWL_LOOPBACK`."""
        return f"{self.name}=127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def paths(self, status: int | None = None) -> list[str]:
        """Paths asked for, robots.txt left out; those answered with this status only, if one is given."""
        return [one.path for one in self.asked if one.path != "/robots.txt" and status in (None, one.status)]

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        asked = Asked(handler.path, dict(handler.headers.items()), time.monotonic(), host=handler.headers.get("Host", ""))
        self.asked.append(asked)
        found = self.pages.get(handler.path, Answer(b"not here", 404))
        answer = found(asked) if callable(found) else found
        tag, stamp = answer.headers.get("ETag"), answer.headers.get("Last-Modified")
        if answer.status == 200 and (
            (tag and asked.headers.get("If-None-Match") == tag) or (stamp and asked.headers.get("If-Modified-Since") == stamp)
        ):
            answer = Answer(b"", 304, {"ETag": tag} if tag else {})
        asked.status = answer.status
        try:
            self._send(handler, answer)
        except OSError:
            handler.close_connection = True

    def _send(self, handler: BaseHTTPRequestHandler, answer: Answer) -> None:
        handler.send_response(answer.status)
        for name, value in answer.headers.items():
            handler.send_header(name, value)
        if "Content-Length" not in answer.headers and answer.status != 304:
            handler.send_header("Content-Length", str(len(answer.body) + (1000 if answer.cut else 0)))
        handler.end_headers()
        if not answer.drip:
            handler.wfile.write(answer.body)
        for byte in answer.body if answer.drip else b"":
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            time.sleep(answer.drip)
        if answer.cut:
            handler.close_connection = True


def definition(folder: Path, site: Site, source_id: str = "test-news", **changes) -> Path:
    """A definition of the site, without any delay; `changes` replace keys, or keys inside a key (`pace={...}`)."""
    recheck = {"every_days": 0, "for_days": None}
    about = {
        "id": source_id,
        "contact": "editor@example.org",
        "cadence": "every_run",
        "start": [site.url("/")],
        "hosts": [site.host],
        "links": [
            {"kind": "list", "css": None, "allow": r"/list/", "recheck": recheck},
            {"kind": "article", "css": None, "allow": r"\d/(html/.*)?(news|article|content)", "recheck": recheck},
            {"kind": "attachment", "css": None, "allow": r"/files/", "recheck": recheck},
        ],
        "deny": ["print"],
        "drop_parameters": ["from"],
        "reading": {
            "publisher": "焦作日报",
            "home": "焦作市",
            "encoding": None,
            "title": "h1",
            "date": {"css": ".date", "format": "%Y-%m-%d"},
            "byline": None,
            "body": ".text",
        },
        "expected": {"minimum": 1, "maximum": 1000},
        "limits": {"pages": 1000, "minutes": 2, "depth": 20, "page_bytes": 1_000_000},
        "pace": {"delay_seconds": 0, "page_deadline_seconds": 5, "longest_wait_seconds": 5},
    }
    for key, value in changes.items():
        about[key] = about[key] | value if isinstance(value, dict) and isinstance(about[key], dict) else value
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{source_id}.yaml"
    path.write_text(yaml.safe_dump(about, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path
