"""A crawler of the tests' own: a folder for its state, a definition, and the process that the program itself would start."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from ingestion import sources
from ingestion.crawl import spool, visit
from ingestion.crawl.reactor import LOOPBACK_VARIABLE
from ingestion.crawl.state import Visit
from ingestion.landing import IncomingFile
from tests.crawl.site import Site, definition


@dataclass
class Crawler:
    """Visits one site; `loopback` are further names for the site's addresses, as `WAREHOUSE_CRAWL_LOOPBACK` has them."""

    folder: Path
    site: Site
    loopback: tuple[str, ...] = ()
    path: Path | None = None

    def define(self, **changes) -> None:
        self.path = definition(self.folder / "sources", self.site, **changes)

    @property
    def crawl(self) -> Path:
        return self.folder / "crawl"

    def visit(self) -> Visit:
        if self.path is None:
            self.define()
        with self.environment():
            source = sources.load(self.path)
            return visit.make(self.path, source, self.crawl, lambda asked, waiting: None)

    def start(self, through: tuple[str, ...] = ()) -> subprocess.Popen:
        """The visiting process alone, to be killed; `through`: a command that starts it. Its output has a line for each page."""
        if self.path is None:
            self.define()
        command = [*through, sys.executable, "-m", "ingestion.crawl.worker", str(self.path), str(self.crawl / self.path.stem)]
        with self.environment():
            return subprocess.Popen(command, cwd=visit.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def fetched(self) -> list[IncomingFile]:
        return list(spool.waiting(self.crawl))

    def log(self) -> str:
        return (self.crawl / self.path.stem / "crawl.log").read_text("utf-8")

    @contextmanager
    def environment(self) -> Iterator[None]:
        with patch.dict(os.environ, {LOOPBACK_VARIABLE: ",".join([self.site.loopback, *self.loopback])}):
            yield
