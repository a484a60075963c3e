"""A number for every request and one log line when it is answered."""

from __future__ import annotations

import re
import secrets
import time
from typing import Final

import structlog
from flask import Flask, Response, g, request

log = structlog.get_logger()

_HEADER: Final = "X-Request-Id"
_ACCEPTED: Final = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)


def _begin() -> None:
    sent = request.headers.get(_HEADER, "")
    g.request_id = sent if _ACCEPTED.fullmatch(sent) else secrets.token_hex(8)
    g.started_s = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _finish(response: Response) -> Response:
    response.headers[_HEADER] = g.get("request_id", "")
    elapsed_ms = (time.perf_counter() - g.get("started_s", time.perf_counter())) * 1000
    log.info(
        "request",
        method=request.method,
        path=request.path,
        status=response.status_code,
        elapsed_ms=round(elapsed_ms, 1),
    )
    return response


def install(app: Flask) -> None:
    """Give every request of `app` its number and its log line."""
    app.before_request(_begin)
    app.after_request(_finish)
