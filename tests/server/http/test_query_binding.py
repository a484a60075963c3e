from __future__ import annotations

from typing import Any

import pytest

from tests.server.http.builders import echo_client, faults


@pytest.mark.parametrize(
    ("query", "bound"),
    [
        ("limit=7", {"limit": 7}),
        ("limit=-7", {"limit": -7}),
        ("radius=1.5", {"radius": 1.5}),
        ("radius=2e3", {"radius": 2000.0}),
        ("flag=true", {"flag": True}),
        ("day=2028-02-29", {"day": "2028-02-29"}),
        ("word=%E4%BA%AC%E9%83%BD", {"word": "京都"}),
        ("word=", {"word": ""}),
        ("word=5", {"word": "5"}),
        ("tag=a&tag=b", {"tag": ["a", "b"]}),
        ("tag=a", {"tag": ["a"]}),
    ],
)
def test_a_parameter_is_read_as_its_own_kind(query: str, bound: dict[str, Any]) -> None:
    answer = echo_client().get(f"/things?{query}")
    assert answer.status_code == 200
    assert bound.items() <= answer.get_json()["query"].items()


@pytest.mark.parametrize(
    ("query", "pointer", "code"),
    [
        ("limit=", "?limit", "number_type"),
        ("limit=1.0", "?limit", "number_type"),
        ("limit=1e2", "?limit", "number_type"),
        ("limit=true", "?limit", "number_type"),
        ("limit=+1", "?limit", "number_type"),
        ("limit=%D9%A1", "?limit", "number_type"),
        ("limit=9223372036854775808", "?limit", "number_type"),
        ("limit=" + "9" * 5000, "?limit", "number_type"),
        ("radius=NaN", "?radius", "number_type"),
        ("radius=Infinity", "?radius", "number_type"),
        ("radius=1e400", "?radius", "number_finite"),
        ("radius=1_0", "?radius", "number_type"),
        ("flag=1", "?flag", "bool_type"),
        ("flag=True", "?flag", "bool_type"),
        ("day=2027-02-30", "?day", "date_format"),
        ("day=2027-05-15T10%3A00", "?day", "date_format"),
        ("word=a%00b", "?word", "text_characters"),
        ("word=a&word=a", "?word", "repeated"),
        ("limit=1&limit=1", "?limit", "repeated"),
        ("tag=a&tag=b&tag=c&tag=d", "?tag", "too_many"),
        ("nope=1", "?nope", "unknown_field"),
        ("nope=1&nope=2", "?nope", "unknown_field"),
        ("WORD=a", "?WORD", "unknown_field"),
        ("=a", "?", "unknown_field"),
    ],
)
def test_a_parameter_of_the_wrong_form_is_named(query: str, pointer: str, code: str) -> None:
    assert faults(echo_client().get(f"/things?{query}")) == {pointer: code}


def test_an_operation_without_parameters_refuses_any() -> None:
    assert faults(echo_client().get("/bare?x=1")) == {"?x": "unknown_field"}


def test_two_faults_of_one_parameter_are_both_named() -> None:
    answer = echo_client().get("/things?limit=x&limit=y")
    codes = [(e["pointer"], e["code"]) for e in answer.get_json()["errors"]]
    assert codes == [("?limit", "repeated"), ("?limit", "number_type")]


@pytest.mark.parametrize("query", ["word=%FF", "word=%ED%A0%80", "%FF=1", "&&&", "word=%"])
def test_bytes_that_are_not_utf_8_never_break_the_service(query: str) -> None:
    assert echo_client().get(f"/things?{query}").status_code in (200, 422)
