"""`make bi`: prepare the BI server's state, then serve it, in one process.

Preparing means: Superset's database brought up to date, roles and the two first users, and the definitions of this folder imported. It is done
again only when Superset, these files or the published file's columns changed.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import sys
import time
import warnings
from typing import Any

from warehouse.bi import assets, people
from warehouse.bi.generations import NothingPublished, newest
from warehouse.bi.place import Place


def main() -> int:
    started = time.monotonic()
    place = Place.from_environment()
    place.root.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        published = newest(place.home.published_file, place.generations)
    except NothingPublished as error:
        print(f"Nothing to show yet: {error}.", file=sys.stderr)
        return 1
    os.environ["SUPERSET_CONFIG"] = "warehouse.bi.settings"
    os.environ.setdefault("FLASK_APP", "superset.app:create_app()")
    warnings.filterwarnings("ignore")
    wanted = _version(published)
    marker = place.root / "prepared"
    say = lambda text: print(f"{text} ({time.monotonic() - started:.0f} s)", flush=True)  # noqa: E731
    say("Starting Superset")
    from superset.app import create_app

    app = create_app()
    if not marker.exists() or marker.read_text() != wanted:
        _prepare(app, place, published, say)
        marker.write_text(wanted)
    _serve(app, place, say)
    return 0


def _version(published: Any) -> str:
    """A hash of everything that preparing depends on."""
    digest = hashlib.sha256(importlib.metadata.version("apache-superset").encode())
    for path in assets.definitions():
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _prepare(app: Any, place: Place, published: Any, say: Any) -> None:
    with app.app_context():
        from flask_appbuilder.security.sqla.models import User
        from flask_migrate import upgrade
        from superset import db, security_manager
        from superset.commands.importers.v1.assets import ImportAssetsCommand
        from superset.models.core import Database
        from superset.utils.core import override_user

        import superset

        upgrade(directory=os.path.join(os.path.dirname(superset.__file__), "migrations"))
        say("Superset's database is up to date")
        app.appbuilder.add_permissions(update_perms=True)
        security_manager.sync_role_definitions()
        people.set_users(place, security_manager)
        say("Roles and users are set")
        with override_user(db.session.query(User).filter_by(username=people.ADMIN_NAME).one()):
            ImportAssetsCommand(assets.bundle(published)).run()
        people.set_roles(security_manager, db.session.query(Database).filter_by(uuid=assets.identity("database")).one())
        people.set_users(place, security_manager)
        db.session.commit()
        say("Datasets, charts and dashboards are imported")


def _serve(app: Any, place: Place, say: Any) -> None:
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
                "when_ready": lambda _server: say(f"Dashboards: {place.url}/"),
            }.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return app

    Server().run()


if __name__ == "__main__":
    sys.exit(main())
