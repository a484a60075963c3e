"""Headers that every answer carries: what browsers may do with it, and who may ask."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from flask import Flask, Response, request

_SAFE: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "DENY",
}
_PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; font-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_DATA_POLICY: Final = "default-src 'none'; frame-ancestors 'none'"
_CORS_METHODS: Final = "GET, POST, PATCH, DELETE, OPTIONS"
_CORS_REQUEST_HEADERS: Final = (
    "Accept-Language, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, "
    "X-Request-Id"
)
_CORS_EXPOSED: Final = (
    "Content-Language, ETag, Link, Location, Retry-After, X-RateLimit-Limit, "
    "X-RateLimit-Remaining, X-RateLimit-Reset, X-Request-Id"
)


def _set_safe_headers(response: Response) -> Response:
    for name, value in _SAFE.items():
        response.headers.setdefault(name, value)
    is_page = response.mimetype == "text/html"
    response.headers.setdefault(
        "Content-Security-Policy", _PAGE_POLICY if is_page else _DATA_POLICY
    )
    return response


def _allow_origin(response: Response, origins: Collection[str]) -> Response:
    if not origins:
        return response
    response.vary.add("Origin")
    origin = request.headers.get("Origin")
    if origin not in origins:
        return response
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Expose-Headers"] = _CORS_EXPOSED
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = _CORS_METHODS
        response.headers["Access-Control-Allow-Headers"] = _CORS_REQUEST_HEADERS
        response.headers["Access-Control-Max-Age"] = "86400"
    return response


def install(app: Flask, cors_origins: Collection[str]) -> None:
    """Set the safe headers, and let `cors_origins` call from browsers."""

    def finish(response: Response) -> Response:
        return _allow_origin(_set_safe_headers(response), cors_origins)

    app.after_request(finish)
