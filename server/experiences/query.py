"""From query strings to what is looked for, with every fault named."""

from __future__ import annotations

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from server.errors import Fault, Invalid
from server.experiences.models import Experience
from server.experiences.schemas import ExperienceQuery
from server.experiences.search import ExperienceFilter, Position
from server.experiences.slot_schemas import SlotQuery
from server.experiences.vacancies import Position as SlotPosition
from server.experiences.wall_clock import local_date
from server.http.paging import distance_position, timed_position
from server.spots.query import bbox_of, check_categories, check_region, near_of
from server.text import Text

_USUAL_DAYS: Final = 31
_MOST_DAYS: Final = 92

_ENDS_TOO_EARLY: Final = Text(
    "`until` must not lie before `from`.", "`until` は `from` 以降にしてください。"
)
_TOO_MANY_DAYS: Final = Text(
    "At most {days} days at a time; ask again for the rest.",
    "一度に取得できるのは{days}日分までです。続きは分けて取得してください。",
)


def to_search(session: Session, query: ExperienceQuery) -> tuple[ExperienceFilter, Position | None]:
    """Return the filter that `query` asks for, and where its page begins.

    Raises
    ------
    Invalid
        With every value that cannot be used.
    """
    faults: list[Fault] = []
    check_region(session, query.region, faults)
    check_categories(query.category, faults)
    wanted = ExperienceFilter(
        region=query.region,
        bbox=bbox_of(query.bbox, faults),
        near=near_of(query.near, query.radius_m, faults),
        radius_m=query.radius_m or 2000.0,
        categories=tuple(query.category or ()),
        language=query.language,
        on=query.on,
        party=query.party,
        words=query.q,
    )
    after = distance_position(query.cursor, faults)
    if faults:
        raise Invalid(faults)
    return wanted, after


def dates_of(
    query: SlotQuery, experience: Experience, *, now: dt.datetime
) -> tuple[tuple[dt.date, dt.date], SlotPosition | None]:
    """Return the first and the last date that are asked for, and where the page begins.

    Raises
    ------
    Invalid
        With every value that cannot be used.
    """
    faults: list[Fault] = []
    today = local_date(now, ZoneInfo(experience.region.time_zone))
    first = query.from_date or min(today, query.until or today)
    last = query.until or first + dt.timedelta(days=_USUAL_DAYS - 1)
    if last < first:
        faults.append(Fault("?until", "ends_too_early", _ENDS_TOO_EARLY))
    if (last - first).days >= _MOST_DAYS:
        faults.append(Fault("?until", "too_many_days", _TOO_MANY_DAYS, {"days": _MOST_DAYS}))
    after = timed_position(query.cursor, faults)
    if faults:
        raise Invalid(faults)
    return (first, last), after
