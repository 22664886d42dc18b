"""Superset's settings (its module `SUPERSET_CONFIG`): what differs from its own defaults, and why.

Everything a machine varies comes from `$WAREHOUSE_HOME` and the variables `WAREHOUSE_BI_*`; secrets are read from the state folder, where
`people.py` made them at the first start.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from superset.config import *  # noqa: F403  what is not said here stays as Superset has it
from superset.config import TALISMAN_CONFIG, THEME_DEFAULT
from superset.utils.log import AbstractEventLogger

from warehouse.bi import connection, people, web
from warehouse.bi.place import Place

PLACE = Place.from_environment()

SECRET_KEY = people.secret(PLACE, "secret_key")
GUEST_TOKEN_JWT_SECRET = people.secret(PLACE, "guest_token_secret")
GLOBAL_ASYNC_QUERIES_JWT_SECRET = people.secret(PLACE, "async_token_secret")
SQLALCHEMY_DATABASE_URI = f"sqlite:///{PLACE.metadata}?check_same_thread=false&timeout=30"
# Filters that somebody shares by a link; queries themselves are never cached: the next one shows what was published since.
FILTER_STATE_CACHE_CONFIG = {"CACHE_TYPE": "SupersetMetastoreCache", "CACHE_DEFAULT_TIMEOUT": int(timedelta(days=90).total_seconds())}
EXPLORE_FORM_DATA_CACHE_CONFIG = {"CACHE_TYPE": "SupersetMetastoreCache", "CACHE_DEFAULT_TIMEOUT": int(timedelta(days=7).total_seconds())}

# Chinese first.
APP_NAME = "河南教育数据仓库"
BABEL_DEFAULT_LOCALE = "zh"
LANGUAGES = {"zh": {"flag": "cn", "name": "中文"}, "en": {"flag": "us", "name": "English"}}
FONTS = "Inter, 'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', Helvetica, Arial, sans-serif"
THEME_DEFAULT = {
    **THEME_DEFAULT,
    "token": {
        **THEME_DEFAULT["token"],
        "brandAppName": APP_NAME,
        "brandLogoAlt": APP_NAME,
        "brandLogoUrl": "/evidence-static/logo.svg",
        "colorPrimary": "#1f6f8b",
        "colorLink": "#1f6f8b",
        "fontFamily": FONTS,
    },
}
THEME_DARK = None
ENABLE_UI_THEME_ADMINISTRATION = False
FAB_API_SWAGGER_UI = False

# Who comes from this very machine may look; to change anything one signs in. A server that others can reach shows nothing without.
AUTH_ROLE_PUBLIC = people.VIEWER if PLACE.is_loopback else "Public"
RATELIMIT_ENABLED = True
# One dashboard asks for a dozen charts at once.
RATELIMIT_APPLICATION = "1000 per second"
ENABLE_CORS = False

# Nothing is asked of any other host, whatever a chart contains.
TALISMAN_CONFIG = {
    **TALISMAN_CONFIG,
    "content_security_policy": {
        **TALISMAN_CONFIG["content_security_policy"],
        "img-src": ["'self'", "blob:", "data:"],
        "connect-src": ["'self'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "font-src": ["'self'", "data:"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    },
}
CONTENT_SECURITY_POLICY_WARNING = False

DB_CONNECTION_MUTATOR = connection.to_the_newest_generation
SQL_QUERY_MUTATOR = connection.only_reading
DISALLOWED_SQL_FUNCTIONS = {**DISALLOWED_SQL_FUNCTIONS, "duckdb": set(connection.table_functions("forbidden"))}  # noqa: F405
DATASET_IMPORT_ALLOWED_DATA_URLS: list[str] = []
SUPERSET_META_DB_LIMIT = None

FEATURE_FLAGS = {
    "DASHBOARD_CROSS_FILTERS": True,
    "DRILL_TO_DETAIL": False,
    "DRILL_BY": False,
    "ALERT_REPORTS": False,
    "ENABLE_TEMPLATE_PROCESSING": False,
    "TAGGING_SYSTEM": False,
}
FLASK_APP_MUTATOR = web.add_pages


class NoAccount(AbstractEventLogger):
    """Who looked at what is nobody's business here; Superset would write a row into its database at each look, for ever."""

    def log_with_context(self, *_: Any, **__: Any) -> None: ...

    def log(self, *_: Any, **__: Any) -> None: ...


EVENT_LOGGER = NoAccount()
LOG_LEVEL = logging.WARNING
