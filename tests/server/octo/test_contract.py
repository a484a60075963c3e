from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from openapi_schema_validator import OAS31Validator

from server.app import openapi_document
from tests.server.octo.conftest import CONFIRM, Shop

DOCUMENT: dict[str, Any] = openapi_document()
PATHS = {p: methods for p, methods in DOCUMENT["paths"].items() if p.startswith("/octo/")}


def test_the_core_is_there_whole() -> None:
    assert {(m.upper(), p) for p, methods in PATHS.items() for m in methods} == {
        ("GET", "/octo/supplier"),
        ("GET", "/octo/products"),
        ("GET", "/octo/products/{id}"),
        ("POST", "/octo/availability/calendar"),
        ("POST", "/octo/availability"),
        ("POST", "/octo/bookings"),
        ("GET", "/octo/bookings"),
        ("GET", "/octo/bookings/{uuid}"),
        ("PATCH", "/octo/bookings/{uuid}"),
        ("DELETE", "/octo/bookings/{uuid}"),
        ("POST", "/octo/bookings/{uuid}/confirm"),
        ("POST", "/octo/bookings/{uuid}/extend"),
        ("POST", "/octo/bookings/{uuid}/cancel"),
    }


def test_every_address_of_the_facade_is_in_the_contract(app: Flask) -> None:
    served = {
        (method, re.sub(r"<\w+:(\w+)>", r"{\1}", rule.rule))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/octo")
    }
    assert served == {(m.upper(), p) for p, methods in PATHS.items() for m in methods}


def test_every_operation_wants_a_resellers_key_and_the_capabilities() -> None:
    for methods in PATHS.values():
        for operation in methods.values():
            assert operation["security"] == [{"resellerKey": []}]
            assert {"$ref": "#/components/parameters/OctoCapabilities"} in operation["parameters"]
            assert {"400", "401", "403"} <= operation["responses"].keys()


def _accepts(schema: dict[str, Any], value: Any) -> None:
    OAS31Validator({"components": DOCUMENT["components"], **schema}).validate(value)


def _stated(method: str, path: str) -> dict[str, Any]:
    stated = PATHS[path][method.lower()]["responses"]["200"]["content"]["application/json"]
    return dict(stated["schema"])


def test_answers_have_the_shapes_that_the_contract_states(shop: Shop) -> None:
    asked = {"productId": shop.field.experience_id, "optionId": shop.field.option_id}
    days = {"localDateStart": "2027-03-10", "localDateEnd": "2027-03-13"}
    uuid = shop.reserved()["uuid"]
    here = f"/bookings/{uuid}"
    for method, path, body, stated in (
        ("GET", "/supplier", None, "/supplier"),
        ("GET", "/products", None, "/products"),
        ("GET", f"/products/{shop.field.experience_id}", None, "/products/{id}"),
        ("POST", "/availability", {**asked, **days}, "/availability"),
        ("POST", "/availability/calendar", {**asked, **days}, "/availability/calendar"),
        ("POST", "/bookings", shop.wanted(), "/bookings"),
        ("POST", f"{here}/extend", {}, "/bookings/{uuid}/extend"),
        ("POST", f"{here}/confirm", CONFIRM, "/bookings/{uuid}/confirm"),
        ("PATCH", here, {"notes": "x"}, "/bookings/{uuid}"),
        ("GET", here, None, "/bookings/{uuid}"),
        ("GET", "/bookings?resellerReference=R-1", None, "/bookings"),
        ("POST", f"{here}/cancel", {}, "/bookings/{uuid}/cancel"),
        ("DELETE", here, None, "/bookings/{uuid}"),
    ):
        answer = shop.send(method, path, body)
        assert answer.status_code == 200, (path, answer.text)
        _accepts(_stated(method, f"/octo{stated}"), answer.get_json())


@pytest.mark.parametrize("path", PATHS)
def test_an_address_of_the_facade_answers_a_wrong_method_in_its_own_words(
    shop: Shop, path: str
) -> None:
    answer = shop.send("PUT", path.removeprefix("/octo").format(id="x", uuid="x"))
    assert answer.status_code == 405
