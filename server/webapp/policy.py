"""What browsers may do on the web app's pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from flask import Response

_PERMISSIONS: Final = "camera=(self), geolocation=(self), microphone=()"
"""The camera reads tickets; where one is, plans begin."""


def content_policy(map_origins: Iterable[str] = ()) -> str:
    """Return the Content-Security-Policy of the app's pages and of its workers.

    Nothing inline, nothing from elsewhere but the map's `map_origins`.
    """
    elsewhere = "".join(f" {origin}" for origin in map_origins)
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src 'self' data: blob:{elsewhere}",
            f"connect-src 'self'{elsewhere}",
            "font-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def protect(response: Response, policy: str) -> Response:
    """Put the policy, and what else browsers may do, on an answer.

    Scripts need it as much as pages: a worker obeys the policy that its own file came with.
    """
    response.headers["Content-Security-Policy"] = policy
    response.headers["Permissions-Policy"] = _PERMISSIONS
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    return response
