"""Failures as `application/problem+json` (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

import structlog
from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException, InternalServerError

from server.errors import (
    AppError,
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    PreconditionFailed,
    PreconditionMissing,
    Refused,
    Unauthenticated,
    Unavailable,
)
from server.http.language import message_language
from server.text import Language, Text

log = structlog.get_logger()

PROBLEM_TYPE: Final = "application/problem+json"
RETRY_AFTER_S: Final = "5"
"""When to come back, in the form of the header, where nothing better is known."""

_STATUS: Final[tuple[tuple[type[AppError], int], ...]] = (
    (Unauthenticated, 401),
    (Forbidden, 403),
    (NotFound, 404),
    (PreconditionFailed, 412),
    (PreconditionMissing, 428),
    (Conflict, 409),
    (Unavailable, 503),
    (Invalid, 422),
    (Refused, 422),
)

_TITLES: Final[dict[int, Text]] = {
    400: Text("The request could not be read", "リクエストを読み取れません"),
    404: Text("Nothing here", "見つかりません"),
    405: Text("Not by this method", "この方法は使えません"),
    413: Text("Too large", "データが大きすぎます"),
    415: Text("Not in this media type", "対応していない形式です"),
    429: Text("Too many requests", "リクエストが多すぎます"),
    500: Text("A fault of ours", "サーバー側の問題です"),
}
"""The short name of each failure that HTTP itself knows."""

HTTP_TEXTS: Final[dict[int, tuple[str, Text]]] = {
    400: (
        "bad_request",
        Text("The request could not be read.", "リクエストを読み取れませんでした。"),
    ),
    404: (
        "not_found",
        Text("There is nothing at this address.", "このアドレスには何もありません。"),
    ),
    405: (
        "method_not_allowed",
        Text(
            "This address does not answer that method; see the Allow header.",
            "このアドレスではその方法を使えません。Allow ヘッダーをご確認ください。",
        ),
    ),
    413: (
        "body_too_large",
        Text("The body is too large.", "送信されたデータが大きすぎます。"),
    ),
    415: (
        "unsupported_media_type",
        Text(
            "Send the body as application/json, or a file as multipart/form-data, as the contract "
            "says.",
            "本文は application/json で、ファイルは multipart/form-data で送ってください。",
        ),
    ),
    429: (
        "too_many_requests",
        Text(
            "Too many requests; please wait a moment.",
            "リクエストが多すぎます。少しお待ちください。",
        ),
    ),
    500: (
        "internal_error",
        Text(
            "Something went wrong on our side; it has been recorded under this request_id.",
            "サーバー側で問題が発生しました。この request_id で記録されています。",
        ),
    ),
}
"""The code and the sentence of each failure that HTTP itself knows."""


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    title: str | None = None,
    errors: list[dict[str, str]] | None = None,
    members: Mapping[str, object] | None = None,
) -> Response:
    """Return one problem document as a response."""
    document: dict[str, object] = {
        "type": f"/problems/{code}",
        "title": title or HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        "request_id": g.get("request_id", ""),
    }
    if errors is not None:
        document["errors"] = errors
    document |= members or {}
    response = Response(json.dumps(document, ensure_ascii=False), status, mimetype=PROBLEM_TYPE)
    response.headers["Content-Language"] = message_language()
    response.headers["Cache-Control"] = "no-store"
    return response


def status_of(error: type[AppError]) -> int:
    """Return the HTTP status of a kind of failure."""
    return next((status for kind, status in _STATUS if issubclass(error, kind)), 400)


def _fault_list(error: AppError, language: Language) -> list[dict[str, str]] | None:
    if not isinstance(error, Invalid):
        return None
    return [
        {"pointer": f.pointer, "code": f.code, "message": f.message(language)} for f in error.faults
    ]


def problem_from_app_error(error: AppError) -> Response:
    """Translate a service failure."""
    language = message_language()
    response = problem(
        status_of(type(error)),
        error.code,
        error.detail(language),
        title=error.title.render(language),
        errors=_fault_list(error, language),
        members=error.members(language),
    )
    if isinstance(error, Unavailable):
        response.headers["Retry-After"] = RETRY_AFTER_S
    if isinstance(error, Unauthenticated):
        response.headers["WWW-Authenticate"] = 'Bearer realm="yorimichi"'
    return response


def problem_from_http_exception(error: HTTPException) -> Response:
    """Translate what Flask, Werkzeug or the rate limiter raised."""
    status = error.code or 500
    code, text = HTTP_TEXTS.get(status, ("http_error", Text("{name}", "{name}")))
    language = message_language()
    title = _TITLES[status].render(language) if status in _TITLES else None
    response = problem(status, code, text.render(language, name=error.name), title=title)
    for name, value in error.get_headers(request.environ):
        if name.lower() not in {"content-type", "content-length"}:
            response.headers[name] = value
    return response


def problem_from_bug(error: Exception) -> Response:
    """Record what nobody foresaw and answer that it is our fault."""
    log.error("unhandled_error", path=request.path, exc_info=error)
    return problem_from_http_exception(InternalServerError())


def install(app: Flask) -> None:
    """Make `app` answer every failure with a problem document."""
    app.register_error_handler(AppError, problem_from_app_error)
    app.register_error_handler(HTTPException, problem_from_http_exception)
    app.register_error_handler(Exception, problem_from_bug)
