"""How failures stand in the OpenAPI document: their shape, and which an operation has."""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel, Field

from server.errors import (
    Conflict,
    Forbidden,
    Invalid,
    PreconditionFailed,
    PreconditionMissing,
    Unauthenticated,
    Unavailable,
)
from server.http.contract import Operation
from server.http.problems import HTTP_TEXTS, PROBLEM_TYPE
from server.http.types import Model
from server.permissions import Audience

_ALWAYS_POSSIBLE: Final = (429, 500, 503)
_TITLES: Final = {
    400: "The request could not be read",
    401: "Sign in first, or the token is not valid (any more)",
    403: "The caller's role does not allow it",
    404: "There is nothing here by that name",
    409: "The present state does not allow it",
    412: "Changed by somebody since it was read",
    413: "The body is too large",
    415: "The body is not of the kind that the contract names",
    422: "Some values cannot be used; `errors` names each",
    428: "`If-Match` is missing",
    429: "Too many requests; `Retry-After` says when to come back",
    500: "Our fault; recorded under the `request_id`",
    503: "Not ready yet; `Retry-After` says when to come back",
}

_CODES: Final = {
    401: Unauthenticated.code,
    403: Forbidden.code,
    409: Conflict.code,
    412: PreconditionFailed.code,
    422: Invalid.code,
    428: PreconditionMissing.code,
    503: Unavailable.code,
}


class FaultOut(Model):
    """One thing that is wrong with the request."""

    pointer: str
    code: str
    message: str


class RowFaultOut(Model):
    """One thing that is wrong with a list that was sent."""

    row: int = Field(description="As a spreadsheet numbers it; 0 where the whole file is meant")
    column: str = Field(description="The file's own heading; empty where the whole row is meant")
    code: str
    found: str
    message: str


class Problem(BaseModel):
    """A failure, RFC 9457."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    request_id: str
    errors: list[FaultOut | RowFaultOut] | None = None


def problem_statuses(operation: Operation) -> list[int]:
    """Return with which statuses an operation can fail, in order."""
    statuses = {401, 422, *operation.problems, *_ALWAYS_POSSIBLE}
    if operation.rule.audience not in (Audience.EVERYBODY, Audience.SIGNED_IN):
        statuses.add(403)
    if operation.rule.audience in (Audience.MEMBERS, Audience.HOLDERS):
        statuses.add(404)
    if operation.body is not None:
        statuses |= {400, 413, 415}
    if operation.if_match:
        statuses |= {412, 428}
    if operation.idempotent:
        statuses.add(409)
    return sorted(statuses)


def _example_code(status: int) -> str:
    return _CODES.get(status) or HTTP_TEXTS[status][0]


def problem_responses() -> dict[str, Any]:
    """Return the components that failures refer to, by name."""
    return {f"Problem{status}": _response(status) for status in sorted(_TITLES)}


def _response(status: int) -> dict[str, Any]:
    code = _example_code(status)
    example: dict[str, Any] = {
        "type": f"/problems/{code}",
        "title": _TITLES[status],
        "status": status,
        "code": code,
        "detail": _TITLES[status],
        "request_id": "6f1c2b8e",
    }
    if status == 422:
        example["errors"] = [
            {
                "pointer": "/days/0/end/time",
                "code": "end_before_start",
                "message": "The day must end after it starts.",
            }
        ]
    return {
        "description": _TITLES[status],
        "content": {
            PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}
        },
    }
