"""Query parameters that lists have in common."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from server.http.types import STRICT_INT, STRICT_TEXT

_NUMBER: Final = r"-?[0-9]{1,3}(\.[0-9]{1,12})?"
_MOMENT: Final = (
    r"^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})$"
)

BBox = Annotated[
    str,
    Field(
        pattern=rf"^{_NUMBER}(,{_NUMBER}){{3}}$",
        max_length=80,
        description="west,south,east,north in degrees",
        examples=["24.93,60.16,24.96,60.18"],
    ),
    STRICT_TEXT,
]
Near = Annotated[
    str,
    Field(
        pattern=rf"^{_NUMBER},{_NUMBER}$",
        max_length=40,
        description="lat,lon; results come nearest first",
        examples=["60.1713,24.9414"],
    ),
    STRICT_TEXT,
]
Moment = Annotated[
    str,
    Field(
        pattern=_MOMENT,
        description="A moment, RFC 3339 with offset",
        examples=["2027-05-15T10:30:00+03:00"],
    ),
    STRICT_TEXT,
]
Words = Annotated[
    str, Field(min_length=1, max_length=100, pattern=r"^[^\u0000-\u001f]+$"), STRICT_TEXT
]
Limit = Annotated[
    int, Field(ge=1, le=1_000_000, description="Page size; clamped to 100"), STRICT_INT
]
Cursor = Annotated[
    str, Field(min_length=1, max_length=300, pattern=r"^[A-Za-z0-9_-]+$"), STRICT_TEXT
]
