"""Where the BI server keeps its state and where it listens: names alone, nothing is read or made here."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from warehouse.paths import Home

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8088


@dataclass(frozen=True)
class Place:
    """One BI server of one warehouse."""

    home: Home
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Place:
        """`$WAREHOUSE_HOME`, `$WAREHOUSE_BI_HOST` and `$WAREHOUSE_BI_PORT`. Raises ValueError for a port that is no number."""
        return cls(
            Home.from_environment(environ),
            environ.get("WAREHOUSE_BI_HOST") or DEFAULT_HOST,
            int(environ.get("WAREHOUSE_BI_PORT") or DEFAULT_PORT),
        )

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def url(self) -> str:
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    @property
    def root(self) -> Path:
        """Everything that the server keeps; nobody else may look in."""
        return self.home.bi

    @property
    def metadata(self) -> Path:
        """Superset's own database: users, and what people changed by hand."""
        return self.root / "superset.db"

    @property
    def secrets(self) -> Path:
        return self.root / "secrets"

    @property
    def prepared(self) -> Path:
        """Says what Superset's database was last prepared from."""
        return self.root / "prepared"

    @property
    def log(self) -> Path:
        """What Superset has to say, since the last start."""
        return self.root / "superset.log"

    @property
    def generations(self) -> Path:
        """The published files that queries read, see `generations.py`."""
        return self.root / "generations"
