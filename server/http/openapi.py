"""Write the contract of all operations as OpenAPI 3.1."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal

import yaml
from pydantic import BaseModel, Field
from pydantic.json_schema import models_json_schema

from server.errors import (
    Conflict,
    Forbidden,
    Invalid,
    PreconditionFailed,
    PreconditionMissing,
    Unauthenticated,
    Unavailable,
)
from server.http.contract import JSON, NO_CONTENT, NoQuery, Operation, Reply
from server.http.problems import HTTP_TEXTS, PROBLEM_TYPE
from server.http.types import Model
from server.http.uploads import FILE, MULTIPART, Upload
from server.permissions import Audience, Role, Rule

_REF: Final = "#/components/schemas/{model}"
_PATH_PARAMETER: Final = re.compile(r"<identifier:(\w+)>")
_ALWAYS_POSSIBLE: Final = (429, 500, 503)
_PROBLEM_TITLES: Final = {
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

Mode = Literal["validation", "serialization"]
Names = Mapping[tuple[type[BaseModel], Mode], str]


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


def _models(operations: Iterable[Operation]) -> list[tuple[type[BaseModel], Mode]]:
    found: dict[tuple[type[BaseModel], Mode], None] = {(Problem, "serialization"): None}
    for operation in operations:
        if operation.body is not None and operation.upload is None:
            found[(operation.body, "validation")] = None
        if operation.reply.model is not None:
            found[(operation.reply.model, "serialization")] = None
    return list(found)


def _path(path: str) -> str:
    return _PATH_PARAMETER.sub(r"{\1}", path)


def _path_parameters(operation: Operation) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {
                "type": "string",
                "pattern": "^[A-Za-z0-9_-]+$",
                "minLength": 1,
                "maxLength": 64,
            },
            **(
                {"example": operation.path_examples[name]}
                if name in operation.path_examples
                else {}
            ),
        }
        for name in _PATH_PARAMETER.findall(operation.path)
    ]


def _query_parameters(model: type[Model]) -> list[dict[str, Any]]:
    if model is NoQuery:
        return []
    schema = model.model_json_schema()
    required, enums = set(schema.get("required", ())), schema.get("$defs", {})
    return [
        _query_parameter(name, _written_out(part, enums), name in required)
        for name, part in schema["properties"].items()
    ]


def _written_out(part: dict[str, Any], enums: dict[str, Any]) -> dict[str, Any]:
    """Return a copy of a schema with the enumerations that it refers to in their places."""
    named = part.get("$ref", "").rpartition("/")[2]
    own = {key: value for key, value in part.items() if key != "$ref"}
    if "items" in own:
        own["items"] = _written_out(own["items"], enums)
    if "anyOf" in own:
        own["anyOf"] = [_written_out(option, enums) for option in own["anyOf"]]
    return {**enums.get(named, {}), **own}


def _query_parameter(name: str, schema: dict[str, Any], required: bool) -> dict[str, Any]:
    options = [o for o in schema.pop("anyOf", []) if o.get("type") != "null"]
    if options:
        schema = {**options[0], **schema}
    if schema.get("default", ...) is None:
        del schema["default"]
    schema.pop("title", None)
    parameter: dict[str, Any] = {"name": name, "in": "query", "required": required}
    for key in ("description", "examples"):
        if key in schema:
            value = schema.pop(key)
            parameter["example" if key == "examples" else key] = (
                value[0] if key == "examples" else value
            )
    return {**parameter, "schema": schema}


def _content(reply: Reply, names: Names) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if reply.model is not None:
        schema = {"$ref": names[(reply.model, "serialization")]}
    media: dict[str, Any] = {"schema": schema}
    if reply.example is not None:
        media["example"] = reply.example
    return {reply.media_type: media}


def _success(reply: Reply, names: Names) -> dict[str, Any]:
    response: dict[str, Any] = {"description": reply.description}
    if reply.status != NO_CONTENT:
        response["content"] = _content(reply, names)
    if reply.headers:
        response["headers"] = {
            name: {"schema": {"type": "string"}, "required": True} for name in reply.headers
        }
    if reply.links:
        response["links"] = dict(reply.links)
    return response


def _problem_statuses(operation: Operation) -> list[int]:
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


def _describe(operation: Operation, names: Names) -> dict[str, Any]:
    responses: dict[str, Any] = {str(operation.reply.status): _success(operation.reply, names)}
    if operation.method == "GET":
        responses["304"] = {"description": "Unchanged since the ETag in `If-None-Match`"}
    for status in _problem_statuses(operation):
        responses[str(status)] = {"$ref": f"#/components/responses/Problem{status}"}
    described: dict[str, Any] = {
        "operationId": operation.operation_id,
        "summary": operation.summary,
        "tags": [operation.tag],
        "parameters": [
            {"$ref": "#/components/parameters/AcceptLanguage"},
            *_headers_taken(operation),
            *_path_parameters(operation),
            *_query_parameters(operation.query),
        ],
        "responses": responses,
        "security": _security(operation.rule),
        "x-audience": operation.rule.audience.value,
    }
    if operation.rule.roles:
        described["x-roles"] = [role.value for role in Role if role in operation.rule.roles]
    if operation.description:
        described["description"] = operation.description
    if operation.body is not None:
        described["requestBody"] = {"required": True, "content": _body_content(operation, names)}
    return described


def _headers_taken(operation: Operation) -> list[dict[str, str]]:
    taken = {
        "IfMatch": operation.if_match,
        "IdempotencyKey": operation.idempotent,
        "BookingKey": operation.rule.audience is Audience.HOLDERS,
    }
    return [{"$ref": f"#/components/parameters/{n}"} for n, wanted in taken.items() if wanted]


def _security(rule: Rule) -> list[dict[str, list[str]]]:
    """Return what must come along; where everybody may ask, a token may."""
    token: list[dict[str, list[str]]] = [{"bearer": []}]
    return [{}, *token] if rule.audience in (Audience.EVERYBODY, Audience.HOLDERS) else token


def _body_content(operation: Operation, names: Names) -> dict[str, Any]:
    body, upload = operation.body, operation.upload
    assert body is not None  # noqa: S101 - the caller asked
    media: dict[str, Any]
    if upload is None:
        kind, media = JSON, {"schema": {"$ref": names[(body, "validation")]}}
    else:
        kind, media = MULTIPART, _form(body, upload)
    if operation.body_examples:
        media["examples"] = {n: {"value": v} for n, v in operation.body_examples.items()}
    return {kind: media}


def _form(body: type[Model], upload: Upload) -> dict[str, Any]:
    """Return what a form's parts must be: the file, and the model's fields as texts."""
    schema = body.model_json_schema()
    enums = schema.pop("$defs", {})
    file = {"type": "string", "format": "binary", "description": upload.description}
    parts = {name: _written_out(part, enums) for name, part in schema["properties"].items()}
    return {
        "schema": {
            **{key: value for key, value in schema.items() if key not in ("title", "description")},
            "properties": {FILE: file, **parts},
            "required": [FILE, *schema.get("required", ())],
        },
        "encoding": {FILE: {"contentType": ", ".join(upload.media_types)}},
    }


def _example_code(status: int) -> str:
    return _CODES.get(status) or HTTP_TEXTS[status][0]


def _problem_response(status: int) -> dict[str, Any]:
    code = _example_code(status)
    example: dict[str, Any] = {
        "type": f"/problems/{code}",
        "title": _PROBLEM_TITLES[status],
        "status": status,
        "code": code,
        "detail": _PROBLEM_TITLES[status],
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
        "description": _PROBLEM_TITLES[status],
        "content": {
            PROBLEM_TYPE: {"schema": {"$ref": _REF.format(model="Problem")}, "example": example}
        },
    }


def _accept_language() -> dict[str, Any]:
    return {
        "name": "Accept-Language",
        "in": "header",
        "required": False,
        "description": "Languages wanted for names and messages, RFC 9110",
        "schema": {"type": "string"},
        "example": "ja, en;q=0.5",
    }


def _if_match() -> dict[str, Any]:
    return {
        "name": "If-Match",
        "in": "header",
        "required": False,
        "description": "The `ETag` of the version that is changed; 428 without one, 412 if stale",
        "schema": {"type": "string"},
        "example": '"5d41402abc4b2a76b9719d91"',
    }


def _idempotency_key() -> dict[str, Any]:
    return {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "description": (
            "A random text of the caller's: the same key and body give the first answer again, "
            "for two days; another body with it is refused"
        ),
        "schema": {
            "type": "string",
            "minLength": 16,
            "maxLength": 255,
            "pattern": "^[\\x21-\\x7e]+$",
        },
        "example": "6f1c2b8e-0d5a-4d0e-8d7e-3b1a5c9e7f42",
    }


def _booking_key() -> dict[str, Any]:
    return {
        "name": "Booking-Key",
        "in": "header",
        "required": False,
        "description": "The `key` of the booking, where no account of its holder comes along",
        "schema": {"type": "string"},
        "example": "sD3vX1mT0nq2Z8b4yW6kR9cJ5hF7gL1aP0eU2iO4tYs",
    }


def describe(operations: list[Operation], *, version: str) -> dict[str, Any]:
    """Return the OpenAPI document of `operations`."""
    models = _models(operations)
    refs, schemas = models_json_schema([*models], ref_template=_REF)
    names = {model: refs[model]["$ref"] for model in models}
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        method = operation.method.lower()
        paths.setdefault(_path(operation.path), {})[method] = _describe(operation, names)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Yorimichi",
            "version": version,
            "description": (
                "Plans days that respect every clock, with lesser-known places in them. "
                "Street data © OpenStreetMap contributors, ODbL 1.0."
            ),
        },
        "paths": paths,
        "components": {
            "schemas": schemas["$defs"],
            "parameters": {
                "AcceptLanguage": _accept_language(),
                "IfMatch": _if_match(),
                "IdempotencyKey": _idempotency_key(),
                "BookingKey": _booking_key(),
            },
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
            "responses": {
                f"Problem{status}": _problem_response(status) for status in sorted(_PROBLEM_TITLES)
            },
        },
    }


class _PlainDumper(yaml.SafeDumper):
    """Writes repeated values out instead of aliasing them."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def to_yaml(document: Mapping[str, Any]) -> str:
    """Return `document` as YAML, keys in the order they were put in."""
    return yaml.dump(
        dict(document), Dumper=_PlainDumper, sort_keys=False, allow_unicode=True, width=100
    )
