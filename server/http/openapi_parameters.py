"""Parameters in the OpenAPI document: of the path, of the query, in headers."""

from __future__ import annotations

import re
from typing import Any, Final

from server.http.contract import NoQuery, Operation
from server.http.types import Model
from server.permissions import Audience

_PATH_PARAMETER: Final = re.compile(r"<(identifier|number):(\w+)>")
_NUMBER: Final = "number"
_PATH_SCHEMAS: Final[dict[str, dict[str, Any]]] = {
    "identifier": {
        "type": "string",
        "pattern": "^[A-Za-z0-9_-]+$",
        "minLength": 1,
        "maxLength": 64,
    },
    _NUMBER: {"type": "integer", "minimum": 0, "maximum": 999_999_999},
}
"""What a part of an address may be, by its converter."""


def templated(path: str) -> str:
    """Return a route as OpenAPI writes it, with its parameters in braces."""
    return _PATH_PARAMETER.sub(r"{\2}", path)


def path_parameters(operation: Operation) -> list[dict[str, Any]]:
    """Return the parameters in an operation's path."""
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": dict(_PATH_SCHEMAS[kind]),
            **_path_example(operation, name, kind),
        }
        for kind, name in _PATH_PARAMETER.findall(operation.path)
    ]


def _path_example(operation: Operation, name: str, kind: str) -> dict[str, Any]:
    if name not in operation.path_examples:
        return {}
    example = operation.path_examples[name]
    return {"example": int(example) if kind == _NUMBER else example}


def query_parameters(model: type[Model]) -> list[dict[str, Any]]:
    """Return the fields of a query as parameters."""
    if model is NoQuery:
        return []
    schema = model.model_json_schema()
    required, enums = set(schema.get("required", ())), schema.get("$defs", {})
    return [
        _query_parameter(name, written_out(part, enums), name in required)
        for name, part in schema["properties"].items()
    ]


def written_out(part: dict[str, Any], enums: dict[str, Any]) -> dict[str, Any]:
    """Return a copy of a schema with the enumerations that it refers to in their places."""
    named = part.get("$ref", "").rpartition("/")[2]
    own = {key: value for key, value in part.items() if key != "$ref"}
    if "items" in own:
        own["items"] = written_out(own["items"], enums)
    if "anyOf" in own:
        own["anyOf"] = [written_out(option, enums) for option in own["anyOf"]]
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


def headers_taken(operation: Operation) -> list[dict[str, str]]:
    """Return references to the headers that only some operations take."""
    taken = {
        "IfMatch": operation.if_match,
        "IdempotencyKey": operation.idempotent,
        "BookingKey": operation.rule.audience is Audience.HOLDERS,
    }
    return [{"$ref": f"#/components/parameters/{n}"} for n, wanted in taken.items() if wanted]


def header_parameters() -> dict[str, Any]:
    """Return the components that operations' headers refer to, by name."""
    return {
        "AcceptLanguage": _accept_language(),
        "IfMatch": _if_match(),
        "IdempotencyKey": _idempotency_key(),
        "BookingKey": _booking_key(),
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
