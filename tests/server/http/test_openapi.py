from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate

from server.app import create_app, openapi_document
from server.config import Settings
from server.http.openapi import to_yaml
from server.itineraries.examples import HELSINKI_DAY

COMMITTED = Path(__file__).parents[3] / "openapi.yaml"
DOCUMENT: dict[str, Any] = openapi_document()
OPERATIONS = {
    operation["operationId"]: (method.upper(), path, operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
    if not path.startswith("/octo/")  # has the rules of its specification, see its own room
}
_TRIED_IN_THEIR_DOMAINS = ("accounts", "waiting", "itinerary experiences")
EACH_OPERATION = pytest.mark.parametrize("name", OPERATIONS)


def test_the_committed_contract_is_what_the_code_says_byte_for_byte() -> None:
    written = COMMITTED.read_bytes()
    assert written == to_yaml(openapi_document()).encode(), "run `make openapi`"


def test_the_contract_follows_the_openapi_specification() -> None:
    validate(DOCUMENT)
    assert DOCUMENT["openapi"].startswith("3.1")


def test_every_api_address_of_the_service_is_in_the_contract(tmp_path: Path) -> None:
    app = create_app(Settings(data_dir=tmp_path, database_url=None))
    served = {
        (method, re.sub(r"<\w+:(\w+)>", r"{\1}", rule.rule))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/v1/")
    }
    assert served == {(method, path) for method, path, _ in OPERATIONS.values()}


@pytest.mark.parametrize("path", sorted({path for _, path, _ in OPERATIONS.values()}))
def test_an_address_allows_the_methods_that_the_contract_lists(
    client: FlaskClient, path: str
) -> None:
    answer = client.put(re.sub(r"{\w+}", "10", path))  # an id as well as a number
    assert answer.status_code == 405
    allowed = {method.strip() for method in answer.headers["Allow"].split(",")}
    assert allowed - {"HEAD", "OPTIONS"} == {m.upper() for m in DOCUMENT["paths"][path]}


def test_operation_ids_are_unique() -> None:
    names = [o["operationId"] for methods in DOCUMENT["paths"].values() for o in methods.values()]
    assert len(names) == len(set(names))


@EACH_OPERATION
def test_every_operation_says_what_it_does_and_how_it_fails(name: str) -> None:
    method, path, operation = OPERATIONS[name]
    assert operation["summary"]
    statuses = set(operation["responses"])
    assert {"422", "429", "500", "503"} <= statuses
    if "requestBody" in operation:
        assert {"400", "413", "415"} <= statuses
    if method == "GET":
        assert "304" in statuses
    if "{" in path:
        assert "404" in statuses


@EACH_OPERATION
def test_every_failure_is_a_problem_document_with_an_example(name: str) -> None:
    responses = OPERATIONS[name][2]["responses"]
    for status, response in responses.items():
        if status < "400":
            continue
        part = response["$ref"].removeprefix("#/components/responses/")
        content = DOCUMENT["components"]["responses"][part]["content"]
        assert list(content) == ["application/problem+json"]
        example = content["application/problem+json"]["example"]
        _accepts(content["application/problem+json"]["schema"], example)
        assert example["status"] == int(status)
        assert example["type"] == f"/problems/{example['code']}"


@EACH_OPERATION
def test_every_success_has_an_example_of_its_own_shape(name: str) -> None:
    responses = OPERATIONS[name][2]["responses"]
    (status,) = (s for s in responses if s.startswith("2"))
    assert ("content" in responses[status]) == (status != "204")
    for media in responses[status].get("content", {}).values():
        _accepts(media["schema"], media["example"])


@EACH_OPERATION
def test_every_path_parameter_has_an_example(name: str) -> None:
    for parameter in OPERATIONS[name][2]["parameters"]:
        if parameter.get("in") == "path":
            assert parameter["example"]


def test_every_object_that_a_caller_sends_is_closed() -> None:
    for name, _, operation in OPERATIONS.values():
        for media in operation.get("requestBody", {}).get("content", {}).values():
            part = media["schema"].get("$ref", "").rsplit("/", 1)[-1]
            schema = DOCUMENT["components"]["schemas"].get(part, media["schema"])
            assert schema["additionalProperties"] is False, name


def _request_examples() -> list[tuple[str, str, Any]]:
    """Return those that need neither somebody signed in nor a secret of theirs, such as a key.

    The others are tried in their domains.
    """
    return [
        (path, label, example["value"])
        for _, path, operation in OPERATIONS.values()
        if operation["x-audience"] == "everybody"
        and operation["tags"][0] not in _TRIED_IN_THEIR_DOMAINS
        if {"$ref": "#/components/parameters/IdempotencyKey"} not in operation["parameters"]
        for media in operation.get("requestBody", {}).get("content", {}).values()
        for label, example in media["examples"].items()
    ]


@pytest.mark.parametrize(("path", "label", "body"), _request_examples())
def test_every_request_example_is_accepted(
    client: FlaskClient, path: str, label: str, body: dict[str, Any]
) -> None:
    if "{itinerary_id}" in path:
        planned = client.post("/v1/itineraries", json=HELSINKI_DAY).get_json()
        path = path.replace("{itinerary_id}", planned["id"])
    if "{spot_id}" in path:
        spot = client.get("/v1/spots?limit=1").get_json()["features"][0]
        path = path.replace("{spot_id}", spot["id"])
    answer = client.post(path, json=body)
    assert answer.status_code in (200, 201), (label, answer.text)


@pytest.mark.parametrize("query", ["", "?region=helsinki"])
def test_a_real_answer_has_the_shape_that_the_contract_states(
    client: FlaskClient, query: str
) -> None:
    answer = client.get(f"/v1/spots{query}")
    _, _, operation = OPERATIONS["list_spots"]
    _accepts(operation["responses"]["200"]["content"][answer.mimetype]["schema"], answer.get_json())


def test_every_query_example_is_accepted(client: FlaskClient) -> None:
    _, path, operation = OPERATIONS["list_spots"]
    shown = {p["name"]: p["example"] for p in operation["parameters"] if "example" in p}
    assert shown.keys() >= {"region", "bbox", "near", "open_at"}
    answer = client.get(path, query_string=shown)
    assert answer.status_code == 200


def _accepts(schema: dict[str, Any], value: Any) -> None:
    whole = {"components": DOCUMENT["components"], **schema}
    OAS31Validator(whole).validate(value)
