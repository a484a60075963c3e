"""How often one client may ask."""

from __future__ import annotations

from typing import Final

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from server.config import Settings

_COMPUTES_ON_READING: Final = frozenset({"itinerary_pages.sample_day", "travel.compute_isochrones"})

_FROM_FEW_ADDRESSES: Final = frozenset({"payments.receive_stripe_event"})
"""One company tells of all guests' payments: no guest's limit fits it."""

_PLAIN_FILES: Final = frozenset({"webapp"})
"""Blueprints that only hand out files: many tourists share an address, and each loads a dozen."""

_TRIES_A_SECRET: Final = frozenset(
    f"accounts.{name}"
    for name in (
        "create_account",
        "sign_in",
        "refresh_tokens",
        "change_password",
        "request_password_reset",
        "confirm_password_reset",
    )
) | {"organisations.accept_invitation", "organisations.create_invitation"}

_CAUSES_A_LETTER: Final = frozenset({"messages.send_message", "waiting.join_waiting_list"})


def _limit(settings: Settings) -> str:
    if request.endpoint in _TRIES_A_SECRET | _CAUSES_A_LETTER:
        return settings.sign_in_rate_limit
    return settings.plan_rate_limit if _is_costly() else settings.read_rate_limit


def _is_costly() -> bool:
    if request.endpoint in _FROM_FEW_ADDRESSES:
        return False
    return request.method == "POST" or request.endpoint in _COMPUTES_ON_READING


def _only_when_refused(response: Response) -> Response:
    """Take back the `Retry-After` that the limiter also writes on answers that succeeded."""
    if response.status_code not in (429, 503):
        response.headers.pop("Retry-After", None)
    return response


def install(app: Flask, settings: Settings) -> None:
    """Limit requests per client address; a lost counter store never refuses anybody."""
    app.after_request(_only_when_refused)  # registered first, runs after the limiter's own
    limiter = Limiter(
        get_remote_address,
        app=app,
        enabled=settings.rate_limit_enabled,
        storage_uri=settings.rate_limit_storage,
        in_memory_fallback_enabled=True,
        swallow_errors=True,
        headers_enabled=True,
        default_limits=[lambda: _limit(settings)],
        default_limits_per_method=True,
        default_limits_exempt_when=lambda: request.blueprint in _PLAIN_FILES,
    )
    for endpoint in ("health.healthz", "health.readyz", "health.metrics"):
        limiter.exempt(app.view_functions[endpoint])
