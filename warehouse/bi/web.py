"""Pages that the server shows besides Superset's own: the evidence of each figure, the box that checks one, and the outlines of Henan's
counties.

Superset's country map draws a fixed list of countries from files of its own; China's is answered with Henan's counties, since districts
are what this warehouse is about. The picture by which Superset's makers count its users is left out, and some Chinese words of its pages
are put right.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from warehouse.bi.checker import Checker, NoAnswer
from warehouse.bi.place import Place

HERE = Path(__file__).parent
OUTLINES = HERE / "map" / "henan.geojson"
LOGO = HERE / "logo.svg"
WORDS = HERE / "words.yml"
# Superset's pages ask this host for a picture that counts them.
TELEMETRY = b"https://apachesuperset.gateway.scarf.sh"
COLOURS = re.compile(r"/api/v1/dashboard/\d+/colors")
START = "/superset/dashboard/overview/"
# Pages are made of what documents contain: they may show themselves and nothing else.
PAGE_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"


@cache
def assets_instead() -> dict[str, tuple[bytes, str]]:
    """Files of Superset's front end that are answered otherwise: address → (content, media type).

    Raises LookupError when one isn't there.
    """
    import json

    import superset
    import yaml

    folder = Path(superset.__file__).parent / "static" / "assets"
    outlines = [path for path in sorted(folder.glob("*.geojson")) if b'"china"' in path.read_bytes()[:200]]
    telling = [path for path in sorted(folder.glob("*.entry.js")) if TELEMETRY in path.read_bytes()]
    if len(outlines) != 1 or not telling:
        raise LookupError(f"{folder}: no outlines of China, or no telemetry, where this version of Superset is known to have them")
    pack = json.loads((folder.parents[1] / "translations" / "zh" / "LC_MESSAGES" / "messages.json").read_text(encoding="utf-8"))
    for english, chinese in yaml.safe_load(WORDS.read_text(encoding="utf-8")).items():
        pack["locale_data"]["superset"][english] = [chinese]
    return {
        "/superset/language_pack/zh/": (json.dumps(pack).encode(), "application/json"),
        f"/static/assets/{outlines[0].name}": (OUTLINES.read_bytes(), "application/geo+json"),
        **{f"/static/assets/{path.name}": (path.read_bytes().replace(TELEMETRY, b"data:,"), "text/javascript") for path in telling},
    }


def add_pages(app: Any) -> None:
    """Superset's FLASK_APP_MUTATOR."""
    from flask import Response, abort, jsonify, redirect, request, send_from_directory, session
    from flask_login import current_user

    place = Place.from_environment()
    instead = assets_instead()

    @app.before_request
    def answer_otherwise() -> Any:
        if request.path.startswith("/evidence/") and not (place.is_loopback or current_user.is_authenticated):
            return redirect("/login/")
        if request.path in instead:
            content, media_type = instead[request.path]
            return Response(content, mimetype=media_type)
        if request.path in ("/", "/superset/welcome/"):
            return redirect(START)
        # A browser wants to keep the colours that it gave to labels, and sends who may not to the sign-in page.
        if request.method == "PUT" and COLOURS.fullmatch(request.path):
            return jsonify(result={})
        # What it did on the page it tells as well; nobody keeps that (`NoAccount` in the settings).
        if request.method == "POST" and request.path == "/superset/log/":
            return Response(status=204)
        return None

    @app.get("/evidence-static/logo.svg")
    def logo() -> Any:
        return send_from_directory(LOGO.parent, LOGO.name, max_age=3600)

    @app.get("/language/<language>/<board>")
    def language(language: str, board: str) -> Any:
        """Another language of what one looks at: Superset's own words, and the dashboard's twin."""
        if language not in app.config["LANGUAGES"]:
            abort(404)
        session["locale"] = language
        return redirect(f"/superset/dashboard/{board}/")

    checker = Checker()

    @app.get("/evidence/check")
    def check() -> Any:
        try:
            return _shown(Response(checker.page(request.args.get("text", ""))))
        except NoAnswer as fault:
            return Response(f"现在无法核对。 Figures cannot be checked now: {fault}", 503, mimetype="text/plain")

    @app.get("/evidence/")
    @app.get("/evidence/<path:name>")
    def evidence(name: str = "index.html") -> Any:
        if not place.home.evidence.is_dir():
            abort(404, "No evidence pages yet: `make refresh` makes them.")
        return _shown(send_from_directory(place.home.evidence, name, max_age=0))


def _shown(response: Any) -> Any:
    response.headers["Content-Security-Policy"] = PAGE_POLICY
    return response
