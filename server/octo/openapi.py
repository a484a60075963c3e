"""The façade's part of the contract; its rules and errors are OCTO's, not the house's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from server.http.contract import JSON
from server.octo.answers import ANSWERS, OctoFailure
from server.octo.contract import CAPABILITIES, OctoOperation
from server.octo.errors import CODES

_REF: Final = "#/components/schemas/{model}"
_PARAMETER: Final = re.compile(r"<string:(\w+)>")
_FAILURES: Final = {
    400: "Refused: `error` says why",
    401: "No key came along",
    403: "The key is not valid (any more)",
    429: "Too many requests; `Retry-After` says when to come back",
    500: "Our fault",
    503: "Not ready yet",
}

Key = tuple[type[BaseModel], JsonSchemaMode]


def describe_octo(operations: Sequence[OctoOperation]) -> dict[str, Any]:
    """Return paths and components of the façade, in the form of OpenAPI 3.1."""
    keys = _models(operations)
    refs, schemas = models_json_schema(keys, by_alias=True, ref_template=_REF)
    names = {key: refs[key]["$ref"] for key in keys}
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        path = "/octo" + _PARAMETER.sub(r"{\1}", operation.path)
        paths.setdefault(path, {})[operation.method.lower()] = _described(operation, names)
    return {
        "paths": paths,
        "schemas": schemas["$defs"],
        "parameters": {"OctoCapabilities": _capabilities()},
        "security": {"resellerKey": {"type": "http", "scheme": "bearer"}},
        "responses": {f"OctoFailure{status}": _failure(status) for status in _FAILURES},
    }


def _models(operations: Sequence[OctoOperation]) -> list[Key]:
    found: dict[Key, None] = {(OctoFailure, "serialization"): None}
    for operation in operations:
        found[(ANSWERS[operation.answer], "serialization")] = None
        if operation.body is not None:
            found[(operation.body, "validation")] = None
    return list(found)


def _described(operation: OctoOperation, names: dict[Key, str]) -> dict[str, Any]:
    entry = {"$ref": names[(ANSWERS[operation.answer], "serialization")]}
    schema = {"type": "array", "items": entry} if operation.is_list else entry
    failures = {
        str(status): {"$ref": f"#/components/responses/OctoFailure{status}"} for status in _FAILURES
    }
    described: dict[str, Any] = {
        "operationId": f"octo_{operation.name}",
        "summary": operation.summary,
        "tags": ["octo"],
        "parameters": [
            {"$ref": "#/components/parameters/OctoCapabilities"},
            *(_path_parameter(name) for name in _PARAMETER.findall(operation.path)),
            *_query_parameters(operation),
        ],
        "responses": {
            "200": {"description": "As OCTO says", "content": {JSON: {"schema": schema}}},
            **failures,
        },
        "security": [{"resellerKey": []}],
        "x-audience": "resellers",
    }
    if operation.body is not None:
        content = {JSON: {"schema": {"$ref": names[(operation.body, "validation")]}}}
        needed = any(field.is_required() for field in operation.body.model_fields.values())
        described["requestBody"] = {"required": needed, "content": content}
    return described


def _path_parameter(name: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "schema": {"type": "string", "minLength": 1, "maxLength": 64},
    }


def _query_parameters(operation: OctoOperation) -> list[dict[str, Any]]:
    if operation.query is None:
        return []
    stated = operation.query.model_json_schema()["properties"]
    return [
        {"name": name, "in": "query", "required": False, "schema": _without_null(part)}
        for name, part in stated.items()
    ]


def _without_null(part: dict[str, Any]) -> dict[str, Any]:
    (kind,) = (option for option in part["anyOf"] if option.get("type") != "null")
    return {key: value for key, value in kind.items() if key != "description"}


def _capabilities() -> dict[str, Any]:
    return {
        "name": CAPABILITIES,
        "in": "header",
        "required": True,
        "description": "What the caller understands besides the core; all of it is passed over",
        "schema": {"type": "string", "pattern": "^[a-z/, -]*$"},
        "example": "octo/core",
    }


def _failure(status: int) -> dict[str, Any]:
    schema = {"$ref": _REF.format(model="OctoFailure")}
    words = ", ".join(CODES)
    return {
        "description": f"{_FAILURES[status]}. Words: {words}",
        "content": {JSON: {"schema": schema}},
    }
