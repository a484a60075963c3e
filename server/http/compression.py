"""Send text compressed to those who can unpack it."""

from __future__ import annotations

from typing import Final

from flask import Flask
from flask_compress import Compress

from server.http.contract import GEOJSON, JSON
from server.http.problems import PROBLEM_TYPE

_TEXTS: Final = (
    "application/gpx+xml",
    "application/yaml",
    "image/svg+xml",
    "text/calendar",
    "text/css",
    "text/html",
    "text/javascript",
    "text/plain",
    GEOJSON,
    JSON,
    PROBLEM_TYPE,
)


def install(app: Flask) -> None:
    """Compress what `app` answers; install it first, so that it runs last."""
    app.config["COMPRESS_MIMETYPES"] = list(_TEXTS)
    Compress(app)
