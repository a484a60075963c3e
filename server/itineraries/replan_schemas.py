"""What a tourist says who wants the rest of a trip planned anew."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from routing.model import Pace
from server.http.types import Bool, Clock, Identifier, Instant, Model, Position


class ReplanRequest(Model):
    """Where one is, what is done and what has changed."""

    at: Annotated[Position, Field(description="Where you are")]
    now: Annotated[
        Instant | None, Field(description="The moment to go on from; null is the server's clock")
    ] = None
    done: Annotated[
        list[Identifier] | None,
        Field(max_length=50, description="Spots visited so far; null is as the plan's clock says"),
    ] = None
    had_lunch: Annotated[Bool | None, Field(description="null is as the plan's clock says")] = None
    keep: Annotated[
        list[Identifier], Field(max_length=20, description="Spots that must be in the rest")
    ] = Field(default_factory=list)
    avoid: Annotated[
        list[Identifier],
        Field(max_length=200, description="Spots to leave out, even those asked for before"),
    ] = Field(default_factory=list)
    end_time: Annotated[Clock | None, Field(description="A new end of the day that goes on")] = None
    pace: Annotated[Pace | None, Field(description="null is as before")] = None
    reason: Annotated[
        Literal["late", "rain", "closed", "other"],
        Field(description="In rain, open-air places are left out of the day that goes on"),
    ] = "other"
