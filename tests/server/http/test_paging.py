from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from server.errors import Invalid
from server.http.paging import aware_moment, decode_cursor, encode_cursor


def _forged(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize("key", [0.0, 1.5, 5e-324, 20015114.442035925, 0.1 + 0.2])
def test_a_cursor_gives_back_its_keys_to_the_last_bit(key: float) -> None:
    assert decode_cursor(encode_cursor(key, "spot-1"), float, str) == (key, "spot-1")


def test_a_cursor_fits_into_an_address_as_it_is() -> None:
    assert encode_cursor(1.5, "???>>>").replace("-", "").replace("_", "").isalnum()


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "A",
        "abc",
        "!!!!",
        "京都",
        "AAAA",
        base64.urlsafe_b64encode(b"\xff\xfe").decode(),
        _forged([]),
        _forged({}),
        _forged("x"),
        _forged([1.5]),
        _forged([1.5, "a", "b"]),
        _forged(["a", 1.5]),
        _forged([1, "a"]),
        _forged([True, "a"]),
        _forged([None, "a"]),
        _forged([1.5, None]),
        _forged([float("nan"), "a"]),
        _forged([float("inf"), "a"]),
        _forged([1.5, "a\x00"]),
        _forged([1.5, "\ud800"]),
        _forged([[1.5], "a"]),
    ],
)
def test_what_is_no_cursor_of_this_list_is_refused(cursor: str) -> None:
    with pytest.raises(Invalid) as refusal:
        decode_cursor(cursor, float, str)
    assert [(f.pointer, f.code) for f in refusal.value.faults] == [("?cursor", "bad_cursor")]


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("2027-03-01T03:00:00+00:00", True),
        ("2027-03-01T03:00:00", False),
        ("9999-12-31T23:59:59-14:00", False),
        ("0001-01-01T00:00:00+14:00", False),
        ("yesterday", False),
    ],
)
def test_a_moment_of_a_cursor_can_be_compared_with_or_is_none(text: str, good: bool) -> None:
    assert (aware_moment(text) is not None) is good
