"""Field types for every request and response, each as strict as the JSON Schema it publishes.

Pydantic's lax mode accepts `false` for a number and its strict mode refuses 521.0 for an integer;
neither is what JSON Schema says. These types are defined once so that what the contract states,
what the code accepts and what the tests generate are the same.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer
from pydantic_core import PydanticCustomError

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199
_CLOCK: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
_DATE_PATTERN: Final = r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
"""What the contract says of a date, near enough that few texts that fit are none."""
_DATE: Final = re.compile(r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}", re.ASCII)
_INSTANT_FORM: Final = (
    r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})"
)
_INSTANT: Final = re.compile(_INSTANT_FORM, re.ASCII)
_FORBIDDEN_TEXT: Final = re.compile("[\x00\ud800-\udfff]")


class Model(BaseModel):
    """Base of every request and response: unknown fields are faults, values are frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError("number_type", "must be a number")
    if isinstance(value, float) and not math.isfinite(value):
        raise PydanticCustomError("number_finite", "must be finite")
    return value


def _whole(value: Any) -> Any:
    number = _number(value)
    if isinstance(number, float) and not number.is_integer():
        raise PydanticCustomError("whole_number", "must be a whole number")
    if abs(number) >= 2**63:
        raise PydanticCustomError("number_range", "is too large")
    return int(number)


def _float(value: Any) -> Any:
    number = _number(value)
    if abs(number) > 1e300:
        raise PydanticCustomError("number_range", "is too large")
    return float(number)


def _text(value: Any) -> Any:
    if not isinstance(value, str):
        raise PydanticCustomError("text_type", "must be text")
    if _FORBIDDEN_TEXT.search(value):
        raise PydanticCustomError("text_characters", "holds characters that cannot be stored")
    return value


def _truth(value: Any) -> Any:
    if not isinstance(value, bool):
        raise PydanticCustomError("bool_type", "must be true or false")
    return value


def _date(value: Any) -> Any:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise PydanticCustomError("date_format", "must be a date such as 2026-05-02")
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("date_format", "must be a date such as 2026-05-02") from None


def _instant(value: Any) -> Any:
    if isinstance(value, dt.datetime) and value.tzinfo is not None:
        return value
    try:
        if isinstance(value, str) and _INSTANT.fullmatch(value):
            return dt.datetime.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError(
        "instant_format", "must be a moment with its offset such as 2026-05-02T10:00:00+09:00"
    )


def _clock(value: Any) -> Any:
    if not isinstance(value, str) or not _CLOCK.fullmatch(value):
        raise PydanticCustomError("clock_format", "must be a time such as 09:30")
    return value


def _moment(value: dt.datetime) -> str:
    return value.isoformat(timespec="seconds")


def _said(value: Any) -> Any:
    """Return what a form's text says in JSON; what is none is left for its type to refuse."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        return value


IN_FORM: Final = BeforeValidator(_said)
"""For what a form holds as JSON; put it behind a field's constraints."""

STRICT_INT: Final = BeforeValidator(_whole)
STRICT_FLOAT: Final = BeforeValidator(_float)
STRICT_TEXT: Final = BeforeValidator(_text)
"""Put these *behind* a field's constraints: `Annotated[int, Field(ge=1), STRICT_INT]`.

Pydantic publishes only the constraints that it meets before a validator.
"""

Int = Annotated[int, STRICT_INT]
Float = Annotated[float, STRICT_FLOAT]
Bool = Annotated[bool, BeforeValidator(_truth)]
Text = Annotated[str, STRICT_TEXT]

Latitude = Annotated[
    float, Field(ge=-90, le=90, description="WGS 84 latitude, degrees"), STRICT_FLOAT
]
Longitude = Annotated[
    float, Field(ge=-180, le=180, description="WGS 84 longitude, degrees"), STRICT_FLOAT
]
Share = Annotated[float, Field(ge=0, le=1), STRICT_FLOAT]
Code = Annotated[
    str, Field(min_length=1, max_length=40, pattern=r"^[a-z][a-z0-9_-]*$"), STRICT_TEXT
]
Identifier = Annotated[
    str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$"), STRICT_TEXT
]
Clock = Annotated[
    str,
    Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", description="Local time, HH:MM"),
    BeforeValidator(_clock),
]
Date = Annotated[
    dt.date,
    Field(
        json_schema_extra={"format": "date", "pattern": _DATE_PATTERN},
        description="Calendar date in the region's time zone",
    ),
    BeforeValidator(_date),
]
Instant = Annotated[
    dt.datetime,
    Field(
        json_schema_extra={"pattern": f"^{_INSTANT_FORM}$"},
        description="A moment with its offset, RFC 3339",
    ),
    BeforeValidator(_instant),
]
LocalDateTime = Annotated[
    dt.datetime,
    PlainSerializer(_moment, return_type=str, when_used="json"),
    Field(description="Local time with its offset, RFC 3339"),
]


class Position(Model):
    """A place on earth."""

    lat: Latitude
    lon: Longitude
