"""Who may do what: the roles, the two first users, and the secrets, made at the first start and kept in the state folder alone."""

from __future__ import annotations

import os
import secrets
from typing import Any

from warehouse.bi.place import Place

VIEWER = "Viewer"
ADMIN_NAME, VIEWER_NAME = "admin", "viewer"
# What a viewer has besides the permissions of Superset's own role for people who only look.
VIEWER_EXTRA = {("menu_access", "Dashboards"), ("can_language_pack", "Superset")}


def secret(place: Place, name: str) -> str:
    """The secret of that name, made if this is the first time. Its file belongs to this user alone."""
    place.secrets.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = place.secrets / name
    if not path.exists():
        own = path.with_name(f".{name}.{os.getpid()}")
        with os.fdopen(os.open(own, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(32))
        try:
            # whoever comes second takes what the first one made
            os.link(own, path)
        except FileExistsError:
            pass
        finally:
            own.unlink()
    return path.read_text().strip()


def set_users(place: Place, security_manager: Any) -> None:
    """An administrator and a viewer, with passwords of their own; users that are there already stay as they are."""
    for name, role in ((ADMIN_NAME, "Admin"), (VIEWER_NAME, VIEWER)):
        if security_manager.find_user(name) is None:
            password = secret(place, f"{name}_password")
            security_manager.add_user(
                name, name.capitalize(), "BI", f"{name}@localhost", security_manager.find_role(role), password=password
            )


def set_viewer(security_manager: Any, database: Any) -> None:
    """Give the viewer's role just what is needed to look at dashboards of `database`, no more and no less."""
    wanted = VIEWER_EXTRA | {("database_access", database.perm)} | set(security_manager.PUBLIC_ROLE_PERMISSIONS)
    permissions = [security_manager.add_permission_view_menu(*names) for names in sorted(wanted)]
    security_manager.find_role(VIEWER).permissions = permissions
