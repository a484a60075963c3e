from __future__ import annotations

import io
import json

import pytest

from tests.server.http.builders import LIMIT_BYTES, echo_client, faults, post, post_raw


def test_a_whole_number_written_as_a_float_is_a_whole_number() -> None:
    answer = post_raw(echo_client(), b'{"count": 521.0}')
    assert answer.json["body"]["count"] == 521


@pytest.mark.parametrize(
    ("field", "raw", "code"),
    [
        ("count", "true", "number_type"),
        ("count", '"5"', "number_type"),
        ("count", "5.5", "whole_number"),
        ("count", "9223372036854775808", "number_range"),
        ("count", "1e400", "number_finite"),
        ("count", "null", "number_type"),
        ("share", "false", "number_type"),
        ("share", "1e400", "number_finite"),
        ("share", "-1e400", "number_finite"),
        ("share", "1.0000001", "too_large"),
        ("share", "-0.1", "too_small"),
        ("share", "1" + "0" * 400, "number_range"),
        ("ready", "1", "bool_type"),
        ("ready", '"true"', "bool_type"),
        ("name", "5", "text_type"),
        ("name", '"a\\u0000b"', "text_characters"),
        ("name", '"\\ud800"', "text_characters"),
        ("name", '"' + "あ" * 21 + '"', "too_long"),
        ("day", '"2027-02-30"', "date_format"),
        ("day", '"2027-2-3"', "date_format"),
        ("day", '"2027-05-15T00:00:00"', "date_format"),
        ("day", '"1700000000"', "date_format"),
        ("day", "1700000000", "date_format"),
        ("day", '"２０２７-05-15"', "date_format"),
        ("day", '"1899-12-31"', "date_format"),
        ("day", '"2200-01-01"', "date_format"),
        ("at", '"24:00"', "clock_format"),
        ("at", '"9:30"', "clock_format"),
        ("at", '"09:30\\n"', "clock_format"),
        ("points", "{}", "array_type"),
    ],
)
def test_a_value_of_the_wrong_form_is_refused_under_its_own_name(
    field: str, raw: str, code: str
) -> None:
    answer = post_raw(echo_client(), f'{{"{field}": {raw}}}'.encode())
    assert faults(answer) == {f"/{field}": code}


@pytest.mark.parametrize("day", ["1900-01-01", "2028-02-29", "2199-12-31"])
def test_the_edges_of_the_calendar_are_dates(day: str) -> None:
    answer = post(echo_client(), day=day)
    assert answer.status_code == 201
    assert answer.get_json()["body"]["day"] == day


@pytest.mark.parametrize("lat", [-90, -90.0, 90, 90.0, -0.0, 5e-324])
def test_the_poles_and_the_smallest_numbers_are_places(lat: float) -> None:
    answer = post(echo_client(), points=[{"lat": lat, "lon": -180}])
    assert answer.get_json()["body"]["points"][0]["lat"] == lat


def test_every_fault_of_query_and_body_is_named_at_once() -> None:
    answer = post(
        echo_client(),
        "/things?limit=many&nope=1&word=a&word=b",
        count="x",
        share=2,
        unknown=1,
        points=[{"lat": 91, "lon": 0}, {"lat": 0}, {"lat": 0, "lon": 181, "alt": 1}],
    )
    assert faults(answer) == {
        "?limit": "number_type",
        "?nope": "unknown_field",
        "?word": "repeated",
        "/count": "number_type",
        "/share": "too_large",
        "/unknown": "unknown_field",
        "/points/0/lat": "too_large",
        "/points/1/lon": "required",
        "/points/2/lon": "too_large",
        "/points/2/alt": "unknown_field",
    }


def test_a_pointer_escapes_what_rfc_6901_reserves() -> None:
    answer = post_raw(echo_client(), b'{"a/b~c": 1}')
    assert faults(answer) == {"/a~1b~0c": "unknown_field"}


