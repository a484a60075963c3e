from __future__ import annotations

from typing import Annotated, Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import Field, ValidationError

from server.http.types import (
    STRICT_INT,
    Bool,
    Clock,
    Code,
    Date,
    Float,
    Identifier,
    Instant,
    Int,
    Latitude,
    Longitude,
    Model,
    Share,
    Text,
)

VALUES: list[Any] = [
    *(None, True, False, 0, 1, -1, 0.5, 1.0, 521.0, 90, 90.1, -180.5, 2**40),
    *("", "0", "a", "A", "temple", "hot-spring_2", "Temple", "0temple", "x" * 41, "x" * 65),
    *("09:30", "9:30", "24:00", "23:59", "2027-05-15", "2027-02-30", "1899-12-31", "2200-01-01"),
    *("2027-05-15T00:00Z", "2027-05-15T00:00:00.123Z", "2027-05-15T00:00:00.+09:00"),
    *("2027-05-15T00:00:00", "1700000000", "寺", [], ["a"], {}, {"a": 1}),
]

Small = Annotated[int, Field(ge=1, le=50), STRICT_INT]


def accepts(model: type[Model], value: Any) -> bool:
    try:
        model.model_validate({"field": value})
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    "kind",
    [
        *(Int, Float, Bool, Text, Latitude, Longitude, Share, Code, Identifier, Clock, Date),
        *(Small, Code | None, Share | None, Instant),
    ],
)
def test_what_the_contract_says_is_what_the_code_accepts(kind: Any) -> None:
    class Holder(Model):
        field: kind

    published = Draft202012Validator(
        Holder.model_json_schema(), format_checker=FormatChecker(["date"])
    )
    for value in VALUES:
        assert accepts(Holder, value) == published.is_valid({"field": value}), value
