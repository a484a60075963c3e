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
from prometheus_client.multiprocess import MultiProcessCollector

from server.http.problems import RETRY_AFTER_S

Check = Callable[[], str | None]
"""Returns None when all is well, otherwise what is not ready."""

_LOOPBACK: Final = frozenset({"127.0.0.1", "::1"})
_UNMETERED: Final = frozenset({"/healthz", "/readyz", "/metrics"})
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS"})


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
            # Anybody can invent methods; each would be a time series kept for ever.
            method = request.method if request.method in _METHODS else "other"
            requests.labels(operation, method, response.status_code).inc()
            seconds.labels(operation).observe(time.perf_counter() - g.started_s)
        return response

    app.after_request(count)


def _collected(own: CollectorRegistry, shared_dir: str | None) -> CollectorRegistry:
    """Return what all worker processes counted together, or this one alone."""
    if shared_dir is None:
        return own
    together = CollectorRegistry()
    MultiProcessCollector(together, path=shared_dir)  # type: ignore[no-untyped-call] # untyped library
    return together


def _is_operator() -> bool:
    """Tell whether the request comes from this machine itself, not through a proxy on it."""
    return request.remote_addr in _LOOPBACK and "X-Forwarded-For" not in request.headers


def install(app: Flask, checks: Mapping[str, Check], *, metrics_dir: str | None = None) -> None:
    """Serve `/healthz`, `/readyz` and, to this machine only, `/metrics` and why it is not ready.

    Parameters
    ----------
    metrics_dir
        Folder in which worker processes add up their metrics; None for a single process.
    """
    registry = CollectorRegistry()
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/healthz")
    def healthz() -> Response:
        return jsonify(status="ok")

    @blueprint.get("/readyz")
    def readyz() -> tuple[Response, int, dict[str, str]]:
        failures = {name: said for name, check in checks.items() if (said := check())}
        if failures:
            told = failures if _is_operator() else sorted(failures)
            later = {"Retry-After": RETRY_AFTER_S}
            return jsonify(status="not ready", failures=told), 503, later
        return jsonify(status="ready", checked=sorted(checks)), 200, {}

    @blueprint.get("/metrics")
    def metrics() -> Response:
        if not _is_operator():
            abort(404)
        collected = _collected(registry, metrics_dir)
        return Response(generate_latest(collected), content_type=CONTENT_TYPE_LATEST)

    app.register_blueprint(blueprint)
    _measure(app, registry)
