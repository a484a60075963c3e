"""Is the process alive, is it ready, and what has it done: for operators and their tools."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Final

from flask import Blueprint, Flask, Response, abort, g, jsonify, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)

Check = Callable[[], str | None]
"""Returns None when all is well, otherwise what is not ready."""

_LOOPBACK: Final = frozenset({"127.0.0.1", "::1"})
_UNMETERED: Final = frozenset({"/healthz", "/readyz", "/metrics"})


def _measure(app: Flask, registry: CollectorRegistry) -> None:
    requests = Counter(
        "yorimichi_requests_total",
        "Requests answered",
        ["operation", "method", "status"],
        registry=registry,
    )
    seconds = Histogram(
        "yorimichi_request_seconds", "Time to answer", ["operation"], registry=registry
    )

    def count(response: Response) -> Response:
        if request.path not in _UNMETERED:
            operation = (request.endpoint or "none").rsplit(".", 1)[-1]
            requests.labels(operation, request.method, response.status_code).inc()
            seconds.labels(operation).observe(time.perf_counter() - g.started_s)
        return response

    app.after_request(count)


def install(app: Flask, checks: Mapping[str, Check]) -> None:
    """Serve `/healthz`, `/readyz` and, to this machine only, `/metrics`."""
    registry = CollectorRegistry()
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/healthz")
    def healthz() -> Response:
        return jsonify(status="ok")

    @blueprint.get("/readyz")
    def readyz() -> tuple[Response, int]:
        failures = {name: said for name, check in checks.items() if (said := check())}
        if failures:
            return jsonify(status="not ready", failures=failures), 503
        return jsonify(status="ready", checked=sorted(checks)), 200

    @blueprint.get("/metrics")
    def metrics() -> Response:
        if request.remote_addr not in _LOOPBACK or "X-Forwarded-For" in request.headers:
            abort(404)
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    app.register_blueprint(blueprint)
    _measure(app, registry)
