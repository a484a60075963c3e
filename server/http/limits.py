"""How often one client may ask."""

from __future__ import annotations

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from server.config import Settings


def _is_costly() -> bool:
    return request.method == "POST"


def install(app: Flask, settings: Settings) -> None:
    """Limit requests per client address; a lost counter store never refuses anybody."""
    limiter = Limiter(
        get_remote_address,
        app=app,
        enabled=settings.rate_limit_enabled,
        storage_uri=settings.rate_limit_storage,
        in_memory_fallback_enabled=True,
        swallow_errors=True,
        headers_enabled=True,
        default_limits=[
            lambda: settings.plan_rate_limit if _is_costly() else settings.read_rate_limit
        ],
        default_limits_per_method=True,
    )
    for endpoint in ("health.healthz", "health.readyz", "health.metrics"):
        limiter.exempt(app.view_functions[endpoint])
