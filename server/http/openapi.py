"""Write the contract of all operations as OpenAPI 3.1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal

import yaml
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from server.http.contract import JSON, NO_CONTENT, Operation, Reply
from server.http.openapi_parameters import (
    header_parameters,
    headers_taken,
    path_parameters,
    query_parameters,
    templated,
    written_out,
)
from server.http.openapi_problems import Problem, problem_responses, problem_statuses
from server.http.types import Model
from server.http.uploads import FILE, MULTIPART, Upload
from server.permissions import Audience, Role, Rule

_REF: Final = "#/components/schemas/{model}"
Mode = Literal["validation", "serialization"]
Names = Mapping[tuple[type[BaseModel], Mode], str]


def _models(operations: Iterable[Operation]) -> list[tuple[type[BaseModel], Mode]]:
    found: dict[tuple[type[BaseModel], Mode], None] = {(Problem, "serialization"): None}
    for operation in operations:
        if operation.body is not None and operation.upload is None:
            found[(operation.body, "validation")] = None
        if operation.reply.model is not None:
            found[(operation.reply.model, "serialization")] = None
    return list(found)


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


def _describe(operation: Operation, names: Names) -> dict[str, Any]:
    responses: dict[str, Any] = {str(operation.reply.status): _success(operation.reply, names)}
    if operation.method == "GET":
        responses["304"] = {"description": "Unchanged since the ETag in `If-None-Match`"}
    for status in problem_statuses(operation):
        responses[str(status)] = {"$ref": f"#/components/responses/Problem{status}"}
    described: dict[str, Any] = {
        "operationId": operation.operation_id,
        "summary": operation.summary,
        "tags": [operation.tag],
        "parameters": [
            {"$ref": "#/components/parameters/AcceptLanguage"},
            *headers_taken(operation),
            *path_parameters(operation),
            *query_parameters(operation.query),
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
        described["requestBody"] = {
            "required": not operation.body_optional,
            "content": _body_content(operation, names),
        }
    return described


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
    parts = {name: written_out(part, enums) for name, part in schema["properties"].items()}
    return {
        "schema": {
            **{key: value for key, value in schema.items() if key not in ("title", "description")},
            "properties": {FILE: file, **parts},
            "required": [FILE, *schema.get("required", ())],
        },
        "encoding": {FILE: {"contentType": ", ".join(upload.media_types)}},
    }


def describe(operations: list[Operation], *, version: str) -> dict[str, Any]:
    """Return the OpenAPI document of `operations`."""
    models = _models(operations)
    refs, schemas = models_json_schema([*models], ref_template=_REF)
    names = {model: refs[model]["$ref"] for model in models}
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        method = operation.method.lower()
        paths.setdefault(templated(operation.path), {})[method] = _describe(operation, names)
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
            "parameters": header_parameters(),
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
            "responses": problem_responses(),
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
