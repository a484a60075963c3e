"""OCTO's operations: whose key, which capabilities, camelCase and OCTO's errors around each.

The house's rules for addresses under `/v1` do not apply here; those of the specification do:
`Octo-Capabilities` must come along and is answered with those of them that there are, fields that
nobody knows are passed over, and every refusal is `error` and `errorMessage`.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import structlog
from flask import Blueprint, Response, current_app, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from server.bookings.errors import BookingNotFound, HoldExpired
from server.errors import AppError, Fault, Invalid
from server.experiences.errors import SlotNotFound
from server.http.binding import bind_body, bind_query, is_bodiless
from server.http.contract import MAX_BODY_BYTES
from server.http.language import message_language
from server.http.problems import RETRY_AFTER_S
from server.http.types import Model
from server.idempotency.errors import InProgress
from server.octo.errors import OctoError
from server.octo.keys import Reseller, find_reseller
from server.services import services

log = structlog.get_logger()

CAPABILITIES: Final = "Octo-Capabilities"
KNOWN_CAPABILITIES: Final = ("octo/core",)

_WORDS: Final[tuple[tuple[type[AppError], str], ...]] = (
    (SlotNotFound, "INVALID_AVAILABILITY_ID"),
    (BookingNotFound, "INVALID_BOOKING_UUID"),
    (HoldExpired, "INVALID_BOOKING_UUID"),
)
"""Failures that OCTO has a word for; any other cannot be processed."""


@dataclass(frozen=True, slots=True)
class OctoOperation:
    """One method on one address, its handler and what it takes."""

    method: str
    path: str
    name: str
    summary: str
    answer: str
    is_list: bool
    body: type[Model] | None
    query: type[Model] | None


Handler = Callable[..., Any]


class OctoContract:
    """The façade's operations and the blueprint that serves them."""

    def __init__(self) -> None:
        self.blueprint = Blueprint("octo", __name__, url_prefix="/octo")
        self.operations: list[OctoOperation] = []
        self.blueprint.register_error_handler(OctoError, _refused)
        self.blueprint.register_error_handler(AppError, _refused_by_use_case)
        self.blueprint.register_error_handler(HTTPException, _refused_by_http)
        self.blueprint.register_error_handler(OperationalError, _failed)
        self.blueprint.register_error_handler(Exception, _failed)

    def operation(
        self,
        method: str,
        path: str,
        answer: str,
        *,
        is_list: bool = False,
        body: type[Model] | None = None,
        query: type[Model] | None = None,
    ) -> Callable[[Handler], Handler]:
        """Declare the decorated handler as `method` on `path`.

        It is called with the reseller, the path's parameters, and `body` and `query` where there
        are any, and returns what is sent as JSON.

        Parameters
        ----------
        answer
            Name of the schema of what is sent, or of each entry of it.
        """

        def decorate(handler: Handler) -> Handler:
            summary = (handler.__doc__ or "").partition("\n")[0].strip().rstrip(".")
            declared = OctoOperation(
                method, path, handler.__name__, summary, answer, is_list, body, query
            )
            self.operations.append(declared)
            self.blueprint.add_url_rule(
                path,
                endpoint=handler.__name__,
                view_func=functools.wraps(handler)(functools.partial(_serve, declared, handler)),
                methods=[method],
            )
            return handler

        return decorate


def _serve(operation: OctoOperation, handler: Handler, /, **values: str) -> Response:
    reseller = _reseller()
    if CAPABILITIES not in request.headers:
        raise OctoError("BAD_REQUEST", f"The header {CAPABILITIES} is required.")
    arguments: dict[str, Any] = dict(values)
    faults: list[Fault] = []
    if operation.query is not None:
        arguments["query"], faults = bind_query(request.args, operation.query)
    if operation.body is not None:
        bound = _body(operation.body)
        arguments["body"] = bound[0]
        faults += bound[1]
    if faults:
        raise OctoError("BAD_REQUEST", "; ".join(_sentence(fault) for fault in faults))
    return _answered(handler(reseller, **arguments))


def _body(model: type[Model]) -> tuple[Model | None, list[Fault]]:
    """Return the body; none at all stands for one without fields."""
    if is_bodiless(request):
        _require_no_fields(model)
        return model(), []
    bound = bind_body(request, model, current_app.config[MAX_BODY_BYTES])
    return bound.value, bound.faults


def _require_no_fields(model: type[Model]) -> None:
    if any(field.is_required() for field in model.model_fields.values()):
        raise OctoError("BAD_REQUEST", "A body is needed.")


def _sentence(fault: Fault) -> str:
    return f"{fault.pointer}: {fault.message(message_language())}"


def _reseller() -> Reseller:
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key.strip():
        raise OctoError("UNAUTHORIZED")
    with services().database.reading() as session:
        reseller = find_reseller(session, key.strip())
    if reseller is None:
        raise OctoError("FORBIDDEN")
    return reseller


def _capabilities() -> str:
    asked = [name.strip() for name in request.headers.get(CAPABILITIES, "").split(",")]
    return ", ".join(name for name in KNOWN_CAPABILITIES if name in asked)


def _answered(content: Any, status: int = 200) -> Response:
    text = json.dumps(content, ensure_ascii=False)
    response = Response(text, status, mimetype="application/json")
    response.headers[CAPABILITIES] = _capabilities()
    return response


def _refused(error: OctoError) -> Response:
    response = _answered(error.body(message_language()), error.status)
    response.headers["Content-Language"] = message_language()
    if error.error == "UNAUTHORIZED":
        response.headers["WWW-Authenticate"] = 'Bearer realm="octo"'
    return response


def _refused_by_use_case(error: AppError) -> Response:
    if isinstance(error, InProgress):
        return _failed_for_now(error)
    word = next((w for kind, w in _WORDS if isinstance(error, kind)), "UNPROCESSABLE_ENTITY")
    message = error.detail(message_language())
    if isinstance(error, Invalid):
        message = "; ".join(_sentence(fault) for fault in error.faults)
    return _refused(OctoError(word, message))


def _failed_for_now(error: InProgress) -> Response:
    message = error.detail(message_language())
    response = _refused(OctoError("INTERNAL_SERVER_ERROR", message, 503))
    response.headers["Retry-After"] = RETRY_AFTER_S
    return response


def _refused_by_http(error: HTTPException) -> Response:
    word, status = "BAD_REQUEST", 400
    if error.code == 429:
        word, status = "TOO_MANY_REQUESTS", 429
    response = _refused(OctoError(word, str(error.description or error.name), status))
    for name, value in error.get_headers(request.environ):
        if name.lower() not in {"content-type", "content-length"}:
            response.headers[name] = value
    return response


def _failed(error: Exception) -> Response:
    log.error("unhandled_error", path=request.path, exc_info=error)
    status = 503 if isinstance(error, OperationalError) else 500
    return _refused(OctoError("INTERNAL_SERVER_ERROR", status=status))
