"""What guides send about slots and schedules, and what is asked of calendars."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from server.experiences.scheduling import ScheduleFacts
from server.experiences.schemas import People
from server.http.list_query import Cursor, Limit
from server.http.types import STRICT_INT, STRICT_TEXT, Clock, Date, Identifier, Instant, Model
from server.spots.keeping_schemas import Season

Capacity = Annotated[int, Field(ge=1, le=1000, description="Seats in all"), STRICT_INT]
Weekdays = Annotated[
    list[Annotated[int, Field(ge=1, le=7), STRICT_INT]],
    Field(min_length=1, max_length=7, description="1 is Monday, 7 Sunday"),
]
Starts = Annotated[
    list[Clock], Field(min_length=1, max_length=12, description="On the region's wall clock")
]
Seasons = Annotated[list[Season], Field(max_length=12, description="None means all year")]
ExceptDates = Annotated[
    list[Date], Field(max_length=400, description="Dates on which it does not take place")
]
Month = Annotated[
    str, Field(pattern=r"^(20|21)[0-9]{2}-(0[1-9]|1[0-2])$", examples=["2027-05"]), STRICT_TEXT
]


class SlotIn(Model):
    """A slot made by hand."""

    option_id: Identifier
    starts_at: Instant
    capacity: Capacity


class SlotChangeIn(Model):
    """What changes about a slot; what is left out stays."""

    capacity: Capacity | None = None
    status: Annotated[
        Literal["open", "closed"] | None, Field(description="closed: takes no more bookings")
    ] = None


class ScheduleIn(Model):
    """A weekly rule from which slots are made."""

    option_id: Identifier
    weekdays: Weekdays
    starts: Starts
    first_date: Date
    last_date: Annotated[Date | None, Field(description="null: it goes on")] = None
    seasons: Seasons = Field(default_factory=list)
    except_dates: ExceptDates = Field(default_factory=list)
    capacity: Capacity


class ScheduleChangeIn(Model):
    """What changes about a schedule; what is left out stays."""

    weekdays: Weekdays | None = None
    starts: Starts | None = None
    first_date: Date | None = None
    last_date: Annotated[Date | None, Field(description="null: it goes on")] = None
    seasons: Seasons | None = None
    except_dates: ExceptDates | None = None
    capacity: Capacity | None = None


class SlotQuery(Model):
    """Which slots; from today for 31 days unless told."""

    from_date: Annotated[Date | None, Field(alias="from", examples=["2027-05-15"])] = None
    until: Annotated[Date | None, Field(description="The last date; at most 92 days on")] = None
    party: Annotated[People | None, Field(description="For so many people")] = None
    limit: Limit = 50
    cursor: Cursor | None = None


class CalendarQuery(Model):
    """Which month; the present one unless told."""

    month: Month | None = None


_MAY_BE_NULL: Final = frozenset({"last_date"})


def facts_with(before: dict[str, Any], sent: ScheduleIn | ScheduleChangeIn) -> ScheduleFacts:
    """Return what a schedule says with what was sent in place of what was there."""
    names = set(type(sent).model_fields) - {"option_id"}
    given = sent.model_fields_set & names if before else names
    stated = {n: getattr(sent, n) for n in given}
    kept = {n: v for n, v in stated.items() if v is not None or n in _MAY_BE_NULL}
    if "seasons" in kept:
        kept["seasons"] = [[season.first, season.last] for season in kept["seasons"]]
    if "except_dates" in kept:
        kept["except_dates"] = sorted({date.isoformat() for date in kept["except_dates"]})
    return ScheduleFacts(**(before | kept))


def month_dates(month: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last date of a month such as 2027-05."""
    first = dt.date.fromisoformat(f"{month}-01")
    following = (first + dt.timedelta(days=31)).replace(day=1)
    return first, following - dt.timedelta(days=1)
