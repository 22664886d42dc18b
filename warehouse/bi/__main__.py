"""`make bi`: prepare the BI server's state, then serve it.

Preparing means: Superset's database brought up to date, roles and the two first users set, and the definitions of this folder imported.
It is done again only when Superset or these files changed. What Superset itself has to say goes to a log; the terminal hears what people
want to know.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import multiprocessing
import os
import socket
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from warehouse.bi import assets, people
from warehouse.bi.generations import NothingPublished, newest
from warehouse.bi.place import Place

Say = Callable[[str], None]


def main() -> int:
    started = time.monotonic()
    os.umask(0o077)
    try:
        place = Place.from_environment()
        published = newest(place.home.published_file, place.generations)
    except (NothingPublished, ValueError) as error:
        print(f"Nothing to show: {error}.", file=sys.stderr)
        return 1
    if why := _why_not_at(place):
        print(f"Nothing can be shown at {place.url}: {why}. Name another port, as in: make bi PORT={place.port + 1}", file=sys.stderr)
        return 1
    place.root.chmod(0o700)
    terminal = _to_the_log(place.log)

    def say(text: str) -> None:
        print(f"{text} ({time.monotonic() - started:.0f} s)", file=terminal, flush=True)

    say("Starting Superset")
    os.environ["SUPERSET_CONFIG"] = "warehouse.bi.settings"
    warnings.filterwarnings("ignore")
    from superset.app import create_app

    app = create_app()
    wanted = _version()
    if not place.prepared.exists() or place.prepared.read_text() != wanted:
        _in_a_child(lambda: _prepare(app, place, published, say), place)
        place.prepared.write_text(wanted)
    _serve(app, place, lambda: say(_welcome(place)))
    return 0


def _why_not_at(place: Place) -> str | None:
    """Why nobody can listen there, asked before the work of starting is done; None where one can."""
    try:
        socket.create_server((place.host, place.port), family=socket.AF_INET6 if ":" in place.host else socket.AF_INET).close()
    except OSError as error:
        return error.strerror
    return None


def _to_the_log(log: Path) -> Any:
    """Point standard output and error at the log; returns where the terminal is still to be reached."""
    terminal = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
        os.dup2(file, stream.fileno())
    return terminal


def _version() -> str:
    """A hash of everything that preparing depends on."""
    digest = hashlib.sha256(importlib.metadata.version("apache-superset").encode())
    for path in assets.definitions():
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _in_a_child(work: Callable[[], None], place: Place) -> None:
    """Do the work in a process of its own: DuckDB's threads, once started, would not live on in the workers that are forked to serve."""
    child = multiprocessing.get_context("fork").Process(target=work)
    child.start()
    child.join()
    if child.exitcode:
        raise SystemExit(f"Superset could not be prepared; {place.log} says why. `make bi` tries again.")


def _prepare(app: Any, place: Place, published: Path, say: Say) -> None:
    with app.app_context():
        import superset
        from flask_migrate import upgrade
        from superset import db, security_manager
        from superset.commands.importers.v1.assets import ImportAssetsCommand
        from superset.models.core import Database
        from superset.utils.core import override_user

        upgrade(directory=os.path.join(os.path.dirname(superset.__file__), "migrations"))
        say("Superset's database is up to date")
        app.appbuilder.add_permissions(update_perms=True)
        security_manager.sync_role_definitions()
        security_manager.add_role(people.VIEWER)
        people.set_users(place, security_manager)
        say("Roles and users are set")
        with override_user(security_manager.find_user(people.ADMIN_NAME)):
            ImportAssetsCommand(assets.bundle(published)).run()
        people.set_viewer(security_manager, db.session.query(Database).filter_by(uuid=assets.identity("database")).one())
        db.session.commit()
        say("Datasets, charts and dashboards are imported")


def _welcome(place: Place) -> str:
    looking = "From this machine nobody needs to sign in to look" if place.is_loopback else f"To look, sign in as {people.VIEWER_NAME}"
    return f"""
Dashboards 看板   {place.url}/
Evidence 出处     {place.url}/evidence/
Check a figure 核对数字  {place.url}/evidence/check

{looking}; to change things, sign in as {people.ADMIN_NAME} (passwords: {place.secrets}/*_password).
What `make refresh` publishes shows at the next query. Log: {place.log}. Ctrl-C stops the server. Ready"""


def _serve(app: Any, place: Place, ready: Callable[[], None]) -> None:
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):
        def load_config(self) -> None:
            for name, value in {
                "bind": f"{place.host}:{place.port}",
                "worker_class": "gthread",
                "workers": 2,
                "threads": 12,
                "timeout": 120,
                "loglevel": "warning",
                "when_ready": lambda _server: ready(),
            }.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return app

    Server().run()


if __name__ == "__main__":
    sys.exit(main())
