"""What visitors and keepers send about whether a spot is still as it says."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from server.http.list_query import Cursor, Limit
from server.http.types import STRICT_TEXT, Identifier, Instant, Model
from server.spots.keeping_queue import Reason

ReportKind = Literal["closed", "moved", "wrong_hours", "other"]
Outcome = Literal["confirmed", "rejected"]
Scope = Literal["facts", "hours", "accessibility", "safety", "quality"]


class ReportIn(Model):
    """What a visitor found different; one word is enough."""

    kind: ReportKind
    remark: Annotated[
        str,
        Field(
            max_length=500,
            pattern=r"^[^\u0000-\u001f\u007f]*$",
            description="For the spot's keepers only; without names or addresses of people, please",
        ),
        STRICT_TEXT,
    ] = ""


class SettleIn(Model):
    """Whether a report was right, and what colleagues should know of it."""

    outcome: Outcome
    note: Annotated[
        str,
        Field(
            max_length=500,
            description="For the organisation's people only; without names or addresses, please",
        ),
        STRICT_TEXT,
    ] = ""


class QueueQuery(Model):
    """Which page of an organisation's queue."""

    why: Annotated[Reason | None, Field(description="Only what is there for this reason")] = None
    limit: Limit = 50
    cursor: Cursor | None = None


class ReportQuery(Model):
    """Which reports of a spot."""

    state: Annotated[Literal["open", "settled"] | None, Field(examples=["open"])] = None
    limit: Limit = 50
    cursor: Cursor | None = None


class SettledQuery(Model):
    """Which page of the reports that an organisation has settled."""

    limit: Limit = 50
    cursor: Cursor | None = None


class MarkIn(Model):
    """What an organisation vouches for."""

    spot_id: Identifier
    scope: Annotated[Scope, Field(description="What was looked at")]
    evidence: Annotated[
        str,
        Field(
            min_length=1,
            max_length=1000,
            description="How; everybody reads it",
            examples=["2027-02-20に現地で確認しました。"],
        ),
        STRICT_TEXT,
    ]
    expires_at: Annotated[Instant, Field(description="At most 1098 days from now")]


class MarkQuery(Model):
    """Which of the marks that an organisation granted."""

    state: Annotated[Literal["live", "lapsed", "revoked"] | None, Field(examples=["live"])] = None
    limit: Limit = 50
    cursor: Cursor | None = None
