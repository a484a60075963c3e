"""The pages for people: a plain front page, and the API documentation without outside requests."""

from __future__ import annotations

import functools
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from flask import Blueprint, Flask, Response, abort, render_template, request, send_from_directory

from server.http.language import message_language
from server.http.openapi import to_yaml

_SWAGGER: Final = Path(str(files("flask_swagger_ui"))) / "dist"
_SWAGGER_FILES: Final = frozenset(
    {"swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png", "favicon-16x16.png"}
)


def install(app: Flask, document: Callable[[], dict[str, Any]]) -> None:
    """Serve `/about`, `/docs` and `/openapi.yaml`."""
    blueprint = Blueprint("pages", __name__, template_folder="templates")

    @functools.cache
    def contract_text() -> str:
        return to_yaml(document())

    @blueprint.get("/about")
    def about() -> Response:
        return front_page()

    @blueprint.get("/docs")
    def docs() -> Response:
        return _page("docs.html")

    @blueprint.get("/docs/assets/<path:name>")
    def docs_asset(name: str) -> Response:
        if name == "start.js":
            return Response(_START_DOCS, mimetype="text/javascript")
        if name not in _SWAGGER_FILES:
            abort(404)
        return send_from_directory(_SWAGGER, name, max_age=86400)

    @blueprint.get("/openapi.yaml")
    def openapi() -> Response:
        response = Response(contract_text(), mimetype="application/yaml")
        response.headers["Cache-Control"] = "no-cache"
        response.add_etag()
        response.make_conditional(request)
        return response

    app.register_blueprint(blueprint)


def front_page() -> Response:
    """Return the page that says what this service is; needs `install`."""
    return _page("front.html")


_START_DOCS: Final = (
    'SwaggerUIBundle({url: "/openapi.yaml", dom_id: "#docs", deepLinking: true, '
    "validatorUrl: null, tryItOutEnabled: true});"
)


def _page(template: str) -> Response:
    language = message_language()
    response = Response(render_template(template, language=language), mimetype="text/html")
    response.headers["Content-Language"] = language
    response.vary.add("Accept-Language")
    return response
