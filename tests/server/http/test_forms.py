from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from server.app import openapi_document
from server.http.forms import expected_form, is_known

_TOLD_OTHERWISE = ("octo-capabilities", "^(19|20|21)", "^([01][0-9]|2[0-3])", "^[a-z/, -]*$")
"""Headers, dates, moments and times, whose faults have words of their own."""


def _patterns(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("pattern"), str):
            yield part["pattern"]
        yield from part.get("patternProperties", ())
        for inner in part.values():
            yield from _patterns(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _patterns(inner)


def test_people_can_be_told_what_every_pattern_of_the_contract_wants() -> None:
    patterns = {p for p in _patterns(openapi_document()) if not p.startswith(_TOLD_OTHERWISE)}
    assert len(patterns) > 20
    assert {pattern for pattern in patterns if not is_known(pattern)} == set()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("en", "This must be west,south,east,north in degrees, such as 24.93,60.16,24.96,60.18."),
        ("ja", "24.93,60.16,24.96,60.18 のような「西,南,東,北」の度数を入力してください。"),
    ],
)
def test_a_fault_of_form_says_what_is_expected(client: FlaskClient, asked: str, told: str) -> None:
    answer = client.get("/v1/spots?bbox=1,2", headers={"Accept-Language": asked})
    (fault,) = answer.get_json()["errors"]
    assert (fault["code"], fault["message"]) == ("text_form", told)


def test_of_some_words_all_are_named() -> None:
    told = expected_form("^(draft|in_review|published)$")
    assert told["en"] == "one of draft, in_review, published"
    assert told["ja"] == "draft、in_review、published のいずれか"


def test_an_unknown_pattern_is_never_shown() -> None:
    told = expected_form("^[xyz]{3}$")
    assert not re.search(r"[\[\]^${}]", told["en"] + told["ja"])