def test_too_many_entries_are_counted() -> None:
    answer = post(echo_client(), points=[{"lat": 0, "lon": 0}] * 4)
    assert answer.get_json()["errors"] == [
        {"pointer": "/points", "code": "too_many", "message": "At most 3 entries; 4 were sent."}
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nul",
        b"{",
        b'{"count": 1,}',
        b"{'count': 1}",
        b'{"name": "\xff"}',
        b'{"name": "\xed\xa0\x80"}',
        '{"name": "寺"}'.encode("shift_jis"),
        '{"name": "寺"}'.encode("utf-16"),
        b'{"count": ' + b"9" * 4000 + b"9" * 60 + b"e}",
        b'{"a":' * 800,
    ],
)
def test_what_is_not_json_in_utf_8_is_400(body: bytes) -> None:
    answer = post_raw(echo_client(), body)
    assert answer.status_code == 400
    assert answer.json["code"] == "bad_request"


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400"])
def test_a_number_that_is_none_is_a_fault_where_it_stands(number: str) -> None:
    body = f'{{"count": {number}, "points": [{{"lat": {number}, "lon": 0}}], "name": {number}}}'
    assert faults(post_raw(echo_client(), body.encode())) == {
        "/count": "number_finite",
        "/points/0/lat": "number_finite",
        "/name": "text_type",
    }


@pytest.mark.parametrize("body", [b"null", b"[]", b'"x"', b"5", b"[" * 900 + b"]" * 900])
def test_json_that_is_no_object_is_a_fault_at_the_root(body: bytes) -> None:
    assert faults(post_raw(echo_client(), body)) == {"": "object_type"}


def test_a_field_name_with_a_broken_surrogate_is_refused() -> None:
    assert list(faults(post_raw(echo_client(), b'{"\\ud800": 1}'))) == [""]


@pytest.mark.parametrize(
    "content_type",
    [None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/json"],
)
def test_a_body_that_is_not_declared_as_json_is_415(content_type: str | None) -> None:
    answer = post_raw(echo_client(), b"{}", content_type)
    assert answer.status_code == 415
    assert answer.json["code"] == "unsupported_media_type"


@pytest.mark.parametrize(
    "content_type", ["application/json; charset=utf-8", "Application/JSON", "application/json;"]
)
def test_json_may_carry_parameters_and_any_letter_case(content_type: str) -> None:
    assert post_raw(echo_client(), b"{}", content_type).status_code == 201


def _padded(size: int) -> bytes:
    return b"{" + b" " * (size - 2) + b"}"


def test_a_body_of_exactly_the_limit_is_read() -> None:
    assert post_raw(echo_client(), _padded(LIMIT_BYTES)).status_code == 201


def test_a_body_of_one_byte_more_is_413() -> None:
    answer = post_raw(echo_client(), _padded(LIMIT_BYTES + 1))
    assert answer.status_code == 413
    assert answer.json["code"] == "body_too_large"


@pytest.mark.parametrize(("size", "status"), [(LIMIT_BYTES, 201), (LIMIT_BYTES + 1, 413)])
def test_a_chunked_body_is_measured_though_it_announces_no_length(size: int, status: int) -> None:
    answer = echo_client().post(
        "/things",
        input_stream=io.BytesIO(_padded(size)),
        content_type="application/json",
        environ_overrides={"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"},
    )
    assert answer.status_code == status


def test_the_last_of_two_equal_names_does_not_hide_a_fault_elsewhere() -> None:
    answer = post_raw(echo_client(), b'{"count": "x", "count": 1, "share": 7}')
    assert faults(answer) == {"/share": "too_large"}


def test_japanese_text_arrives_whole_escaped_or_not() -> None:
    for body in (
        json.dumps({"name": "寺と𠮷"}),
        json.dumps({"name": "寺と𠮷"}, ensure_ascii=False),
    ):
        answer = post_raw(echo_client(), body.encode())
        assert answer.json["body"]["name"] == "寺と𠮷"
